"""Uploaded files: where they go, and what happens to a name that is taken."""

import pytest


@pytest.mark.claim(
    "flask-saves-uploads-to-a-path", "flask-saving-an-upload-overwrites", "flask-upload-names-are-cleaned-by-your-code"
)
def test_flask_saves_an_upload_where_code_says(run):
    """Fails if `save()` renames in place of overwriting, or cleans the name by itself."""
    seen = run(
        """
    import io, json, os
    from flask import Flask, request
    from werkzeug.datastructures import FileStorage
    from werkzeug.utils import secure_filename
    app = Flask(__name__)

    @app.post("/")
    def page():
        sent, opened = request.files["file"], io.BytesIO()
        sent.save("kept.txt")
        sent.seek(0)
        sent.save(opened)
        return [sent.filename, secure_filename(sent.filename), open("kept.txt").read(), opened.getvalue().decode()]

    client = app.test_client()
    def send(text):
        return client.post("/", data={"file": (io.BytesIO(text), "../../up.txt")}).json
    seen = [send(b"one"), send(b"two"), os.listdir()]
    names = ("a b.txt", "a_b.txt", "\u6211.jpg", "\u4f60.jpg", "..")
    seen.append([secure_filename(each) for each in names])
    sent = FileStorage(io.BytesIO(b"one"))
    errors = []
    for path, mode in (("kept.txt", "xb"), (os.path.join(os.curdir, secure_filename("..")), "wb")):
        try:
            sent.save(path if mode == "wb" else open(path, mode))
        except OSError as error:
            errors.append(type(error).__name__)
    print(json.dumps([*seen, errors]))
    """
    )
    assert seen == [
        ["../../up.txt", "up.txt", "one", "one"],
        ["../../up.txt", "up.txt", "two", "two"],
        ["kept.txt"],
        ["a_b.txt", "a_b.txt", "jpg", "jpg", ""],
        ["FileExistsError", "IsADirectoryError"],
    ]


DJANGO = """
    import json, os
    import django
    from django.conf import settings
    settings.configure(
        MEDIA_ROOT="media", DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    )
    django.setup()
    from django.core.files.base import ContentFile
    from django.core.files.storage import FileSystemStorage, InMemoryStorage, default_storage, storages
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.db import connection, models, transaction
"""


@pytest.mark.claim("django-file-field-keeps-a-path", "django-files-outlive-their-rows")
def test_django_file_field_keeps_a_path(run):
    """Fails if the row holds no path, or a file goes with its row, its field or a rollback."""
    seen = run(
        DJANGO
        + """
    class Play(models.Model):
        text = models.FileField(upload_to="plays")
        class Meta:
            app_label = "theatre"

    with connection.schema_editor() as editor:
        editor.create_model(Play)
    play = Play.objects.create(text=SimpleUploadedFile("../baal.txt", b"Baal"))
    row = connection.cursor().execute("select text from theatre_play").fetchone()
    seen = [row, open(os.path.join("media", *row)).read(), Play.objects.get().text.read().decode()]
    play.text.save("candide.txt", ContentFile(b"Candide"))
    play.delete()
    try:
        with transaction.atomic():
            Play.objects.create(text=SimpleUploadedFile("faust.txt", b"Faust"))
            raise LookupError
    except LookupError:
        seen.append([Play.objects.count(), sorted(os.listdir("media/plays"))])
    print(json.dumps(seen))
    """
    )
    assert seen == [["plays/baal.txt"], "Baal", "Baal", [0, ["baal.txt", "candide.txt", "faust.txt"]]]


@pytest.mark.claim("django-storage-backends", "django-storage-renames-instead-of-overwriting")
def test_django_storages_keep_files_and_rename_the_second(run):
    """Fails if a second file takes the first one's name, or another storage ships with Django."""
    seen = run(
        DJANGO
        + """
    import pkgutil
    from django.core.files import storage
    seen = {"shipped": sorted(each.name for each in pkgutil.iter_modules(storage.__path__))}
    over = FileSystemStorage("over", allow_overwrite=True)
    kinds = {"default": default_storage, "memory": InMemoryStorage(), "over": over}
    for name, each in kinds.items():
        names = [each.save("baal.txt", ContentFile(text)) for text in (b"one", b"two")]
        seen[name] = [names[0], names[0] == names[1], each.open("baal.txt").read().decode()]
    seen["on disk"] = [len(os.listdir("media")), os.listdir("over")]
    print(json.dumps(seen))
    """
    )
    assert seen == {
        "shipped": ["base", "filesystem", "handler", "memory", "mixins"],
        "default": ["baal.txt", False, "one"],
        "memory": ["baal.txt", False, "one"],
        "over": ["baal.txt", True, "two"],
        "on disk": [2, ["baal.txt"]],
    }
