"""Programs that read feeds, each with its own parser: what they make of a document, in one form for all.

A reader is a function from a document's path to what it read, newest first. What a program does not tell is None.
"""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
from calendar import timegm
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import fastfeedparser
import feedparser
import podcastparser
from reader import make_reader

import node


@dataclass(frozen=True)
class Read:
    """One item as a program read it."""

    id: str
    link: str
    title: str | None
    date: int | None
    """Seconds since 1970."""
    author: str | None
    enclosure: str | None
    """Empty for none."""


Reader = Callable[[Path], list[Read]]


def seconds(day: str | None) -> int | None:
    """A date as RSS or as Atom writes it."""
    if not day:
        return None
    return int((parsedate_to_datetime(day) if day[0].isalpha() else datetime.fromisoformat(day)).timestamp())


def by_feedparser(path: Path) -> list[Read]:
    """feedparser."""
    return [
        Read(
            id=entry.id,
            link=entry.link,
            title=entry.title,
            date=timegm(entry.published_parsed),
            author=entry.author,
            enclosure=entry.enclosures[0].href if entry.enclosures else "",
        )
        for entry in feedparser.parse(path.read_bytes()).entries
    ]


def by_fastfeedparser(path: Path) -> list[Read]:
    """fastfeedparser, which reads JSON feeds as well."""
    return [
        Read(
            id=entry["id"],
            link=entry["link"],
            title=entry["title"],
            date=seconds(entry["published"]),
            author=entry["author"],
            enclosure=_enclosure(entry),
        )
        for entry in fastfeedparser.parse(path.read_text(encoding="utf-8")).entries
    ]


def _enclosure(entry: Any) -> str:
    linked = [link["href"] for link in entry.get("links", []) if link.get("rel") == "enclosure"]
    told = [enclosure["url"] for enclosure in entry.get("enclosures") or []]
    return next(iter([*told, *linked]), "")


def by_podcastparser(path: Path) -> list[Read]:
    """podcastparser, which reads RSS and sorts by date."""
    with path.open("rb") as stream:
        read = podcastparser.parse("https://larch.example/feed.xml", stream)
    return [
        Read(
            id=episode["guid"],
            link=episode["link"],
            title=episode["title"],
            date=int(episode["published"]),
            author=None,
            enclosure=episode["enclosures"][0]["url"] if episode["enclosures"] else "",
        )
        for episode in read["episodes"]
    ]


def by_reader(path: Path) -> list[Read]:
    """The library `reader`, which sorts by date itself."""
    with make_reader(":memory:", feed_root=str(path.parent)) as own:
        own.add_feed(path.name)
        own.update_feeds()
        return [
            Read(
                id=entry.id,
                link=entry.link or "",
                title=entry.title or "",
                date=int(entry.published.timestamp()) if entry.published else None,
                author=entry.authors_str,
                enclosure=entry.enclosures[0].href if entry.enclosures else "",
            )
            for entry in own.get_entries()
        ]


def by_sfeed(path: Path) -> list[Read]:
    """sfeed. Source: sfeed(5): time, title, link, content, its type, id, author, enclosure, category."""
    with path.open("rb") as stream:
        done = subprocess.run(["sfeed"], stdin=stream, capture_output=True, check=True)
    rows = [line.split("\t") for line in done.stdout.decode("utf-8").split("\n") if line]
    return [Read(row[5], row[2], row[1], int(row[0]) if row[0] else None, row[6], row[7]) for row in rows]


def by_newsboat(path: Path, home: Path) -> list[Read]:
    """newsboat, with a cache of its own, since it knows items by their id alone."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "urls").write_text(f"file://{path}\n", encoding="utf-8")
    newsboat(home, "-x", "reload")
    connection = sqlite3.connect(home / "cache.db")
    rows = connection.execute(
        "select guid, url, title, pubDate, author, enclosure_url from rss_item order by pubDate desc, id desc"
    ).fetchall()
    connection.close()
    return [Read(*row) for row in rows]


def newsboat(home: Path, *words: str) -> None:
    """Run newsboat in a folder of its own."""
    command = ["newsboat", "-u", home / "urls", "-c", home / "cache.db", "-C", "/dev/null", *words]
    environment = {**os.environ, "HOME": str(home), "LC_ALL": "C.UTF-8"}
    subprocess.run(command, check=True, capture_output=True, env=environment, timeout=60)


def _title(program: str, title: str | None) -> str | None:
    """The extractor takes titles for JavaScript: `1E02` is 100 to it, and `false` is nothing."""
    is_doubtful = program == "extractor" and re.fullmatch(r"[\d.+-]*(e[+-]?\d+)?", title or "")
    return None if is_doubtful else title or ""


def _tells_media(program: str, path: str) -> bool:
    return program == "feedsmith" or (program == "rss-parser" and "atom" not in Path(path).name)


def by_node(paths: list[Path]) -> Mapping[Path, Mapping[str, list[Read]]]:
    """feedsmith, rss-parser and @extractus/feed-extractor, for many documents at once."""
    told: dict[str, dict[str, list[dict[str, Any]]]] = node.run("read.mjs", *paths)
    return {
        Path(path): {
            program: [
                Read(
                    id=entry["id"],
                    link=entry["link"],
                    title=_title(program, entry.get("title")),
                    date=seconds(entry.get("date")),
                    author=None if program == "extractor" else entry.get("author"),
                    enclosure=entry.get("enclosure") or ("" if _tells_media(program, path) else None),
                )
                for entry in entries
            ]
            for program, entries in programs.items()
        }
        for path, programs in told.items()
    }
