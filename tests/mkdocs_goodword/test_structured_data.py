"""What finished pages tell machines, read by those who know the vocabularies."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mf2py
import pytest

import node
from sites.building import CONFIG, Built

pytestmark = pytest.mark.sites

SCHEMA = node.NPM / "node_modules/schema-dts/dist/schema"
WITH = f"{CONFIG}  - goodword/structured-data\n"
TYPES = {"Organization", "WebSite", "BlogPosting", "NewsArticle", "Person", "Event", "BreadcrumbList"}


def blocks(html: str) -> list[dict[str, Any]]:
    """The blocks of JSON-LD of a page."""
    return [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)]


def pages(built: Built) -> dict[str, str]:
    """Every page that is to be found."""
    found = {path: data.decode() for path, data in built.files().items() if path.endswith("index.html")}
    return {path: html for path, html in found.items() if 'content="noindex"' not in html and "http-equiv" not in html}


def parsed(built: Built, address: str) -> dict[str, Any]:
    """A page's microformats."""
    html = built.text(f"{address}index.html")
    read: dict[str, Any] = mf2py.parse(doc=html, url=f"https://larkfield.example/{address}")
    return read


def test_every_page_of_the_demonstration_has_its_blocks(demonstration_built: Built) -> None:
    found = {path: [block["@type"] for block in blocks(html)] for path, html in pages(demonstration_built).items()}
    assert [path for path, types in found.items() if not types] == []
    assert {one for types in found.values() for one in types} == TYPES


def test_the_types_of_schema_org_accept_every_block(demonstration_built: Built, tmp_path: Path) -> None:
    lines = [f'import type {{ {", ".join(sorted(TYPES))}, WithContext }} from "{SCHEMA}";']
    for html in pages(demonstration_built).values():
        for block in blocks(html):
            text = json.dumps(block, ensure_ascii=False)
            lines.append(f"export const block{len(lines)}: WithContext<{block['@type']}> = {text};")
    assert len(lines) > 150
    program = tmp_path / "blocks.ts"
    program.write_text("\n".join(lines), encoding="utf-8")
    assert node.tsc("--skipLibCheck", program) == ""
    program.write_text(
        lines[0]
        + '\nexport const x: WithContext<Event> = {"@context": "https://schema.org", "@type": "Event", begins: 1};'
    )
    assert "begins" in node.tsc("--skipLibCheck", program)


def test_the_testing_tool_finds_nothing_missing(demonstration_built: Built) -> None:
    found = node.run("structured-data.js", demonstration_built.folder)
    assert len(found) > 50
    assert {path: result["failed"] for path, result in found.items() if result["failed"]} == {}


def test_an_article_is_an_h_entry_with_author_dates_and_address(demonstration_built: Built) -> None:
    address = "articles/sash-windows-repair-or-replace/"
    (entry,) = [item for item in parsed(demonstration_built, address)["items"] if item["type"] == ["h-entry"]]
    told = entry["properties"]
    assert told["url"] == [f"https://larkfield.example/{address}"]
    assert (told["published"], told["updated"]) == (["2024-07-16"], ["2026-02-10"])
    assert told["author"][0]["properties"]["name"] == ["Anjali Thorne"]
    assert told["author"][0]["properties"]["url"] == ["https://larkfield.example/people/anjali-thorne/"]
    assert told["content"][0]["html"]
    assert "sash windows" in told["category"]


def test_what_nobody_signs_is_by_the_firm(demonstration_built: Built) -> None:
    (entry,) = [i for i in parsed(demonstration_built, "press/prices-for-2026/")["items"] if i["type"] == ["h-entry"]]
    assert entry["properties"]["author"][0]["properties"] == {
        "name": ["Larkfield"],
        "url": ["https://larkfield.example/"],
    }


def test_a_section_is_an_h_feed_of_its_entries(demonstration_built: Built) -> None:
    (feed,) = [item for item in parsed(demonstration_built, "articles/")["items"] if item["type"] == ["h-feed"]]
    assert feed["properties"]["name"] == ["Articles"]
    told = [entry["properties"] for entry in feed["children"]]
    assert len(told) == 10
    assert all(entry["url"] and entry["published"] and entry["name"] for entry in told)


def test_a_person_is_an_h_card_and_says_where_else_they_are(demonstration_built: Built) -> None:
    read = parsed(demonstration_built, "people/hester-quill/")
    told = next(item for item in read["items"] if item["type"] == ["h-card"])["properties"]
    assert (told["name"], told["job-title"], told["org"]) == (["Hester Quill"], ["Founder and surveyor"], ["Larkfield"])
    assert told["uid"] == ["https://larkfield.example/people/hester-quill/"]
    assert read["rels"]["me"] == ["https://social.example/@hesterquill"]


def test_only_the_front_page_claims_the_firms_profiles(demonstration_built: Built) -> None:
    front = parsed(demonstration_built, "")["rels"]["me"]
    assert front == ["https://social.example/@larkfield", "https://pictures.example/larkfield"]
    assert "me" not in parsed(demonstration_built, "articles/")["rels"]


def test_an_event_is_an_h_event(demonstration_built: Built) -> None:
    read = parsed(demonstration_built, "community/events/limewash-day-march-2027/")
    (event,) = [item for item in read["items"] if item["type"] == ["h-event"]]
    told = event["properties"]
    assert told["name"] == ["Limewash day"]
    assert told["start"] == ["2027-03-06T10:00:00+0000"]
    assert told["end"] == ["2027-03-06T15:00:00+0000"]
    assert told["url"] == ["https://larkfield.example/community/events/limewash-day-march-2027/"]


def test_open_graph_knows_an_article_from_a_page_and_a_person(demonstration_built: Built) -> None:
    def told(address: str, name: str) -> list[str]:
        html = demonstration_built.text(f"{address}index.html")
        return re.findall(rf'<meta property="{name}" content="([^"]*)">', html)

    article = "articles/sash-windows-repair-or-replace/"
    assert told(article, "og:type") == ["article"]
    assert told(article, "article:published_time") == ["2024-07-16"]
    assert told(article, "article:author") == ["https://larkfield.example/people/anjali-thorne/"]
    assert told("people/hester-quill/", "og:type") == ["profile"]
    assert told("services/", "og:type") == told("", "og:type") == ["website"]


def test_what_was_first_published_elsewhere_leads_there(build_site: Callable[..., Built]) -> None:
    elsewhere = "---\ndate: 2026-01-02\ncanonical: https://elsewhere.example/x\n---\n\n# Once\n\nWords.\n"
    built = build_site({"articles/once.md": elsewhere}, WITH).good()
    html = built.text("articles/once/index.html")
    assert '<link rel="canonical" href="https://elsewhere.example/x">' in html
    assert '<meta property="og:url" content="https://elsewhere.example/x">' in html
    assert blocks(html)[0]["sameAs"] == "https://elsewhere.example/x"


def test_a_title_that_would_end_the_script_stays_a_title(build_site: Callable[..., Built]) -> None:
    hostile = "</script><script>alert(1)</script>"
    built = build_site({"articles/x.md": f"---\ntitle: '{hostile}'\ndate: 2026-01-02\n---\n\nWords.\n"}, WITH).good()
    html = built.text("articles/x/index.html")
    assert "<script>alert" not in html
    assert blocks(html)[0]["name"] == hostile


@pytest.mark.parametrize("host", ["mkdocs", "properdocs"])
def test_other_themes_and_hosts_have_the_same_blocks(build_site: Callable[..., Built], host: str) -> None:
    page = {"articles/x.md": "---\ntitle: X\ndate: 2026-01-02\n---\n\nWords.\n"}
    plain = build_site(page, WITH.replace("theme: {name: goodword}", "theme: {name: material}"), host=host).good()
    found = [block["@type"] for block in blocks(plain.text("articles/x/index.html"))]
    assert found == ["BlogPosting", "BreadcrumbList"]


def test_without_the_plugin_there_are_none(build_site: Callable[..., Built]) -> None:
    assert "ld+json" not in build_site({}).good().text("index.html")
