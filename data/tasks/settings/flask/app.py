from flask import Flask, render_template

app = Flask(__name__)
app.config["PAGE_SIZE"] = 20
app.config.from_prefixed_env()

key, size = app.config["SECRET_KEY"], app.config["PAGE_SIZE"]
if not key or not isinstance(key, str):
    raise ValueError("Set FLASK_SECRET_KEY to a long random text.")
# isinstance would let true through: in Python a bool is an int.
if type(size) is not int or size < 1:
    raise ValueError(f"FLASK_PAGE_SIZE must be a whole number above 0, not {size!r}.")


@app.get("/")
def index():
    return render_template("index.html")
