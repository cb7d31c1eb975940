import pytest
from sqlalchemy import select

from app import Guest, create_app, db


@pytest.fixture
def app():
    return create_app(
        {
            "TESTING": True,
            "WTF_CSRF_ENABLED": False,
            "SQLALCHEMY_DATABASE_URI": "sqlite://",
        }
    )


@pytest.fixture
def client(app):
    return app.test_client()


def names(app):
    # A context kept open around a request would share its session, and show rows that were never committed.
    with app.app_context():
        return db.session.scalars(select(Guest.name)).all()


def test_a_guest_is_shown(app, client):
    with app.app_context():
        db.session.add(Guest(name="Ada"))
        db.session.commit()
    assert client.get("/").text.count("<li>Ada</li>") == 1


def test_a_guest_is_added(app, client):
    response = client.post("/", data={"name": "Ada"})
    assert response.status_code == 302
    assert response.location == "/"
    assert names(app) == ["Ada"]


def test_a_long_name_is_refused(app, client):
    response = client.post("/", data={"name": "a" * 31})
    assert 'class="error"' in response.text
    assert names(app) == []
