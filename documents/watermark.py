"""The name of the reader on every page of a copy; the original stays as it came (S122)."""

from __future__ import annotations

import io
from datetime import datetime
from functools import lru_cache
from threading import Lock

import pikepdf
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from reportlab.lib.colors import Color
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from documents.reading.limits import STUMBLES

FACE = "Watermark"
FONT = settings.BASE_DIR / "reports" / "fonts" / "ReviewSans-Regular.ttf"
INK = Color(0.3, 0.3, 0.3, alpha=0.9)
PALE = Color(0.4, 0.4, 0.4, alpha=0.16)
MARGIN, SMALL, LARGE = 14, 8, 34  # points
# reportlab reads a face through one shared cursor: two threads would spoil each other's letters.
ONE_AT_A_TIME = Lock()


class CannotBeMarked(ValueError):
    """A PDF on which no name can be put; the message says what to do."""


def marked(content: bytes, *, reader: str, reference: str, at: datetime) -> bytes:
    """A copy of a PDF that says on every page who took it and when.

    The words are drawn as an artifact, so that a screen reader reads the page and not its mark.
    Raises CannotBeMarked on what cannot be opened or drawn upon.
    """
    when = date_format(timezone.localtime(at), "j F Y, H:i")
    line = f"{reference}. Copy of {reader}, {when}. Do not pass it on."
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            for page in pdf.pages:
                _stamp(page, line, reader)
            held = io.BytesIO()
            pdf.save(held)
    except (pikepdf.PdfError, ValueError, AttributeError, *STUMBLES) as stumble:
        raise CannotBeMarked(
            "This PDF cannot be marked with your name, so it is not handed out. Ask the "
            "co-ordinator of the review."
        ) from stumble
    return held.getvalue()


def _stamp(page: pikepdf.Page, line: str, reader: str) -> None:
    left, bottom, right, top = (float(side) for side in page.cropbox)
    width, height = abs(right - left), abs(top - bottom)
    turned = int(page.obj.get("/Rotate", 0)) % 180
    size = (height, width) if turned else (width, height)
    with pikepdf.open(io.BytesIO(_mark(*size, line, reader))) as mark:
        page.add_overlay(mark.pages[0], pikepdf.Rectangle(left, bottom, right, top))


@lru_cache(maxsize=32)
def _mark(width: float, height: float, line: str, reader: str) -> bytes:
    """One page of this size, in points, with nothing on it but the mark."""
    held = io.BytesIO()
    with ONE_AT_A_TIME:
        _make_face_known()
        canvas = Canvas(held, pagesize=(width, height), invariant=True)
        canvas._code.append("/Artifact BMC")
        canvas.setFont(FACE, _fitting(line, width - 2 * MARGIN, SMALL))
        canvas.setFillColor(INK)
        canvas.drawCentredString(width / 2, MARGIN, line)
        canvas.setFont(FACE, _fitting(reader, min(width, height) * 0.9, LARGE))
        canvas.setFillColor(PALE)
        canvas.translate(width / 2, height / 2)
        canvas.rotate(45)
        canvas.drawCentredString(0, 0, reader)
        canvas._code.append("EMC")
        canvas.save()
    return held.getvalue()


def _fitting(words: str, room: float, largest: float) -> float:
    """The largest size, in points, at which these words fit this room."""
    needed = pdfmetrics.stringWidth(words, FACE, 1) or 1
    return max(min(largest, room / needed), 1)


def _make_face_known() -> None:
    if FACE not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FACE, FONT))
