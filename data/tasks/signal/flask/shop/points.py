from flask import Blueprint, render_template, session

bp = Blueprint("points", __name__, url_prefix="/points")


def add_points(sender, quantity, **extra):
    session["points"] = session.get("points", 0) + 10 * quantity


@bp.get("/")
def index():
    return render_template("points/index.html", points=session.get("points", 0))
