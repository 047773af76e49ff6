"""What stands on a page: words, tables and pictures, which can be measured, split and drawn."""

from __future__ import annotations

import copy
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from reports.blocks import Link, Runs
from reports.render import typeface
from reports.render.tagging import Annotated, Bookmark, Element, Pen
from reports.render.typeface import Style

URL_LETTERS = "!#$%&'()*+,/:;=?@[]~"
FEWEST_LINES = 2
NOTE_INDENT = 14
CELL_PAD = 4.5
CELL_GAP = 10
RULE_ROOM = 7
POINTS_A_PIXEL = 0.75
LONGEST_ORDINARY_WORD = 120


class Box:
    """Something that takes its width as given and knows its height, in points."""

    before = 0.0
    after = 0.0
    keep_with_next = False
    height = 0.0

    @property
    def least(self) -> float:
        """The height below which no part of the box may begin on a page."""
        return self.height

    def split(self, room: float) -> tuple[Box, Box] | None:
        """The part that fits into the room and the part that is left, or None."""
        return None

    def draw(self, pen: Pen, x: float, top: float) -> None:
        raise NotImplementedError


@dataclass(frozen=True)
class _Piece:
    element: Element
    text: str
    x: float
    y: float


class Words(Box):
    """A stretch of text in one style: a paragraph, a heading, an item of a list, a cell."""

    def __init__(
        self, words: Runs, style: Style, element: Element, room: float, *, label: str = "",
        label_element: Element | None = None, indent: float = 0, rule: bool = False,
        bookmark: int = 0, keep_with_next: bool = False,
    ):  # fmt: skip
        self.style, self.element = style, element
        self.label, self.label_element = label, label_element
        self.rule, self.bookmark, self.keep_with_next = rule, bookmark, keep_with_next
        self.indent = NOTE_INDENT if rule else indent
        self.before, self.after = style.before, style.after
        self.text, self.spans = _spans(words, style, element)
        self.lines = list(typeface.lines(self.text, style, room - self.indent))

    @property
    def height(self) -> float:
        return len(self.lines) * self.style.leading

    @property
    def least(self) -> float:
        return min(len(self.lines), FEWEST_LINES) * self.style.leading

    def split(self, room: float) -> tuple[Box, Box] | None:
        count = min(int(room / self.style.leading + 0.01), len(self.lines) - FEWEST_LINES)
        return self.cut(count) if count >= FEWEST_LINES else None

    def cut(self, count: int) -> tuple[Words, Words]:
        """The first lines and the others, both content of the same element."""
        first, rest = copy.copy(self), copy.copy(self)
        first.lines, rest.lines = self.lines[:count], self.lines[count:]
        first.after = rest.before = 0
        rest.label, rest.bookmark = "", 0
        return first, rest

    def draw(self, pen: Pen, x: float, top: float) -> None:
        if self.rule:
            with pen.artifact() as canvas:
                canvas.setFillColor(typeface.BAND)
                canvas.rect(x, top - self.height, 2.5, self.height, stroke=0, fill=1)
        if self.bookmark:
            pen.bookmarks.append(Bookmark(self.bookmark, self.text, pen.page, top))
        if self.label and self.label_element:
            with pen.marked(self.label_element) as canvas:
                self._write(canvas, self.label + " ", x, self._baseline(top, 0))
        for element, group in groupby(self._pieces(x, top), key=lambda piece: piece.element):
            pieces = list(group)
            with pen.marked(element) as canvas:
                for piece in pieces:
                    self._write(canvas, piece.text, piece.x, piece.y, link=bool(element.href))
            if element.href:
                self._link(pen, element, pieces)

    def draw_again(self, canvas: Canvas, x: float, top: float) -> None:
        """The same words once more, as furniture: the caller says that they are an artifact."""
        for piece in self._pieces(x, top):
            self._write(canvas, piece.text, piece.x, piece.y)

    def _baseline(self, top: float, line: int) -> float:
        return top - line * self.style.leading - (self.style.leading + self.style.size * 0.66) / 2

    def _pieces(self, x: float, top: float) -> Iterator[_Piece]:
        for number, (start, end) in enumerate(self.lines):
            y, across = self._baseline(top, number), x + self.indent
            for first, last, element in self.spans:
                text = self.text[max(first, start) : min(last, end)].replace("\n", " ")
                if text:
                    yield _Piece(element, text, across, y)
                    across += typeface.width(text, self.style)

    def _write(self, canvas: Canvas, text: str, x: float, y: float, *, link: bool = False) -> None:
        canvas.setFont(self.style.font, self.style.size)
        canvas.setFillColor(typeface.LINK if link else self.style.colour)
        canvas.drawString(x, y, text)

    def _link(self, pen: Pen, element: Element, pieces: Sequence[_Piece]) -> None:
        boxes = []
        with pen.artifact() as canvas:
            canvas.setStrokeColor(typeface.LINK)
            canvas.setLineWidth(0.5)
            for piece in pieces:
                end = piece.x + typeface.width(piece.text.rstrip(), self.style)
                canvas.line(piece.x, piece.y - 1.8, end, piece.y - 1.8)
                low = piece.y - self.style.size * 0.3
                boxes.append((piece.x, low, end, low + self.style.size * 1.2))
        element.kids.append(Annotated(pen.page, tuple(boxes)))


def _spans(
    words: Runs, style: Style, element: Element
) -> tuple[str, list[tuple[int, int, Element]]]:
    """The joined text and which part of it is content of which element."""
    text = ""
    spans = []
    for run in words:
        link = isinstance(run, Link)
        part = typeface.drawable(run.text if link else run, style.font)
        if not text or text[-1] in " \n":
            part = part.lstrip(" \n")
        owner = element
        if link:
            owner = Element("Link", element, alt=part.strip(), href=quote(run.href, URL_LETTERS))
        spans.append((len(text), len(text) + len(part), owner))
        text += part
    return text.rstrip(" \n"), [span for span in spans if span[0] < len(text.rstrip(" \n"))]


class Rule(Box):
    """A short band under the title."""

    height, after = 3.0, 14.0
    keep_with_next = True

    def draw(self, pen: Pen, x: float, top: float) -> None:
        with pen.artifact() as canvas:
            canvas.setFillColor(typeface.BAND)
            canvas.rect(x, top - self.height, 64, self.height, stroke=0, fill=1)


class Picture(Box):
    """A picture at its natural size, or smaller where it would not fit."""

    before = after = 8.0

    def __init__(self, png: bytes, element: Element, room: float, tallest: float):
        self.image, self.element = ImageReader(io.BytesIO(png)), element
        wide, high = (side * POINTS_A_PIXEL for side in self.image.getSize())
        scale = min(1, room / wide, tallest / high)
        self.width, self.height = wide * scale, high * scale

    def draw(self, pen: Pen, x: float, top: float) -> None:
        bottom = top - self.height
        with pen.marked(self.element) as canvas:
            canvas.drawImage(self.image, x, bottom, self.width, self.height, mask="auto")
        self.element.place((x, bottom, x + self.width, top))


class Row:
    """One row of a table."""

    def __init__(self, cells: Sequence[Words]):
        self.cells = cells
        self.height = max(cell.height for cell in cells) + 2 * CELL_PAD

    @property
    def least(self) -> float:
        return max(cell.least for cell in self.cells) + 2 * CELL_PAD

    def split(self, room: float) -> tuple[Row, Row] | None:
        """The lines of each cell that fit, and those that are left; None where too few fit."""
        pairs = []
        for cell in self.cells:
            count = int((room - 2 * CELL_PAD) / cell.style.leading + 0.01)
            if count < min(FEWEST_LINES, len(cell.lines)):
                return None
            pairs.append(cell.cut(count))
        first, rest = zip(*pairs, strict=True)
        return Row(first), Row(rest)

    def draw(self, pen: Pen, lefts: Sequence[float], top: float) -> None:
        for left, cell in zip(lefts, self.cells, strict=True):
            cell.draw(pen, left, top - CELL_PAD)

    def draw_again(self, canvas: Canvas, lefts: Sequence[float], top: float) -> None:
        for left, cell in zip(lefts, self.cells, strict=True):
            cell.draw_again(canvas, left, top - CELL_PAD)


class Grid(Box):
    """A table: a caption, a row of column names that each page repeats, and rows."""

    before, after = 6.0, 16.0

    def __init__(
        self, rows: Sequence[Row], widths: Sequence[float], *, head: Row | None = None,
        caption: Words | None = None,
    ):  # fmt: skip
        self.rows, self.widths, self.head, self.caption = rows, widths, head, caption
        self.continued = False

    @property
    def _top(self) -> float:
        caption = self.caption.height + RULE_ROOM if self.caption else 0
        return caption + (self.head.height if self.head else 0)

    @property
    def height(self) -> float:
        return self._top + sum(row.height for row in self.rows)

    @property
    def least(self) -> float:
        return self._top + self.rows[0].least

    def split(self, room: float) -> tuple[Box, Box] | None:
        left, count = room - self._top, 0
        while count < len(self.rows) and self.rows[count].height <= left:
            left -= self.rows[count].height
            count += 1
        first, rest = list(self.rows[:count]), list(self.rows[count:])
        if rest[0].height > room * 0.5:
            parts = rest[0].split(left)
            if parts:
                first.append(parts[0])
                rest[0] = parts[1]
        return (self._part(first, False), self._part(rest, True)) if first else None

    def _part(self, rows: Sequence[Row], continued: bool) -> Grid:
        part = copy.copy(self)
        part.rows = rows
        if continued:
            part.continued, part.caption, part.before = True, None, 0
        return part

    def draw(self, pen: Pen, x: float, top: float) -> None:
        lefts = [x + sum(self.widths[:index]) for index in range(len(self.widths))]
        right = x + sum(self.widths)
        if self.caption:
            self.caption.draw(pen, x, top)
            top -= self.caption.height + RULE_ROOM
        if self.head:
            if self.continued:
                with pen.artifact("Pagination") as canvas:
                    self.head.draw_again(canvas, lefts, top)
            else:
                self.head.draw(pen, lefts, top)
            top -= self.head.height
            self._line(pen, x, right, top, typeface.BAND, 1.2)
        for row in self.rows:
            row.draw(pen, lefts, top)
            top -= row.height
            self._line(pen, x, right, top, typeface.FINE_RULE, 0.6)

    @staticmethod
    def _line(pen: Pen, x: float, right: float, y: float, colour: Color, thick: float) -> None:
        with pen.artifact() as canvas:
            canvas.setStrokeColor(colour)
            canvas.setLineWidth(thick)
            canvas.line(x, y, right, y)


def column_widths(texts: Sequence[Sequence[str]], style: Style, room: float) -> list[float]:
    """Share the room among columns by what stands in them, no word cut while that can be had.

    Args:
        texts: the cells of each column, its name included.
        style: the boldest style used in them.
        room: the whole width, in points.
    """
    longest = [max(typeface.widest_word(text, style) for text in column) for column in texts]
    fewest = [wide + CELL_GAP for wide in longest]
    if sum(fewest) > room:
        return _squeezed(fewest, room)
    spare = room - sum(fewest)
    wishes = [
        max(
            max(typeface.width(line, style) for text in column for line in text.split("\n"))
            - least,
            0,
        )
        for column, least in zip(texts, longest, strict=True)
    ]
    more = _squeezed(wishes, spare)
    over = (spare - sum(more)) / len(texts)
    return [least + part + over for least, part in zip(fewest, more, strict=True)]


def _squeezed(wished: Sequence[float], room: float) -> list[float]:
    """Modest wishes are met in full; only those above a fair share give way."""
    left, width, waiting = room, [0.0] * len(wished), set(range(len(wished)))
    while waiting:
        share = left / len(waiting)
        modest = {index for index in waiting if wished[index] <= share}
        if not modest:
            for index in waiting:
                width[index] = share
            break
        for index in modest:
            width[index] = wished[index]
            left -= wished[index]
        waiting -= modest
    return width


def needed_width(texts: Sequence[Sequence[str]], style: Style) -> float:
    """The width at which no ordinary word of a table is cut, in points.

    A web address or a slip of the keyboard is longer than any word and may be cut.
    """
    words = (max(typeface.widest_word(text, style) for text in column) for column in texts)
    return sum(min(wide, LONGEST_ORDINARY_WORD) + CELL_GAP for wide in words)
