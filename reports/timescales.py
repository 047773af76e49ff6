"""The section on timescales for the report, as Word: sentences, the table, and what it counts."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import docx
from django.utils.formats import date_format
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from dhr_cases.models import Case
from reports.models import ExportKind
from reports.services import Outgoing
from workflow.delay import Delay

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DAY = "j F Y"
TOTAL = "All explained days, each counted once"


def outgoing(case: Case, delay: Delay) -> Outgoing:
    """The file about to leave, with its words for the check of names. No query."""
    lost = [(row.words, row.lost) for row in delay.explained]
    if delay.rows:
        lost.append((TOTAL, delay.total))
    if delay.unexplained:
        lost.append((delay.unexplained.words, delay.unexplained.lost))
    table = [(words, str(days.calendar), str(days.working)) for words, days in lost]
    pieces = [
        (
            row.words,
            date_format(span.start, DAY),
            "Still going on" if span.is_open else date_format(span.end, DAY),
            span.what,
        )
        for row in delay.explained
        for span in row.spans
    ]
    words = [*delay.sentences(), *(cell for row in (*table, *pieces) for cell in row)]
    return Outgoing(
        kind=ExportKind.TIMESCALES,
        filename=f"{case.reference}-timescales.docx".lower(),
        content_type=TYPE,
        content=_document(case.reference, delay, table, pieces),
        texts={"timescales": "\n".join(words)},
        metadata={},
        contents=[{"rows": len(table), "pieces": len(pieces)}],
    )


def _document(reference: str, delay: Delay, table: Sequence, pieces: Sequence) -> bytes:
    file = docx.Document()
    file.core_properties.author = file.core_properties.comments = ""
    file.core_properties.title = f"Timescales {reference}"
    file.core_properties.language = "en-GB"
    file.sections[0].header.paragraphs[0].text = f"OFFICIAL-SENSITIVE. {reference}."
    file.add_heading("Timescales", level=1)
    for sentence in delay.sentences():
        file.add_paragraph(sentence)
    if table:
        file.add_heading("Where the time went", level=2)
        _table(file, ("Where the time went", "Days", "Working days"), table)
    if pieces:
        file.add_heading("What it is made of", level=2)
        _table(file, ("Where the time went", "From", "To", "What happened"), pieces)
    held = io.BytesIO()
    file.save(held)
    return held.getvalue()


def _table(file, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table whose headings are repeated on every page."""
    table = file.add_table(rows=1, cols=len(header), style="Table Grid")
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    for cell, words in zip(table.rows[0].cells, header, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
