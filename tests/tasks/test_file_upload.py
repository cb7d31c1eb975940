import re

import pytest

ABSENT = "8c0f9a8e-6d0b-4a5c-9c55-0d6a6f3c2b10"
PDF = b"%PDF-1.7\n\x00\xff the rest"


def uploads(side):
    return {path.name for path in side.folder.rglob("*.pdf")}


def send(client, content, name="report.pdf"):
    return client.submit("/", files={"file": (name, content, "application/pdf")})


def errors(page):
    return re.findall(r'class="error">([^<]+)<', page)


def test_the_form_is_shown_without_messages(client):
    page = client.get("/")
    assert page.status_code == 200
    assert 'type="file"' in page.text
    assert errors(page.text) == []


def test_an_upload_leads_to_its_download(client):
    sent = send(client, PDF)
    assert sent.status_code == 302
    got = client.get(sent.headers["Location"])
    assert (got.status_code, got.content) == (200, PDF)
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert got.headers["Content-Type"] == "application/pdf"
    assert got.headers["X-Content-Type-Options"] == "nosniff"


def test_each_upload_is_stored_under_a_name_of_its_own(client, side):
    before = uploads(side)
    first, second = (send(client, PDF + name.encode(), f"{name}.pdf") for name in ("../../evil", "évil"))
    assert first.headers["Location"] != second.headers["Location"]
    assert len(uploads(side) - before) == 2
    assert not any("vil" in name for name in uploads(side))
    assert client.get(first.headers["Location"]).content.endswith(b"evil")


def test_the_end_of_a_name_may_be_in_capitals(client):
    assert send(client, PDF, "REPORT.PDF").status_code == 302


@pytest.mark.parametrize("id", [ABSENT, "report.pdf", "..%2fapp.py", "..%2f..%2fconfig%2fsettings.py"])
def test_a_download_that_does_not_exist_answers_404(client, id):
    assert client.get(f"/files/{id}").status_code == 404


@pytest.mark.parametrize(
    ("name", "content"),
    [("page.html", PDF), ("pdf", PDF), ("report.pdf.exe", PDF), ("report.pdf", b"<html>%PDF-"), ("report.pdf", b"")],
)
def test_a_file_of_another_kind_is_refused(client, side, name, content):
    before = set(side.folder.rglob("*"))
    answer = send(client, content, name)
    assert answer.status_code == 200
    assert errors(answer.text)
    assert {path for path in side.folder.rglob("*") if path.suffix != ".pyc"} <= before


def test_a_form_without_a_file_is_refused(client):
    answer = client.submit("/")
    assert answer.status_code == 200
    assert errors(answer.text)


def test_a_file_just_below_the_limit_is_stored(client):
    content = PDF + bytes(990_000)
    sent = send(client, content)
    assert client.get(sent.headers["Location"]).content == content


def test_a_file_over_the_limit_is_refused_with_a_message(client, side):
    before = uploads(side)
    answer = send(client, PDF + bytes(1_000_000))
    assert answer.status_code in {200, 413}
    assert errors(answer.text) == ["A file may have up to one megabyte."]
    assert uploads(side) == before


def test_a_form_without_the_token_stores_nothing(client, side):
    before = uploads(side)
    answer = client.post("/", files={"file": ("report.pdf", PDF)})
    assert answer.status_code in {200, 403}
    assert "Location" not in answer.headers
    assert uploads(side) == before
