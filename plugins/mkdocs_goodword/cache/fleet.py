"""Processes of other machines: a Dask scheduler takes the same work as the processes of this one."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from concurrent.futures import Executor

from mkdocs_goodword.cache.shared import shared
from mkdocs_goodword.cache.surroundings import software

_PATIENCE = 10
"""Seconds for a scheduler to answer."""


class UnusableError(Exception):
    """Why a scheduler or a shared store cannot be used."""


def check_store(url: str) -> None:
    """Open a shared store once before it is needed. Raises UnusableError."""
    try:
        shared(url)
    except (ImportError, OSError, ValueError) as error:
        raise UnusableError(f"the shared store {url} cannot be opened: {error}") from None


@contextlib.contextmanager
def fleet(scheduler: str) -> Iterator[Executor]:
    """The workers behind a scheduler's address, such as `tcp://10.0.0.5:8786`, as an executor. Raises UnusableError."""
    try:
        from distributed import Client  # noqa: PLC0415  # an extra of ours: only who has a fleet needs it
    except ImportError:
        raise UnusableError("Dask is not installed here: pip install 'goodword[dask]'") from None
    try:
        client = Client(scheduler, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UnusableError(f"no scheduler answers at {scheduler}: {error}") from None
    with client:
        _check(client.run(software), scheduler)
        with client.get_executor(pure=False) as executor:
            yield executor


def _check(theirs: dict[str, bytes], scheduler: str) -> None:
    """Every worker must have what we have, to the version: it decides what comes out."""
    if not theirs:
        raise UnusableError(f"the scheduler at {scheduler} has no workers")
    if others := sorted(address for address, digest in theirs.items() if digest != software()):
        raise UnusableError(
            f"{', '.join(others)} runs other versions of Python, Goodword or its packages than this one"
        )
