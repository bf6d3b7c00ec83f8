"""Measures feeds: every document of 10,000 articles with their whole texts, none of it remembered.

By hand: .venv/bin/python scripts/bench.d/feeds.py
"""

import random
import resource
import sys
import time
from datetime import date, timedelta
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2] / name) for name in ("plugins", "tests")]

from goodword.projections.feeds import feed_files, whole_feeds  # noqa: E402  # found by the line above
from making import article, at, english, loaded, source  # noqa: E402  # found by the line above

DAY = date(2012, 1, 1)
TAGS, PEOPLE, PARAGRAPHS = 40, 10, 8


def paragraphs(chance: random.Random) -> list[str]:
    """Paragraphs of 120 words each."""
    letters = "abcdefghijklmnop"
    words = ["".join(chance.choices(letters, k=chance.randint(2, 9))) for _ in range(3000)]
    return [f"<p>{' '.join(chance.choices(words, k=120))}</p>" for _ in range(400)]


def feeds(count: int) -> float:
    """Seconds for all feeds of so many articles of about a thousand words, with three of 40 tags and one of 10 authors.

    Two are published each day, in three formats with archives.
    """
    chance = random.Random(1)  # the same corpus every time, and no secret
    texts = paragraphs(chance)
    team = source(
        "people.yml", "\n".join(f"p{n}: {{name: P {n}, relation: team, profile: true}}" for n in range(PEOPLE))
    )
    written = [
        article(
            f"a{n}",
            str(DAY + timedelta(days=n // 2)),
            description=f"Said of {n}.",
            authors=[f"p{n % PEOPLE}"],
            tags=[f"t{tag}" for tag in chance.sample(range(TAGS), 3)],
        )
        for n in range(count)
    ]
    html = {f"articles/a{n}/": "".join(chance.choices(texts, k=PARAGRAPHS)) for n in range(count)}
    catalogue = loaded(team, *written).catalogue
    index = catalogue.index(at("2026-06-01T00:00Z"))
    started, used = time.perf_counter(), time.process_time()
    sizes = [len(data) for _, data in feed_files(whole_feeds(catalogue, index, english(), html))]
    seconds, used = time.perf_counter() - started, time.process_time() - used
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"feeds: {count} items, {len(sizes)} files of {sum(sizes) / 1e6:.0f} MB, {seconds:.1f} s ({used:.1f} s of")
    print(f"       processor), {memory} MB of memory, the catalogue and all texts included")
    return seconds


if __name__ == "__main__":
    feeds(10_000)
