from flask import Blueprint, abort, render_template

bp = Blueprint("notes", __name__, url_prefix="/notes")

NOTES = {
    "garden": "Water the tomatoes.",
    "kitchen": "Sharpen the knives.",
    "street": "Return the ladder.",
}


def count():
    return len(NOTES)


@bp.get("/")
def index():
    return render_template("notes/index.html", notes=NOTES)


@bp.get("/<name>/")
def note(name):
    if name not in NOTES:
        abort(404)
    return render_template("notes/note.html", name=name, text=NOTES[name])
