"""What stands in an entry's metadata and a reader of its feed would miss without the page."""

from __future__ import annotations

from html import escape

from goodword.entries import Entry, Event, Poll, PressUpdate, Story
from goodword.strings import Strings


def with_facts(entry: Entry, html: str, strings: Strings) -> str:
    """The body with what stands in the metadata and a reader would miss without the page."""
    if isinstance(entry, Story):
        return _achieved(entry, html, strings)
    if isinstance(entry, PressUpdate):
        return html + _source(entry) + _corrections(entry, strings)
    if isinstance(entry, Poll):
        return _answers(entry, strings) + html
    if isinstance(entry, Event) and entry.starts:
        return f"<p>{escape(_when_and_where(entry, strings))}</p>\n{html}"
    return html


def _achieved(story: Story, html: str, strings: Strings) -> str:
    """The problem, what was done, what changed and who measured it, the customer's words."""
    problem = f"<p><strong>{escape(strings('story.problem'))}</strong> {escape(story.problem)}</p>\n"
    steps = "".join(f"<li>{escape(step)}</li>" for step in story.done)
    rows = "".join(
        f"<li><strong>{escape(r.figure)}</strong> {escape(r.what)} ({escape(strings('source', source=r.source))})</li>"
        for r in story.results
    )
    said = story.quote.text if story.quote else ""
    parts = (
        problem if story.problem else "",
        f"<ol>{steps}</ol>\n" if steps else "",
        html,
        f"\n<ul>{rows}</ul>" if rows else "",
        f"\n<blockquote><p>{escape(said)}</p></blockquote>" if said else "",
    )
    return "".join(parts)


def _answers(poll: Poll, strings: Strings) -> str:
    """The question and its answers, with the votes once there are any."""
    asked = f"<p><strong>{escape(poll.question or poll.title)}</strong></p>"
    if poll.counted is None:
        return f"{asked}<ul>{''.join(f'<li>{escape(option.text)}</li>' for option in poll.options)}</ul>\n"
    head = "".join(f"<th>{escape(strings(key))}</th>" for key in ("poll.answer", "poll.votes"))
    rows = "".join(f"<tr><td>{escape(option.text)}</td><td>{option.votes or 0}</td></tr>" for option in poll.options)
    facts = " ".join(filter(None, (strings("poll.n", count=poll.counted) + ".", poll.method)))
    return f"{asked}<table><tr>{head}</tr>{rows}</table><p>{escape(facts)}</p>\n"


def _source(press: PressUpdate) -> str:
    if not press.outlet_url:
        return ""
    link = f'<a href="{escape(press.outlet_url)}">{escape(press.outlet or press.outlet_url)}</a>'
    return f"\n<p>{link}</p>"


def _corrections(press: PressUpdate, strings: Strings) -> str:
    days = ((strings.date(correction.date), correction.text) for correction in press.corrections)
    rows = "".join(f"<li>{escape(day.text)}: {escape(text)}</li>" for day, text in days if day)
    return f"\n<h2>{escape(strings('press.corrections'))}</h2>\n<ul>{rows}</ul>" if rows else ""


def _when_and_where(event: Event, strings: Strings) -> str:
    starts = strings.date(event.starts)
    status = "" if event.status == "scheduled" else strings(f"event.{event.status}")
    facts = (status, starts.text if starts else "", starts.time if starts else "")
    return ", ".join(filter(None, (*facts, event.location.name, event.location.address)))
