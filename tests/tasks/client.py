"""A reader at a side's server: asks for pages, and fills in forms as a browser does."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import requests

SECONDS = 60


class Client:
    """One visitor, with cookies. Answers are those of `requests`; a redirect is not followed unless told."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.session = requests.Session()
        self.session.trust_env = False  # no proxy stands between

    def get(self, path: str, **more: Any) -> requests.Response:
        """Ask for a path."""
        return self.request("GET", path, **more)

    def post(self, path: str, **more: Any) -> requests.Response:
        """Send to a path, without looking at its form before."""
        return self.request("POST", path, **more)

    def request(self, method: str, path: str, **more: Any) -> requests.Response:
        """Any other request."""
        more.setdefault("allow_redirects", False)
        more.setdefault("timeout", SECONDS)
        return self.session.request(method, urljoin(self.url, path), **more)

    def submit(self, path: str, values: dict[str, Any] | None = None, **more: Any) -> requests.Response:
        """Open a page, fill in its first form, and send it with every hidden field."""
        page = self.get(path, allow_redirects=True)
        form = Form.first(page.text)
        action = urljoin(page.url, form.action or page.url)
        headers = {"Referer": page.url} | more.pop("headers", {})
        return self.request("POST", action, data=form.fields | (values or {}), headers=headers, **more)


class Form(HTMLParser):
    """The first form of a page: where it is sent, and what its fields hold."""

    def __init__(self) -> None:
        super().__init__()
        self.action: str | None = None
        self.fields: dict[str, str] = {}
        self._inside = self._done = False
        self._area: str | None = None

    @classmethod
    def first(cls, html: str) -> Form:
        """Read a page. Fails when it has no form."""
        form = cls()
        form.feed(html)
        assert form._inside or form._done, f"no form on the page:\n{html}"
        return form

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the form and each field that has a value of its own."""
        named = dict(attrs)
        if tag == "form" and not self._done:
            self._inside, self.action = True, named.get("action")
        elif self._inside and tag == "input" and named.get("name"):
            if named.get("type") not in {"submit", "checkbox", "radio", "file"} or "checked" in named:
                self.fields[str(named["name"])] = named.get("value") or ""
        elif self._inside and tag == "textarea":
            self._area = named.get("name")

    def handle_data(self, data: str) -> None:
        """Keep what is in a text area."""
        if self._area:
            self.fields[self._area] = self.fields.get(self._area, "") + data

    def handle_endtag(self, tag: str) -> None:
        """End the form, or a text area."""
        if tag == "textarea":
            self._area = None
        if tag == "form" and self._inside:
            self._inside, self._done = False, True
