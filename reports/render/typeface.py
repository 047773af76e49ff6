"""Letters on paper: the faces we carry, how wide words are, and where lines end."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONTS = Path(__file__).resolve().parent.parent / "fonts"
SERIF, SERIF_BOLD = "ReviewSerif-Regular", "ReviewSerif-SemiBold"
SANS, SANS_BOLD = "ReviewSans-Regular", "ReviewSans-SemiBold"

INK, INK_2 = HexColor("#16191c"), HexColor("#4a5157")
BAND, LINK, FINE_RULE = HexColor("#24423d"), HexColor("#1f5673"), HexColor("#c9ced2")

UNKNOWN_LETTER = "¤"
SAME_LOOK = str.maketrans({"\u2010": "-", "\u2011": "-", "\u202f": "\u00a0", "\u2007": "\u00a0"})
BLANKS = re.compile(r"[^\S\n\u00a0]+")
LINE_ENDS = re.compile(r" ?(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]) ?")


@dataclass(frozen=True)
class Style:
    """How one kind of text looks. Lengths are in points."""

    font: str
    size: float
    leading: float
    colour: Color = INK
    before: float = 0
    after: float = 0


def tidy(text: str) -> str:
    """The text as it can stand in a document: composed letters, single blanks, nothing invisible.

    Line ends stay. Control and zero-width characters, marks of direction and half letters go.
    """
    text = LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text).translate(SAME_LOOK))
    text = BLANKS.sub(" ", text)
    return "".join(
        letter
        for letter in text
        if letter == "\n" or unicodedata.category(letter) not in {"Cc", "Cf", "Cs"}
    )


@lru_cache(maxsize=1)
def _faces() -> dict[str, TTFont]:
    """The four faces, read and made known to reportlab once."""
    faces = {
        name: TTFont(name, FONTS / f"{name}.ttf") for name in (SERIF, SERIF_BOLD, SANS, SANS_BOLD)
    }
    for face in faces.values():
        pdfmetrics.registerFont(face)
    return faces


def register() -> None:
    """Make the faces known to reportlab; a second call does nothing."""
    _faces()


def unknown_letters(text: str, font: str) -> set[str]:
    """Letters of the text for which the face has no shape."""
    known = _faces()[font].face.charToGlyph
    return {letter for letter in set(text) if letter != "\n" and ord(letter) not in known}


def drawable(text: str, font: str) -> str:
    """The tidied text, with a sign in place of each letter that the face lacks."""
    text = tidy(text)
    for letter in unknown_letters(text, font):
        text = text.replace(letter, UNKNOWN_LETTER)
    return text


@lru_cache(maxsize=20_000)
def _advances(word: str, font: str) -> tuple[int, ...]:
    face = _faces()[font].face
    return tuple(accumulate(face.getCharWidth(ord(letter)) for letter in word))


def width(text: str, style: Style) -> float:
    """The width of a text on one line, in points."""
    return _advances(text, style.font)[-1] * style.size / 1000 if text else 0.0


def widest_word(text: str, style: Style) -> float:
    """The width of the longest word, in points."""
    return max((width(word, style) for word in text.split()), default=0.0)


def lines(text: str, style: Style, room: float) -> Iterator[tuple[int, int]]:
    """Where each line starts and ends in the text, for lines of at most `room` points.

    The blank or line end at which a line breaks belongs to that line, so that the lines joined are
    the text. A word longer than a line is cut where it no longer fits.
    """
    start = at = 0
    used = 0.0
    blank = width(" ", style)
    for match in re.finditer(r"([^ \n]*)([ \n]?)", text):
        word, end = match.groups()
        if not word and not end:
            continue
        wide = width(word, style)
        if used + wide > room and at > start:
            yield start, at
            start, used = at, 0.0
        while wide > room:
            advances = _advances(word, style.font)
            fits = max(1, bisect_right(advances, room * 1000 / style.size))
            if fits >= len(word):
                break
            yield start, start + fits
            start += fits
            word = word[fits:]
            wide = width(word, style)
        at = match.end()
        used += wide + (blank if end == " " else 0)
        if end == "\n":
            yield start, at
            start, used = at, 0.0
    if start < len(text) or not text:
        yield start, len(text)
