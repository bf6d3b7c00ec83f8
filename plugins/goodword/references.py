"""Links, pictures and files that metadata names."""

from __future__ import annotations

from goodword import paths
from goodword.entries import Image, KitFile, Link
from goodword.fields import Fields
from goodword.nodes import Scalar
from goodword.problems import Place
from goodword.scalars import full_url


def read_links(fields: Fields, key: str) -> tuple[Link, ...]:
    """URLs or mappings of title and url."""
    links = []
    for item in fields.items(key):
        if isinstance(item, Scalar):
            links += [Link(url.removeprefix("https://").strip("/"), url) for url in _one_url(fields, key, item)]
        else:
            title, url = item.text("title"), item.url("url")
            item.finish()
            if title or url:
                links.append(Link(title or url, url))
    return tuple(links)


def _one_url(fields: Fields, key: str, item: Scalar) -> tuple[str, ...]:
    try:
        return (full_url(item.text.strip()),)
    except ValueError:
        hint = "Write a full address that begins with https://."
        fields.fault("GW019", f"'{key}' holds an address that cannot be linked: '{item.text}'.", hint, place=item.place)
        return ()


def read_image(fields: Fields, key: str) -> Image | None:
    """`src` (relative to the file), `alt`, `caption`, `credit`, or just the path of a file."""
    if fields.is_text(key):
        return Image(file_path(fields, key), "", place=fields.place(key))
    child = fields.mapping(key)
    if child is None:
        return None
    src, place = file_path(child, "src"), child.place("src")
    image = Image(src, child.text("alt"), child.text("caption"), child.text("credit"), place)
    child.finish()
    return image if image.src else None


def file_path(fields: Fields, key: str) -> str:
    """A file named relative to the file that names it, as a path within the content folder; a URL stays one."""
    text = fields.text(key)
    if not text or paths.is_external(text):
        return fields.url(key) if text else ""
    try:
        path = paths.resolve(fields.source, text)
    except ValueError:
        fields.fault("GW031", f"'{text}' leads out of the content folder.", "Keep the file beside the page.", key=key)
        return ""
    if is_taken_for_an_address(path):
        message = f"'{text}' is a file's name that a browser takes for an address."
        fields.fault("GW019", message, "Give the file a name without colon and backslash.", key=key)
        return ""
    return path


def read_kit(fields: Fields, key: str = "kit") -> tuple[KitFile, ...]:
    """Files for journalists: names relative to the file that names them, or mappings with title, credit, license."""
    files = []
    for item in fields.items(key):
        if isinstance(item, Scalar):
            files.append(KitFile(_kit_file(fields, item.text.strip(), item.place), place=item.place))
        else:
            item.require("src", "a file of the kit is named by it", "Write 'src: photo.jpg'.")
            place = item.place("src")
            src = _kit_file(item, item.text("src"), place)
            files.append(KitFile(src, item.text("title"), item.text("credit"), item.text("license"), place))
            item.finish()
    return tuple(file for file in files if file.src)


def _kit_file(fields: Fields, name: str, place: Place) -> str:
    try:
        path = paths.resolve(fields.source, name) if name else ""
    except ValueError:
        hint = "Keep the file beside the page."
        fields.fault("GW031", f"'kit' names '{name}', which leads out of the content folder.", hint, place=place)
        return ""
    if is_taken_for_an_address(path):
        message = f"'kit' names '{name}', which a browser takes for an address."
        fields.fault("GW019", message, "Give the file a name without colon and backslash.", place=place)
        return ""
    return path


def is_taken_for_an_address(path: str) -> bool:
    """Whether a file's path, as the address that stands in a page, would lead elsewhere.

    `javascript:x` at the top of the content folder would, and so would a name that begins with two backslashes: in a
    page they become slashes.
    """
    return "\\" in path or paths.is_external(path)
