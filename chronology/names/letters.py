"""Letters and words as names are compared: without accents, capitals and apostrophes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

APOSTROPHES = "'\u2019\u2018\u02bc\u00b4`"
OTHER_LETTERS = str.maketrans({
    "\u0142": "l", "\u00f8": "o", "\u0111": "d", "\u0131": "i", "\u00e6": "ae", "\u0153": "oe",
    "\u00df": "ss",
})  # fmt: skip
TOKEN = re.compile(rf"[^\W\d_]+(?:[{APOSTROPHES}][^\W\d_]+)*")
POSSESSIVE = re.compile(rf"[{APOSTROPHES}][sS]$")
BETWEEN = re.compile(r"[\s\-\u2010-\u2015._,]{1,3}")
"""What may stand between two words of one name: `Hartwell, Hilary`, `hilary.hartwell`."""

_NOT_NAMES = """
mr mrs ms miss mx dr rev sir dame lady lord prof the and aka nee van der den von del della dos das
bin binti ibn known also not formerly her his their she they own name names first last full called
likes either person child unknown unborn baby
"""
NOT_A_NAME = frozenset(_NOT_NAMES.split())
"""Said before or inside names; none of them names anybody."""
_EVERYDAY = """
rose hope grace faith joy will mark grant hill wood woods brown black white green young long short
king bell cook baker stone price rich frank carol heather holly ivy lily poppy summer dawn eve gale
ray dean earl art bill pat sue day love little small moss field fields banks church lane park street
house care good best wise power swift sharp case page may april june august story read marsh quill
"""
EVERYDAY = frozenset(_EVERYDAY.split())
"""Names that are everyday words too: these count only with a capital letter."""
MONTHS = frozenset({"may", "april", "june", "august"})
NEAR_A_MONTH = re.compile(
    r"(?:\b\d{1,2}(?:st|nd|rd|th)?|in|of|by|since|from|to|until|till|during|early|late|mid|before|"
    r"after|and|between|each)\W{0,2}$",
    re.IGNORECASE,
)
TITLE = re.compile(r"\b(?:mr|mrs|ms|miss|mx|dr)\.?\s+$", re.IGNORECASE)


def visible(text: str) -> str:
    """Text without letters that nobody sees, so that none can hide inside a name."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(letter for letter in composed if unicodedata.category(letter) != "Cf")


@lru_cache(maxsize=65_536)
def folded(word: str) -> str:
    """One word for comparing: `O\u2019Brien`, `OBRIEN` and `O'Br\u00eden` are the same."""
    plain = unicodedata.normalize("NFKD", word.casefold().translate(OTHER_LETTERS))
    return "".join(letter for letter in plain if letter.isalpha())


def parts_of(name: str) -> list[str]:
    """The words of a name that can stand for somebody by themselves, folded."""
    found = [folded(word) for word in TOKEN.findall(visible(name))]
    return [word for word in found if len(word) > 1 and word not in NOT_A_NAME]
