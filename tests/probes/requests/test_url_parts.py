"""How the variable parts of an address reach the view."""

import flask
import pytest

DJANGO = """
    import json, sys
    import django
    from django.conf import settings
    from django.http import JsonResponse
    from django.urls import path, re_path

    def view(request, *places, **names):
        return JsonResponse({"places": places, "names": names})

    urlpatterns = [
        path("named/<part>/", view),
        re_path("^unnamed/([a-z]+)/$", view),
        re_path("^group/(?P<part>[a-z]+)/$", view),
    ]
    settings.configure(ROOT_URLCONF=sys.modules[__name__], ALLOWED_HOSTS=["testserver"])
    django.setup()
    from django.test import Client

    print(json.dumps([json.loads(Client().get(f"/{kind}/x/").content) for kind in ("named", "unnamed", "group")]))
"""


@pytest.mark.claim("flask-passes-parts-by-name")
def test_flask_passes_parts_of_an_address_by_name_only():
    app = flask.Flask("probe")
    app.add_url_rule("/<first>/<second>", view_func=lambda *places, **names: [places, names], endpoint="any")
    app.add_url_rule("/other/<part>/x", view_func=lambda other, /: other, endpoint="place")
    client = app.test_client()
    assert client.get("/a/b").json == [[], {"first": "a", "second": "b"}]
    assert client.get("/other/a/x").status_code == 500


@pytest.mark.claim("django-passes-unnamed-groups-by-position")
def test_django_passes_unnamed_groups_by_position(run):
    by_name, by_place = {"places": [], "names": {"part": "x"}}, {"places": ["x"], "names": {}}
    assert run(DJANGO) == [by_name, by_place, by_name]
