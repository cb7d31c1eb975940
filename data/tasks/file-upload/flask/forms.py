from flask_wtf import FlaskForm
from flask_wtf.file import FileAllowed, FileField, FileRequired
from wtforms import ValidationError


class UploadForm(FlaskForm):
    file = FileField(validators=[FileRequired(), FileAllowed(["pdf"], "Choose a PDF.")])

    def validate_file(self, field):
        start = field.data.stream.read(5)
        field.data.stream.seek(0)
        if start != b"%PDF-":
            raise ValidationError("This file is not a PDF.")
