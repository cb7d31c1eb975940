from django import forms
from django.core.validators import FileExtensionValidator


class UploadForm(forms.Form):
    file = forms.FileField(
        validators=[FileExtensionValidator(["pdf"], "Choose a PDF.")],
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > 1_000_000:
            raise forms.ValidationError("A file may have up to one megabyte.")
        if file.read(5) != b"%PDF-":
            raise forms.ValidationError("This file is not a PDF.")
        return file
