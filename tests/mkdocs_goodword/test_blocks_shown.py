"""Blocks on a page: what a reader without our style sheet sees of them."""

from __future__ import annotations

from collections.abc import Callable

import lxml.html
import pytest

from sites.building import CONFIG, Site

pytestmark = pytest.mark.sites

POLL = """\
---
title: Which bell?
date: 2026-10-01
opens: 2026-10-01
closes: 2026-10-20
results: {Big: 10, Small: 5}
---
"""
OFFER = "- {title: A free hour, ends: 2026-12-01, terms: One a house., url: https://larch.example/hour}\n"
PAGE = "# About\n\n```goodword\npoll: {}\n```\n\n```goodword\noffers: {}\n```\n\n```goodword\nlatest: {kind: press, title: News}\n```\n"


def test_facts_beside_a_block_are_apart_in_every_theme(site: Callable[..., Site]) -> None:
    own = site({"community/polls/bell.md": POLL, "offers.yml": OFFER, "about.md": PAGE})
    own.path("../site_config.yml").write_text(CONFIG.replace("{name: goodword}", "{name: material}"))
    page = lxml.html.fromstring(own.build(strict=False).good().text("about/index.html"))
    told = [" ".join(facts.text_content().split()) for facts in page.find_class("gw-facts")]
    assert told == [
        "15 answers 1 October 2026 – 20 October 2026 OpenClosed",
        "Until 1 December 2026 One a house. How to get it",
    ]


def test_a_list_of_nothing_leaves_no_heading(site: Callable[..., Site]) -> None:
    own = site({"community/polls/bell.md": POLL, "offers.yml": OFFER, "about.md": PAGE})
    assert "goodword-latest" not in own.build(strict=False).good().text("about/index.html")
