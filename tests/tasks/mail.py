"""A mail server that keeps what it is sent, on 127.0.0.1."""

from __future__ import annotations

import email
import email.policy
import socketserver
import threading
import time
from email.message import EmailMessage
from typing import Self

SECONDS = 60


class MailServer:
    """Receives mail over SMTP and keeps it: `with MailServer() as mail: ...`."""

    def __init__(self) -> None:
        self.kept: list[EmailMessage] = []
        keep = self._keep

        class Talk(socketserver.StreamRequestHandler):
            timeout = SECONDS

            def handle(self) -> None:
                self.wfile.write(b"220 here\r\n")
                while line := self.rfile.readline().strip().upper():
                    if line.startswith(b"DATA"):
                        self.wfile.write(b"354 go on\r\n")
                        keep(self._text())
                    self.wfile.write(b"221 bye\r\n" if line == b"QUIT" else b"250 ok\r\n")
                    if line == b"QUIT":
                        return

            def _text(self) -> bytes:
                lines = []
                while (line := self.rfile.readline()) not in {b".\r\n", b""}:
                    lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
                return b"".join(lines).replace(b"\r\n", b"\n")

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk)
        self._server.daemon_threads = True

    def _keep(self, text: bytes) -> None:
        message = email.message_from_bytes(text, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.kept.append(message)

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def wait(self, count: int = 1) -> list[EmailMessage]:
        """The mail that came, when there is so much of it. Fails when it takes too long."""
        until = time.monotonic() + SECONDS
        while len(self.kept) < count:
            assert time.monotonic() < until, f"{len(self.kept)} of {count} messages came"
            time.sleep(0.02)
        return self.kept
