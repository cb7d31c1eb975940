from flask import Blueprint, render_template

from . import notes

bp = Blueprint("status", __name__, url_prefix="/status")


@bp.get("/")
def index():
    return render_template("status/index.html", count=notes.count())
