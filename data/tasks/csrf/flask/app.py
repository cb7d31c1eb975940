import hmac

from flask import Flask, abort, redirect, render_template, request, session, url_for
from flask_wtf.csrf import CSRFError, CSRFProtect

app = Flask(__name__)
# Without a limit the webhook reads a body of any size.
app.config["MAX_CONTENT_LENGTH"] = 1_000_000
app.config.from_prefixed_env()
csrf = CSRFProtect(app)


def add_like():
    session["likes"] = session.get("likes", 0) + 1
    return session["likes"]


@app.get("/")
def index():
    return render_template("index.html", likes=session.get("likes", 0))


@app.post("/likes")
def like():
    add_like()
    return redirect(url_for("index"))


@app.post("/api/likes")
def like_json():
    return {"likes": add_like()}


@app.post("/webhook")
@csrf.exempt
def webhook():
    key = app.config["WEBHOOK_SECRET"].encode()
    expected = hmac.new(key, request.get_data(), "sha256").hexdigest()
    given = request.headers.get("X-Signature", "")
    if not hmac.compare_digest(given.encode(), expected.encode()):
        abort(403)
    return {"accepted": True}


@app.errorhandler(CSRFError)
def show_csrf_error(error):
    return render_template("csrf_error.html"), error.code
