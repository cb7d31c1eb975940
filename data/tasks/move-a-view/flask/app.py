from flask import Flask, redirect, render_template, request, session

app = Flask(__name__)
app.config.from_prefixed_env()


@app.get("/")
def home():
    return render_template("home.html")


@app.get("/guests/")
def guests():
    session["visits"] = session.get("visits", 0) + 1
    return render_template("guests.html", visits=session["visits"])


@app.get("/report")
def report():
    query = request.query_string.decode()
    return redirect(f"/sales/?{query}" if query else "/sales/", 301)
