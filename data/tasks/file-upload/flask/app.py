from pathlib import Path
from uuid import uuid4

from flask import Flask, redirect, render_template, send_from_directory, url_for

from forms import UploadForm

app = Flask(__name__)
app.config.from_prefixed_env()
app.config["MAX_CONTENT_LENGTH"] = 1_000_000

UPLOADS = Path(app.instance_path) / "uploads"
UPLOADS.mkdir(parents=True, exist_ok=True)


@app.route("/", methods=["GET", "POST"])
def upload():
    form = UploadForm()
    if form.validate_on_submit():
        id = uuid4()
        form.file.data.save(UPLOADS / f"{id}.pdf")
        return redirect(url_for("download", id=id))
    return render_template("upload.html", form=form)


@app.get("/files/<uuid:id>")
def download(id):
    response = send_from_directory(UPLOADS, f"{id}.pdf", as_attachment=True)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@app.errorhandler(413)
def too_large(error):
    return render_template("too_large.html"), 413
