"""Every vector alone in every text and address of every kind: it is refused at its place, or it is only words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from lxml import html as lxml_html
from playwright.sync_api import Browser

from goodword import blocks
from goodword.catalogue import Catalogue, load
from goodword.entries import KINDS, Attachment, Source
from goodword.fields import Fields
from goodword.front_matter import split
from goodword.problems import Severity
from goodword.projections import feeds, outputs
from hostile.forms import BLOCK, FIRM, FORMS, OTHER_FIRM, PICTURED, TERSE, Form, V, every_form, forms_in_turn, written
from hostile.showing import Shown, Stage, environment
from hostile.vectors import JOINED, VECTORS, quoted
from hostile.watching import WATCH, Cached, Visitor, running
from making import UTC, at, english, site
from sites.building import NOW
from sites.serving import served

pytestmark = [pytest.mark.browser]

TOGETHER = 25
"""Vectors of one catalogue and one document: as many entries as a section's feed holds."""
BENIGN = (
    "+",
    "=",
    "../../../outside.png",
    "mailto:plain.png",
    "https://plain.example/x.png",
    "x.png",
    "mailto:a@plain.example",
    *(f"Plain words {n}" for n in range(TOGETHER)),
)
"""Words of every sort, so that all that a template may show is there: marks share the address of a tag, and so are
related; a picture that is refused leaves a portrait of letters."""
FOLDERS = (
    "",
    "articles/",
    "press/",
    "people/",
    "community/stories/",
    "community/events/",
    "community/polls/",
    "pictured/",
)
FILES = {"x.png": "image/png", "talk.mp3": "audio/mpeg", "talk.vtt": "text/vtt"}
ATTACHED = [Attachment(f"{folder}{name}", 1, kind) for folder in FOLDERS for name, kind in FILES.items()]

REDIRECT = ["html", "head", "meta", "title", "link", "meta", "meta", "body", "p", "a"]
Forms = Callable[[int], Sequence[Form]]

TEXTS = frozenset({"text", "text_or_nothing", "texts", "url", "urls"})
MAPPINGS = frozenset({"mapping", "mappings", "entries", "free"})
EITHER = frozenset({"items", "is_text", "is_mapping"})
TYPED = frozenset({"flag", "integer", "day", "when", "duration", "time_zone", "word"})


def _shapes(value: Any, path: str, found: dict[str, set[str]]) -> None:
    """For each key that leads somewhere, whether a vector stands there and whether a mapping does."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            found[path].add("mapping")
            for key, below in item.items():
                _shapes(below, f"{path}.{key}".lstrip("."), found)
        elif V[:-1] in item:
            found[path].add("text")


def _filled(forms: Sequence[Form]) -> dict[str, dict[str, set[str]]]:
    """By kind or data file, the shapes at each key."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for form in forms:
        _shapes(_inner(form.keys, form.leading), "", found[form.kind or form.at])
    return {kind: defaultdict(set, {key.lower(): own for key, own in keys.items()}) for kind, keys in found.items()}


def _inner(keys: Any, leading: int) -> list[Any]:
    values = keys.get("", [keys])
    for _ in range(leading):
        values = [below for value in values for below in value.values()]
    return list(values)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, set[str]]]:
    """By source, the keys that were read and by what."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name in TEXTS | MAPPINGS | EITHER | TYPED:
        monkeypatch.setattr(Fields, name, _telling(getattr(Fields, name), name, found))
    return found


def _telling(method: Any, name: str, found: dict[str, dict[str, set[str]]]) -> Any:
    def told(fields: Fields, key: str, *words: Any, **options: Any) -> Any:
        found[fields.source][f"{fields.path}{key}"].add(name)
        return method(fields, key, *words, **options)

    return told


def _wanting(methods: set[str], shapes: set[str]) -> set[str]:
    """The shapes in which a key may be written and is not."""
    typed = bool(methods & TYPED)
    wanted = {"text"} if (methods & (TEXTS | EITHER)) and not typed else set()
    wanted |= {"mapping"} if methods & (MAPPINGS | EITHER) and not (typed and not methods & MAPPINGS) else set()
    return wanted - shapes


def test_every_key_that_is_read_as_a_text_or_an_address_holds_every_vector(
    read: dict[str, dict[str, set[str]]],
) -> None:
    assert {form.kind for form in FORMS} == set(KINDS)
    kinds = {}
    for forms in ((*FORMS, *TERSE, *PICTURED), (BLOCK,), FIRM, OTHER_FIRM):
        sources = [written(form, "words", 0)[0] for form in forms]
        kinds |= {source.uri: form.kind or form.at for source, form in zip(sources, forms, strict=True)}
        load(site(), sources, ATTACHED)
    blocks.find(split(f"```goodword\n{written(BLOCK, 'words', 0)[0].text}```\n"), BLOCK.at, UTC)
    filled = _filled((*FORMS, *TERSE, *PICTURED, *FIRM, *OTHER_FIRM, BLOCK))
    by_kind: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for source, keys in read.items():
        for key, methods in keys.items():
            by_kind[kinds[source]][key] |= methods
    wanting = {
        f"{kind}: {key}": missing
        for kind, keys in by_kind.items()
        for key, methods in keys.items()
        if (missing := _wanting(methods, filled[kind][key]))
    }
    assert wanting == {}
    assert len(by_kind) == len(KINDS) + len({form.at for form in (*FIRM, *OTHER_FIRM) if not form.kind}) + 1


REFUSED = {
    "GW015": r"meta",
    "GW017": r"(.*\.)?consent(\.covers)?",
    "GW019": r"(.*\.)?(url|links|canonical|sources|register|vote|source|profiles|image|photo|src|logo|kit|poster"
    r"|captions|results)",
    "GW020": r"",
    "GW023": r"aliases|the file",
    "GW024": r"tags",
    "GW025": r"contact|customer|quote|press_contact|",
    "GW029": r"media(\..*)?|kit(\..*)?|results",
    "GW031": r"(.*\.)?(image|photo|src|logo|kit|poster|captions|results)",
    "GW034": r"id",
    "GW036": r"slug|tags",
    "GW037": r"aliases",
    "GW038": r"options|results\..*",
    "GW042": r"evergreen",
    "GW044": r"freshness(\..*)?",
    "GW111": r"media\.chapters\.at",
}
"""Which keys may be refused, and by what; everything else takes any text."""


@dataclass
class Survey:
    """Everything that was made of all vectors."""

    folder: Path
    documents: list[str] = field(default_factory=list)
    refused: list[tuple[str, str, str]] = field(default_factory=list)
    """Code, key, and the problem as an author reads it."""
    feeds: list[bytes] = field(default_factory=list)
    sitemaps: list[bytes] = field(default_factory=list)
    redirects: list[str] = field(default_factory=list)

    def document(self, name: str, pages: Sequence[Shown]) -> None:
        """Many pages as one document."""
        head = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>x</title></head><body>\n'
        (self.folder / name).write_text(head + "".join(page.html for page in pages), encoding="utf-8")
        self.documents.append(name)


def _chunks(vectors: Sequence[str]) -> Iterator[list[tuple[int, str]]]:
    numbered = list(enumerate(vectors))
    for first in range(0, len(numbered), TOGETHER):
        yield numbered[first : first + TOGETHER]


@dataclass
class Filler:
    """Fills forms with vectors, reads them, and keeps what was refused."""

    survey: Survey

    def read(self, numbered: Sequence[tuple[int, str]], forms: Forms) -> tuple[Catalogue, dict[str, str]]:
        """The catalogue of what was not refused, and by source the form and the vector's number."""
        sources, places, names = [], {}, {}
        for number, vector in numbered:
            for form in forms(number):
                source, places[form.at, number] = written(form, vector, number)
                sources.append(source)
                names[source.uri] = (form, number)
        loaded = load(site(), sources, ATTACHED)
        for problem in loaded.problems:
            if problem.severity is Severity.ERROR:
                form, number = names[problem.source]
                known = {(1, 1): "the file"} | places[form.at, number]
                key = known.get((problem.line, problem.column), "nowhere")
                self.survey.refused.append((problem.code, key, str(problem)))
        return loaded.catalogue, {uri: f"{form.name} {number}" for uri, (form, number) in names.items()}


def _surveyed(folder: Path, alone: Sequence[str], joined: Sequence[str], env: Any) -> Survey:
    survey = Survey(folder)
    filler = Filler(survey)
    for name, vectors, forms in (("alone", alone, forms_in_turn), ("joined", joined, every_form)):
        for chunk in _chunks(vectors):
            catalogue, names = filler.read(chunk, forms)
            stage = Stage.of(env, catalogue)
            pages = [stage.entry(entry, names.get(entry.source, "profile")) for entry in stage.catalogue.entries]
            survey.document(f"{name}{chunk[0][0]}.html", [*pages, *stage.lists("list")])
            _outputs(survey, stage.catalogue)
            firms = [page for own in chunk for page in _firm(filler, env, *own, front_only=vectors is alone)]
            survey.document(f"firms-{name}{chunk[0][0]}.html", firms)
    return survey


def _outputs(survey: Survey, catalogue: Catalogue) -> None:
    now, index = at(NOW), catalogue.index(at(NOW))
    survey.feeds += [feeds.rss(feed) for feed in feeds.whole_feeds(catalogue, index, english(), {})]
    survey.redirects += [output.data.decode() for output in outputs.redirects(catalogue, now)]
    addresses = [(catalogue.site.url + entry.permalink, None) for entry in catalogue.entries]
    survey.sitemaps.append(outputs.sitemap(addresses).encode())


def _firm(filler: Filler, env: Any, number: int, vector: str, *, front_only: bool) -> Iterator[Shown]:
    """The firm's pages, or the front page that shows most of it, with a vector in all that a site has once."""
    for forms in (FIRM, OTHER_FIRM):
        catalogue, names = filler.read([(number, vector)], lambda _, forms=forms: forms)
        stage = Stage.of(env, catalogue)
        for entry in stage.catalogue.entries:
            if not front_only or not entry.permalink:
                yield stage.entry(entry, names.get(entry.source, f"{entry.source} {number}"))
        if not front_only:
            yield from stage.lists(f"people {number}", "people/")


@pytest.fixture(scope="module")
def surveyed(tmp_path_factory: pytest.TempPathFactory) -> Survey:
    """Every vector in every field."""
    return _surveyed(tmp_path_factory.mktemp("survey"), VECTORS, JOINED, environment())


@pytest.fixture(scope="module")
def looked(surveyed: Survey, browser: Browser) -> Look:
    """What Chromium sees of it."""
    return _look(browser, surveyed)


@dataclass
class Look:
    """What runs or would run, the elements and attributes there are, and how many pages were seen."""

    found: list[str] = field(default_factory=list)
    shapes: set[str] = field(default_factory=set)
    pages: int = 0


def _look(browser: Browser, survey: Survey) -> Look:
    look = Look()
    with served(survey.folder, Cached) as address, browser.new_context() as context:
        context.add_init_script(WATCH)
        visitor = Visitor(context.new_page(), address, pictures=True)
        for name in survey.documents:
            seen = visitor.survey(name)
            look.found += [f"{name}: {what}" for what in seen["found"]]
            look.shapes |= set(seen["shapes"])
            look.pages += seen["pages"]
    return look


def test_a_vector_is_refused_at_its_place_and_by_the_rule_of_its_key(surveyed: Survey) -> None:
    strange = [problem for code, key, problem in surveyed.refused if not re.fullmatch(REFUSED.get(code, "-"), key)]
    assert strange == []
    assert {code for code, _, _ in surveyed.refused} == set(REFUSED)


def test_nothing_runs_wherever_a_vector_stands(looked: Look) -> None:
    assert looked.found == []
    assert looked.pages > 5 * len(VECTORS) + 15 * len(JOINED)


def test_no_vector_becomes_an_element_or_an_attribute(looked: Look, browser: Browser, tmp_path: Path) -> None:
    assert looked.shapes - _look(browser, _surveyed(tmp_path, BENIGN, BENIGN, environment())).shapes == set()


def test_a_template_that_does_not_escape_is_seen(browser: Browser, tmp_path: Path) -> None:
    env = environment()
    env.autoescape = False
    look = _look(browser, _surveyed(tmp_path, [], ["<img src=x onerror=__ran(1)>", '" onfocus="__ran(2)'], env))
    seen = "\n".join(look.found)
    for form in (*FORMS, *FIRM[:5]):
        assert f"{form.name} 0: " in seen
        assert f"{form.name} 1: " in seen


def test_nothing_in_a_feed_would_run_and_every_feed_is_strict_xml(surveyed: Survey) -> None:
    items = 0
    for data in surveyed.feeds:
        for item in etree.fromstring(data).iter("item"):
            items += 1
            for part in item:
                if part.tag.endswith(("encoded", "description")) and (part.text or "").strip():
                    assert running(part.text or "") == []
                if part.tag == "link":
                    assert (part.text or "").startswith("https://larkfield.example/")
    assert items > len(VECTORS) + 5 * len(JOINED)


def test_sitemaps_are_strict_xml_and_redirects_lead_home(surveyed: Survey) -> None:
    for data in surveyed.sitemaps:
        assert len(etree.fromstring(data)) > TOGETHER
    assert len(surveyed.redirects) > 20
    for page in surveyed.redirects:
        root = lxml_html.document_fromstring(page)
        assert [element.tag for element in root.iter()] == REDIRECT
        assert running(page.partition("<body>")[2].partition("</body>")[0]) == []
        (refresh,) = root.xpath("//meta[@http-equiv='refresh']/@content")
        assert refresh.startswith("0; url=../")


def test_a_block_that_asks_for_a_section_there_is_none_of_is_refused_at_its_line() -> None:
    for vector in filter(str.strip, VECTORS):
        text = f"---\ntitle: A\n---\n```goodword\nlatest: {{section: {quoted(vector)}}}\n```\n"
        found = load(site(), [Source("a.md", text)]).problems
        if vector.strip().strip("/"):
            assert [(p.code, p.line) for p in found] == [("GW033", 5)], vector
