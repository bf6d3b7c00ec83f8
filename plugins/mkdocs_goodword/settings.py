"""The configuration of the catalogue, and the site it describes."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import quote, urlsplit

from mkdocs.config import Config
from mkdocs.config import config_options as c
from mkdocs.config.base import ValidationError
from mkdocs.config.defaults import MkDocsConfig

from goodword.addresses import is_portable
from goodword.catalogue import Site
from goodword.dates import Duration, parse_duration, parse_zone
from goodword.entries import DATED, Section
from goodword.related import Weights

DEFAULT_SECTIONS: Mapping[str, object] = {
    "articles": {"kind": "article"},
    "press": {"kind": "press"},
    "community/stories": {"kind": "story"},
    "community/events": {"kind": "event"},
    "community/polls": {"kind": "poll"},
}
PLACEHOLDER_URL = "https://your-site.example/"
_SERVED = ("mkdocs_", "properdocs_")
_HEAVIEST = 1000
_SECTION_KEYS = ("kind", "cadence", "title", "archive_heading")


class Zone(c.Type[str]):
    """An IANA time zone."""

    def __init__(self, default: str) -> None:
        super().__init__(str, default=default)

    def run_validation(self, value: object) -> str:
        """Raises the host's ValidationError for a name nobody knows."""
        name: str = super().run_validation(value)
        try:
            parse_zone(name)
        except ValueError:
            raise ValidationError(f"'{name}' is not a time zone. Write a name such as Europe/Paris or UTC.") from None
        return name


class Sections(c.Type[dict[str, object]]):
    """Folder to `{kind, cadence, title, archive_heading}`."""

    def __init__(self) -> None:
        super().__init__(dict, default=dict(DEFAULT_SECTIONS))

    def run_validation(self, value: object) -> dict[str, object]:
        """Raises the host's ValidationError for the first section that cannot be read."""
        checked: dict[str, object] = super().run_validation(value)
        for path, options in checked.items():
            section(path, options)
        return checked


class Ids(Config):
    """What the entries' permanent identities are made of."""

    authority = c.Type(str, default="")
    """The firm's domain, as it was when the site began."""
    since = c.Type((int, str), default="")
    """The year, or date, in which the firm held it."""


class Weight(c.Type[int]):
    """How much something shared says: a whole number from 0."""

    def __init__(self, default: int) -> None:
        super().__init__(int, default=default)

    def run_validation(self, value: object) -> int:
        """Raises the host's ValidationError for what is no weight."""
        number: int = super().run_validation(value)
        if isinstance(value, bool) or not 0 <= number <= _HEAVIEST:
            raise ValidationError(f"'{value}' is not a weight. Write a number from 0 to {_HEAVIEST}.")
        return number


class Related(Config):
    """What makes two entries go together."""

    tags = Weight(default=100)
    """Each tag they share."""
    series = Weight(default=0)
    """Their series, which stands on their pages anyway."""
    people = Weight(default=30)
    """Each author they share."""
    words = Weight(default=40)
    """Each rare word that their titles share."""


class CatalogueConfig(Config):
    """`goodword/catalogue`."""

    timezone = Zone(default="UTC")
    """In which days begin."""
    ids = c.SubConfig(Ids)
    """Tag URIs of entries; without them an entry's identity is its first address."""
    sections = Sections()
    """Which folders are sections, and of what kind."""
    tags = c.ListOfItems(c.Type(str), default=[])
    """The only tags allowed; empty allows all."""
    publish = c.ListOfItems(c.Type(str), default=[])
    """Globs of files to publish although no page names them."""
    raw_html = c.Type(bool, default=False)
    """Whether authors may write HTML in Markdown; otherwise it is shown as text."""
    related = c.SubConfig(Related)
    """How much each thing that two entries share says of them."""
    per_page = c.Type(int, default=10)
    """Entries on one page of a listing."""


def section(path: object, options: object) -> Section:
    """One section of the configuration. Raises ValidationError."""
    name = str(path).strip("/")
    values = options if isinstance(options, dict) else {}
    if not name or not isinstance(options, dict):
        raise ValidationError(
            f"the section '{path}' needs a folder and options. Write '{name or 'articles'}: {{kind: article}}'."
        )
    if not is_portable(name):
        raise ValidationError(f"the section '{name}' cannot be an address. Use letters, digits and hyphens.")
    for key in values:
        if key not in _SECTION_KEYS:
            close = get_close_matches(str(key), _SECTION_KEYS, n=1)
            meant = f" Did you mean '{close[0]}'?" if close else f" Known: {', '.join(_SECTION_KEYS)}."
            raise ValidationError(f"the section '{name}' has an unknown option '{key}'.{meant}")
    kind = values.get("kind")
    if kind not in DATED:
        raise ValidationError(f"the section '{name}' has the kind '{kind}'. Write one of: {', '.join(sorted(DATED))}.")
    title = str(values.get("title") or name.split("/")[-1].replace("-", " ").replace("_", " ").capitalize())
    archived = values.get("archive_heading", False)
    if not isinstance(archived, bool):
        raise ValidationError(f"the section '{name}' has the archive_heading '{archived}'. Write true or false.")
    return Section(name, str(kind), title, _cadence(name, values.get("cadence")), archived)


def _cadence(name: str, value: object) -> Duration | None:
    if value is None:
        return None
    try:
        return parse_duration(str(value))
    except ValueError:
        hint = "Write a number and a unit, such as 30 days."
        raise ValidationError(f"the section '{name}' has the cadence '{value}', which is no duration. {hint}") from None


def site_of(config: MkDocsConfig, options: CatalogueConfig, language: str) -> Site:
    """The site as the core knows it."""
    url = _ascii(config.site_url or "")
    return Site(
        name=config.site_name,
        url=url if not url or url.endswith("/") else f"{url}/",
        description=config.site_description or "",
        language=language,
        zone=parse_zone(options.timezone),
        sections=tuple(section(path, values) for path, values in options.sections.items()),
        authority=options.ids.authority,
        since=str(options.ids.since),
        tags=tuple(options.tags),
        per_page=max(1, options.per_page),
        related=Weights(**dict(options.related)),
    )


def placeholder_of(site: Site) -> str:
    """The option that still holds what `goodword init` writes for want of an address: `site_url` or `authority`."""
    if site.url == PLACEHOLDER_URL:
        return "site_url"
    return "authority" if site.authority == urlsplit(PLACEHOLDER_URL).hostname else ""


def _ascii(url: str) -> str:
    """An address with a domain in letters of any script as machines write it (RFC 3490)."""
    parts = urlsplit(url)
    try:
        host = parts.netloc.encode("idna").decode("ascii")
    except UnicodeError:
        return url
    return parts._replace(netloc=host, path=quote(parts.path, safe="%/:@!$&'()*+,;=~")).geturl()


def is_preview(config: MkDocsConfig) -> bool:
    """Whether the host serves this build to its author.

    It then puts its own address in the place of site_url and builds into a folder of the system's for temporary
    files; a build with such a site_url alone is an ordinary build.
    """
    own_address = urlsplit(config.site_url or "").netloc == str(config.dev_addr)
    folder = Path(config.site_dir)
    return own_address and folder.parent == Path(tempfile.gettempdir()) and folder.name.startswith(_SERVED)
