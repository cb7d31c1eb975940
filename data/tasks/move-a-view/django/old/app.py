from flask import Flask, render_template, session

app = Flask(__name__)
app.config.from_prefixed_env()


# /guests is taken off before Flask sees the path.
@app.get("/")
def guests():
    session["visits"] = session.get("visits", 0) + 1
    return render_template("guests.html", visits=session["visits"])
