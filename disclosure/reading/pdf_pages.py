"""Reads the words of PDF pages, and tells those that do not show.

Each page is drawn, and the pixels under each character are compared: where the lightest and the
darkest are alike, nobody sees a letter there. So a black box, white text, text outside the page
and text drawn invisibly are found by one rule (security.md 4.3).
"""

from __future__ import annotations

import ctypes

import pypdfium2
import pypdfium2.raw as raw

from disclosure.reading.passages import NotRead, Reading

SCALE = 2.0
"""Pixels to a point of 1/72 inch."""
LEAST_CONTRAST = 50
"""Levels of grey, of 255, between a letter and its ground."""
THINNEST = 0.4
"""Points; what is thinner than this is a dot or a comma that drawing may lose."""
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
    count = textpage.count_chars()
    letters = [chr(raw.FPDFText_GetUnicode(textpage, n) or 32) for n in range(count)]
    whole = "".join(letters)
    reading.add(place, whole)
    if not whole.strip():
        reading.look_at(place, "There is no text here to check. A person must read the page.")
        return
    hidden = _hidden(page, textpage, letters)
    if any(hidden):
        shown = "".join(" " if h else letter for letter, h in zip(letters, hidden, strict=True))
        reading.add(place, shown)
    for run in _runs(letters, hidden):
        reading.add(f"hidden text of {place}", run, is_hidden=True)
        reading.must_fix(place, "There is text that does not show. Take it out, do not cover it.")


def _hidden(
    page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, letters: list[str]
) -> list[bool]:
    width, height = page.get_size()
    if max(width, height) > LARGEST_SIDE:
        raise NotRead("A page is too large to be drawn.")
    bitmap = page.render(
        scale=SCALE, grayscale=True, no_smoothtext=False, rotation=(-page.get_rotation()) % 360
    )
    stride, rows, columns = bitmap.stride, bitmap.height, bitmap.width
    pixels = bytes(bitmap.buffer)
    left, bottom, right, top = page.get_cropbox()
    sides = [ctypes.c_double() for _ in range(4)]
    found = []
    for number, letter in enumerate(letters):
        if (
            letter.isspace()
            or letter in "\x00\ufffe\xad"
            or raw.FPDFText_IsGenerated(textpage, number)
        ):
            found.append(False)
            continue
        raw.FPDFText_GetCharBox(textpage, number, *sides)
        x0, x1, y0, y1 = (side.value for side in sides)
        if x1 - x0 < THINNEST or y1 - y0 < THINNEST:
            found.append(_is_tiny(letter, x1 - x0, y1 - y0))
            continue
        if x1 <= left or x0 >= right or y1 <= bottom or y0 >= top:
            found.append(True)
            continue
        first, last = max(0, int((top - y1) * SCALE)), min(rows, int((top - y0) * SCALE) + 1)
        start, end = max(0, int((x0 - left) * SCALE)), min(columns, int((x1 - left) * SCALE) + 1)
        under = b"".join(
            pixels[row * stride + start : row * stride + end] for row in range(first, last)
        )
        found.append(not under or max(under) - min(under) < LEAST_CONTRAST)
    return found


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
