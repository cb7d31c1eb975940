"""Two servers of the standard library: one answers after 200 ms, as a slow service does, and one answers at once.

Started as `python upstream.py PORT MILLISECONDS`.
"""

from __future__ import annotations

import asyncio
import sys

MILLISECONDS = 200
TEXT = b"From a service that takes its time."
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n"
ANSWER = HEAD % len(TEXT) + TEXT
END = b"\r\n\r\n"


class Slow(asyncio.Protocol):
    """Answers each request on a connection after a while."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self.transport = transport
        self.came = b""

    def data_received(self, data: bytes) -> None:
        *requests, self.came = (self.came + data).split(END)
        for _ in requests:
            if self.seconds:
                asyncio.get_running_loop().call_later(self.seconds, self.answer)
            else:
                self.answer()

    def answer(self) -> None:
        if not self.transport.is_closing():
            self.transport.write(ANSWER)


async def serve(port: int, milliseconds: int) -> None:
    """Listen on 127.0.0.1 until the process is ended."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Slow(milliseconds / 1000), "127.0.0.1", port, backlog=1024)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2])))
