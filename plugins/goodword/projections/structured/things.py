"""Things as schema.org names them: one function for each type, from a view to a node."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from msgspec import Struct

from goodword.views import (
    CompanyView,
    EntryView,
    EventView,
    LinkView,
    MediaView,
    PersonView,
    PictureView,
    PressView,
    ProfileView,
    SeriesView,
    SiteView,
)

Node = dict[str, object]
"""A thing: its properties by their names."""
POSTINGS: Mapping[str, str] = {
    "article": "BlogPosting",
    "press": "NewsArticle",
    "story": "BlogPosting",
    "poll": "BlogPosting",
}
"""The type of a kind that is read. What others wrote about the firm (coverage) is no news of its own."""
_STATUS = {"scheduled": "EventScheduled", "cancelled": "EventCancelled", "postponed": "EventPostponed"}
_MODE = {"in-person": "Offline", "online": "Online", "mixed": "Mixed", "": "Offline"}
_HEADLINE = 110
"""Characters of a headline that search engines show; a longer one stands whole in `name`."""


class Place(Struct, frozen=True):
    """Where a node is said: the site, the page's own address and the site's, both absolute."""

    site: SiteView
    url: str
    base: str
    picture: PictureView | None

    def absolute(self, url: str) -> str:
        """An address of a view, which is relative to the site's root or leads elsewhere."""
        if not url:
            return ""
        return url if "://" in url or url.startswith(("mailto:", "tel:")) else self.base + url

    def file(self, src: str) -> str:
        """The address of a file, whose path is as it is on the disk."""
        return src if not src or "://" in src else self.base + quote(src)

    @property
    def firm(self) -> str:
        """The firm's name."""
        return (self.site.company.name if self.site.company else "") or self.site.name


def organization(here: Place) -> Node:
    """The firm, whole: for the front page."""
    company = here.site.company
    node: Node = {**firm(here), "description": here.site.description}
    return {**node, **_of_company(company)} if company else node


def _of_company(company: CompanyView) -> Node:
    return {
        "legalName": company.legal_name,
        "slogan": company.tagline,
        "description": company.boilerplate,
        "foundingDate": company.founded,
        "address": company.address,
        "contactPoint": [_contact(contact) for contact in company.contacts if contact.email or contact.phone],
        "sameAs": [link.url for link in company.profiles],
    }


def _contact(contact: PersonView) -> Node:
    return {
        "@type": "ContactPoint",
        "contactType": contact.role or contact.name,
        "email": contact.email,
        "telephone": contact.phone,
    }


def firm(here: Place) -> Node:
    """The firm as pages name it; all of them mean the same by its `@id`."""
    logo = here.site.company.logo if here.site.company else ""
    return {
        "@type": "Organization",
        "@id": f"{here.base}#organization",
        "name": here.firm,
        "url": here.base,
        "logo": {"@type": "ImageObject", "url": here.file(logo)} if logo else "",
    }


def website(here: Place) -> Node:
    """The site: for the front page."""
    return {
        "@type": "WebSite",
        "@id": f"{here.base}#website",
        "name": here.site.name,
        "url": here.base,
        "description": here.site.description,
        "inLanguage": here.site.language,
        "publisher": {"@id": f"{here.base}#organization"},
    }


def person(view: PersonView, here: Place) -> Node:
    """Somebody in a byline; the `@id` is that of the person's page here, where there is one."""
    node: Node = {"@type": "Person", "name": view.name, "url": here.absolute(view.url), "jobTitle": view.role}
    own = view.url and "://" not in view.url and view.url.startswith("people/")
    return {**node, "@id": f"{here.base}{view.url}#person"} if own else node


def person_page(profile: ProfileView, description: str, here: Place) -> Node:
    """A person on their own page."""
    view = profile.person
    current = not profile.left and view.relation == "team"
    other: Node | str = {"@type": "Organization", "name": view.organisation} if view.organisation else ""
    return {
        **person(view, here),
        "@id": f"{here.url}#person",
        "url": here.url,
        "mainEntityOfPage": here.url,
        "description": description,
        "image": here.file(view.photo.src) if view.photo else "",
        "email": view.email,
        "telephone": view.phone,
        "worksFor": firm(here) if current else "" if view.relation == "team" else other,
        "sameAs": [link.url for link in view.links if "://" in link.url],
    }


def posting(entry: EntryView, series: SeriesView | None, here: Place) -> Node:
    """What is read: an article, a story, a poll, a press update."""
    press = entry.detail if isinstance(entry.detail, PressView) else None
    coverage = press is not None and press.type == "coverage"
    changed = entry.updated or entry.date
    return {
        "@type": "BlogPosting" if coverage else POSTINGS[entry.kind],
        "@id": f"{here.url}#entry",
        **_told(entry, here),
        "headline": entry.headline if len(entry.headline) <= _HEADLINE else f"{entry.headline[: _HEADLINE - 1]}…",
        "mainEntityOfPage": here.url,
        "sameAs": entry.canonical,
        "datePublished": entry.date.iso if entry.date else "",
        "dateModified": changed.iso if changed else "",
        "author": [person(author, here) for author in entry.authors] or [firm(here)],
        "publisher": firm(here),
        "articleSection": entry.section.title if entry.section else "",
        "isPartOf": _whole(series, here),
        **_recordings(entry, here),
        **(_of_press(press) if press else {}),
    }


def _recordings(entry: EntryView, here: Place) -> Node:
    """What can be heard and watched."""
    made: Node = {}
    for kind, type_ in (("audio", "AudioObject"), ("video", "VideoObject")):
        nodes = [_recording(item, type_, entry, here) for item in entry.media if item.kind == kind]
        made |= {kind: nodes[0] if len(nodes) == 1 else nodes} if nodes else {}
    return made


def _recording(item: MediaView, type_: str, entry: EntryView, here: Place) -> Node:
    picture = here.file(item.poster) or (here.absolute(here.picture.url) if here.picture else "")
    return {
        "@type": type_,
        "name": item.title,
        "description": entry.description,
        "contentUrl": here.file(item.src),
        "encodingFormat": item.type,
        "duration": f"PT{item.seconds}S" if item.seconds else "",
        "uploadDate": entry.date.iso if entry.date else "",
        "thumbnailUrl": picture if type_ == "VideoObject" else "",
    }


def _told(entry: EntryView, here: Place) -> Node:
    """What a posting and an event have in common."""
    return {
        "name": entry.title,
        "url": here.url,
        "description": entry.description,
        "image": here.absolute(here.picture.url) if here.picture else "",
        "inLanguage": here.site.language,
        "keywords": [tag.title for tag in entry.tags],
    }


def _whole(series: SeriesView | None, here: Place) -> list[Node]:
    site: Node = {"@type": "WebSite", "@id": f"{here.base}#website", "name": here.site.name, "url": here.base}
    ordered: list[Node] = [{"@type": "CreativeWorkSeries", "name": series.title}] if series else []
    return [site, *ordered]


def _of_press(press: PressView) -> Node:
    if press.type == "coverage":
        outlet: Node = {"@type": "Organization", "name": press.outlet}
        return {"citation": {"@type": "NewsArticle", "url": press.outlet_url, "publisher": outlet}}
    corrections = [f"{correction.date.iso}: {correction.text}" for correction in press.corrections]
    return {"dateline": press.dateline, "correction": corrections}


def event(entry: EntryView, detail: EventView, here: Place) -> Node:
    """Something to come to. One that is postponed keeps its day until it has another."""
    return {
        "@type": "Event",
        "@id": f"{here.url}#event",
        **_told(entry, here),
        "startDate": detail.starts.iso,
        "endDate": detail.ends.iso if detail.ends else "",
        "eventStatus": f"https://schema.org/{_STATUS[detail.status]}",
        "eventAttendanceMode": f"https://schema.org/{_MODE[detail.mode]}EventAttendanceMode",
        "location": _locations(detail, here),
        "organizer": firm(here),
        "performer": [person(one, here) for one in entry.authors],
    }


def _locations(detail: EventView, here: Place) -> list[Node]:
    found: list[Node] = []
    if detail.mode in ("in-person", "mixed"):
        found.append({"@type": "Place", "name": detail.place or detail.address, "address": detail.address})
    if detail.online:
        found.append({"@type": "VirtualLocation", "name": detail.place, "url": here.absolute(detail.online)})
    return found


def breadcrumbs(title: str, above: Iterable[LinkView], here: Place) -> Node:
    """Where a page stands: the front page, what is above it, itself."""
    links = [(here.site.name, here.base), *((link.title, here.absolute(link.url)) for link in above), (title, here.url)]
    items = [
        {"@type": "ListItem", "position": at, "name": name, "item": url}
        for at, (name, url) in enumerate(links, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
