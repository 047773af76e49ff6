"""Tables of Word documents; cells merged downwards filled, what was struck out left out."""

from __future__ import annotations

import io

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tc

from chronology.reading.grid import Cell, Table, clean

TEXT, TAB, BREAK, PARAGRAPH = qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:p")


def tables_of(content: bytes) -> list[Table]:
    """Every table of a document that is known to be one (`documents.kinds`), in order."""
    tables = []
    for number, found in enumerate(Document(io.BytesIO(content)).tables, 1):
        table = Table(f"Table {number}")
        above: list[Cell] = []
        for at, tr in enumerate(found._tbl.tr_lst, 1):
            cells: list[Cell] = []
            for tc in tr.tc_lst:
                continues = tc.vMerge == "continue" and len(cells) < len(above)
                cells.append(above[len(cells)] if continues else Cell(_text(tc)))
                cells += [Cell()] * (tc.grid_span - 1)
            above = list(cells)
            table.add(at, cells)
        tables.append(table)
    return tables


def _text(tc: CT_Tc) -> str:
    parts: list[str] = []
    for element in tc.iter(TEXT, TAB, BREAK, PARAGRAPH):
        if element.tag == TEXT:
            parts.append(element.text or "")
        elif element.tag == TAB:
            parts.append(" ")
        elif parts:
            parts.append("\n")
    return clean("".join(parts))
