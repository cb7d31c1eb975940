from babel import negotiate_locale
from flask import Flask, redirect, render_template, request, session, url_for
from flask_babel import Babel, get_locale
from flask_wtf import CSRFProtect

LANGUAGES = {"en": "English", "de": "Deutsch"}


def language():
    chosen = session.get("language")
    if chosen in LANGUAGES:
        return chosen
    return negotiate_locale(request.accept_languages.values(), LANGUAGES, sep="-")


app = Flask(__name__)
app.config.from_prefixed_env()
CSRFProtect(app)
Babel(app, locale_selector=language)


@app.get("/")
def index():
    count = request.args.get("messages", 0, type=int)
    return render_template("index.html", count=count, languages=LANGUAGES, current=str(get_locale()))


@app.post("/language")
def choose_language():
    if request.form.get("language") in LANGUAGES:
        session["language"] = request.form["language"]
    return redirect(url_for("index"))


@app.after_request
def depends_on_the_language(response):
    response.vary.add("Accept-Language")
    return response
