"""The demonstration site, served on this machine as any host of static files serves it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sites.building import Built
from sites.serving import Quiet, served


class Handler(Quiet):
    """Answers requests for a part of a file (RFC 9110, 14): without it no browser leaps within a recording."""

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
    with served(demonstration_built.folder, Handler) as where:
        yield where
