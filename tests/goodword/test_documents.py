"""Whom a document names as its makers, and that no document makes us wait, overflow or fall."""

from __future__ import annotations

import io
import logging
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable

import pypdf
import pytest
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from goodword.documents import UnreadableError, makers

logging.getLogger("pypdf").addHandler(logging.NullHandler())
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    f"{DC}><dc:creator>Ann Example</dc:creator><cp:lastModifiedBy>Bob Öz</cp:lastModifiedBy></cp:coreProperties>"
)
APP = "<Properties xmlns='urn:x'><Company>Larch &amp; Sons</Company><Manager>Cy</Manager></Properties>"
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    f'<rdf:Description rdf:about="" {DC}><dc:creator><rdf:Seq><rdf:li>Dee</rdf:li></rdf:Seq></dc:creator>'
    '</rdf:Description><rdf:Description rdf:about="" xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/">'
    "<pdfx:Company>Old &amp; Co</pdfx:Company></rdf:Description></rdf:RDF></x:xmpmeta>"
)


def written(writer: pypdf.PdfWriter) -> bytes:
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def pdf(xmp: bytes = b"", password: str = "", **information: str) -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(72, 72)
    writer.add_metadata({f"/{key}": value for key, value in information.items()})
    if xmp:
        stream = StreamObject()
        stream.set_data(xmp)
        stream[NameObject("/Type")] = NameObject("/Metadata")
        root = writer.root_object
        assert isinstance(root, DictionaryObject)
        root[NameObject("/Metadata")] = writer._add_object(stream.flate_encode())
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    return written(writer)


def laid(*objects: bytes, trailer: bytes = b"/Root 1 0 R/Info 2 0 R") -> bytes:
    """A PDF of these objects with an honest table."""
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, text in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj %s endobj\n" % (number, text)
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size, at = len(objects) + 1, len(out)
    table = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<<%s/Size %d>>\n" % (size, rows, trailer, size)
    return bytes(out) + table + b"startxref\n%d\n%%%%EOF\n" % at


def stream(data: bytes, keys: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (keys, len(data), data)


def packed(information: bytes, *, predictor: bool = False) -> bytes:
    """A PDF whose catalog and information stand in a package, as most programs write it today."""
    first, second = b"<</Type/Catalog>>", information
    head = b"1 0 2 %d " % (len(first) + 1)
    body = zlib.compress(head + first + b" " + second)
    out = b"%PDF-1.7\n"
    package = len(out)
    keys = b"/Type/ObjStm/N 2/First %d/Filter/FlateDecode" % len(head)
    out += b"3 0 obj %s endobj\n" % stream(body, keys)
    rows = [(0, 0, 0), (2, 3, 0), (2, 3, 1), (1, package, 0), (1, len(out), 0)]
    lines = [bytes([kind]) + place.to_bytes(2, "big") + bytes([more]) for kind, place, more in rows]
    keys = b"/Type/XRef/W[1 2 1]/Size 5/Root 1 0 R/Info 2 0 R/Filter/FlateDecode"
    if predictor:
        keys += b"/DecodeParms<</Predictor 12/Columns 4>>"
        above = [bytes(4), *lines]
        lines = [
            b"\2" + bytes((a - b) % 256 for a, b in zip(line, up, strict=True))
            for line, up in zip(lines, above, strict=False)
        ]
    at = len(out)
    out += b"4 0 obj %s endobj\n" % stream(zlib.compress(b"".join(lines)), keys)
    return out + b"startxref\n%d\n%%%%EOF\n" % at


def office(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def test_a_pdf_tells_its_information_and_its_xmp():
    data = pdf(XMP.encode(), Author="Ann Example", Company="Larch", Manager="Cy", Creator="Writer")
    expected = ("author 'Ann Example'", "company 'Larch'", "manager 'Cy'", "author 'Dee'", "company 'Old & Co'")
    assert makers(data, "kit/a.pdf") == expected
    assert makers(data, "kit/without-a-suffix") == expected


@pytest.mark.parametrize("predictor", [False, True])
def test_a_pdf_whose_objects_are_packed_is_read(predictor):
    assert makers(packed(b"<</Author(Ann)>>", predictor=predictor), "a.pdf") == ("author 'Ann'",)


def test_a_name_written_elsewhere_in_the_pdf_is_found():
    assert makers(laid(b"<</Type/Catalog>>", b"<</Author 3 0 R>>", b"(Ann)"), "a.pdf") == ("author 'Ann'",)


def test_a_document_that_names_nobody_tells_nothing():
    assert makers(pdf(Title="Prices"), "a.pdf") == ()
    assert makers(pdf(Author="anonymous"), "a.pdf") == ()
    assert makers(office({"docProps/core.xml": CORE.replace("Ann Example", " ").replace("Bob Öz", "")}), "a.docx") == ()
    assert makers(b"just words", "a.txt") == ()
    assert makers(office({"docProps/core.xml": CORE}), "kit.zip") == ()


def test_whoever_is_public_may_be_named():
    assert makers(pdf(Author="Larch", Company="Larch & Sons"), "a.pdf", public={"Larch"}) == ("company 'Larch & Sons'",)


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pptx", "A.DOCX"])
def test_an_office_document_tells_author_editor_company_and_manager(name):
    data = office({"docProps/core.xml": CORE, "docProps/app.xml": APP, "word/document.xml": "<w/>"})
    expected = ("company 'Larch & Sons'", "manager 'Cy'", "author 'Ann Example'", "last editor 'Bob Öz'")
    assert makers(data, name) == expected


@pytest.mark.parametrize("name", ["a.odt", "a.ods", "a.odp"])
def test_an_open_document_tells_who_began_and_who_changed_it(name):
    meta = f'<o:m xmlns:o="urn:o" xmlns:meta="urn:m" {DC}><meta:initial-creator>Ann</meta:initial-creator><dc:creator>Bob</dc:creator></o:m>'
    content = f'<o:c xmlns:o="urn:o" {DC}><o:change-info><dc:creator>Cy</dc:creator></o:change-info></o:c>'
    expected = ("author 'Ann'", "last editor 'Bob'", "comment or change 'Cy'")
    assert makers(office({"content.xml": content, "meta.xml": meta}), name) == expected


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("word/comments.xml", '<w:c xmlns:w="urn:w"><w:comment w:author="Eve"/></w:c>'),
        ("word/document.xml", '<w:d xmlns:w="urn:w"><w:ins w:author="Eve"/><w:del w:author="Author"/></w:d>'),
        ("word/people.xml", '<w:p xmlns:w="urn:w"><w:person w:author="Eve"/></w:p>'),
        ("xl/comments1.xml", "<comments><authors><author>Eve</author></authors></comments>"),
        ("xl/persons/person.xml", '<personList><person displayName="Eve"/></personList>'),
        ("ppt/commentAuthors.xml", '<l><cmAuthor name="Eve"/></l>'),
        ("ppt/authors.xml", '<l><author name="Eve"/></l>'),
    ],
)
def test_who_commented_or_changed_is_told(part, text):
    assert makers(office({part: text}), "a.docx") == ("comment or change 'Eve'",)


def test_a_name_is_shown_on_one_line_cut_and_once_and_many_names_are_counted():
    authors = "".join(f'<w a="" author="Eve {n}"/>' for n in range(40))
    told = makers(office({"word/comments.xml": f"<c>{authors}{authors}</c>"}), "a.docx")
    assert len(told) == 13
    assert told[-1] == "28 more"
    assert makers(pdf(Author="x\n\x1b[31m" + "y" * 500), "a.pdf") == (
        f"author 'x \N{REPLACEMENT CHARACTER}[31m{'y' * 53}'",
    )


def test_an_entity_is_not_followed():
    bomb = '<!DOCTYPE c [<!ENTITY a "aaaa"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    assert makers(office({"docProps/core.xml": f"{bomb}<c><creator>&f;</creator></c>"}), "a.docx") == ()


def reason(data: bytes, name: str) -> str:
    with pytest.raises(UnreadableError) as raised:
        makers(data, name)
    return str(raised.value)


def test_what_is_encrypted_is_told_as_such():
    assert reason(pdf(password="secret", Author="Ann"), "a.pdf") == "it is encrypted"
    assert reason(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.docx") == (
        "it is encrypted, or in a format of before 2007"
    )
    locked = bytearray(office({"docProps/core.xml": CORE}))
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    assert reason(bytes(locked), "a.docx") == "it is damaged or encrypted"


def chained(row: bytes, keys: bytes) -> bytes:
    """Hundreds of tables, each unpacking to a quarter of a megabyte and naming the one before."""
    body, out, before = zlib.compress(row * (262_000 // len(row)), 9), bytearray(b"%PDF-1.7\n"), b""
    for number in range(1, 500):
        at = len(out)
        told = b"/Type/XRef/W[1 2 1]/Index[0 0]/Size 1/Root 1 0 R/Filter/FlateDecode" + keys + before
        out += b"%d 0 obj %s endobj\n" % (number, stream(body, told))
        before = b"/Prev %d" % at
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % at


def flat(line: bytes) -> bytes:
    return b"%PDF-1.7\n" + line * (6_000_000 // len(line))


def bomb() -> bytes:
    return zlib.compress(b"<a>" * 10_000_000, 9)


def directory() -> bytes:
    row = b"PK\x01\x02" + bytes(24) + b"\1\0" + bytes(16) + b"a"
    tail = b"PK\x05\x06" + bytes(4) + b"\xff\xff" * 2 + (len(row) * 200_000).to_bytes(4, "little") + bytes(6)
    return row * 200_000 + tail


BARE = (b"<</Type/Catalog>>", b"<</Author(Ann)>>")
HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "cut short": ("a.pdf", lambda: pdf(Author="Ann")[:-30]),
    "half": ("a.pdf", lambda: pdf(Author="Ann")[:300]),
    "empty": ("a.pdf", lambda: b""),
    "only a head": ("a.pdf", lambda: b"%PDF-1.7\n"),
    "zeros": ("a.pdf", lambda: flat(b"\0")),
    "line ends": ("a.pdf", lambda: flat(b"\n")),
    "open strings": ("a.pdf", lambda: flat(b"1 0 obj (")),
    "open dictionaries": ("a.pdf", lambda: laid(BARE[0], b"<</A" * 400_000)),
    "open lists": ("a.pdf", lambda: laid(BARE[0], b"[" * 1_000_000)),
    "objects that are themselves": ("a.pdf", lambda: laid(b"1 0 R", b"2 0 R")),
    "objects in a ring": ("a.pdf", lambda: laid(b"2 0 R", b"1 0 R")),
    "more objects than are read": ("a.pdf", lambda: laid(*BARE, *[b"1"] * 200_000)),
    "XMP that unpacks for ever": (
        "a.pdf",
        lambda: laid(b"<</Type/Catalog/Metadata 3 0 R>>", b"<<>>", stream(bomb(), b"/Filter/FlateDecode")),
    ),
    "a package that unpacks for ever": ("a.pdf", lambda: packed(b"[" * 9_000_000)),
    "tables that unpack for ever": ("a.pdf", lambda: chained(b"\0", b"")),
    "tables that predict for ever": (
        "a.pdf",
        lambda: chained(b"\4\1\1\1\1", b"/DecodeParms<</Predictor 15/Columns 4>>"),
    ),
    "tables in letters": ("a.pdf", lambda: chained(b"\0", b"").replace(b"/FlateDecode", b"/ASCII85Decode")),
    "a zip of nothing": ("a.docx", lambda: office({})),
    "a zip of something else": ("a.docx", lambda: office({"a.txt": "words"})),
    "no zip": ("a.docx", lambda: b"words"),
    "a zip cut short": ("a.docx", lambda: office({"docProps/core.xml": CORE})[:-40]),
    "a zip whose middle is gone": ("a.docx", lambda: office({"docProps/core.xml": CORE})[60:]),
    "a directory without end": ("a.docx", directory),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_document_is_unreadable_at_once_and_in_little_room(case):
    name, make = HOSTILE[case]
    data = make()
    makers(pdf(), "warm.pdf")
    begun = time.process_time()
    assert reason(data, name)
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("part", ["docProps/core.xml", "word/comments.xml", "word/document.xml"])
@pytest.mark.parametrize("text", ["<a>", "<a/>", "<a author='x'/>", "&a;", " "])
def test_a_part_that_unpacks_for_ever_is_read_to_its_first_megabyte(part, text):
    inner = (f"<c><creator author='Ann'>Ann</creator>{text * (20_000_000 // len(text))}").encode()
    data = office({part: inner})
    begun = time.process_time()
    assert makers(data, "a.docx")[0].endswith("'Ann'")
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("case", ["tables that predict for ever", "a directory without end", "open dictionaries"])
def test_reading_takes_little_memory(case):
    name, make = HOSTILE[case]
    data = make()
    makers(pdf(), "warm.pdf")
    tracemalloc.start()
    try:
        reason(data, name)
        assert tracemalloc.get_traced_memory()[1] < 100 << 20
    finally:
        tracemalloc.stop()
