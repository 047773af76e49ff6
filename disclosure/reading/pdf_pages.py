"""Reads the words of PDF pages, and tells those that do not show.

Each page is drawn, and the pixels under each character are compared: where the lightest and the
darkest are alike, nobody sees a letter there. So a black box, white text, text outside the page
and text drawn invisibly are found by one rule (security.md 4.3).
"""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as raw

from disclosure.reading.passages import NotRead, Reading

SCALE = 1.5
"""Pixels to a point of 1/72 inch."""
LEAST_CONTRAST = 50
"""Levels of grey, of 255, between a letter and its ground."""
THINNEST = 0.4
"""Points; what is thinner than this is a dot or a comma that drawing may lose."""
UNDRAWN = frozenset("\x00\x02\ufffe\xad")
SURROGATE = re.compile("[\x00\ud800-\udfff]")
MOST_PAGES = 1500
LARGEST_SIDE = 4000
"""Points: a page longer than this on a side is not drawn."""


def read_pages(reading: Reading, content: bytes) -> None:
    """Add the words of every page, shown and hidden."""
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as damaged:
        raise NotRead("The PDF cannot be read.") from damaged
    try:
        if len(pdf) > MOST_PAGES:
            raise NotRead(f"It has more than {MOST_PAGES} pages.")
        if pdf.get_formtype():
            pdf.init_forms()
        for number in range(len(pdf)):
            _page(reading, pdf[number], f"page {number + 1}")
    except pypdfium2.PdfiumError as damaged:
        raise NotRead("A page of the PDF cannot be read.") from damaged
    finally:
        pdf.close()


def _page(reading: Reading, page: pypdfium2.PdfPage, place: str) -> None:
    textpage = page.get_textpage()
    letters = _letters(textpage)
    whole = "".join(letters)
    reading.add(place, whole)
    if not whole.strip():
        reading.look_at(place, "There is no text here to check. A person must read the page.")
        return
    hidden = _hidden(page, textpage, letters)
    if not any(hidden):
        return
    shown = "".join(" " if h else letter for letter, h in zip(letters, hidden, strict=True))
    reading.add(place, shown)
    for run in _runs(letters, hidden):
        reading.add(f"hidden text of {place}", run, is_hidden=True)
        reading.must_fix(place, "There is text that does not show. Take it out, do not cover it.")


def _letters(textpage: pypdfium2.PdfTextPage) -> list[str]:
    """Every letter of the page by its number, as PDFium counts them."""
    count = textpage.count_chars()
    whole = textpage.get_text_range(0, count) if count else ""
    # Letters without a meaning of their own are left out of the whole, and shift the rest.
    if len(whole) == count and not SURROGATE.search(whole):
        return list(whole)
    return [chr(raw.FPDFText_GetUnicode(textpage.raw, number) or 32) for number in range(count)]


def _hidden(
    page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, letters: list[str]
) -> list[bool]:
    width, height = page.get_size()
    if max(width, height) > LARGEST_SIDE:
        raise NotRead("A page is too large to be drawn.")
    bitmap = page.render(scale=SCALE, grayscale=True, rotation=(-page.get_rotation()) % 360)
    drawn = Drawn(bytes(bitmap.buffer), bitmap.stride, bitmap.width, bitmap.height)
    left, bottom, right, top = page.get_cropbox()
    x_low, x_high, y_low, y_high = sides = [ctypes.c_double() for _ in range(4)]
    # Asked for every letter of a report: what does not change is looked up once.
    box_of, shows, handle = raw.FPDFText_GetCharBox, drawn.shows, textpage.raw
    found = []
    for number, letter in enumerate(letters):
        if letter in UNDRAWN or letter.isspace():
            found.append(False)
            continue
        box_of(handle, number, *sides)
        x0, x1, y0, y1 = x_low.value, x_high.value, y_low.value, y_high.value
        if x1 - x0 < THINNEST or y1 - y0 < THINNEST:
            is_hidden = _is_tiny(letter, x1 - x0, y1 - y0)
        elif x1 <= left or x0 >= right or y1 <= bottom or y0 >= top:
            is_hidden = True
        else:
            is_hidden = not shows(x0 - left, top - y1, x1 - left, top - y0)
        found.append(is_hidden and not raw.FPDFText_IsGenerated(handle, number))
    return found


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as pixels of grey, row after row."""

    pixels: bytes
    stride: int
    width: int
    height: int

    def shows(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Whether anything stands out in this box, in points from the page's upper left corner."""
        first, last = int(top * SCALE), int(bottom * SCALE) + 1
        start, end = int(left * SCALE), int(right * SCALE) + 1
        if first < 0 or start < 0 or last > self.height or end > self.width:
            first, last = max(0, first), min(self.height, last)
            start, end = max(0, start), min(self.width, end)
        # Most letters stand out in their middle row already.
        middle = (first + last) // 2 * self.stride
        under = self.pixels[middle + start : middle + end]
        if under and first < last and max(under) - min(under) >= LEAST_CONTRAST:
            return True
        rows = range(first * self.stride, last * self.stride, self.stride)
        under = b"".join([self.pixels[row + start : row + end] for row in rows])
        return bool(under) and max(under) - min(under) >= LEAST_CONTRAST


def _is_tiny(letter: str, wide: float, high: float) -> bool:
    """Whether a letter is too small to be read; dots and strokes are thin by nature."""
    return letter.isalnum() and letter not in "Iil1|" and max(wide, high) < THINNEST


def _runs(letters: list[str], hidden: list[bool]) -> list[str]:
    """Hidden letters that stand together, at least two: a lone one is a clipped neighbour."""
    runs, current = [], ""
    for letter, is_hidden in zip(letters, hidden, strict=True):
        if is_hidden or (current and letter.isspace()):
            current += letter
            continue
        runs.append(current)
        current = ""
    runs.append(current)
    return [run.strip() for run in runs if sum(letter.isalnum() for letter in run) > 1]
