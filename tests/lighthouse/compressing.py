"""Serve a built site with gzip, as a host does."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import override

from tests.site import serving

PACKED = frozenset([".css", ".csv", ".html", ".js", ".json", ".svg", ".txt", ".xml"])
LEVEL = 6
"""What hosts use."""


@contextmanager
def served(site: Path, prefix: str = "/") -> Iterator[str]:
    """The address of a compressing server for a built site; it ends with the block."""
    packed = cache(lambda path: gzip.compress(path.read_bytes(), LEVEL, mtime=0))

    class Packing(serving.Handler):
        @override
        def handle(self) -> None:
            # A browser that has what it wants cuts its connections.
            with suppress(ConnectionError):
                super().handle()

        @override
        def do_GET(self) -> None:
            path = Path(self.translate_path(self.path.partition("?")[0]))
            path = path / "index.html" if path.is_dir() else path
            if not path.is_file() or path.suffix not in PACKED:
                return super().do_GET()
            body = packed(path)
            self.send_response(200)
            self.send_header("Content-Type", self.guess_type(path))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            return None

    with serving.served(site, prefix, Packing) as address:
        yield address
