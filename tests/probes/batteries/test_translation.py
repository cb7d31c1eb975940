"""Translation: which texts are translated, and who chooses the language."""

import pytest


@pytest.mark.claim("flask-ships-no-translation")
def test_flask_templates_know_no_translation(run):
    """Fails if a template knows `gettext`, `_` or `trans` without an extension."""
    seen = run(
        """
    import json
    from flask import Flask, render_template_string
    from jinja2 import TemplateSyntaxError, UndefinedError
    app = Flask(__name__)
    seen = []
    with app.app_context():
        for text in ("{{ gettext('Monday') }}", "{{ _('Monday') }}", "{% trans %}Monday{% endtrans %}"):
            try:
                seen.append(render_template_string(text))
            except (TemplateSyntaxError, UndefinedError) as error:
                seen.append(type(error).__name__)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(str.upper, str.upper)
    with app.app_context():
        seen.append(render_template_string("{% trans %}Monday{% endtrans %}"))
    print(json.dumps(seen))
    """
    )
    assert seen == ["UndefinedError", "UndefinedError", "TemplateSyntaxError", "MONDAY"]


@pytest.mark.claim("django-translates", "django-locale-middleware")
def test_django_translates_into_the_language_of_the_request(run):
    """Fails if cookie, header or URL does not choose the language, or does without the middleware."""
    seen = run(
        """
    import json
    import django
    from django.conf import settings
    from django.conf.urls.i18n import i18n_patterns
    from django.http import HttpResponse
    from django.template import engines
    from django.urls import path
    from django.utils.translation import gettext
    settings.configure(
        ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], USE_I18N=True, LANGUAGE_CODE="en",
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    )
    django.setup()
    from django.test import Client, override_settings

    def page(request):
        template = engines["django"].from_string("{% load i18n %}{% translate 'Monday' %} {{ word }}")
        return HttpResponse(template.render({"word": gettext("Tuesday")}))

    urlpatterns = [path("page", page), *i18n_patterns(path("under", page))]
    def read(path="/page", cookie="", **headers):
        client = Client()
        if cookie:
            client.cookies["django_language"] = cookie
        return client.get(path, headers=headers).content.decode()

    french = {"accept-language": "fr"}
    seen = [read(**french)]
    with override_settings(MIDDLEWARE=["django.middleware.locale.LocaleMiddleware"]):
        seen += [read(), read(**french), read(cookie="de", **french), read("/es/under", cookie="de", **french)]
        with override_settings(LANGUAGES=[("en", "English"), ("de", "German")]):
            seen.append(read(**french))
    print(json.dumps(seen))
    """
    )
    assert [each.casefold() for each in seen] == [
        "monday tuesday",
        "monday tuesday",
        "lundi mardi",
        "montag dienstag",
        "lunes martes",
        "monday tuesday",
    ]


@pytest.mark.claim("django-activated-language-outlives-the-request")
def test_django_activated_language_outlives_the_request(run):
    """Fails if an activated language ends with its request, or stays with `LocaleMiddleware`."""
    seen = run(
        """
    import json
    import django
    from django.conf import settings
    from django.http import HttpResponse
    from django.urls import path
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="x", LANGUAGE_CODE="en")
    django.setup()
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import RequestFactory, override_settings
    from django.utils import translation

    def override(request):
        with translation.override("fr"):
            return HttpResponse(translation.get_language())

    urlpatterns = [
        path("", lambda request: HttpResponse(translation.get_language())),
        path("override", override),
        path("activate", lambda request: HttpResponse(translation.activate("de") or "")),
    ]

    def read(*paths):
        handler, seen = WSGIHandler(), []
        for each in paths:
            answer = handler(RequestFactory().get(each).environ, lambda *_: None)
            seen.append(b"".join(answer).decode())
            answer.close()
        return seen

    seen = [read("/", "/override", "/", "/activate", "/")]
    with override_settings(MIDDLEWARE=["django.middleware.locale.LocaleMiddleware"]):
        seen.append(read("/activate", "/"))
    print(json.dumps(seen))
    """
    )
    assert seen == [["en", "fr", "en", "", "de"], ["", "en"]]


@pytest.mark.claim("django-makemessages-needs-gettext")
def test_django_makemessages_stops_without_gettext(command, django_project, tmp_path):
    """Fails if `makemessages` works without GNU gettext on the path."""
    (django_project / "app" / "locale").mkdir()
    done = command("manage.py", "makemessages", "-l", "de", cwd=django_project, PATH=str(tmp_path))
    assert done.returncode != 0
    assert "Make sure you have GNU gettext" in done.stderr
