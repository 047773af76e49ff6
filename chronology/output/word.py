"""A table as a Word document, its headings on every page."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from chronology.output.sheet import Sheet

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LETTER_HEIGHT = "16"
"""In half points."""
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def document(sheet: Sheet) -> bytes:
    """The bytes of the document, without the name of anybody in its properties."""
    file = docx.Document()
    file.core_properties.author = file.core_properties.comments = ""
    file.core_properties.title = f"{sheet.title} {sheet.reference}"
    file.core_properties.language = "en-GB"
    section = file.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    section.header.paragraphs[0].text = sheet.marking
    section.footer.paragraphs[0].text = f"Made on {sheet.made_on}. Return or shred."
    file.add_heading(f"{sheet.title} {sheet.reference}", level=1)
    table = file.add_table(rows=0, cols=len(sheet.header))
    table.style = "Table Grid"
    table.autofit = False
    share = (297 - 30) / sum(sheet.widths)
    widths = [str(Mm(width * share).twips) for width in sheet.widths]
    for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), width)
    table._tbl.append(_row(sheet.header, widths, is_header=True))
    for cells in sheet.rows:
        table._tbl.append(_row(cells, widths))
    held = io.BytesIO()
    file.save(held)
    return held.getvalue()


def _row(cells: Sequence[str], widths: Sequence[str], *, is_header: bool = False):
    """A row made by hand: python-docx counts a table's cells anew for every cell it adds."""
    row = OxmlElement("w:tr")
    settings = _add(row, "w:trPr")
    _add(settings, "w:cantSplit")
    if is_header:
        _add(settings, "w:tblHeader")
    for text, width in zip(cells, widths, strict=True):
        cell = _add(row, "w:tc")
        size = _add(_add(cell, "w:tcPr"), "w:tcW")
        size.set(qn("w:w"), width)
        size.set(qn("w:type"), "dxa")
        for line in text.split("\n"):
            run = _add(_add(cell, "w:p"), "w:r")
            looks = _add(run, "w:rPr")
            if is_header:
                _add(looks, "w:b")
            _add(looks, "w:sz").set(qn("w:val"), LETTER_HEIGHT)
            words = _add(run, "w:t")
            words.text = line.replace("\r", "")
            words.set(SPACE, "preserve")
    return row


def _add(parent, name: str):
    child = OxmlElement(name)
    parent.append(child)
    return child
