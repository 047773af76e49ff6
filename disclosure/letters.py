"""Folding: the same word however it is written, broken, accented or hidden."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from disclosure.days import Day, days_written

LETTERS = {
    "\u0142": "l", "\u0141": "L", "\u00f8": "o", "\u00d8": "O", "\u0111": "d", "\u0110": "D",
    "\u0131": "i", "\u00e6": "ae", "\u00c6": "Ae", "\u0153": "oe", "\u0152": "Oe",
}  # fmt: skip
APOSTROPHES = "\u2019\u2018\u02bc\u00b4`"
ALIKE = str.maketrans(LETTERS | dict.fromkeys(APOSTROPHES, "'"))
POSSESSIVE = re.compile(r"'s\b", re.IGNORECASE)
# How readers of PDFs say that a word goes on after a hyphen at the end of a line.
LINE_END = re.compile("[\x02\ufffe]\\s*|\xad\\s*\n\\s*")
BROKEN_WORD = re.compile(r"(?<=\w)[-\u2010]\s*\n\s*(?=\w)")
WORD = re.compile(r"[^\W\d_]+|\d+")


def spaced(text: str) -> frozenset[str]:
    """The words of a list written with spaces."""
    return frozenset(text.split())


def plain_letters(text: str) -> str:
    """Text without accents, invisible letters and possessive endings; capitals are kept."""
    text = LINE_END.sub("", text)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(ALIKE))
        # Each letter is judged once, however often it stands in the text.
        unseen = (letter for letter in set(text) if unicodedata.category(letter) in {"Mn", "Cf"})
        text = text.translate(dict.fromkeys(map(ord, unseen)))
    text = BROKEN_WORD.sub("", text.translate(ALIKE))
    return POSSESSIVE.sub("", text).replace("'", "")


def tokens(text: str) -> list[str]:
    """The words and numbers of a text, capitals kept."""
    return WORD.findall(plain_letters(text))


def folded(text: str) -> tuple[str, ...]:
    """The words and numbers of a text for comparing."""
    return tuple(token.casefold() for token in tokens(text))


def days_in(text: str) -> list[tuple[Day, str]]:
    """Each date written to the day, as `days_written`, of a text as it came."""
    return days_written(plain_letters(text))


@dataclass(frozen=True)
class Folded:
    """One text, folded once for everything that is looked for in it."""

    text: str

    @cached_property
    def plain(self) -> str:
        """The text in plain letters, capitals kept."""
        return plain_letters(self.text)

    @cached_property
    def words(self) -> list[str]:
        """Its words and numbers, capitals kept."""
        return WORD.findall(self.plain)

    @cached_property
    def small(self) -> list[str]:
        """Its words and numbers for comparing."""
        return [word.casefold() for word in self.words]

    @cached_property
    def days(self) -> list[tuple[Day, str]]:
        """Each date written to the day, in the text's order by way of writing."""
        return days_written(self.plain)
