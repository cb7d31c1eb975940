"""A first page: what has to be written before a browser shows something of one's own."""

import pytest


@pytest.mark.claim("flask-first-page-in-one-file")
def test_a_first_flask_page_needs_one_file(tmp_path, serve):
    (tmp_path / "app.py").write_text(
        'from flask import Flask\n\napp = Flask(__name__)\n\n\n@app.route("/")\ndef first():\n    return "mine"\n'
    )
    server = serve("-m", "flask", "run", "--port", "{port}", cwd=tmp_path)
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".py"] == ["app.py"]
    assert server.get("/").text == "mine"
    assert server.get("/else").status == 404


@pytest.mark.claim("flask-shows-nothing-by-itself")
def test_a_flask_application_without_routes_shows_no_page(run):
    seen = run("""
        import json
        from flask import Flask
        app = Flask(__name__)
        print(json.dumps(app.test_client().get("/").status_code))
        """)
    assert seen == 404


@pytest.mark.claim("django-welcome-page")
def test_a_new_django_project_answers_before_anything_is_written(django_project, serve):
    server = serve("manage.py", "runserver", "--noreload", "127.0.0.1:{port}", cwd=django_project)
    first = server.get("/")
    assert first.status == 200
    assert "The install worked successfully" in first.text
    assert server.get("/else").status == 404
    assert "unapplied migration" in server.said()


@pytest.mark.claim("django-first-page-in-a-project")
def test_a_first_django_page_needs_a_view_and_a_line_in_urls(django_project, serve):
    before = {each.relative_to(django_project) for each in django_project.rglob("*.py")}
    urls = django_project / "site_of_probe" / "urls.py"
    (django_project / "app" / "views.py").write_text(
        "from django.http import HttpResponse\n\n\ndef first(request):\n    return HttpResponse('mine')\n"
    )
    urls.write_text(urls.read_text() + "\nfrom app.views import first\nurlpatterns += [path('first/', first)]\n")
    server = serve("manage.py", "runserver", "--noreload", "127.0.0.1:{port}", cwd=django_project)
    assert server.get("/first/").text == "mine"
    assert {each.relative_to(django_project) for each in django_project.rglob("*.py")} == before
