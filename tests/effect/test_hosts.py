"""Links that lead to another host are pointed out in words."""

from __future__ import annotations

import pytest

from macros.tools.effect.hosts import host
from tests.effect.sides import section, shown, side

FLASK = "data/sources/flask.yml"


def links(before, after):
    return section(shown(before, after), "Where links lead")[1:]


def test_a_source_whose_links_lead_to_another_host_is_told_with_the_claims_that_cite_it():
    before = side({FLASK: {"url": "https://one.example/a"}})
    after = side({FLASK: {"url": "https://two.example/a"}})
    assert links(before, after) == [
        "- Links now lead to another host: `one.example` → `two.example` "
        "(`data/sources/flask.yml:3`, `url`; 1 claim cites this source)",
        "- New host: `two.example` (`data/sources/flask.yml:3`)",
    ]


def test_two_claims_that_cite_a_source_are_counted():
    two = [{"id": f"flask-{name}", "evidence": [{"docs": "flask", "at": "a", "phrase": "b"}]} for name in "ab"]
    rows = {"data/criteria/data/orm.yml": {"frameworks": {"flask": {"claims": two}}}}
    before, after = (side({**rows, FLASK: {"url": f"https://{name}.example/"}}) for name in ("one", "two"))
    assert links(before, after)[0].endswith(":3`, `url`; 2 claims cite this source)")


def test_a_link_of_no_source_says_nothing_of_claims():
    before, after = (side({"data/home.yml": {"a": f"https://{name}.example/"}}) for name in ("one", "two"))
    assert links(before, after)[0] == (
        "- Links now lead to another host: `one.example` → `two.example` (`data/home.yml:14`, `a`)"
    )


@pytest.mark.parametrize("name", ["github.com", "gitlab.com", "codeberg.org", "bitbucket.org"])
def test_the_owner_of_a_repository_is_a_part_of_its_host(name):
    assert host(f"https://{name}/owner/name") == f"{name}/owner"
    assert host(f"https://{name}/") == name
    assert host("https://one.example/owner/name") == "one.example"


def test_on_a_code_host_another_owner_is_another_host():
    before = side({FLASK: {"url": "https://github.com/pallets/flask"}})
    after = side({FLASK: {"url": "https://github.com/palIets/flask"}})
    assert links(before, after)[0].startswith(
        "- Links now lead to another host: `github.com/pallets` → `github.com/palIets` ("
    )


def test_another_page_of_the_same_host_is_no_other_host():
    before = side({FLASK: {"url": "https://one.example/a"}})
    assert links(before, side({FLASK: {"url": "https://one.example/b"}})) == []


def test_a_host_that_other_files_lead_to_already_is_not_new():
    before = side(docs__a_md="[a](https://one.example/)\n")
    after = side(docs__a_md="[a](https://one.example/)\n", docs__b_md="[a](https://one.example/b)\n")
    assert links(before, after) == []


def test_a_new_host_is_told_in_a_page_a_template_and_a_workflow():
    files = {"docs__b_md": "x\n\n[a](https://one.example/)\n"}
    more = {
        "macros/templates/a.html": b'<script src="//two.example/x.js">',
        ".github/workflows/a.yml": b"curl https://three.example",
    }
    assert links(side(), side({}, **files) | more) == [
        "- New host: `three.example` (`.github/workflows/a.yml:1`)",
        "- New host: `one.example` (`docs/b.md:3`)",
        "- New host: `two.example` (`macros/templates/a.html:1`)",
    ]


def test_hosts_of_tests_are_not_told_but_those_of_the_locked_packages_are():
    after = side(tests__test_a_py="x = 'https://one.example'") | {
        "tests/probes/requirements.txt": b"--index-url https://two.example"
    }
    assert links(side(), after) == ["- New host: `two.example` (`tests/probes/requirements.txt:1`)"]


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://known.example@evil.example/", "the part before `@` is not the host; it leads to `evil.example`"),
        ("https://ехample.org/", "the host has letters outside ASCII, which can imitate others"),
        ("https://xn--hxajbheg2az3al.example/", "the host has letters outside ASCII, which can imitate others"),
        ("https://2130706433/", "the host is a number"),
        ("https://0x7f.1/", "the host is a number"),
        ("https://[::1]/", "the host is a number"),
    ],
)
def test_an_address_that_imitates_another_is_told(url, why):
    told = links(side(), side({FLASK: {"url": url}}))
    assert any(line.endswith(f"{why} (`data/sources/flask.yml:3`)") for line in told), told


def test_an_address_that_was_there_already_is_not_told_again():
    odd = "https://known.example@evil.example/"
    before, after = ({FLASK: {"url": odd, "title": title}} for title in ("Flask", "Flask!"))
    assert links(side(before), side(after)) == []


def test_a_broken_address_names_no_host():
    assert host("https://[broken") == ""
