from flask import Flask, redirect, url_for

from . import notes, status


def create_app():
    app = Flask(__name__)
    app.register_blueprint(notes.bp)
    app.register_blueprint(status.bp)

    @app.get("/")
    def home():
        return redirect(url_for("notes.index"))

    return app
