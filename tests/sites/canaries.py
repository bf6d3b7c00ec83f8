"""Withheld entries of every kind and state, each with words of its own that must never be published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

WORD = "kanarie"
"""Every canary holds it."""
FOREIGN = "канарейка"
FAR, GONE = "2099-01-01", "2026-01-01"

STATES = {
    "draft": "draft: true",
    "scheduled": f"publish_at: {FAR}",
    "ahead": "",  # its date lies in the future
    "embargoed": f"embargo: {FAR}T09:00",
    "expired": f"expires: {GONE}",
    "awaiting": "consent: {covers: [words], reference: kanarie-drawer}",
    "lapsed": f"consent: {{date: 2025-01-01, until: {GONE}, covers: [words]}}",
    "withdrawn": "consent: withdrawn",
}
FOLDERS = {
    "article": "articles",
    "press": "press",
    "story": "community/stories",
    "event": "community/events",
    "poll": "community/polls",
    "person": "people",
    "page": "services",
}
OWN = {
    "article": "for: {c}-for\ntakeaway: {c}-takeaway\nsources:\n  - {{title: {c}-source, url: 'https://{c}.example/'}}",
    "press": "type: release\ndateline: {c}-dateline\nkit: [{c}-kit.svg]\ncorrections:\n  - {{date: 2026-02-02, text: {c}-correction}}",
    "story": "problem: {c}-problem\ncustomer: {{name: {c}-customer}}\nquote: {{text: {c}-quote, by: {{name: {c}-by}}}}",
    "event": "starts: 2027-02-02T18:00\nlocation: {{name: {c}-place, address: {c}-street}}\nregister: https://{c}.example/register",
    "poll": "question: {c}-question\noptions: [{c}-one, {c}-two]\nmethod: {c}-method",
    "person": "name: {c}-name\nrole: {c}-role\norganisation: {c}-organisation\nrelation: team\nphoto: {{src: {c}-photo.svg, alt: {c}-portrait}}",
    "page": "type: services",
}


@dataclass(frozen=True)
class Canary:
    """One withheld entry."""

    kind: str
    state: str

    @property
    def word(self) -> str:
        """What everything of it begins with."""
        return f"{WORD}-{self.kind}-{self.state}"

    @property
    def source(self) -> str:
        """Its file in content/."""
        return f"{FOLDERS[self.kind]}/{self.word}-file.md"

    @property
    def files(self) -> dict[str, str]:
        """Its page and what lies beside it."""
        folder = FOLDERS[self.kind]
        names = (
            f"images/{self.word}-cover.svg",
            f"{self.word}-kit.svg",
            f"{self.word}-photo.svg",
            f"{self.word}-in-text.svg",
        )
        return {self.source: self._page(), **{f"{folder}/{name}": _picture(f"{self.word}-pixels") for name in names}}

    def _page(self) -> str:
        word = self.word
        lines = [
            f"title: {word}-title",
            f"description: {word}-description",
            f"date: {FAR if self.state == 'ahead' else '2025-06-01'}",
            f"tags: [{word}-tag, {FOREIGN}]",
            f"series: {word}-series",
            f"aliases: [/{word}-alias/]",
            f"image: {{src: images/{word}-cover.svg, alt: {word}-alt, caption: {word}-caption, credit: {word}-credit}}",
            f"meta: {{note: {word}-meta}}",
            OWN[self.kind].format(c=word),
            STATES[self.state],
        ]
        body = f"# {word}-heading\n\n{word}-text and [a word]({word}-link.html)\n\n![{word}]({word}-in-text.svg)\n"
        return "---\n" + "\n".join(filter(None, lines)) + "\n---\n\n" + body


def canaries() -> Iterator[Canary]:
    """Every kind in every state that withholds it."""
    for kind in FOLDERS:
        for state in STATES:
            if state != "embargoed" or kind == "press":
                yield Canary(kind, state)


def _picture(text: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>{text}</title></svg>\n'


def files() -> dict[str, str]:
    """All of them, with published pages that lead to each."""
    everyone = list(canaries())
    made = {name: text for canary in everyone for name, text in canary.files.items()}
    links = "\n".join(f"- [plain words]({'../' + canary.source}) and [more][{n}]" for n, canary in enumerate(everyone))
    targets = "\n".join(f"[{n}]: ../{canary.source}#part '{canary.word}-hover'" for n, canary in enumerate(everyone))
    related = ", ".join(canary.source for canary in everyone)
    made["articles/2026-11-09-leads-there.md"] = (
        f"---\ntitle: Leads there\nrelated: [{related}]\nseries: Shared\n---\n\nSee these.\n\n{links}\n\n{targets}\n"
        "\n```goodword\nlatest: {limit: 50}\n```\n"
    )
    made["community/testimonials.yml"] = (
        f"- {{text: {WORD}-said, by: {{name: {WORD}-sayer}}, date: 2026-02-02}}\n"
        f"- {{text: {WORD}-taken-back, by: {{name: {WORD}-taker}}, consent: withdrawn}}\n"
        f"- {{text: {WORD}-until, by: {{name: {WORD}-lapser}}, date: 2025-01-01, connection: none, consent: {{date: 2025-01-01, until: {GONE}}}}}\n"
        f"- {{text: Said aloud, by: {{name: Carol}}, date: 2026-01-01, connection: none, consent: {{date: 2026-01-01, reference: {WORD}-proof}}}}\n"
    )
    made["community/responses.yml"] = (
        f"- {{said: {{text: {WORD}-complaint, by: {{name: {WORD}-grumbler}}, date: 2026-01-01}}, did: {WORD}-mended, done: 2026-02-01}}\n"
        f"- {{said: {{text: {WORD}-recalled, by: {{name: {WORD}-retractor}}, date: 2026-01-01, consent: withdrawn}}, did: {WORD}-d, done: 2026-02-01}}\n"
        f"- {{said: {{text: {WORD}-hasty, anonymous: true, date: 2026-01-01}}, did: {WORD}-planned, done: {FAR}}}\n"
        f"- {{said: {{text: Too loud, by: {{name: {WORD}-unnamed, organisation: {WORD}-employer}}, date: 2026-01-01,"
        f" consent: {{date: 2026-01-02, covers: [words]}}}}, did: Felt, done: 2026-02-01}}\n"
        f"- {{said: {{text: {WORD}-early, by: {{name: {WORD}-patient, photo: {{src: {WORD}-portrait.svg, alt: {WORD}-face}}}},"
        f" date: 2026-01-01, consent: {{date: 2026-01-02}}}}, did: {WORD}-promised, done: {FAR}}}\n"
    )
    for state in ("draft", "ahead", "awaiting", "lapsed", "withdrawn"):
        made[f"community/testimonials/{WORD}-{state}.md"] = (
            f"---\nkind: testimonial\nby: {{name: {WORD}-voice}}\nconnection: {WORD}-cousin\ntags: [{WORD}-tag]\n"
            f"date: {FAR if state == 'ahead' else '2026-01-01'}\n"
            f"{STATES[state] or 'consent: {date: 2026-01-01}'}\n---\n\n{WORD}-spoken\n"
        )
    made[f"community/{WORD}-portrait.svg"] = _picture(f"{WORD}-portrait")
    made["community/offers.yml"] = (
        f"- {{title: {WORD}-bargain, text: {WORD}-cheap, terms: {WORD}-small, ends: {GONE}}}\n"
        f"- {{title: {WORD}-coming, starts: {FAR}, ends: {FAR}}}\n"
    )
    made["community/praise.md"] = (
        "---\ntitle: Praise\n---\n\nAll of it.\n"
        + "".join(f"\n```goodword\n{name}: {{limit: 50}}\n```\n" for name in ("testimonials", "responses", "offers"))
        + "\n```goodword\nvalues: {}\n```\n\n```goodword\npoll: {}\n```\n"
    )
    return made


NAV = """
nav:
  - Home: index.md
  - kanarie-nav-title: articles/kanarie-article-draft-file.md
  - kanarie-nav-section:
      - services/kanarie-page-expired-file.md
      - kanarie-deep: press/kanarie-press-embargoed-file.md
  - About: about.md
"""
