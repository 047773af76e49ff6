"""Every text a file holds, with its place. What cannot be read raises NotRead: it may not leave."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath

from disclosure.reading.archive import Package
from disclosure.reading.office import PROGRAMS, read_office
from disclosure.reading.opendocument import read_opendocument
from disclosure.reading.passages import DEEPEST, NotRead, Passage, Reading, Trait
from disclosure.reading.pdf import read_pdf
from disclosure.reading.picture import read_picture
from disclosure.reading.spreadsheet import read_spreadsheet
from documents.kinds import LARGEST_FILE

__all__ = ["NotRead", "Passage", "Reading", "Trait", "read_file", "read_inner"]

PACKAGES = {
    ".docx": ("word/document.xml", read_office),
    ".pptx": ("ppt/presentation.xml", read_office),
    ".xlsx": ("xl/workbook.xml", read_spreadsheet),
    ".odt": ("content.xml", read_opendocument),
}
PICTURES = (".png", ".jpg", ".jpeg")
FONTS = (".ttf", ".otf", ".odttf", ".fntdata")
SETTINGS = ("printersettings", "mimetype", "layout-cache", "thumbs.db")


def read_file(name: str, content: bytes, *, depth: int = 0) -> Reading:
    """Everything in a file and in its name, at most 50 MB. Raises NotRead, in a sentence.

    `name` is what the file will be called outside; its ending says what the bytes must be.
    """
    if not content:
        raise NotRead("It is empty.")
    if len(content) > LARGEST_FILE:
        raise NotRead("It is larger than 50MB.")
    ending = PurePath(name).suffix.lower()
    if ending == ".pdf":
        reading = read_pdf(content, partial(read_inner, depth=depth + 1))
    elif ending in PICTURES:
        reading = read_picture(content)
    elif ending in {".txt", ".csv", ".json", ".md"}:
        reading = _read_text(content)
    elif ending in PACKAGES:
        reading = _read_package(ending, content, depth)
    else:
        raise NotRead("It is of a kind this service cannot read.")
    reading.add("file name", PurePath(name).name.replace("_", " "))
    return reading.told_once()


def read_inner(name: str, content: bytes, *, depth: int = 1) -> Reading:
    """A file inside a file, at most two deep."""
    if depth > DEEPEST:
        raise NotRead("It holds files within files within files.")
    return read_file(name, content, depth=depth)


def _read_text(content: bytes) -> Reading:
    reading = Reading()
    code = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        words = content.decode(code)
    except UnicodeError:
        words = content.decode("cp1252", "replace")
    if "\x00" in words:
        raise NotRead("It is not plain text.")
    reading.add("text", words)
    return reading


def _read_package(ending: str, content: bytes, depth: int) -> Reading:
    wanted, reader = PACKAGES[ending]
    package = Package(content)
    if wanted not in package.parts:
        raise NotRead("It is damaged, or not what its name says.")
    reading = reader(package)
    for remark in package.remarks:
        reading.add("remark on the package", remark.decode("utf-8", "replace"), is_hidden=True)
    for name, part in package.others():
        _other_part(reading, name, part, depth)
    return reading


def _other_part(reading: Reading, name: str, part: bytes, depth: int) -> None:
    """Pictures and embedded files are read too; an unknown part means the file is not read."""
    small = name.lower()
    reading.add("names of parts", name.rpartition("/")[2], is_hidden=True)
    if any(mark in small for mark in PROGRAMS):
        reading.must_fix("file", "There is a program (macro) inside. Save the file without it.")
    elif small.endswith(PICTURES):
        reading.take(read_inner(small, part, depth=depth + 1), "a picture")
    elif "embeddings/" in small or small.endswith((*PACKAGES, ".pdf")):
        reading.must_fix("file", "Another file is embedded. Take it out.")
        reading.take(read_inner(small, part, depth=depth + 1), "an embedded file")
    elif not small.endswith(FONTS) and not any(mark in small for mark in SETTINGS):
        raise NotRead(f"It holds a part this service cannot read ({PurePath(small).suffix}).")
