"""An author who changes one thing after another on a copy of the full site."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sites.building import NOW, SITES, Site, contents

CONFIG, THEME = "site_config.yml", "overrides"
PICTURE = (SITES / "full" / "content" / "articles" / "images" / "cover.svg").read_bytes()


@dataclass
class Author:
    """Somebody who edits a site; `step` tells one edit's texts from another's."""

    site: Site
    now: datetime = field(default_factory=lambda: datetime.fromisoformat(NOW))
    step: int = 0

    def entries(self) -> list[Path]:
        """Every dated entry's file, in order."""
        folders = (self.site.path(name) for name in ("articles", "press", "community"))
        return [path for folder in folders for path in sorted(folder.rglob("*.md")) if path.name != "index.md"]

    def any(self, number: int) -> Path:
        """One of the entries."""
        entries = self.entries()
        return entries[number % len(entries)]

    def key(self, path: Path, key: str, value: str | None) -> None:
        """Write or take out a key of one line in a file's front matter."""
        kept = [line for line in path.read_text().splitlines() if not line.startswith(f"{key}:")]
        path.write_text("\n".join([kept[0], *([f"{key}: {value}"] if value is not None else []), *kept[1:]]) + "\n")

    def add(self, path: Path, text: str) -> None:
        """Write below what a file holds."""
        path.write_text(f"{path.read_text()}\n{text}\n")

    def option(self, key: str, value: str | None) -> None:
        """Write or take out an option of one line in the configuration."""
        path = self.site.folder / CONFIG
        kept = [line for line in path.read_text().splitlines() if not line.startswith(f"{key}:")]
        path.write_text("\n".join([*kept, *([f"{key}: {value}"] if value is not None else [])]) + "\n")

    def catalogue(self, key: str, value: str) -> None:
        """Write an option of goodword/catalogue."""
        path = self.site.folder / CONFIG
        kept = [line for line in path.read_text().splitlines() if not line.startswith(f"      {key}:")]
        at = kept.index("  - goodword/catalogue:") + 1
        path.write_text("\n".join([*kept[:at], f"      {key}: {value}", *kept[at:]]) + "\n")

    def override(self, name: str, text: str) -> None:
        """Write a template of the site's own."""
        path = self.site.folder / THEME / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        self.option("theme", f"{{name: goodword, custom_dir: {THEME}}}")


Edit = Callable[[Author, int], None]
EDITS: dict[str, Edit] = {}


def edit(function: Edit) -> Edit:
    """One way to change a site; the number says where and how."""
    EDITS[function.__name__] = function
    return function


@edit
def body(author: Author, number: int) -> None:
    author.add(author.any(number), f"## Part {author.step}\n\nMore words, number {number}.")


@edit
def title(author: Author, number: int) -> None:
    author.key(author.any(number), "title", f"'Title {author.step} & <i>more</i>'")


@edit
def description(author: Author, number: int) -> None:
    author.key(author.any(number), "description", f"Said in step {author.step}." if number % 2 else None)


@edit
def tags(author: Author, number: int) -> None:
    some = (f"[Café, Neu{number}]", "[日本語]", f"[日本語, העברית{author.step}]", None, "[Café]")
    author.key(author.any(number), "tags", some[number % len(some)])


@edit
def date(author: Author, number: int) -> None:
    author.key(author.any(number), "date", f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}")


@edit
def publish_at(author: Author, number: int) -> None:
    author.key(author.any(number), "publish_at", f"{(author.now + timedelta(days=number % 9 - 3)).date()}T12:00")


@edit
def expires(author: Author, number: int) -> None:
    author.key(author.any(number), "expires", f"{(author.now + timedelta(days=number % 9 - 3)).date()}")


@edit
def draft(author: Author, number: int) -> None:
    path = author.any(number)
    author.key(path, "draft", None if "draft: true" in path.read_text() else "true")


@edit
def unlisted(author: Author, number: int) -> None:
    path = author.any(number)
    author.key(path, "unlisted", None if "unlisted: true" in path.read_text() else "true")


@edit
def pin(author: Author, number: int) -> None:
    author.key(author.any(number), "pin", "true" if number % 2 else None)


@edit
def series(author: Author, number: int) -> None:
    author.key(author.any(number), "series", ("Letters", "日記", None)[number % 3])


@edit
def related(author: Author, number: int) -> None:
    path, other = author.any(number), author.any(number + 3)
    author.key(path, "related", f"[{os.path.relpath(other, path.parent)}]" if other != path else None)


@edit
def authors(author: Author, number: int) -> None:
    author.key(author.any(number), "authors", ("[ada]", "[bob, ada]", None)[number % 3])


@edit
def rename(author: Author, number: int) -> None:
    path = author.any(number)
    path.rename(path.with_name(f"2026-{number % 12 + 1:02}-03-moved{author.step}.md"))


@edit
def delete(author: Author, number: int) -> None:
    author.any(number).unlink()


@edit
def new(author: Author, number: int) -> None:
    folder, more = (("articles", ""), ("press", ""), ("notes", "tags: [日本語]\n"))[number % 3]
    text = f"---\ntitle: New {author.step}\n{more}---\n\nNew words.\n"
    author.site.write({f"{folder}/2026-{number % 11 + 1:02}-07-new{author.step}.md": text})


@edit
def many(author: Author, number: int) -> None:
    """Enough for another page of a listing."""
    for count in range(5):
        new(author, 3 * (number + count))
        author.step += 1


@edit
def link_to_what_is_there(author: Author, number: int) -> None:
    path, other = author.any(number), author.any(number + 1)
    author.add(path, f"See [it]({os.path.relpath(other, path.parent)}#part) and [its address](/articles/alpha/).")


@edit
def link_to_what_comes(author: Author, number: int) -> None:
    """A page that is not there, and appears with the next edit of its name."""
    author.add(author.site.path("about.md"), f"See [what comes](press/2026-05-05-comes.md), said {author.step}.")


@edit
def what_was_linked_to_comes_and_goes(author: Author, number: int) -> None:
    path = author.site.path("press/2026-05-05-comes.md")
    if path.exists():
        path.unlink()
    else:
        path.write_text(f"---\ntitle: It came {author.step}\n---\n\nHere it is.\n")


@edit
def what_is_linked_to_is_withheld(author: Author, number: int) -> None:
    path = author.site.path("press/2026-05-05-comes.md")
    path.write_text(f"---\ntitle: Not yet {author.step}\ndraft: true\n---\n\nHidden words {author.step}.\n")


@edit
def page(author: Author, number: int) -> None:
    author.add(author.site.path(("about.md", "contact.md", "index.md")[number % 3]), f"Added in step {author.step}.")


@edit
def page_order(author: Author, number: int) -> None:
    author.key(author.site.path("contact.md"), "order", str(number % 5))


@edit
def introduction(author: Author, number: int) -> None:
    path = author.site.path("articles/index.md")
    if path.exists():
        path.unlink()
    else:
        path.write_text(f"---\ntitle: Articles, step {author.step}\n---\n\nAn introduction.\n")


@edit
def block(author: Author, number: int) -> None:
    asked = ("{section: articles, limit: 3}", "{tag: Café}", "{kind: press, limit: 1, title: One}")[number % 3]
    author.add(author.any(number), f"```goodword\nlatest: {asked}\n```")


@edit
def picture(author: Author, number: int) -> None:
    """One that is shown, or one that nobody shows any more."""
    path = author.any(number)
    if number % 2:
        author.site.write({f"{path.parent.relative_to(author.site.path(''))}/new{author.step}.svg": PICTURE})
        author.add(path, f"![New](new{author.step}.svg)")
    else:
        path.write_text("".join(line for line in path.read_text().splitlines(True) if "![" not in line))


@edit
def bytes_of_a_picture(author: Author, number: int) -> None:
    path = author.site.path("articles/images/cover.svg")
    path.write_bytes(PICTURE.replace(b"<svg", f'<svg data-step="{author.step}"'.encode(), 1))


@edit
def cover(author: Author, number: int) -> None:
    path = author.site.path("articles/beta.md")
    if path.exists():
        author.key(path, "image", f"{{src: images/cover.svg, alt: Step {author.step}}}" if number % 2 else None)


@edit
def person(author: Author, number: int) -> None:
    path = author.site.path("people.yml")
    path.write_text(path.read_text().replace("Founder", f"Founder {author.step}", 1))


@edit
def name_of_a_person(author: Author, number: int) -> None:
    path = author.site.path("people.yml")
    path.write_text(path.read_text().replace("Able", f"Able {author.step}", 1))


@edit
def biography(author: Author, number: int) -> None:
    author.add(author.site.path("people/ada.md"), f"And then {author.step}.")


@edit
def company(author: Author, number: int) -> None:
    path = author.site.path("company.yml")
    path.write_text(path.read_text().replace("tagline: ", f"tagline: {author.step} ", 1))


@edit
def testimonial(author: Author, number: int) -> None:
    path = author.site.path("community/testimonials.yml")
    path.write_text(path.read_text().replace("everything.", f"everything, {author.step}.", 1))


@edit
def template(author: Author, number: int) -> None:
    main = '{% extends "goodword/page.html" %}{% block content %}<p>Own NUMBER</p>{{ super() }}{% endblock %}'
    if number % 2:
        author.override("goodword/article.html", main.replace("NUMBER", str(author.step)))
    else:
        author.override("goodword/partials/after.html", f"<p>After {author.step}: {{{{ page.title }}}}</p>")


@edit
def template_goes(author: Author, number: int) -> None:
    shutil.rmtree(author.site.folder / THEME, ignore_errors=True)
    author.option("theme", "{name: goodword}")


@edit
def word_of_the_theme(author: Author, number: int) -> None:
    author.option("extra", f"{{notice: Notice {author.step}}}" if number % 2 else None)


@edit
def site_name(author: Author, number: int) -> None:
    author.option("site_name", f"Full {author.step}")


@edit
def per_page(author: Author, number: int) -> None:
    author.catalogue("per_page", str(number % 3 + 1))


@edit
def title_of_a_section(author: Author, number: int) -> None:
    path = author.site.folder / CONFIG
    path.write_text(path.read_text().replace("kind: press", f"kind: press, title: Newsroom {author.step}", 1))


@edit
def raw_html(author: Author, number: int) -> None:
    author.catalogue("raw_html", "true" if number % 2 else "false")
    author.add(author.any(number), "A <b>bold</b> word, and <script>none()</script>.")


@edit
def zone(author: Author, number: int) -> None:
    author.catalogue("timezone", ("Europe/Paris", "Asia/Tokyo", "America/Los_Angeles")[number % 3])


@edit
def markdown_extensions(author: Author, number: int) -> None:
    some = ("[admonition, attr_list, footnotes, tables]", "[footnotes, tables, {toc: {permalink: true}}]", "[nl2br]")
    author.option("markdown_extensions", some[number % 3])


@edit
def nav(author: Author, number: int) -> None:
    some = ("[{Start: index.md}, about.md, {More: [{Write: contact.md}]}]", "[index.md, contact.md]", None)
    author.option("nav", some[number % 3])


@edit
def time_passes(author: Author, number: int) -> None:
    author.now += timedelta(days=(1, 3, 30, 90)[number % 4], hours=number % 24)


def snapshot(site: Site) -> dict[str, bytes]:
    """What an author can edit."""
    return {
        name: data
        for name, data in contents(site.folder).items()
        if name.startswith(("content/", f"{THEME}/")) or name == CONFIG
    }


def restore(site: Site, before: dict[str, bytes]) -> None:
    for name in snapshot(site):
        (site.folder / name).unlink()
    for name, data in before.items():
        (site.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (site.folder / name).write_bytes(data)
