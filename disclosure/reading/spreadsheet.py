"""Reads Excel files cell by cell, what is hidden with what shows; dates as days, not as numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from disclosure.reading.archive import Package, attribute, local
from disclosure.reading.office import place_of, read_part
from disclosure.reading.passages import NotRead, Reading

FIRST_DAY = datetime(1899, 12, 30)
LATER_BY = timedelta(days=1462)
"""A workbook of an old Mac counts its days from 1904."""


def read_spreadsheet(package: Package) -> Reading:
    """Every cell, name, comment, header and property of a workbook."""
    reading = Reading()
    trees = dict(package.trees())
    shared = _shared(trees.get("xl/sharedStrings.xml"))
    dates = _date_styles(trees.get("xl/styles.xml"))
    first = FIRST_DAY
    if (book := trees.get("xl/workbook.xml")) is not None:
        _book(reading, book)
        if any(local(e) == "workbookPr" and attribute(e, "date1904") == "1" for e in book.iter()):
            first += LATER_BY
    for name, root in trees.items():
        if name.startswith("xl/worksheets/sheet"):
            number = "".join(letter for letter in name if letter.isdigit())
            _sheet(reading, f"sheet {number}", root, shared, dates, first)
        else:
            read_part(reading, place_of(name), name, root)
    return reading


def _shared(root: etree._Element | None) -> list[str]:
    if root is None:
        return []
    return [
        "".join(part.text or "" for part in entry.iter() if local(part) == "t")
        for entry in root
        if local(entry) == "si"
    ]


def _date_styles(root: etree._Element | None) -> set[int]:
    """The numbers of the cell styles that show a number as a day."""
    if root is None:
        return set()
    formats = dict(BUILTIN_FORMATS)
    for element in root.iter():
        if local(element) == "numFmt" and attribute(element, "numFmtId").isdigit():
            formats[int(attribute(element, "numFmtId"))] = attribute(element, "formatCode")
    styles = next((list(e) for e in root.iter() if local(e) == "cellXfs"), [])
    return {
        number
        for number, style in enumerate(styles)
        if is_date_format(formats.get(int(attribute(style, "numFmtId") or 0), ""))
    }


def _book(reading: Reading, book: etree._Element) -> None:
    for element in book.iter():
        if local(element) == "sheet":
            reading.add("name of a sheet", attribute(element, "name"))
            if attribute(element, "state") in {"hidden", "veryHidden"}:
                reading.must_fix("workbook", "There is a hidden sheet. Take it out.")
        elif local(element) == "definedName":
            reading.add("defined names", attribute(element, "name"), is_hidden=True)


def _sheet(
    reading: Reading,
    place: str,
    root: etree._Element,
    shared: list[str],
    dates: set[int],
    first: datetime,
) -> None:
    for element in root.iter():
        tag = local(element)
        if tag in {"row", "col"} and attribute(element, "hidden") in {"1", "true"}:
            words = {"row": "a hidden row", "col": "a hidden column"}[tag]
            reading.must_fix(place, f"There is {words}. Take it out.")
        if tag == "c":
            where = f"cell {attribute(element, 'r')} of {place}"
            for text in _cell(element, shared, dates, first):
                reading.add(where, text)
        elif tag not in {"v", "f", "t", "is", "r"}:
            reading.add(f"{tag} of {place}", element.text)
            for key in ("display", "tooltip", "location", "prompt", "promptTitle", "error"):
                reading.add(f"{tag} of {place}", attribute(element, key), is_hidden=True)


def _cell(
    cell: etree._Element, shared: list[str], dates: set[int], first: datetime
) -> Iterator[str]:
    kind = attribute(cell, "t")
    style = attribute(cell, "s")
    yield "".join(part.text or "" for part in cell.iter() if local(part) == "t")
    for part in cell:
        text = part.text or ""
        if local(part) == "f":
            yield text
        if local(part) != "v" or not text:
            continue
        if kind == "s":
            if not text.isdigit() or int(text) >= len(shared):
                raise NotRead("A cell points at words that are not there.")
            yield shared[int(text)]
        elif kind in {"", "n"} and style.isdigit() and int(style) in dates:
            yield _day(text, first)
        else:
            yield _number(text) if kind in {"", "n"} else text


def _day(text: str, first: datetime) -> str:
    try:
        return (first + timedelta(days=float(text))).date().isoformat()
    except (ValueError, OverflowError):
        return text


def _number(text: str) -> str:
    """A whole number in full, since 9.43E9 hides an NHS number."""
    try:
        value = float(text)
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else text
    except (ValueError, OverflowError):
        return text
