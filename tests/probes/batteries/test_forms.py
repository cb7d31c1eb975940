"""Forms: what makes them, fills them and checks them."""

import pytest


@pytest.mark.claim("flask-wtforms", "flask-wtf-extension", "flask-wtforms-no-model-forms")
def test_flask_wtf_fills_wtforms_from_the_request(run):
    """Fails if Flask-WTF skips the token or a validator, loses the upload, or WTForms reads models."""
    seen = run(
        """
    import importlib.util, io, json, re
    from flask import Flask
    from flask_wtf import FlaskForm
    from flask_wtf.file import FileField
    from werkzeug.datastructures import MultiDict
    from wtforms import Form, IntegerField, validators
    app = Flask(__name__)
    app.secret_key = "x"

    class Plain(Form):
        seats = IntegerField(validators=[validators.NumberRange(max=9)])

    class Page(FlaskForm):
        seats = IntegerField(validators=[validators.NumberRange(max=9)])
        plan = FileField()

    @app.route("/", methods=["GET", "POST"])
    def page():
        form = Page()
        done = form.validate_on_submit()
        plan = form.plan.data and form.plan.data.filename
        return {"html": form.hidden_tag(), "done": done, "seats": form.seats.data, "plan": plan}

    client = app.test_client()
    token = re.search('value="([^"]+)"', client.get("/").json["html"])[1]
    def send(**more):
        got = client.post("/", data={"seats": "4", "plan": (io.BytesIO(b""), "plan.txt"), **more}).json
        return [got["done"], got["seats"], got["plan"]]
    plain = [Plain(MultiDict({"seats": each})) for each in ("4", "40", "many")]
    print(json.dumps({
        "plain": [[each.validate(), each.seats.data] for each in plain],
        "sent": [send(), send(csrf_token=token), send(csrf_token=token, seats="40")],
        "models": importlib.util.find_spec("wtforms.ext"),
    }))
    """
    )
    assert seen == {
        "plain": [[True, 4], [False, 40], [False, None]],
        "sent": [[False, 4, "plan.txt"], [True, 4, "plan.txt"], [False, 40, "plan.txt"]],
        "models": None,
    }


DJANGO = """
    import json
    import django
    from django.conf import settings
    settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})
    django.setup()
    from django import forms
    from django.core.validators import MaxValueValidator
    from django.db import connection, models

    class Play(models.Model):
        title = models.CharField(max_length=20, unique=True)
        seats = models.IntegerField(validators=[MaxValueValidator(99)])
        sold = models.IntegerField()
        class Meta:
            app_label = "theatre"
            constraints = [models.CheckConstraint(condition=models.Q(sold__lte=models.F("seats")), name="sold_out")]

        def clean(self):
            if self.title == "Macbeth":
                raise forms.ValidationError("say the Scottish play")

    class PlayForm(forms.ModelForm):
        class Meta:
            model = Play
            fields = "__all__"

    with connection.schema_editor() as editor:
        editor.create_model(Play)
"""


@pytest.mark.claim("django-forms")
def test_django_form_renders_checks_and_converts(run):
    """Fails if a form accepts a wrong date, shows it unescaped, or gives no `date` for a right one."""
    seen = run(
        DJANGO
        + """
    class Visit(forms.Form):
        day = forms.DateField()

    good, bad = Visit({"day": "2026-11-20"}), Visit({"day": "<soon>"})
    print(json.dumps({
        "html": all(each in bad.as_p() for each in ('name="day"', "Enter a valid date", "&lt;soon&gt;")),
        "valid": [good.is_valid(), bad.is_valid()],
        "value": str(type(good.cleaned_data["day"]).__name__),
    }))
    """
    )
    assert seen == {"html": True, "valid": [True, False], "value": "date"}


@pytest.mark.claim("django-model-form", "django-model-form-validation")
def test_django_model_form_takes_fields_and_checks_from_the_model(run):
    """Fails if a field, uniqueness, validator, `clean` or constraint of the model is missed."""
    seen = run(
        DJANGO
        + """
    def tried(title, seats, sold):
        form = PlayForm({"title": title, "seats": seats, "sold": sold})
        if form.is_valid():
            form.save()
        return form.errors

    sent = (("Baal", 9, 9), ("Baal", 9, 9), ("Candide", 9, 10), ("Candide", 100, 1), ("Macbeth", 9, 1))
    errors = [tried(*each) for each in sent]
    made = PlayForm().fields.items()
    fields = {name: [type(each).__name__, getattr(each, "max_length", None)] for name, each in made}
    print(json.dumps({"errors": errors, "fields": fields, "saved": Play.objects.count()}))
    """
    )
    assert [list(each) for each in seen["errors"]] == [[], ["title"], ["__all__"], ["seats"], ["__all__"]]
    assert "sold_out" in seen["errors"][2]["__all__"][0]
    assert seen["fields"] == {
        "title": ["CharField", 20],
        "seats": ["IntegerField", None],
        "sold": ["IntegerField", None],
    }
    assert seen["saved"] == 1


@pytest.mark.claim("django-model-form-validation", "django-save-skips-validation", "django-model-form-lists-its-fields")
def test_django_model_form_skips_what_it_leaves_out(run):
    """Fails if a constraint is checked with a field left out, `create()` validates, or no fields need naming."""
    seen = run(
        DJANGO
        + """
    from django.core.exceptions import ImproperlyConfigured, ValidationError
    from django.db import IntegrityError

    class Ticket(models.Model):
        buyer = models.IntegerField()
        seat = models.IntegerField()
        paid = models.IntegerField(default=0)
        mail = models.EmailField(blank=True)
        kind = models.CharField(max_length=1, choices=[("a", "A")], default="a")
        class Meta:
            app_label = "theatre"
            constraints = [
                models.UniqueConstraint(fields=["buyer", "seat"], name="once"),
                models.CheckConstraint(condition=models.Q(paid__lte=models.F("buyer")), name="rich"),
            ]

    with connection.schema_editor() as editor:
        editor.create_model(Ticket)

    def made(names):
        return forms.modelform_factory(Ticket, fields=names)

    def sent(names, **values):
        form = made(names)(values, instance=Ticket(buyer=5))
        try:
            return [form.is_valid(), form.is_valid() and bool(form.save())]
        except IntegrityError:
            return [True, "IntegrityError"]

    seen = [sent(["seat", "paid"], seat=1, paid=1), sent(["seat", "paid"], seat=1, paid=1)]
    seen.append(sent(["seat", "paid"], seat=2, paid=9))
    every = ["buyer", "seat", "paid"]
    seen += [sent(every, buyer=5, seat=1, paid=1), sent(every, buyer=5, seat=2, paid=9)]
    wrong = Ticket.objects.create(buyer=9, seat=9, mail="nobody", kind="z")
    try:
        wrong.full_clean()
    except ValidationError as error:
        seen.append(sorted(error.message_dict))
    try:
        class Unnamed(forms.ModelForm):
            class Meta:
                model = Ticket
    except ImproperlyConfigured:
        seen.append("unnamed")
    print(json.dumps(seen))
    """
    )
    refused, broken = [False, False], [True, "IntegrityError"]
    assert seen == [[True, True], broken, broken, refused, refused, ["kind", "mail"], "unnamed"]


@pytest.mark.claim("django-forms-write-aria", "flask-wtforms-adds-no-aria")
def test_aria_attributes_of_a_form_come_from_django_alone(run):
    """Fails if a form of Django loses an attribute or its fieldset, or WTForms writes one that nobody gave it."""
    seen = run(
        DJANGO
        + """
    import wtforms
    from django.template import Context, Engine
    from werkzeug.datastructures import MultiDict
    choices = [("a", "A"), ("b", "B")]

    class Visit(forms.Form):
        day = forms.DateField(help_text="As on the ticket")
        seat = forms.ChoiceField(choices=choices, widget=forms.RadioSelect)

    class Page(wtforms.Form):
        day = wtforms.DateField(description="As on the ticket")
        seat = wtforms.RadioField(choices=choices)

    sent = {"day": "soon"}
    page = Page(MultiDict(sent))
    whole = Engine().from_string("{{ form }}").render(Context({"form": Visit(sent)}))
    written = {
        "form": whole, "fresh": str(Visit()), "as_p": Visit(sent).as_p(), "wtforms": "".join(map(str, page)),
        "given": page.day(aria_invalid="true"),
    }
    parts = ("aria-describedby", "aria-invalid", "<fieldset", "<legend")
    print(json.dumps({
        "valid": page.validate(), "points": 'aria-describedby="id_day_helptext id_day_error"' in whole,
        "targets": ['id="id_day_helptext"' in whole, 'id="id_day_error"' in whole],
        "written": {name: [each in html for each in parts] for name, html in written.items()},
    }))
    """
    )
    assert seen == {
        "valid": False,
        "points": True,
        "targets": [True, True],
        "written": {
            "form": [True, True, True, True],
            "fresh": [True, False, True, True],
            "as_p": [True, True, False, False],
            "wtforms": [False, False, False, False],
            "given": [False, True, False, False],
        },
    }
