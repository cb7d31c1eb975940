import csv
import io
import os

import pytest

HEADINGS = ["time", "page", "visitor"]


@pytest.fixture
def log(side):
    path = side.folder / "visits.log"
    path.unlink(missing_ok=True)
    yield path
    path.unlink()


def write(log, visits):
    log.write_text("".join("\t".join(visit) + "\n" for visit in visits), encoding="utf-8")


def read(answer):
    return list(csv.reader(io.StringIO(answer.content.decode(), newline="")))


def test_a_line_becomes_a_row(client, log):
    write(log, [("10:00", "/", "ada")])
    answer = client.get("/visits.csv")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="visits.csv"'
    assert answer.text == "time,page,visitor\r\n10:00,/,ada\r\n"


def test_a_thousand_lines_become_a_thousand_rows_in_order(client, log):
    visits = [[f"{number}", "/", "ada"] for number in range(1000)]
    write(log, visits)
    assert read(client.get("/visits.csv")) == [HEADINGS, *visits]


def test_a_comma_or_a_quote_is_quoted(client, log):
    visits = [["10:00", "/a,b", 'Ada "the first" é']]
    write(log, visits)
    answer = client.get("/visits.csv")
    assert read(answer) == [HEADINGS, *visits]
    assert '"/a,b"' in answer.content.decode()


def until(pieces, end):
    read = b""
    while not read.endswith(end):
        read += next(pieces)
    return read


def test_the_first_row_arrives_while_the_log_is_read(client, log):
    os.mkfifo(log)
    with os.fdopen(os.open(log, os.O_RDWR), "w", encoding="utf-8") as pipe:
        pipe.write("10:00\t/\tada\n")
        pipe.flush()
        with client.get("/visits.csv", stream=True) as answer:
            pieces = answer.iter_content(1)
            assert until(pieces, b"ada\r\n") == b"time,page,visitor\r\n10:00,/,ada\r\n"
            pipe.write("10:01\t/\tgrace\n")
            pipe.close()
            assert b"".join(pieces) == b"10:01,/,grace\r\n"
