"""Saved reports of link checkers: lychee's JSON, linkchecker's CSV or the same as JSON; one file, or one a day."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from goodword.projections.freshness import Dead

_KINDS = (".json", ".csv")
_NAMED_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})")


class ReportError(Exception):
    """A report that cannot be read; the message says which and why."""


def dead_in(path: Path) -> tuple[Dead, ...]:
    """Addresses that the newest report found dead, each with the first of the reports in a row that did.

    A folder holds a report a day, its day in its name (`links-2026-11-22.json`), else that of its last change.
    Raises ReportError.
    """
    files = sorted(file for file in path.iterdir() if file.suffix in _KINDS) if path.is_dir() else [path]
    reports = sorted(((_day(file), _failed(file)) for file in files), key=lambda pair: pair[0])
    if not reports:
        return ()
    last, newest = reports[-1]
    found = []
    for url, reason in sorted(newest.items()):
        first = last
        for day, failed in reversed(reports):
            if url not in failed:
                break
            first = day
        found.append(Dead(url, first, last, reason))
    return tuple(found)


def _day(file: Path) -> date:
    named = _NAMED_DAY.search(file.name)
    try:
        return date.fromisoformat(named.group(1)) if named else _changed(file)
    except ValueError:
        return _changed(file)


def _changed(file: Path) -> date:
    try:
        return datetime.fromtimestamp(file.stat().st_mtime, UTC).date()
    except OSError as error:
        raise ReportError(f"{file}: {error.strerror}.") from None


def _failed(file: Path) -> Mapping[str, str]:
    try:
        text = file.read_text(encoding="utf-8")
        report = _rows(text) if file.suffix == ".csv" else json.loads(text)
    except OSError as error:
        raise ReportError(f"{file}: {error.strerror}.") from None
    except ValueError:
        raise ReportError(f"{file} is neither JSON nor CSV in UTF-8.") from None
    try:
        return dict(_lychee(report) if isinstance(report, dict) else _linkchecker(report))
    except (KeyError, TypeError, AttributeError):
        raise ReportError(f"{file} is a report neither of lychee nor of linkchecker.") from None


def _lychee(report: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Source: lychee's `--format json`: `error_map` (`fail_map` before 0.15) by input, each a list of responses."""
    failures = report["error_map"] if "error_map" in report else report["fail_map"]
    for responses in failures.values():
        for response in responses:
            status = response.get("status")
            text = status.get("code") or status.get("text") if isinstance(status, dict) else status
            yield str(response["url"]), str(text or "")


def _rows(text: str) -> list[dict[str, str]]:
    """Source: linkchecker's `--output csv`: columns between semicolons, comments after `#`."""
    return list(csv.DictReader((line for line in text.splitlines() if not line.startswith("#")), delimiter=";"))


def _linkchecker(report: list[Any]) -> Iterator[tuple[str, str]]:
    """Rows with linkchecker's columns `urlname`, `url`, `result`, `valid`."""
    for row in report:
        if str(row["valid"]).lower() in ("false", "0", ""):
            yield str(row.get("url") or row["urlname"]), str(row.get("result") or "")
