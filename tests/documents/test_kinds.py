"""What a file really is: every disguise is refused in words, every true file is taken in."""

import pytest

from documents.kinds import FileRefused, extension_of
from tests.documents.disguises import (
    DOCX,
    TYPES,
    huge_png,
    locked_pdf,
    locked_zip,
    lying_zip,
    office,
    picture,
)
from tests.facts.rows import small_pdf

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
XLSX = {"[Content_Types].xml": TYPES, "xl/workbook.xml": "<workbook/>"}
ODT = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<content/>"}
DOCTYPE = "<!DOCTYPE lolz [<!ENTITY lol 'lol'>]><document/>"

TRUE = {
    "report.pdf": small_pdf(),
    "report.PDF": small_pdf(),
    "report.docx": office(),
    "table.xlsx": office(XLSX),
    "letter.odt": office(ODT),
    "picture.png": picture(),
    "picture.jpeg": picture("JPEG"),
    "notes.txt": "Tŷ, żółć".encode(),
    "notes16.txt": "Tŷ".encode("utf-16"),
    "rows.csv": b"date,what\r\n2026-01-01,visit\r\n",
    "letter.eml": b"From: a@example.org\r\n\r\nDear all",
    "letter.msg": OLE + b"\0" * 512 + "__properties_version1.0".encode("utf-16-le"),
}

REFUSED = {
    "docx renamed pdf": ("a.pdf", office(), "named .pdf but is something else"),
    "pdf renamed docx": ("a.docx", small_pdf(), "named .docx but is something else"),
    "xlsx renamed docx": ("a.docx", office(XLSX), "something else"),
    "png renamed jpg": ("a.jpg", picture(), "something else"),
    "page renamed png": ("a.png", b"<html><script>1</script>", "something else"),
    "program": ("a.exe", b"MZ" + b"\0" * 40, "must be Word"),
    "program renamed txt": ("a.txt", b"MZ\x90\0" + b"\0" * 40, "something else"),
    "web page": ("a.html", b"<script>1</script>", "must be Word"),
    "drawing with script": ("a.svg", b"<svg onload='1'/>", "must be Word"),
    "two endings": ("a.pdf.exe", small_pdf(), "must be Word"),
    "no ending": ("report", small_pdf(), "must be Word"),
    "macro document by its ending": ("a.docm", office(), "must be Word"),
    "macro project": ("a.docx", office(**{"word/vbaProject.bin": "x"}), "macros"),
    "macro content type": (
        "a.xlsx",
        office({**XLSX, "[Content_Types].xml": "<Types ct='ms-excel.sheet.macroEnabled.main'/>"}),
        "macros",
    ),
    "old macro sheet": ("a.xlsx", office(XLSX, **{"xl/macrosheets/s.xml": "<x/>"}), "macros"),
    "embedded program": ("a.docx", office(**{"word/embeddings/o.bin": "MZ"}), "embedded files"),
    "macro of an open document": (
        "a.odt",
        office(ODT, **{"Basic/script-lc.xml": "<x/>"}),
        "macros",
    ),
    "old document renamed message": ("a.msg", OLE + b"\0" * 600, "something else"),
    "bomb": ("a.docx", office(**{"word/big.txt": b"\0" * 40_000_000}), "unpacks to more"),
    "too many members": (
        "a.docx",
        office(DOCX | {f"word/{number}.txt": "" for number in range(2_100)}),
        "unpacks to more",
    ),
    "locked archive": ("a.docx", locked_zip(), "locked with a password"),
    "locked document": ("a.docx", OLE + b"\0" * 600, "locked with a password"),
    "locked pdf": ("a.pdf", locked_pdf(), "locked with a password"),
    "entities": ("a.docx", office(DOCX | {"word/document.xml": DOCTYPE}), "declarations"),
    "entities in another encoding": (
        "a.docx",
        office(DOCX | {"word/styles.xml": DOCTYPE.encode("utf-16")}),
        "declarations",
    ),
    "entities across two reads": (
        "a.docx",
        office(DOCX | {"word/styles.XML": " " * ((1 << 16) - 4) + DOCTYPE}),
        "declarations",
    ),
    "path upwards": ("a.docx", office(**{"../../evil.txt": "x"}), "paths that lead outside"),
    "path upwards, the other way": ("a.docx", office(**{"..\\evil.txt": "x"}), "outside"),
    "path from the root": ("a.docx", office(**{"/etc/passwd": "x"}), "outside"),
    "path on a drive": ("a.docx", office(**{"C:\\evil.txt": "x"}), "outside"),
    "picture bomb": ("a.png", huge_png(), "picture is larger"),
    "picture rather large": ("a.png", huge_png(10_000, 10_000), "picture is larger"),
    "picture cut short": ("a.png", picture()[:30], "something else"),
    "pdf cut short": ("a.pdf", b"%PDF-1.7\n1 0 obj\n<<", "something else"),
    "archive cut short": ("a.docx", office()[:60], "something else"),
    "archive with broken bytes": ("a.docx", lying_zip(), "something else"),
    "empty": ("a.pdf", b"", "empty"),
}


@pytest.mark.parametrize("name", TRUE)
def test_true_file_is_taken_in(name):
    assert extension_of(name, TRUE[name]) == f".{name.lower().rpartition('.')[2]}".replace(
        "jpeg", "jpg"
    )


@pytest.mark.parametrize("disguise", REFUSED)
def test_disguise_is_refused_in_words(disguise):
    name, content, words = REFUSED[disguise]
    with pytest.raises(FileRefused, match=words) as refused:
        extension_of(name, content)
    assert str(refused.value).endswith(".")


def test_oversized_file_is_refused(monkeypatch):
    monkeypatch.setattr("documents.kinds.LARGEST_FILE", 100)
    with pytest.raises(FileRefused, match="smaller than 50MB"):
        extension_of("a.txt", b"x" * 101)


@pytest.mark.parametrize("cut", range(40, 1000, 40))
def test_no_cut_of_a_file_upsets_the_reader(cut):
    for name, content in (("a.docx", office()), ("a.png", picture(size=(90, 90)))):
        try:
            extension_of(name, content[:cut] + b"\xff" + content[cut + 1 :])
        except FileRefused as refused:
            assert str(refused)
