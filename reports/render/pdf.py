"""Blocks made into a tagged PDF (PDF/UA-1) that says nothing about who made it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import singledispatchmethod
from threading import Lock

from pikepdf import Name
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from reports.blocks import (
    Bullets,
    Figure,
    Heading,
    KeyFacts,
    Note,
    Numbered,
    PageBreak,
    Paragraph,
    Report,
    Runs,
    Table,
    plain,
)
from reports.render import typeface
from reports.render.boxes import (
    CELL_GAP,
    Box,
    Grid,
    Picture,
    Row,
    Rule,
    Words,
    column_widths,
    needed_width,
)
from reports.render.pages import MARGIN, Page, Turn, paginate, room
from reports.render.tagging import Element, Pen, finish
from reports.render.typeface import INK_2, SANS, SANS_BOLD, SERIF, SERIF_BOLD, Style

TITLE = Style(SERIF_BOLD, 25, 30, before=2, after=9)
HEADINGS = {
    2: Style(SERIF_BOLD, 17, 22, before=20, after=6),
    3: Style(SERIF_BOLD, 13.5, 18, before=15, after=4),
    4: Style(SANS_BOLD, 12, 16, before=12, after=3),
}
BODY = Style(SERIF, 12, 17, after=9)
ITEM = Style(SERIF, 12, 17, before=0, after=3)
LAST_ITEM = Style(SERIF, 12, 17, after=9)
NOTE = Style(SERIF, 12, 17, after=12)
NOTE_LABEL = Style(SANS_BOLD, 12, 17, before=4)
MARKING = Style(SANS_BOLD, 10, 14, colour=typeface.BAND, after=6)
CAPTION = Style(SANS_BOLD, 11, 15)
CELL = Style(SANS, 10, 13.5)
STRONG_CELL = Style(SANS_BOLD, 10, 13.5)
FURNITURE = Style(SANS, 9, 12, colour=INK_2)

LIST_INDENT = 20
MOST_KEY_WIDTH = 0.38
TALLEST_PICTURE = 0.8
FURNITURE_AT = 11 * mm

# reportlab reads each face through one shared cursor: two threads would spoil each other's fonts.
ONE_AT_A_TIME = Lock()


@dataclass(frozen=True)
class PdfResult:
    """A finished file, how many pages it has, and letters that our faces could not show."""

    content: bytes
    pages: int
    unknown_letters: tuple[str, ...] = ()


def pdf(report: Report) -> bytes:
    """The report as a tagged PDF. The same report gives the same bytes."""
    return render(report).content


def pages(report: Report) -> int:
    """How many A4 pages the report takes, without drawing them."""
    return len(paginate(Story(report).things()))


def render(report: Report) -> PdfResult:
    """The report as a tagged PDF, with the number of its pages."""
    story = Story(report)
    laid_out = paginate(story.things())
    with ONE_AT_A_TIME:
        drawn, pen = _draw(report, story, laid_out)
    title = typeface.tidy(report.title).replace("\n", " ").strip()
    content = finish(drawn, pen, title=title, language=report.language)
    return PdfResult(content, len(laid_out), tuple(sorted(story.unknown)))


def _draw(report: Report, story: Story, laid_out: list[Page]) -> tuple[bytes, Pen]:
    """The pages as reportlab draws them, and what was noted about each stroke."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=1, initialFontName=SANS)
    pen = Pen(canvas, story.root)
    for number, page in enumerate(laid_out, start=1):
        canvas.setPageSize(page.size)
        _furniture(pen, report, page, f"Page {number} of {len(laid_out)}")
        for box, top in page.placed:
            box.draw(pen, MARGIN, top)
        pen.turn()
    canvas.save()
    return out.getvalue(), pen


def _furniture(pen: Pen, report: Report, page: Page, number: str) -> None:
    """What each page repeats. The first page has the marking in its text, where it is read out."""
    width, height = page.size
    if pen.page:
        with pen.artifact("Pagination", "Header") as canvas:
            text = " · ".join(part for part in (report.marking, report.subject) if part)
            _write(canvas, text, MARGIN, height - FURNITURE_AT, width - 2 * MARGIN)
    with pen.artifact("Pagination", "Footer") as canvas:
        left = _write(canvas, number, MARGIN, FURNITURE_AT, width - 2 * MARGIN)
        space = width - 2 * MARGIN - left - CELL_GAP
        text = _fitting(report.footer, space)
        _write(canvas, text, width - MARGIN - typeface.width(text, FURNITURE), FURNITURE_AT, space)


def _write(canvas: Canvas, text: str, x: float, y: float, space: float) -> float:
    text = _fitting(text, space)
    canvas.setFont(FURNITURE.font, FURNITURE.size)
    canvas.setFillColor(FURNITURE.colour)
    canvas.drawString(x, y, text)
    return typeface.width(text, FURNITURE)


def _fitting(text: str, space: float) -> str:
    """As many words as one line holds."""
    text = typeface.drawable(text, FURNITURE.font).replace("\n", " ").strip()
    start, end = next(typeface.lines(text, FURNITURE, space))
    return text[start:end].rstrip()


class Story:
    """The boxes of one report and the structure they belong to; made afresh for each drawing."""

    def __init__(self, report: Report):
        typeface.register()
        self.report = report
        self.root = Element("Document")
        self.unknown: set[str] = set()
        self.width, self.page_height = room(landscape=False)

    def things(self) -> Iterator[Box | Turn]:
        """Boxes and page turns in reading order."""
        if self.report.marking:
            yield self._words(
                (self.report.marking,), MARKING, self.root.add("P"), keep_with_next=True
            )
        yield self._words(
            (self.report.title,), TITLE, self.root.add("H1"), bookmark=1, keep_with_next=True
        )
        yield Rule()
        blocks = self.report.blocks
        for index, block in enumerate(blocks):
            turned = self.width != room(landscape=False)[0]
            wide = self._leads_to_wide(blocks[index:])
            if wide != turned:
                self.width, self.page_height = room(landscape=wide)
                yield Turn(landscape=wide)
            yield from self.boxes(block)

    def _leads_to_wide(self, blocks) -> bool:
        """Whether a wide table comes next; headings go with what they head."""
        for block in blocks:
            if not isinstance(block, Heading):
                return isinstance(block, Table) and self._is_wide(block)
        return False

    def _is_wide(self, table: Table) -> bool:
        return table.wide or needed_width(_columns(table), STRONG_CELL) > room(False)[0]

    def _words(self, words: Runs, style: Style, element: Element, room=None, **given) -> Words:
        self.unknown |= typeface.unknown_letters(typeface.tidy(plain(words)), style.font)
        return Words(words, style, element, self.width if room is None else room, **given)

    @singledispatchmethod
    def boxes(self, block) -> Iterator[Box | Turn]:
        """The boxes of one block."""
        raise TypeError(f"{type(block).__name__} is not a block of a report.")

    @boxes.register
    def _(self, block: Heading):
        yield self._words(
            (block.text,), HEADINGS[block.level], self.root.add(f"H{block.level}"),
            bookmark=block.level, keep_with_next=True,
        )  # fmt: skip

    @boxes.register
    def _(self, block: Paragraph):
        yield self._words(block.text, BODY, self.root.add("P"))

    @boxes.register
    def _(self, block: Note):
        part = self.root.add("Div")
        if block.label:
            yield self._words(
                (block.label,), NOTE_LABEL, part.add("P"), rule=True, keep_with_next=True
            )
        yield self._words(block.text, NOTE, part.add("P"), rule=True)

    @boxes.register
    def _(self, block: Bullets):
        yield from self._list(block.items, Name.Disc, lambda number: "•")

    @boxes.register
    def _(self, block: Numbered):
        yield from self._list(block.items, Name.Decimal, lambda number: f"{number}.")

    def _list(self, items, numbering, label) -> Iterator[Box]:
        part = self.root.add("L", attributes={"O": Name.List, "ListNumbering": numbering})
        indent = LIST_INDENT + (8 if len(items) > 99 else 0)
        for number, item in enumerate(items, start=1):
            entry = part.add("LI")
            yield self._words(
                item, LAST_ITEM if number == len(items) else ITEM,
                label_element=entry.add("Lbl"), label=label(number),
                element=entry.add("LBody"), indent=indent,
            )  # fmt: skip

    @boxes.register
    def _(self, block: Table):
        part = self.root.add("Table")
        caption = self._words((block.caption,), CAPTION, part.add("Caption"))
        widths = column_widths(_columns(block), STRONG_CELL, self.width)
        names = part.add("THead").add("TR")
        head = Row([
            self._words((name,), STRONG_CELL, _header_cell(names, "Column"), width - CELL_GAP)
            for name, width in zip(block.header, widths, strict=True)
        ])  # fmt: skip
        body = part.add("TBody")
        rows = [self._row(body.add("TR"), row, widths, block.row_header) for row in block.rows]
        yield Grid(rows, widths, head=head, caption=caption)

    @boxes.register
    def _(self, block: KeyFacts):
        longest = max(typeface.width(plain(key), STRONG_CELL) for key, _ in block.pairs)
        first = min(longest + 2 * CELL_GAP, self.width * MOST_KEY_WIDTH)
        widths = [first, self.width - first]
        body = self.root.add("Table").add("TBody")
        yield Grid(
            [
                self._row(body.add("TR"), ((key,), value), widths, True)
                for key, value in block.pairs
            ],
            widths,
        )

    def _row(self, parent: Element, row, widths, row_header: bool) -> Row:
        cells = []
        for index, (cell, width) in enumerate(zip(row, widths, strict=True)):
            heads = row_header and index == 0
            element = _header_cell(parent, "Row") if heads else parent.add("TD")
            style = STRONG_CELL if heads else CELL
            cells.append(self._words(cell, style, element, width - CELL_GAP))
        return Row(cells)

    @boxes.register
    def _(self, block: Figure):
        element = self.root.add("Figure", alt=typeface.tidy(block.alt))
        yield Picture(block.png, element, self.width, self.page_height * TALLEST_PICTURE)

    @boxes.register
    def _(self, block: PageBreak):
        yield Turn(landscape=self.width != room(landscape=False)[0])


def _columns(table: Table) -> list[list[str]]:
    rows = (table.header, *table.rows)
    return [
        [typeface.tidy(plain(row[index])) for row in rows] for index in range(len(table.header))
    ]


def _header_cell(parent: Element, scope: str) -> Element:
    return parent.add("TH", attributes={"O": Name.Table, "Scope": Name("/" + scope)})
