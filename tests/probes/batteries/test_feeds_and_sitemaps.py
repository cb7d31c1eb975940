"""Feeds and sitemaps made from classes."""

import pytest

DJANGO = """
    import json
    from xml.etree import ElementTree
    import django
    from django.conf import settings
    from django.urls import path
    settings.configure(
        ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"],
        INSTALLED_APPS=["django.contrib.sitemaps"],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    )
    django.setup()
    from django.contrib.sitemaps import Sitemap, views
    from django.contrib.syndication.views import Feed
    from django.test import Client
    from django.utils.feedgenerator import Atom1Feed

    def read(path):
        root = ElementTree.fromstring(Client().get(path).content)
        return [root.tag.rpartition("}")[2], [each.text for each in root.iter() if each.text and "/baal" in each.text]]
"""


@pytest.mark.claim("django-ships-feeds")
def test_django_makes_rss_and_atom_feeds(run):
    """Fails if a `Feed` gives no valid XML of RSS or Atom with its item in it."""
    seen = run(
        DJANGO
        + """
    class Plays(Feed):
        title = description = "plays"
        link = "/"

        def items(self):
            return ["baal"]

        def item_title(self, item):
            return f"/{item}"

        def item_link(self, item):
            return f"/{item}"

    class Atom(Plays):
        feed_type = Atom1Feed

    urlpatterns = [path("rss", Plays()), path("atom", Atom())]
    print(json.dumps([[read(each)[0], "/baal" in read(each)[1]] for each in ("/rss", "/atom")]))
    """
    )
    assert seen == [["rss", True], ["feed", True]]


@pytest.mark.claim("django-ships-sitemaps")
def test_django_makes_sitemaps_and_an_index(run):
    """Fails if sitemap or index lacks a URL, or works without the app in `INSTALLED_APPS`."""
    seen = run(
        DJANGO
        + """
    class Plays(Sitemap):
        def items(self):
            return ["baal"]

        def location(self, item):
            return f"/{item}"

    maps = {"sitemaps": {"plays": Plays, "more": Plays}}
    urlpatterns = [
        path("sitemap.xml", views.sitemap, {"sitemaps": {"plays": Plays}}),
        path("index.xml", views.index, maps),
        path("sitemap-<section>.xml", views.sitemap, maps, name="django.contrib.sitemaps.views.sitemap"),
    ]
    root = ElementTree.fromstring(Client().get("/index.xml").content)
    named = [each.text for each in root.iter() if each.text and "http" in each.text]
    seen = [read("/sitemap.xml"), root.tag.rpartition("}")[2], named]
    from django.template import TemplateDoesNotExist
    from django.test import override_settings
    with override_settings(INSTALLED_APPS=[]):
        try:
            read("/sitemap.xml")
        except TemplateDoesNotExist as error:
            seen.append(str(error))
    print(json.dumps(seen))
    """
    )
    assert seen == [
        ["urlset", ["http://testserver/baal"]],
        "sitemapindex",
        ["http://testserver/sitemap-plays.xml", "http://testserver/sitemap-more.xml"],
        "sitemap.xml",
    ]
