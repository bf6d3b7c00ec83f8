"""Posts of about a thousand words, the same for the same seed, whatever their number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from bench.words import PEOPLE, TAGS, pick, sentence

SEED = "larkfield"
IMAGES = 10
SECTIONS = ("articles", "press")
_FIRST_DAY, _DAYS = date(2016, 1, 1), 3650
_LINK_REACH = 50
_SHORTEST, _LENGTH_RANGE = 760, 120


@dataclass(frozen=True)
class Identity:
    """What others need to know of a post to link to it."""

    number: int
    section: str
    slug: str
    title: str
    date: date


@dataclass(frozen=True)
class Post:
    """A post; its Markdown names posts as `@post:NUMBER` and images as `@image:NUMBER`, for a dialect to replace."""

    identity: Identity
    description: str
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    """Ids of PEOPLE."""

    lead: str
    """The paragraph above the fold."""

    rest: str


@dataclass(frozen=True)
class Corpus:
    """`size` posts; a larger corpus of the same seed begins with the same ones."""

    size: int
    seed: str = SEED

    def identity(self, number: int) -> Identity:
        """Who a post is, without its text."""
        random = Random(f"{self.seed}/{number}")
        words = [pick(random) for _ in range(4)]
        section = SECTIONS[random.random() < 0.25]
        day = _FIRST_DAY + timedelta(days=int(random.random() * _DAYS))
        title = f"How {words[0]} {words[1]} makes {words[2]} {words[3]}, part {number}"
        return Identity(number, section, "-".join((*words, str(number))), title, day)

    def post(self, number: int) -> Post:
        """A whole post."""
        random = Random(f"{self.seed}/{number}/text")
        return Post(
            identity=self.identity(number),
            description=sentence(random),
            tags=_some(random, TAGS, 3),
            authors=_some(random, tuple(id for id, _ in PEOPLE), 1 + int(random.random() * 1.3)),
            lead=_paragraph(random, number),
            rest=_rest(random, number),
        )

    def posts(self) -> Iterator[Post]:
        """All of them, one at a time: a hundred thousand do not fit into a small memory."""
        return (self.post(number) for number in range(self.size))

    def newest(self) -> Post:
        """The post whose edit shows in the most places: it is on home pages and in feeds."""
        identities = (self.identity(number) for number in range(self.size))
        return self.post(max(identities, key=lambda one: (one.date, one.number)).number)


def _some(random: Random, choices: tuple[str, ...], count: int) -> tuple[str, ...]:
    """Written out: what Random.sample returns for a seed is not promised between versions of Python."""
    left = list(choices)
    return tuple(left.pop(int(random.random() * len(left))) for _ in range(count))


def _paragraph(random: Random, number: int) -> str:
    """Some 60 to 110 words; every other one links to an earlier post."""
    sentences = [sentence(random) for _ in range(5 + int(random.random() * 3))]
    if number and random.random() < 0.5:
        target = max(0, number - 1 - int(random.random() * _LINK_REACH))
        sentences[1] += f" See [{pick(random)} {pick(random)}](@post:{target}) for more."
    if random.random() < 0.3:
        sentences[-1] += f" It is **{pick(random)}**, and *{pick(random)}* with `{pick(random)}`."
    return " ".join(sentences)


def _rest(random: Random, number: int) -> str:
    blocks: list[str] = []
    words, wanted = 0, _SHORTEST + int(random.random() * _LENGTH_RANGE)
    while words < wanted:
        added = [f"## {_heading(random)}", _paragraph(random, number), _extra(random), _paragraph(random, number)]
        words += sum(block.count(" ") + 1 for block in added)
        blocks += added
    return "\n\n".join(blocks)


def _heading(random: Random) -> str:
    return f"{pick(random).capitalize()} {pick(random)} {pick(random)}"


def _extra(random: Random) -> str:
    """What is not a paragraph."""
    makers = (_bullets, _numbers, _quotation, _code, _subheading, _image)
    return makers[int(random.random() * len(makers))](random)


def _bullets(random: Random) -> str:
    return "\n".join(f"- {sentence(random)}" for _ in range(4))


def _numbers(random: Random) -> str:
    return "\n".join(f"{n}. {sentence(random)}" for n in range(1, 5))


def _quotation(random: Random) -> str:
    return f"> {sentence(random)}\n> {sentence(random)}"


def _code(random: Random) -> str:
    lines = "\n".join(f'    {pick(random)} = measure("{pick(random)}", {n})' for n in range(5))
    return f"```python\ndef {pick(random)}():\n{lines}\n    return {pick(random)}\n```"


def _subheading(random: Random) -> str:
    return f"### {_heading(random)}\n\n{sentence(random)}"


def _image(random: Random) -> str:
    return f"![{_heading(random)}](@image:{int(random.random() * IMAGES)})"
