"""The agenda and papers of a meeting as one file: numbered and marked with its reader (S92)."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.files.storage import storages
from django.utils import timezone
from django.utils.formats import date_format
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from reportlab.pdfgen.canvas import Canvas

from accounts.models import User
from documents.models import Document, ScanState, Version
from documents.storage import is_unaltered
from reports.blocks import Bullets, Heading, KeyFacts, Paragraph, Report
from reports.render.pdf import pdf
from reports.render.typeface import SANS
from workflow.meetings import RESTRICTED, readable_items, something_is_restricted
from workflow.models import AgendaItem, Meeting

HANDED_OUT = {ScanState.CLEAN, ScanState.NOT_SCANNED}
MOST_PAGES = 1500
MARK = 8  # points
EDGE = 14  # points from the edge of the paper


@dataclass(frozen=True)
class Paper:
    """One paper with the pages it brings, or none and then the reason."""

    title: str
    reader: PdfReader | None
    why_not: str = ""


def bundle(meeting: Meeting, *, may: Collection[str], by: User, at: datetime) -> bytes:
    """One PDF of what this reader may see of a meeting.

    The agenda is the front; papers follow in its order, once each. A paper that is no PDF, is
    locked or was altered since it came in is listed as such, and never silently left out.
    """
    items = readable_items(meeting, may)
    papers = _papers(items)
    front = PdfReader(io.BytesIO(pdf(_front(meeting, items, papers, may))))
    writer = PdfWriter()
    for page in front.pages:
        writer.add_page(page)
    for paper in papers.values():
        if paper.reader is None:
            continue
        starts = len(writer.pages)
        for page in paper.reader.pages:
            writer.add_page(page)
        writer.add_outline_item(title=paper.title, page_number=starts)
    mark = f"{by.name}, {date_format(timezone.localtime(at), 'j F Y, H:i')}"
    for number, page in enumerate(writer.pages, 1):
        page.transfer_rotation_to_content()
        page.merge_page(_mark(page, f"{mark}   Page {number} of {len(writer.pages)} of this file"))
    writer.add_metadata({"/Title": f"{meeting.case.reference}: meeting papers"})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _papers(items: Iterable[AgendaItem]) -> dict[int, Paper]:
    """Each document once, by its key, in the order of the agenda."""
    documents = {paper.document_id: paper.document for item in items for paper in item.papers.all()}
    newest: dict[int, Version] = {}
    for version in Version.objects.filter(document__in=documents).order_by("number"):
        newest[version.document_id] = version
    left = MOST_PAGES
    found: dict[int, Paper] = {}
    for key, document in documents.items():
        found[key] = paper = _read(document, newest.get(key), left)
        left -= len(paper.reader.pages) if paper.reader else 0
    return found


def _read(document: Document, version: Version | None, left: int) -> Paper:
    if version is None or version.scan_state not in HANDED_OUT or not is_unaltered(version):
        return Paper(str(document), None, "its file is not ready to be read")
    if version.extension != ".pdf":
        kind = version.extension.removeprefix(".").upper()
        return Paper(str(document), None, f"download it separately: it is a {kind} file")
    try:
        with storages["documents"].open(version.storage_name) as stored:
            reader = PdfReader(io.BytesIO(stored.read()))
        pages = 0 if reader.is_encrypted else len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError):
        pages = 0
    if not pages or pages > left:
        return Paper(str(document), None, "download it separately: it cannot be joined to others")
    return Paper(str(document), reader)


def _front(meeting, items, papers, may) -> Report:
    when = date_format(meeting.held_on, "l j F Y")
    if meeting.starts_at:
        when += f", {meeting.starts_at:%H:%M}"
    blocks = [KeyFacts((("Day", when), ("Place or link", meeting.place or "Not settled yet")))]
    blocks.append(Heading("Agenda"))
    for number, item in enumerate(items, 1):
        blocks.append(Heading(f"{number}. {item.title}", 3))
        lines = [_line(paper, papers[paper.document_id]) for paper in item.papers.all()]
        blocks.append(Bullets(tuple(lines)) if lines else Paragraph("No paper."))
    if something_is_restricted(meeting, may):
        blocks.append(Paragraph(RESTRICTED))
    return Report(
        title=str(meeting),
        blocks=tuple(blocks),
        marking="OFFICIAL-SENSITIVE",
        subject=meeting.case.reference,
        footer="Return or shred after the meeting",
    )


def _line(paper, joined: Paper) -> str:
    parts = [joined.title]
    if paper.reading_minutes:
        parts.append(f"about {paper.reading_minutes} minutes")
    if paper.document.is_distressing:
        parts.append("describes how the person died")
    if paper.content_note:
        parts.append(paper.content_note)
    if joined.reader is None:
        parts.append(joined.why_not)
    return "; ".join(parts)


def _mark(page, words: str):
    """The reader, the time and the number, at the head of one page of any size."""
    box = page.cropbox
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(float(box.right), float(box.top)), initialFontName=SANS)
    canvas.setFont(SANS, MARK)
    canvas.setFillGray(0.35)
    canvas.drawCentredString((float(box.left) + float(box.right)) / 2, float(box.top) - EDGE, words)
    canvas.save()
    return PdfReader(io.BytesIO(out.getvalue())).pages[0]
