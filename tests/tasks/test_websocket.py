import base64
import hashlib
import os
import socket
from urllib.parse import urlsplit

import pytest

TEXT, CLOSE = 1, 8


class Connection:
    """A WebSocket as RFC 6455 describes it, as far as these tests need it."""

    def __init__(self, address, **headers):
        place = urlsplit(address)
        self.key = base64.b64encode(os.urandom(16)).decode()
        self.socket = socket.create_connection((place.hostname, place.port), timeout=20)
        self.stream = self.socket.makefile("rb")
        asked = {
            "Host": place.netloc, "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": self.key, **headers,
        }  # fmt: skip
        lines = ["GET /echo HTTP/1.1", *(f"{name}: {value}" for name, value in asked.items())]
        self.socket.sendall("\r\n".join([*lines, "", ""]).encode())
        self.status = int(self.stream.readline().split()[1])
        self.headers = dict(self._headers())

    def _headers(self):
        while line := self.stream.readline().strip():
            name, _, value = line.decode().partition(":")
            yield name.lower(), value.strip()

    def send(self, text):
        data = text.encode()
        size = len(data).to_bytes(1) if len(data) < 126 else b"\x7e" + len(data).to_bytes(2)
        head = bytes([0x80 | TEXT, 0x80 | size[0], *size[1:]])
        mask = os.urandom(4)
        self.socket.sendall(head + mask + bytes(byte ^ mask[place % 4] for place, byte in enumerate(data)))

    def receive(self):
        kind, size = self.stream.read(2)
        if size == 126:
            size = int.from_bytes(self.stream.read(2))
        return kind & 0x0F, self.stream.read(size)

    def text(self):
        kind, data = self.receive()
        assert kind == TEXT
        return data.decode()

    def ends(self):
        """Whether the next that comes is the end, with or without the frame that says so."""
        try:
            return self.stream.read(1) in {b"", bytes([0x80 | CLOSE])}
        except ConnectionResetError:
            return True

    def close(self):
        self.stream.close()
        self.socket.close()


@pytest.fixture
def connect(address):
    made = []

    def one(**headers):
        made.append(Connection(address, **headers))
        return made[-1]

    yield one
    for connection in made:
        connection.close()


def test_the_page_connects(client):
    page = client.get("/")
    assert page.status_code == 200
    assert "new WebSocket" in page.text
    assert "/echo" in page.text


def test_the_handshake_is_answered(connect, address):
    connection = connect(Origin=address)
    accept = hashlib.sha1(f"{connection.key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11".encode()).digest()  # noqa: S324  the protocol's
    assert connection.status == 101
    assert connection.headers["sec-websocket-accept"] == base64.b64encode(accept).decode()


def test_each_message_comes_back_in_order(connect, address):
    connection = connect(Origin=address)
    messages = ["one", "zwei", "три", "a" * 5000, "<b>"]
    for message in messages:
        connection.send(message)
    assert [connection.text() for _ in messages] == messages


def test_two_connections_are_apart(connect, address):
    first, second = connect(Origin=address), connect(Origin=address)
    first.send("for the first")
    second.send("for the second")
    assert (second.text(), first.text()) == ("for the second", "for the first")


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {}])
def test_another_site_is_refused(connect, headers):
    assert connect(**headers).status == 403


def test_a_message_that_is_too_long_ends_its_connection(connect, address):
    connection, other = connect(Origin=address), connect(Origin=address)
    connection.send("a" * 10_001)
    assert connection.ends()
    other.send("a" * 10_000)
    assert len(other.text()) == 10_000
