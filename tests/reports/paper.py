"""A report with every kind of block, and what to ask of the PDF made from it."""

import io

import page
from PIL import Image

from reports.blocks import (
    Bullets,
    Figure,
    Heading,
    KeyFacts,
    Link,
    Note,
    Numbered,
    PageBreak,
    Paragraph,
    Report,
    Table,
)
from reports.render import text, typeface
from tests.reports.tag_order import read

GUIDANCE = Link("the published guidance", "https://www.example.org/guidance?a=1&b=ŵ")
SENTENCE = "Nobody asked the second question, and the record does not say why. "


def png(width=80, height=40):
    out = io.BytesIO()
    Image.new("RGBA", (width, height), (47, 93, 124, 200)).save(out, "PNG")
    return out.getvalue()


def table(rows=3, words=SENTENCE, **given):
    body = tuple((f"{n} May", words, ("Read ", GUIDANCE, ".")) for n in range(1, rows + 1))
    return Table("What happened", ("Date", "What happened", "Source"), body, **given)


EVERY_BLOCK = (
    KeyFacts((("Person", "Siân Ŵyn, a nurse"), ("Terms", ("See ", GUIDANCE)))),
    Note("This document describes how the person died.", label="Before you read this"),
    Heading("What happened"),
    Paragraph(("She told a friend; see ", GUIDANCE, " for what should follow. ", SENTENCE * 3)),
    Heading("In numbers", 3),
    Bullets(("One", ("Two, with ", GUIDANCE), SENTENCE * 4)),
    Numbered(tuple(f"Step {number}" for number in range(1, 13))),
    Heading("In pictures", 4),
    Figure(png(), "Bars: three open, five closed"),
    Heading("Chronology"),
    table(6),
    Table("Without row names", ("A", "B"), (("", "b"), ("a", "")), row_header=False),
    PageBreak(),
    Heading("On its side"),
    table(2, wide=True),
    Note("No label here."),
    Paragraph("The end."),
)


def report(*blocks, **given):
    settled = {
        "title": "Learning from a review",
        "marking": "OFFICIAL-SENSITIVE",
        "subject": "GLO-2026-02",
        "footer": "Return or shred",
    }
    return Report(blocks=blocks, **{**settled, **given})


def faults(content):
    return [
        f"{fault.rule_id} {fault.message}"
        for fault in page.validate_pdf_bytes(content, profile="ua1").failures
    ]


def written(given):
    """The words of a report as they are on paper."""
    lines = (typeface.drawable(line, typeface.SERIF) for line in text.lines(given))
    return [line.strip(" \n").replace("\n", " ") for line in lines]


def said(content):
    return [part.words for part in read(content) if part.role != "Lbl"]
