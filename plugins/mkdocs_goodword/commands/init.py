"""`goodword init`."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

import click

from goodword.dates import parse_when, parse_zone
from goodword.edit import quoted
from goodword.ledger import NAME, Ledger
from goodword.problems import printable
from mkdocs_goodword.clock import read_clock
from mkdocs_goodword.commands.new import draft
from mkdocs_goodword.commands.options import now_option
from mkdocs_goodword.host import Failure, Misuse, say
from mkdocs_goodword.settings import PLACEHOLDER_URL
from mkdocs_goodword.starter import filled

_FILES = {
    "site_config.yml": "site_config.yml",
    ".gitignore": "gitignore",
    ".github/workflows/publish.yml": "publish.yml.txt",
    "content/index.md": "content/index.md",
    "content/contact.md": "content/contact.md",
    "content/people.yml": "content/people.yml",
    "content/company.yml": "content/company.yml",
    "content/articles/what-you-will-find-here.md": "content/articles/welcome.md",
}
_SITE = re.compile(r"https?://[\w.-]+(:\d{1,5})?(/[\w.~%+@-]*)*")
"""What needs no quotes where the configuration holds it."""
_SAMPLES = {
    "content/articles/a-question-your-customers-ask.md": ("article", "A question your customers ask"),
    "content/press/something-new.md": ("press", "Something new from us"),
    "content/community/stories/what-a-customer-achieved.md": ("story", "What a customer achieved"),
    "content/community/events/come-and-see.md": ("event", "Come and see"),
    "content/community/polls/what-we-would-like-to-know.md": ("poll", "What would you like to know?"),
}


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", help="The firm's name.")
@click.option("--url", help="The address the site will have.")
@now_option
def init(folder: Path, name: str | None, url: str | None, now: str | None) -> None:
    """Make a new site in DIR that builds at once."""
    if folder.is_dir() and any(folder.iterdir()):
        raise Failure(f"{folder} is not empty. Name a new folder.")
    asking = sys.stdin.isatty()
    fallback = printable(folder.resolve().name.replace("-", " ").replace("_", " ").title()) or "My firm"
    name = name or (click.prompt("The firm's name", default=fallback) if asking else fallback)
    url = url or (click.prompt("The site's address", default=PLACEHOLDER_URL) if asking else PLACEHOLDER_URL)
    _write(folder, " ".join(name.split()), _address(url), _moment(now))
    say(
        f"Made {folder}. Now:",
        f"  cd {folder}",
        "  goodword serve",
        "  goodword new article 'A question your customers ask'",
    )


def _address(url: str) -> str:
    if not _SITE.fullmatch(url):
        raise Misuse(f"--url is not an address: '{url}'. Write it as https://www.example.com/.")
    return url if url.endswith("/") else f"{url}/"


def _moment(now: str | None) -> datetime:
    try:
        return parse_when(now, parse_zone("UTC")).at if now is not None else read_clock().now
    except (ValueError, OverflowError, OSError):
        raise Misuse(f"--now is not a date: '{now}'. Write it as 2026-11-22.") from None


def _write(folder: Path, name: str, url: str, moment: datetime) -> None:
    day = moment.astimezone(UTC).date()
    values = {
        "name": quoted(name),
        "plain_name": "".join(char for char in name if char.isprintable() and char not in ":#"),
        "url": url,
        "authority": quoted(urlsplit(url).hostname or "localhost"),
        "year": day.year,
        "day": day,
    }
    texts = {path: filled(template, **values) for path, template in _FILES.items()}
    texts |= {path: draft(kind, title, day) for path, (kind, title) in _SAMPLES.items()}
    texts[NAME] = Ledger().text()
    texts["requirements.txt"] = f"goodword=={version('goodword')}\n"
    for path, text in texts.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
