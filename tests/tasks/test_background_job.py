import re
import time

import pytest

from .client import Client

SECONDS = 30


@pytest.fixture(scope="module")
def queued(side, address):
    """Paths of two jobs that were begun while no worker ran, with what their pages showed."""
    texts = ("three small words", "one")
    paths = [begin(Client(address), text) for text in texts]
    return {path: Client(address).get(path).text for path in paths}


@pytest.fixture(scope="module")
def worked(side, queued):
    with side.working():
        yield queued


def begin(client, text):
    answer = client.submit("/", {"text": text})
    assert answer.status_code == 302
    assert re.fullmatch(r"/jobs/\d+", answer.headers["Location"])
    return answer.headers["Location"]


def wait_for(client, path, text):
    until = time.monotonic() + SECONDS
    while text not in (page := client.get(path).text):
        assert "Waiting for a worker" in page
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_job_waits_while_no_worker_runs(queued):
    assert all("Waiting for a worker" in page for page in queued.values())


def test_a_worker_that_starts_later_does_what_waited(worked, client):
    for path, text in zip(worked, ("Done: 3 words", "Done: 1 words"), strict=True):
        wait_for(client, path, text)


def test_a_worker_that_runs_does_a_new_job(worked, client):
    wait_for(client, begin(client, "a b c d"), "Done: 4 words")


def test_an_empty_text_begins_no_job(client):
    answer = client.submit("/", {"text": ""})
    assert answer.status_code == 200


def test_a_job_that_is_not_there_answers_404(client):
    assert client.get("/jobs/999").status_code == 404
