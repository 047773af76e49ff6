"""Reads Word and PowerPoint files part by part: no text of any part is left out.

A paragraph is read as a whole, since Word cuts names into runs; once with everything that was
deleted or hidden in it, and once as it shows (security.md 4.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from disclosure.reading.archive import Package, attribute, local
from disclosure.reading.passages import Reading

PLACES = (
    (r"word/document\.xml", "text"),
    (r"word/header(\d+)\.xml", "page header {}"),
    (r"word/footer(\d+)\.xml", "page footer {}"),
    (r"word/footnotes\.xml", "footnotes"),
    (r"word/endnotes\.xml", "endnotes"),
    (r"(?:word|xl)/comments.*\.xml", "comments"),
    (r"ppt/slides/slide(\d+)\.xml", "slide {}"),
    (r"ppt/notesSlides/notesSlide(\d+)\.xml", "notes of slide {}"),
    (r"ppt/slideMasters/.*", "slide master"),
    (r"ppt/slideLayouts/.*", "slide layout"),
    (r"ppt/comments/.*", "comments"),
    (r"(?:.*/)?_rels/.*", "links"),
    (r"docProps/.*", "document properties"),
    (r"customXml/.*", "custom data"),
    (r"(?:word|xl)/.*(?:people|persons).*", "list of commenters"),
)
LOOKS = re.compile(r"(?:.*/)?(?:styles|theme\d*|fontTable|webSettings|tableStyles)\.xml")
PARAGRAPHS = {"p", "h", "si", "is"}
WORDS = {"t", "delText", "instrText", "delInstrText"}
GAPS = {"tab": "\t", "br": "\n", "cr": "\n", "line-break": "\n", "s": " ", "ptab": "\t"}
TRACKED = {
    "ins": "tracked insertion", "del": "tracked deletion",
    "moveFrom": "tracked move", "moveTo": "tracked move",
}  # fmt: skip
GONE = {"del", "moveFrom"}
# Attributes that hold words somebody typed or a program noted, by their local names.
SPOKEN = (
    "descr", "title", "alt", "name", "author", "initials", "tooltip", "userId", "displayName",
    "instr", "string", "fullDate", "lastModifiedBy", "textHash", "screenTip", "Target",
    "v", "caption", "refreshedBy",
)  # fmt: skip
SPOKEN_VALUES = {
    "alias",
    "tag",
    "docVar",
    "statusText",
    "helpText",
    "default",
    "result",
    "listItem",
}
PROGRAMS = ("vbaproject", "activex", "macrosheet", "attachedtoolbars")
OFF = {"0", "false", "off", "none"}
WHITE = {"FFFFFF", "WHITE", "FEFEFE"}


@dataclass(frozen=True)
class Piece:
    """A run of words in a paragraph, and what keeps it from showing."""

    words: str
    is_gone: bool
    is_unseen: bool


def read_office(package: Package) -> Reading:
    """Everything in the marked-up parts of a Word or PowerPoint file."""
    reading = Reading()
    for name, root in package.trees():
        read_part(reading, place_of(name), name, root)
    return reading


def place_of(name: str) -> str:
    """The place of a part in words."""
    for pattern, words in PLACES:
        if match := re.fullmatch(pattern, name):
            return words.format(*match.groups())
    return f"part {name.rpartition('/')[2]}"


def read_part(reading: Reading, place: str, name: str, root: etree._Element) -> None:
    """Every paragraph, loose text and spoken attribute of one part."""
    is_look = bool(LOOKS.fullmatch(name))
    for element in root.iter():
        if isinstance(element, etree._Comment):
            reading.add(f"remarks in the {place}", element.text, is_hidden=True)
            continue
        tag = local(element)
        if tag in PARAGRAPHS:
            _paragraph(reading, place, element)
        elif not _in_paragraph(element):
            reading.add(place, element.text)
        if not is_look:
            _attributes(reading, place, element, tag)
            _notable(reading, place, element, tag)


def _in_paragraph(element: etree._Element) -> bool:
    return any(local(above) in PARAGRAPHS for above in element.iterancestors())


def _paragraph(reading: Reading, place: str, paragraph: etree._Element) -> None:
    pieces = list(_pieces(paragraph, is_gone=False, is_unseen=False))
    reading.add(place, "".join(piece.words for piece in pieces))
    if any(piece.is_gone or piece.is_unseen for piece in pieces):
        kept = "".join(piece.words for piece in pieces if not piece.is_gone)
        reading.add(place, kept)
        shown = (piece.words for piece in pieces if not piece.is_gone and not piece.is_unseen)
        reading.add(place, "".join(shown))
    unseen = "".join(piece.words for piece in pieces if piece.is_unseen)
    if unseen.strip():
        reading.add(f"hidden text of the {place}", unseen, is_hidden=True)
        reading.must_fix(place, "There is hidden or white text. Take it out.")


def _pieces(element: etree._Element, *, is_gone: bool, is_unseen: bool) -> Iterator[Piece]:
    for part in element:
        tag = local(part)
        if not tag or tag in PARAGRAPHS:
            continue
        unseen = is_unseen or (tag == "r" and is_hidden_run(part))
        gone = is_gone or tag in GONE
        if tag in WORDS and part.text:
            yield Piece(part.text, gone, unseen)
        elif tag in GAPS:
            yield Piece(GAPS[tag], gone, unseen)
        elif tag == "noBreakHyphen":
            yield Piece("-", gone, unseen)
        elif part.text and part.text.strip() and tag not in WORDS:
            yield Piece(part.text, gone, unseen)
        yield from _pieces(part, is_gone=gone, is_unseen=unseen)


def is_hidden_run(run: etree._Element) -> bool:
    """Whether a run is marked hidden, or is white (on white, as far as anybody can tell)."""
    for part in run:
        if local(part) != "rPr":
            continue
        for mark in part:
            value = attribute(mark, "val").upper()
            if local(mark) in {"vanish", "webHidden"} and value.lower() not in OFF:
                return True
            if local(mark) == "color" and value in WHITE:
                return True
            fills = mark.iter() if local(mark) == "solidFill" else ()
            if any(attribute(fill, "val").upper() in {*WHITE, "BG1"} for fill in fills):
                return True
            if local(mark) == "sz" and value.isdigit() and int(value) <= 2:
                return True
    return False


def _attributes(reading: Reading, place: str, element: etree._Element, tag: str) -> None:
    for key, value in element.attrib.items():
        key = str(key).rpartition("}")[2]
        if key in SPOKEN and not (tag == "Relationship" and _is_inner(element)):
            what = "alternative text" if key in {"descr", "title", "alt"} else tag
            reading.add(f"{what} of the {place}", str(value), is_hidden=True)
        elif key == "val" and tag in SPOKEN_VALUES:
            reading.add(f"{tag} of the {place}", str(value), is_hidden=True)


def _is_inner(relationship: etree._Element) -> bool:
    return attribute(relationship, "TargetMode") != "External"


def _notable(reading: Reading, place: str, element: etree._Element, tag: str) -> None:
    if tag in TRACKED and attribute(element, "author"):
        words = "".join(part.text or "" for part in element.iter() if local(part) in WORDS)
        reading.add(f"{TRACKED[tag]} of the {place}", words, is_hidden=True)
        reading.must_fix(place, f"There is a {TRACKED[tag]}. Accept or refuse all changes.")
    elif tag in {"comment", "cm", "threadedComment"}:
        reading.must_fix(place, "There is a comment. Delete all comments.")
    elif tag == "Relationship" and not _is_inner(element):
        reading.look_at(place, "There is a link to something outside the file.")
    elif tag == "sld" and attribute(element, "show").lower() in OFF:
        reading.must_fix(place, "The slide is hidden. Take it out.")
    elif tag in {"creator", "lastModifiedBy", "Manager", "Company"} and element.text:
        reading.look_at(place, "The file says who made or changed it.")
    elif tag in {"rPrChange", "pPrChange", "sectPrChange", "tblPrChange"}:
        reading.must_fix(place, "There is a tracked change of looks. Accept all changes.")
