"""Where a person is named: what `goodword forget` looks for, in any text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from goodword.paths import slugify


class Mention(Struct, frozen=True, kw_only=True):
    """A place that names a person. `where` is `content`, `configuration`, `ledger`, `cache`, `output` or `history`."""

    where: str
    source: str
    """A file, or a commit."""
    line: int
    """From 1; 0 where the name of the file tells, or the place has no lines."""
    text: str
    """The line, or what a commit says of itself."""


class Wanted(Struct, frozen=True):
    """A person's id and name, in every form in which they are written here."""

    forms: tuple[str, ...]

    @classmethod
    def of(cls, id: str, name: str) -> Wanted:
        """As id, as name, and as the name is in an address."""
        forms = (id.strip(), " ".join(name.split()), slugify(name), slugify(id))
        return cls(tuple(dict.fromkeys(filter(None, forms))))

    @property
    def pattern(self) -> re.Pattern[str]:
        """Whole words, whatever the case and the white space between them."""
        words = (r"\s+".join(map(re.escape, form.split(" "))) for form in self.forms)
        return re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])", re.IGNORECASE)

    def in_text(self, where: str, source: str, text: str) -> Iterator[Mention]:
        """Each line that names the person; a name broken over two lines is at the first."""
        last = 0
        for found in self.pattern.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            if line != last:
                last = line
                start = text.rfind("\n", 0, found.start()) + 1
                shown = text[start:].partition("\n")[0].strip()
                yield Mention(where=where, source=source, line=line, text=shown)

    def in_name(self, where: str, source: str) -> Iterator[Mention]:
        """A file whose name names the person."""
        if self.pattern.search(re.sub(r"[/_.]", " ", source)) or self._inside(source):
            yield Mention(where=where, source=source, line=0, text="")

    def _inside(self, source: str) -> bool:
        """As a part of a slug: `2024-02-20-jo-hill-kitchen.md`."""
        slugs = {slugify(form) for form in self.forms}
        return any(f"-{slug}-" in f"-{slugify(source)}-" for slug in slugs if slug)
