"""Files that lead out, get in each other's way, bear names no other disk holds, or tell of their maker."""

from __future__ import annotations

import os
import re
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from goodword import paths
from goodword.photographs import UnreadableError, stripped
from making import article, codes, entry_source, lines, loaded
from mkdocs_goodword.disk import read_content
from sites.building import CONFIG, Built, Site, contents

A = "---\ntitle: A\ndate: 2026-11-01\n---\n\n"
ERROR = re.compile(r":\d+:\d+: error GW\d+ ")


def content(folder: Path, **links: str) -> Path:
    """A content folder with one article, and links in it."""
    (folder / "content" / "articles").mkdir(parents=True)
    (folder / "content" / "articles" / "a.md").write_text(A)
    for name, target in links.items():
        (folder / "content" / name).symlink_to(target)
    return folder / "content"


def told(folder: Path) -> list[str]:
    """What is read of a folder, and what is said of it."""
    found = read_content(folder)
    assert [source.uri for source in found.sources] == ["articles/a.md"]
    assert found.attachments == []
    return lines(found.problems)


# Links


@pytest.mark.parametrize(
    "target",
    [
        "/etc/passwd",
        "/etc",
        "../outside.txt",
        "../content-private/secret.md",
        "../content-private",
        "nowhere",
        ".",
        "..",
    ],
)
def test_a_link_that_leads_out_or_round_or_nowhere_is_refused_and_named(target: str, tmp_path: Path) -> None:
    folder = content(tmp_path, link=target)
    (tmp_path / "outside.txt").write_text("secret")
    (tmp_path / "content-private").mkdir()
    (tmp_path / "content-private" / "secret.md").write_text("secret")
    (problem,) = told(folder)
    assert problem.startswith("link:1:1: error GW031 ")
    assert "secret" not in problem


def test_links_that_lead_to_each_other_are_refused_and_named(tmp_path: Path) -> None:
    folder = content(tmp_path, one="two", two="one")
    assert [problem.partition(":")[0] for problem in told(folder)] == ["one", "two"]


def test_a_link_to_a_link_that_leads_out_is_refused(tmp_path: Path) -> None:
    folder = content(tmp_path, one="two", two="/etc/passwd")
    assert [problem.partition(":")[0] for problem in told(folder)] == ["one", "two"]


def test_a_link_to_a_folder_inside_is_refused_as_it_could_be_a_loop(tmp_path: Path) -> None:
    (problem,) = told(content(tmp_path, again="articles"))
    assert problem.startswith("again:1:1: error GW031 ")


def test_a_refusal_of_a_link_to_a_folder_inside_does_not_say_that_it_leads_out(tmp_path: Path) -> None:
    (problem,) = told(content(tmp_path, again="articles"))
    assert "leads out of the content folder" not in problem


@pytest.mark.parametrize("name", ["people.yml", "company.yml", ".authors.yml"])
def test_a_data_file_that_is_a_link_out_is_refused(name: str, tmp_path: Path) -> None:
    folder = content(tmp_path)
    (folder / name).symlink_to("/etc/passwd")
    (problem,) = told(folder)
    assert problem.startswith(f"{name}:1:1: error GW031 ")


def test_a_content_folder_that_is_itself_a_link_is_read(tmp_path: Path) -> None:
    (tmp_path / "content").symlink_to(content(tmp_path / "elsewhere"))
    assert told(tmp_path / "content") == []


@pytest.mark.parametrize("target", [".private/plan.txt", "articles/a.md", "people.yml"])
def test_a_link_gives_no_second_name_to_what_is_not_a_published_file(target: str, tmp_path: Path) -> None:
    folder = content(tmp_path)
    (folder / ".private").mkdir()
    (folder / ".private" / "plan.txt").write_text("secret")
    (folder / "people.yml").write_text("{}")
    (folder / "plan.txt").symlink_to(target)
    found = read_content(folder)
    assert [attachment.uri for attachment in found.attachments] == [], "a hidden file has a name to be published under"
    assert any("plan.txt" in problem for problem in lines(found.problems))


def test_a_pipe_in_the_content_folder_hangs_nothing(tmp_path: Path) -> None:
    folder = content(tmp_path)
    os.mkfifo(folder / "pipe.md")
    what = "this is no file, and to read it might never end. Take it away."
    assert told(folder) == [f"pipe.md:1:1: error GW031 {what}"]  # the host would wait for it


# Addresses


@pytest.mark.parametrize(
    "slug",
    [
        "../x",
        "..",
        ".",
        "/x",
        "a/b",
        "a\\b",
        "CON",
        "con.txt",
        "aux",
        "x.",
        " x",
        "x ",
        "a:b",
        "a?b",
        "a#b",
        "a%2fb",
        "a\tb",
        "x" * 201,
    ],
)
def test_no_slug_leaves_its_folder_or_this_disk(slug: str) -> None:
    with pytest.raises(paths.Escape):
        paths.permalink("articles/a.md", slug)


@pytest.mark.parametrize(
    "alias",
    [
        *(
            "../../x/",
            "/../x",
            "/a/../../x",
            "%2e%2e/x",
            "a/%2e%2e/%2e%2e/x",
            "//evil.example/x",
            "https://evil.example/x",
        ),
        *("/CON/", "/a:b/", "/a%0ab/", "/a%00b/", "/x./", "\\..\\x", "/", "", "file:///etc/passwd"),
    ],
)
def test_no_alias_leaves_the_site(alias: str) -> None:
    try:
        path = paths.alias(alias)
    except ValueError:
        return
    assert not path.startswith(("/", "..")), path
    assert all(part not in ("", ".", "..") and part.isprintable() for part in path.split("/")), path


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "..%2f..%2fetc/passwd", "%2e%2e/%2e%2e/etc/passwd", "a/../../../etc/passwd", "/../etc/passwd"],
)
@pytest.mark.parametrize("key", ["image", "kit"])
def test_a_file_that_metadata_names_outside_is_refused_at_its_place(key: str, name: str) -> None:
    found = loaded(
        entry_source("press/a.md", date="2026-01-01", **{key: [name] if key == "kit" else {"src": name, "alt": "x"}})
    )
    refused = [line for line in lines(found.problems) if "GW031" in line]
    assert refused, lines(found.problems)
    assert re.match(r"press/a\.md:4:\d+: error GW031 ", refused[0])
    assert name in refused[0]


@pytest.mark.parametrize("key", ["image", "kit"])
def test_a_path_from_the_root_means_the_content_folder_and_not_the_disk(key: str) -> None:
    value: object = ["/etc/passwd"] if key == "kit" else {"src": "/etc/passwd", "alt": "x"}
    found = loaded(entry_source("press/a.md", date="2026-01-01", **{key: value}))
    assert codes(found.problems) == ["GW029"]
    assert lines(found.problems)[0].startswith("press/a.md:4:")
    assert "'etc/passwd'" in lines(found.problems)[0]


@pytest.mark.parametrize("link", ["file:///etc/passwd", "\\\\server\\share\\x.png", "C:\\x.png", "javascript:alert(1)"])
def test_a_picture_that_no_reader_could_load_is_refused(link: str) -> None:
    found = loaded(article("a", image={"src": link, "alt": "x"}))
    assert lines(found.problems), "nothing is said of it"


# Two sources for one address, and names other disks refuse: attachments


COLLIDING = {
    "case": ("articles/Roof.png", "articles/roof.png"),
    "Unicode form": ("articles/caf\u00e9.png", "articles/cafe\u0301.png"),
    "page": ("articles/a.md", "articles/a/index.html"),
    "alias": ("articles/a.md", "old/index.html"),
    "listing": ("articles/", "articles/index.html"),
    "feed": ("feed.xml", "feed.xml"),
    "folder of another case": ("Articles/p.png", "articles/p.png"),
}
NAMED = ["articles/CON.png", "articles/aux/p.png", "articles/a:b.png", "articles/dot./p.png", "articles/space /p.png"]
NAMED += [
    "articles/a\nb.png",
    "articles/a\x1b[31mb.png",
    "articles/a\u202eb.png",
    "articles/a*b.png",
    "articles/n" + "n" * 230 + ".png",
]


def quoted(name: str) -> str:
    """A file's name as a link in Markdown."""
    return "/" + "".join(
        c if c.isascii() and (c.isalnum() or c in "/.-_") else "".join(f"%{b:02X}" for b in c.encode()) for c in name
    )


def _links(names: list[str]) -> str:
    head = "---\ntitle: A\ndate: 2026-11-01\naliases: [/old/]\n---\n\n"
    return head + "".join(f"[x](..{quoted(name)})\n\n" for name in names)


@pytest.fixture(scope="module")
def colliding(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Every pair of files that stand in each other's way, all of them named by a page."""
    names = [name for pair in COLLIDING.values() for name in pair if not name.endswith((".md", "/"))]
    files: dict[str, str | bytes] = {"articles/a.md": _links(names), **dict.fromkeys(names, b"theirs")}
    return Site.made(tmp_path_factory.mktemp("colliding"), files).build(strict=False)


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Every name that some disk refuses, each shown by a page."""
    files: dict[str, str | bytes] = {"articles/a.md": _links(NAMED), **dict.fromkeys(NAMED, b"theirs")}
    return Site.made(tmp_path_factory.mktemp("named"), files).build(strict=False)


def errors(built: Built) -> list[str]:
    """Lines that say an error at a place."""
    return [line for line in built.stderr.splitlines() if ERROR.search(line)]


@pytest.mark.sites
@pytest.mark.parametrize("what", COLLIDING)
def test_attachments_that_stand_in_the_way_are_an_error_that_names_both(what: str, colliding: Built) -> None:
    one, other = COLLIDING[what]
    assert "Traceback" not in colliding.said
    found = [line for line in errors(colliding) if one in line and other in line]
    assert found, f"exit {colliding.returncode}, and nothing names '{one}' and '{other}': {colliding.stderr}"
    assert colliding.returncode == 1
    assert not colliding.folder.exists()


@pytest.mark.sites
@pytest.mark.parametrize("name", NAMED, ids=ascii)
def test_a_name_that_some_disk_refuses_is_an_error_also_for_an_attachment(name: str, named: Built) -> None:
    assert "Traceback" not in named.said
    assert "\x1b" not in named.said
    shown = "".join(c if c.isprintable() else "\ufffd" for c in name)
    assert any(shown in line for line in errors(named)), f"exit {named.returncode}: {named.stderr}"
    assert named.returncode == 1


@pytest.mark.sites
def test_an_attachment_beside_a_page_of_its_address_never_replaces_it(tmp_path: Path) -> None:
    own = Site.made(
        tmp_path / "site", {"articles/a.md": A + "[x](a/index.html)\n\nOurs.\n", "articles/a/index.html": "theirs"}
    )
    built = own.build(strict=False)
    if built.returncode == 0:
        assert "Ours." in built.text("articles/a/index.html")


@pytest.mark.sites
def test_control_characters_in_names_of_files_steer_no_terminal(tmp_path: Path) -> None:
    files = {"articles/a.md": A, "x\x1b[2J.txt": "x", "y\nerror GW999.txt": "y", "z\x07.md": "# Z\n"}
    built = Site.made(tmp_path / "site", files).build(strict=False)
    assert built.returncode == 1
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", built.said), ascii(built.said)
    assert not re.search(r"^error GW999", built.said, re.MULTILINE)


@pytest.mark.sites
def test_a_name_as_long_as_a_disk_holds_is_published_or_told(tmp_path: Path) -> None:
    name = "n" * 251 + ".png"
    built = Site.made(tmp_path / "site", {"articles/a.md": f"{A}![x]({name})\n", f"articles/{name}": b"x"}).build(
        strict=False
    )
    assert "Traceback" not in built.said
    assert name in built.said or f"articles/{name}" in built.files()


# What is published


@pytest.mark.sites
def test_links_in_a_page_publish_nothing_outside_the_content_folder(site: Callable[..., Site]) -> None:
    text = "[a](../../secret.txt) ![b](../../secret.png) [c](/secret.txt) [d](..%2f..%2fsecret.txt) [e](%2e%2e/%2e%2e/secret.txt)\n"
    secrets = {
        "../secret.txt": "OUTSIDE-SECRET",
        "../secret.png": b"OUTSIDE-SECRET",
        "../content-private/s.txt": "OUTSIDE-SECRET",
    }
    own = site({"articles/a.md": A + text + "[f](../../content-private/s.txt) [g](/etc/hostname)\n", **secrets})
    built = own.build(strict=False)
    assert built.holding("OUTSIDE-SECRET") == []
    assert "articles/a.md" in built.stderr
    assert "secret.txt" in built.stderr
    strict = own.build(strict=True)
    assert strict.returncode == 1


@pytest.mark.sites
def test_files_that_only_withheld_entries_or_nobody_name_stay_at_home(site: Callable[..., Site]) -> None:
    head = "---\ntitle: Something Withheld Here\ndate: {}\n{}image: {{src: p.png, alt: x}}\n---\n\n![x](q.png)\n"
    files: dict[str, str | bytes] = {
        "articles/a.md": A,
        "notes.txt": "SECRET",
        "articles/.env": "SECRET",
        "theme.css": "SECRET",
    }
    for name, date, key in (
        ("draft", "2026-11-01", "draft: true\n"),
        ("later", "2099-01-01", ""),
        ("gone", "2026-01-01", "expires: 2026-02-01\n"),
    ):
        files |= {f"articles/{name}/index.md": head.format(date, key).replace("Here", name)}
        files |= {f"articles/{name}/{letter}.png": b"SECRET" for letter in "pqr"}
    built = site(files).build().good()
    assert built.holding("SECRET") == []


# Photographs


WHERE = b"48.8566N 2.3522E"


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def tiff(orientation: int = 6) -> bytes:
    """Exif with an orientation, a camera, and a GPS directory (Exif 2.32 section 4.6)."""
    fields = [
        struct.pack("<HHII", 0x010F, 2, len(WHERE), 100),
        struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0),
        struct.pack("<HHII", 0x8825, 4, 1, 60),
    ]
    head = b"II*\0" + struct.pack("<IH", 8, len(fields)) + b"".join(fields) + struct.pack("<I", 0)
    gps = struct.pack("<H", 1) + struct.pack("<HHI4s", 1, 2, 2, b"N\0\0\0") + struct.pack("<I", 0)
    return (head.ljust(60, b"\0") + gps).ljust(100, b"\0") + WHERE


ICC = b"ICC_PROFILE\0\1\1a-profile"
SCAN = b"\xff\xda\x00\x02pixels\xff\xd9"
EXIF = segment(0xE1, b"Exif\0\0" + tiff())
XMP = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + WHERE)
TURNED = struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0)


def jpeg(*segments: bytes) -> bytes:
    return b"\xff\xd8" + b"".join(segments) + SCAN


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(*chunks: bytes) -> bytes:
    pixels = chunk(b"IDAT", zlib.compress(b"\0\0\0\0"))
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + pixels + chunk(b"IEND", b"")


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"WEBP" + b"".join(n + struct.pack("<I", len(d)) + d + b"\0" * (len(d) % 2) for n, d in chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


JPEG = jpeg(segment(0xE0, b"JFIF\0\1\2\0\0\1\0\1\0\0"), EXIF, XMP, segment(0xE2, ICC), segment(0xFE, WHERE))
PNG = png(chunk(b"iCCP", b"p\0\0" + zlib.compress(ICC)), chunk(b"eXIf", tiff()), chunk(b"tEXt", b"Author\0" + WHERE))
WEBP = webp(
    (b"VP8X", bytes([0x2C]) + b"\0" * 9), (b"ICCP", ICC), (b"VP8L", b"pixels"), (b"EXIF", tiff()), (b"XMP ", WHERE)
)


@pytest.mark.parametrize("data", [JPEG, PNG, WEBP], ids=["jpeg", "png", "webp"])
def test_a_photograph_tells_no_place_and_keeps_its_profile(data: bytes) -> None:
    bare = stripped(data)
    assert WHERE not in bare
    assert struct.pack("<H", 0x8825) not in bare
    assert ICC in bare or zlib.compress(ICC) in bare


@pytest.mark.parametrize("data", [JPEG, PNG, WEBP], ids=["jpeg", "png", "webp"])
def test_a_turned_photograph_stays_turned(data: bytes) -> None:
    bare = stripped(data)
    assert TURNED in bare or struct.pack("<HHIHH", 0x0112, 3, 1, 6, 0) in bare, "it lies on its side now"


TRICKY = {
    "a second picture behind the first, as telephones write it": JPEG + JPEG,
    "a film behind the picture": JPEG + b"\0\0\0\x18ftypmp42" + WHERE,
    "fill bytes before a marker": b"\xff\xd8" + b"\xff\xff" + EXIF + SCAN,
    "metadata between two scans": b"\xff\xd8" + b"\xff\xda\x00\x02pixels" + EXIF + SCAN,
    "two Exif segments": jpeg(EXIF, EXIF),
    "a PNG with something behind its end": PNG + WHERE,
    "a PNG whose metadata follows the pixels": PNG[:-12] + chunk(b"eXIf", tiff()) + PNG[-12:],
    "a WebP with something behind its end": WEBP + WHERE,
    "a WebP whose flags say nothing of Exif": webp((b"VP8L", b"pixels"), (b"EXIF", tiff())),
    "a PNG with the old raw profile": png(chunk(b"zTXt", b"Raw profile type exif\0\0" + WHERE)),
}


@pytest.mark.parametrize("what", TRICKY)
def test_a_whole_photograph_tells_no_place_however_it_is_laid_out(what: str) -> None:
    try:
        bare = stripped(TRICKY[what])
    except UnreadableError:
        return  # left out, and told
    assert WHERE not in bare
    assert b"pixels" in bare or b"IDAT" in bare


CUT = {
    "cut.jpg": jpeg(EXIF, segment(0xE2, ICC))[: 2 + len(EXIF) + 10],
    "broken.jpg": b"\xff\xd8" + EXIF + b"no marker" + SCAN,
    "cut.png": PNG[:-20],
    "cut.webp": WEBP[:-4],
}
STRANGE = {
    "other.jfif": JPEG,
    "other.jpe": JPEG,
    "nameless": JPEG,
    "really-a-jpeg.gif": JPEG,
    "other.tif": tiff(),
    "other.heic": b"\0\0\0\x18ftypheic" + tiff(),
    "other.avif": b"\0\0\0\x18ftypavif" + tiff(),
}


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Built]:
    """A site whose pages, metadata and configuration name photographs."""
    files: dict[str, str | bytes] = {
        "articles/a.md": A.replace("title", "image: {src: main.jpg, alt: x}\ntitle")
        + "".join(f"[x]({name})\n\n" for name in ("in.JPG", "in.png", "in.webp", *CUT, *STRANGE)),
        "people.yml": "ada: {name: Ada, relation: team, photo: {src: ada.jpg, alt: Ada}}\n",
        "articles/main.jpg": JPEG,
        "articles/in.JPG": JPEG,
        "articles/in.png": PNG,
        "articles/in.webp": WEBP,
        "ada.jpg": JPEG,
        "chosen/by-glob.jpeg": JPEG,
        **{f"articles/{name}": data for name, data in {**CUT, **STRANGE}.items()},
    }
    config = CONFIG.replace("goodword/catalogue\n", "goodword/catalogue:\n      publish: [chosen/*]\n")
    own = Site.made(tmp_path_factory.mktemp("pictured"), files, config)
    before = contents(own.folder / "content")
    built = own.build(strict=False)
    assert contents(own.folder / "content") == before, "a build changed a source"
    return own, built


GOOD = ["articles/main.jpg", "articles/in.JPG", "articles/in.png", "articles/in.webp", "chosen/by-glob.jpeg"]


@pytest.mark.sites
@pytest.mark.parametrize("name", GOOD)
def test_a_published_photograph_tells_no_place(name: str, pictured: tuple[Site, Built]) -> None:
    own, built = pictured
    if built.returncode:
        own = Site.copied(own.folder, own.folder.parent / f"good-{Path(name).stem}-{Path(name).suffix[1:]}")
        for other in {**CUT, **STRANGE}:
            own.path(f"articles/{other}").unlink()
            text = own.path("articles/a.md").read_text()
            own.path("articles/a.md").write_text(text.replace(f"[x]({other})\n\n", ""))
        built = own.build().good()
    data = built.files()[name]
    assert WHERE not in data
    assert data == stripped(own.path(name).read_bytes())
    assert WHERE in own.path(name).read_bytes()


@pytest.mark.sites
@pytest.mark.parametrize("name", [*CUT, *STRANGE])
def test_a_photograph_that_cannot_be_stripped_is_told_and_never_published_in_silence(
    name: str, pictured: tuple[Site, Built]
) -> None:
    _, built = pictured
    published = contents(built.folder) if built.folder.exists() else {}
    where = [path for path, data in published.items() if path == f"articles/{name}" and WHERE in data]
    reported = [line for line in built.said.splitlines() if name in line]
    assert where == [] or reported, "published with its place, and nobody is told"
    assert "Traceback" not in built.said
