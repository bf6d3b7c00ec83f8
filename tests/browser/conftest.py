"""The demonstration site, served on this machine as any host of static files serves it."""

from __future__ import annotations

import functools
import http.server
import io
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sites.building import Built


class Handler(http.server.SimpleHTTPRequestHandler):
    """Answers requests for a part of a file (RFC 9110, 14): without it no browser leaps within a recording."""

    def log_message(self, *words: Any) -> None:
        """Say nothing."""

    def send_head(self) -> Any:
        """The file, or the part of it that is asked for."""
        found = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        path = Path(self.translate_path(self.path))
        if not found or not path.is_file():
            return super().send_head()
        data = path.read_bytes()
        begin, end = int(found[1]), min(int(found[2] or len(data) - 1), len(data) - 1)
        self.send_response(206)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Range", f"bytes {begin}-{end}/{len(data)}")
        self.send_header("Content-Length", str(end - begin + 1))
        self.end_headers()
        return io.BytesIO(data[begin : end + 1])


@pytest.fixture(scope="session")
def address(demonstration_built: Built) -> Iterator[str]:
    """The demonstration site's address."""
    handler = functools.partial(Handler, directory=str(demonstration_built.folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()
