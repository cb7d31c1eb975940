import os

from flask import Flask


def create_app(test_config=None):
    app = Flask(__name__, instance_relative_config=True)
    app.config.from_mapping(
        SECRET_KEY=os.environ["SECRET_KEY"],
        DATABASE=os.environ["DATABASE_URL"].removeprefix("sqlite:///"),
    )
    if test_config is not None:
        app.config.update(test_config)

    from . import auth, books, db

    db.init_app(app)
    app.register_blueprint(auth.bp)
    app.register_blueprint(books.bp)
    return app
