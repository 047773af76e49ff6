"""Looks for real names, exact dates and addresses of a case in anything about to leave.

The first form of the gate: it finds what the case itself records, as it is written there or with
other letters for the same sounds left aside. It helps; it does not prove that a text is safe.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dhr_cases.models import Case, FamilyMember, Person
from dhr_cases.pseudonyms import real_names
from govuk.uncertain import UncertainDate

SHORTEST_PART = 3


def spaced(text: str) -> frozenset[str]:
    """The words of a list written with spaces."""
    return frozenset(text.split())


# Said before or inside names; none of them names anybody.
NOT_A_NAME = spaced(
    "mrs miss rev sir dame lady lord prof the and aka nee van der den von del della dos das bin "
    "binti ibn known also not formerly her his their she they own name names first last full "
    "call called likes either"
)
# Names that are everyday words too: these count only with a capital letter.
EVERYDAY = spaced(
    "rose hope grace faith joy will mark grant hill wood woods brown black white green young long "
    "short king bell cook baker stone price rich frank carol heather holly ivy lily poppy summer "
    "dawn eve gale ray dean earl art bill pat sue day love little small moss field fields banks "
    "church lane park street house child care good best wise power swift sharp case page may "
    "april june august"
)
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
BEFORE_A_MONTH = spaced(
    "in of by since from to until till during early late mid before after and between each"
)
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
POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b", re.IGNORECASE)

_MONTH = r"(" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + r"|sept)\.?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
DAY_MONTH = re.compile(rf"\b{_DAY}\s+(?:of\s+)?{_MONTH}(?![a-z])(?:,?\s+(\d{{4}}|\d\d)\b)?", re.I)
MONTH_DAY = re.compile(rf"\b{_MONTH}\s+{_DAY}\b(?!\d)(?:,?\s+(\d{{4}})\b)?", re.I)
YEAR_FIRST = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b")
DAY_FIRST = re.compile(r"\b(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d\d)\b")


@dataclass(frozen=True)
class Finding:
    """One thing that must not leave: where it stands, what it is, and the words themselves."""

    place: str
    kind: str
    shown: str

    def sentence(self, *, may_see_names: bool) -> str:
        """The finding for a person; the words are repeated only to those who may see names."""
        words = {
            "name": "a real name",
            "birth": "a date of birth",
            "death": "the exact date of the death",
            "address": "an address",
        }[self.kind]
        found = f"{words} (“{self.shown}”)" if may_see_names else words
        advice = {
            "name": "Use the pseudonym.",
            "birth": "Take it out, or use an age.",
            "death": "Use the month and year.",
            "address": "Take it out.",
        }[self.kind]
        return f"There is {found} in the {self.place}. {advice}"


@dataclass
class Protected:
    """What one case must keep: words, phrases, days and postcodes, folded for comparing."""

    words: set[str] = field(default_factory=set)
    phrases: set[tuple[str, ...]] = field(default_factory=set)
    births: set[tuple[int, int, int]] = field(default_factory=set)
    deaths: set[tuple[int, int, int]] = field(default_factory=set)
    addresses: set[tuple[str, ...]] = field(default_factory=set)
    postcodes: set[str] = field(default_factory=set)


def plain_letters(text: str) -> str:
    """Text without accents, invisible letters and possessive endings; capitals are kept."""
    text = LINE_END.sub("", text)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(ALIKE))
        kept = (letter for letter in text if unicodedata.category(letter) not in {"Mn", "Cf"})
        text = "".join(kept)
    text = BROKEN_WORD.sub("", text.translate(ALIKE))
    return POSSESSIVE.sub("", text).replace("'", "")


def tokens(text: str) -> list[str]:
    """The words and numbers of a text, capitals kept."""
    return WORD.findall(plain_letters(text))


def folded(text: str) -> tuple[str, ...]:
    """The words and numbers of a text for comparing."""
    return tuple(token.casefold() for token in tokens(text))


def protected(case: Case) -> Protected:
    """Everything of a case that must not leave. Costs two queries."""
    found = Protected()
    for person in Person.objects.filter(case=case).select_related("pseudonym_entry"):
        for name in real_names(person):
            protect_name(found, name)
        _protect_day(found.births, person.born_on)
        _protect_day(found.deaths, person.died_on)
        _protect_address(found, person.address)
    for member in FamilyMember.objects.filter(case=case):
        protect_name(found, member.preferred_name)
    _protect_day(found.deaths, case.died_on)
    return found


def protect_name(found: Protected, name: str) -> None:
    """Keep a name: each telling word of it, and all of it in order."""
    parts = folded(name)
    found.words |= {
        part
        for part in parts
        if len(part) >= SHORTEST_PART and part not in NOT_A_NAME and not part.isdigit()
    }
    if len(parts) > 1:
        found.phrases.add(parts)


def _protect_day(days: set[tuple[int, int, int]], date: UncertainDate | None) -> None:
    if date is not None and date.kind == "day":
        year, month, day = date.parts
        days.add((year, month, day))


def _protect_address(found: Protected, address: str) -> None:
    """Street and house, never the town alone: the town stands in every report."""
    found.postcodes |= {_postcode(match) for match in POSTCODE.finditer(address)}
    pieces = [piece for piece in re.split(r"[,\n]", POSTCODE.sub("", address)) if piece.strip()]
    for number, piece in enumerate(pieces):
        words = folded(piece)
        street = tuple(word for word in words if not word[0].isdigit())
        if len(words) > len(street) and street:
            found.addresses.add(words)
        if len(street) > 1 and (len(words) > len(street) or (number == 0 and len(pieces) > 1)):
            found.addresses.add(street)


def _postcode(match: re.Match[str]) -> str:
    return (match[1] + match[2]).upper()


def find(
    case: Case, texts: Mapping[str, str], metadata: Mapping[str, str] | None = None
) -> list[Finding]:
    """Everything in these texts and in what the files say of themselves that must not leave.

    `texts` and `metadata` give the words by the place they stand in, in words that complete
    "in the …". The same thing in one place is told once. Costs two queries.
    """
    guard = protected(case)
    places = [*texts.items(), *(metadata or {}).items()]
    found = [finding for place, text in places for finding in in_one(guard, place, text)]
    return list(dict.fromkeys(found))


def in_one(guard: Protected, place: str, text: str) -> Iterator[Finding]:
    """Everything known that stands in one text."""
    words = tokens(text)
    small = [word.casefold() for word in words]
    seen = set(small)
    for number, word in enumerate(words):
        if _is_name(guard, words, small, number):
            yield Finding(place, "name", word)
    for kind, phrases in (("name", guard.phrases), ("address", guard.addresses)):
        for phrase in sorted(phrase for phrase in phrases if seen.issuperset(phrase)):
            for start in _places_of(phrase, small):
                yield Finding(place, kind, " ".join(words[start : start + len(phrase)]))
    for match in POSTCODE.finditer(plain_letters(text)):
        if _postcode(match) in guard.postcodes:
            yield Finding(place, "address", match[0])
    for day, shown in days_in(text):
        for kind, days in (("birth", guard.births), ("death", guard.deaths)):
            if any(_same_day(day, known) for known in days):
                yield Finding(place, kind, shown)


def _is_name(guard: Protected, words: list[str], small: list[str], number: int) -> bool:
    word = small[number]
    singular = {word, word.removesuffix("s"), word.removesuffix("es")} & guard.words
    if not singular:
        return False
    if singular <= EVERYDAY and not words[number][0].isupper():
        return False
    return word not in MONTHS or not _is_a_month(small, number)


def _is_a_month(small: list[str], number: int) -> bool:
    """Whether May, April, June or August stands in a date here."""
    before = small[number - 1] if number else ""
    after = small[number + 1] if number + 1 < len(small) else ""
    return before.isdigit() or after.isdigit() or before in BEFORE_A_MONTH


def _places_of(phrase: tuple[str, ...], words: list[str]) -> Iterator[int]:
    size = len(phrase)
    for start in range(len(words) - size + 1):
        if words[start] == phrase[0] and tuple(words[start : start + size]) == phrase:
            yield start


Day = tuple[int | None, int, int]


def days_in(text: str) -> list[tuple[Day, str]]:
    """Each date written to the day: (year or None, month, day) and the words it is written in."""
    text = plain_letters(text)
    found: list[tuple[Day, str]] = []
    for match in DAY_MONTH.finditer(text):
        found.append(((_year(match[3]), _month(match[2]), int(match[1])), match[0]))
    for match in MONTH_DAY.finditer(text):
        found.append(((_year(match[3]), _month(match[1]), int(match[2])), match[0]))
    for match in YEAR_FIRST.finditer(text):
        found.append(((int(match[1]), int(match[2]), int(match[3])), match[0]))
    for match in DAY_FIRST.finditer(text):
        found.append(((_year(match[3]), int(match[2]), int(match[1])), match[0]))
    return [(day, shown) for day, shown in found if 1 <= day[1] <= 12 and 1 <= day[2] <= 31]


def _month(word: str) -> int:
    return next(n for n, name in enumerate(MONTHS, start=1) if name[:3] == word[:3].lower())


def _year(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _same_day(written: Day, known: tuple[int, int, int]) -> bool:
    year, month, day = written
    if (month, day) != known[1:] or year is None:
        return False
    return year == known[0] or (year < 100 and year == known[0] % 100)
