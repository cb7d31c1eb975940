from dataclasses import replace

import pytest

from .client import Client


def variable(side, name):
    """What the side calls a setting in the environment: Flask reads those that begin with `FLASK_`."""
    secret = next(iter(side.side.environment))
    return secret.replace("SECRET_KEY", name)


def starting(side, **settings):
    """The side with other variables; one that is None is not set."""
    changed = side.environment | {variable(side, name): value for name, value in settings.items()}
    return replace(side, environment={name: value for name, value in changed.items() if value is not None})


def refused(side, **settings):
    """The last line that the side prints when it does not start."""
    with pytest.raises(AssertionError, match="the server did not start") as told:
        starting(side, **settings).serve().stop()
    return str(told.value).strip().splitlines()[-1]


def test_the_page_size_is_20_when_nothing_is_set(client):
    assert "<p>20 rows a page</p>" in client.get("/").text


def test_the_environment_sets_another_page_size(side):
    server = starting(side, PAGE_SIZE="50").serve()
    try:
        assert "<p>50 rows a page</p>" in Client(server.url).get("/").text
    finally:
        server.stop()


@pytest.mark.parametrize("key", [None, ""])
def test_it_does_not_start_without_the_secret_key(side, key):
    assert f"Set {variable(side, 'SECRET_KEY')} to a long random text." in refused(side, SECRET_KEY=key)


@pytest.mark.parametrize("size", ["many", "0", "true"])
def test_it_does_not_start_with_a_page_size_that_is_no_whole_number_above_0(side, size):
    line = refused(side, PAGE_SIZE=size)
    assert f"{variable(side, 'PAGE_SIZE')} must be a whole number above 0, not" in line
    assert size in line.lower()
