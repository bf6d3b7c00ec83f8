"""The moment a build is for: read once, at the edge."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from msgspec import Struct

EPOCH_VARIABLE = "SOURCE_DATE_EPOCH"


class Clock(Struct, frozen=True):
    """A moment, and where it was taken from (`--now`, `SOURCE_DATE_EPOCH` or `system clock`)."""

    now: datetime
    origin: str


def read_clock() -> Clock:
    """SOURCE_DATE_EPOCH if it is set, else the system's clock, to the second.

    Raises ValueError for an epoch that is no number. Source: reproducible-builds.org/specs/source-date-epoch.
    """
    epoch = os.environ.get(EPOCH_VARIABLE)
    if epoch:
        return Clock(datetime.fromtimestamp(int(epoch), UTC), EPOCH_VARIABLE)
    return Clock(datetime.now(UTC).replace(microsecond=0), "system clock")
