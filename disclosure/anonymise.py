"""Looks for real names, exact dates and addresses of a case in anything about to leave.

The first form of the gate: it finds what the case itself records, as it is written there or with
other letters for the same sounds left aside. It helps; it does not prove that a text is safe.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dhr_cases.models import Case
from disclosure.days import MONTHS, same_day
from disclosure.letters import Folded, days_in, folded, plain_letters, spaced, tokens
from disclosure.protected import EVERYDAY, POSTCODE, Protected, postcode_of, protect_name, protected

__all__ = [
    "Finding",
    "Protected",
    "days_in",
    "find",
    "folded",
    "in_one",
    "plain_letters",
    "protect_name",
    "protected",
    "tokens",
]

BEFORE_A_MONTH = spaced(
    "in of by since from to until till during early late mid before after and between each"
)
SAID = {
    "name": ("a real name", "Use the pseudonym."),
    "birth": ("a date of birth", "Take it out, or use an age."),
    "death": ("the exact date of the death", "Use the month and year."),
    "address": ("an address", "Take it out."),
    "place": ("a place of work, study or care", "Say what kind of place it is."),
    "term": ("a protected term", "Say it in other words."),
    "number": ("a number or mark that belongs to somebody", "Take it out."),
    "event": ("the exact date of an event", "Use the month and year."),
}
"""Each kind in words, and what to do about it."""


@dataclass(frozen=True)
class Finding:
    """One thing that must not leave: where it stands, what it is, and the words themselves."""

    place: str
    kind: str
    shown: str

    def sentence(self, *, may_see_names: bool) -> str:
        """The finding for a person; the words are repeated only to those who may see names."""
        words, advice = SAID[self.kind]
        found = f"{words} (“{self.shown}”)" if may_see_names else words
        return f"There is {found} in the {self.place}. {advice}"


def find(
    case: Case, texts: Mapping[str, str], metadata: Mapping[str, str] | None = None
) -> list[Finding]:
    """Everything in these texts and in what the files say of themselves that must not leave.

    `texts` and `metadata` give the words by the place they stand in, in words that complete
    "in the …". The same thing in one place is told once. Costs five queries.
    """
    guard = protected(case)
    places = [*texts.items(), *(metadata or {}).items()]
    found = [finding for place, text in places for finding in in_one(guard, place, text)]
    return list(dict.fromkeys(found))


def in_one(guard: Protected, place: str, text: str) -> Iterator[Finding]:
    """Everything known that stands in one text."""
    for kind, shown in known_in(guard, Folded(text)):
        yield Finding(place, kind, shown)


def known_in(guard: Protected, text: Folded) -> Iterator[tuple[str, str]]:
    """Everything known that stands in one text: its kind, and the words."""
    words, small = text.words, text.small
    within = _allowed(guard, small)
    for number, word in enumerate(words):
        if number not in within and _is_name(guard, words, small, number):
            yield "name", word
    for number, word in enumerate(small):
        for kind, phrase in guard.starts.get(word, ()):
            end = number + len(phrase)
            if tuple(small[number:end]) == phrase and _is_meant(kind, phrase, words[number]):
                yield kind, " ".join(words[number:end])
    for match in POSTCODE.finditer(text.plain) if guard.postcodes else ():
        if postcode_of(match) in guard.postcodes:
            yield "address", match[0]
    if guard.code_rule:
        for match in guard.code_rule.finditer(text.plain):
            yield "number", match[0]
    for day, shown in text.days:
        for kind, days in (("birth", guard.births), ("death", guard.deaths),
                           ("event", guard.events)):  # fmt: skip
            if any(same_day(day, known) for known in days):
                yield kind, shown


def _allowed(guard: Protected, small: list[str]) -> set[int]:
    """Where words stand that belong to a real name which may be written."""
    within: set[int] = set()
    for phrase in guard.allowed:
        for number, word in enumerate(small):
            if word == phrase[0] and tuple(small[number : number + len(phrase)]) == phrase:
                within.update(range(number, number + len(phrase)))
    return within


def _is_meant(kind: str, phrase: tuple[str, ...], first: str) -> bool:
    """A place of one word needs its capital: Next and Boots are places, next and boots are not."""
    return kind != "place" or len(phrase) > 1 or first[0].isupper()


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
