"""What every page shares: masthead, sections, colophon."""

from __future__ import annotations

from collections.abc import Iterable

from goodword.entries import Company, Entry, Section
from goodword.paths import href
from goodword.projections.pages.following import SUBSCRIBE, SYNDICATION
from goodword.projections.pages.listings import overviews
from goodword.projections.pages.views import Views, link_views
from goodword.views import CompanyView, FeedLinkView, LinkView, PersonView, SectionView, SiteView

_MASTHEAD = 5


def site_view(
    views: Views, feeds: Iterable[FeedLinkView], nav: tuple[LinkView, ...] = (), notice: str = ""
) -> SiteView:
    """What every page shares; `nav` is the author's own navigation, where there is one."""
    site = views.catalogue.site
    sections = tuple(s for section in site.sections if (s := _section(section, views)))
    pages, given = _pages(views), tuple(feeds)
    told = {entry.permalink for entry in views.index.pages}
    return SiteView(
        name=site.name,
        description=site.description,
        language=site.language,
        company=_company(views.catalogue.company, views),
        masthead=nav[:_MASTHEAD] or _masthead(sections, pages),
        sections=sections,
        overviews=overviews(views),
        pages=pages,
        feeds=given,
        subscribe=SUBSCRIBE if given or SUBSCRIBE in told else "",
        syndication=SYNDICATION if given or SYNDICATION in told else "",
        notice=notice,
    )


def _section(section: Section, views: Views) -> SectionView | None:
    shelf = views.index.by_section.get(section.path, ())
    if not shelf:
        return None
    newest = max((entry.date for entry in shelf if entry.date), key=lambda when: when.at, default=None)
    return SectionView(
        title=views.index.title_of(section),
        url=href(section.url),
        kind=section.kind,
        count=len(shelf),
        newest=views.strings.date(newest.day) if newest else None,
    )


def _pages(views: Views) -> tuple[LinkView, ...]:
    """Pages of the top level, in the author's order, then by title; sections and the home page are none."""
    listings = {section.url for section in views.catalogue.site.sections}
    top = [
        e for e in views.index.pages if e.permalink.count("/") == 1 and e.kind == "page" and e.permalink not in listings
    ]
    top.sort(key=_page_order)
    return tuple(LinkView(title=entry.title, url=href(entry.permalink)) for entry in top)


def _page_order(entry: Entry) -> tuple[bool, int, str]:
    return (entry.order is None, entry.order or 0, entry.title.casefold())


def _masthead(sections: tuple[SectionView, ...], pages: tuple[LinkView, ...]) -> tuple[LinkView, ...]:
    """Top-level sections, then the folders above nested ones where they have a page, then pages."""
    own = [LinkView(title=section.title, url=section.url) for section in sections if section.url.count("/") == 1]
    above = {section.url.split("/")[0] + "/" for section in sections if section.url.count("/") > 1}
    folders = [page for page in pages if page.url in above]
    nested = [
        LinkView(title=section.title, url=section.url)
        for section in sections
        if section.url.count("/") > 1 and section.url.split("/")[0] + "/" not in {page.url for page in folders}
    ]
    rest = [page for page in pages if page not in folders]
    return tuple([*own[:3], *folders, *nested, *rest, *own[3:]][:_MASTHEAD])


def _company(company: Company | None, views: Views) -> CompanyView | None:
    if company is None:
        return None
    contacts: tuple[PersonView, ...] = tuple(views.person(contact) for contact in company.contacts)
    return CompanyView(
        name=company.name or views.catalogue.site.name,
        legal_name=company.legal_name,
        tagline=company.tagline,
        boilerplate=company.boilerplate,
        address=company.address,
        founded=company.founded,
        logo=company.logo,
        contacts=contacts,
        profiles=link_views(company.profiles),
    )
