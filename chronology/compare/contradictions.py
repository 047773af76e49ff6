"""Where agencies' accounts are at odds, listed to be challenged; never concluded by a program."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from chronology.combine.rows import Row
from chronology.compare.bodies import finder
from chronology.compare.matching import Pair, pair_of
from chronology.compare.words import words_of

ANSWER_WITHIN = 7
"""Days within which the other agency should have some record of a contact or referral."""
ALIKE = 70
"""Wording from which a pair that nobody has settled yet is asked about, when it is at odds."""
HOURS_APART = 1
CONTACT = re.compile(
    r"\b(?:referr(?:ed|al|als|ing)|refers?|contact(?:ed|s)?|called|rang|telephoned|phoned|"
    r"e-?mail(?:ed)?|notif(?:ied|ication)|informed|reported to|shared with|passed to|sent to|"
    r"spoke (?:to|with)|liaised|letter to|handed over|alerted|told)\b",
    re.IGNORECASE,
)
NOT_SO = re.compile(
    r"\b(?:no|not|denied|denies|without|never|nil)\s+(?:any\s+)?([^\W\d_]{4,})", re.IGNORECASE
)
COUNTED = re.compile(r"\b(\d{1,3})\s+([^\W\d_]{4,})")
SAYS_LITTLE = {
    "further", "other", "known", "recorded", "seen", "time", "times", "years", "year", "months",
    "days",
}  # fmt: skip


class Kind(StrEnum):
    """The three ways in which accounts are at odds."""

    DATED = "dated"
    TOLD = "told"
    UNRECORDED = "unrecorded"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One thing to be challenged: the row that says so, and the other row or the silent body.

    `other` is the key of a row, or of a body where that body has no record. `why` says in words
    what differs; `settled` whether people have said that the two rows are one event.
    """

    kind: Kind
    one: str
    other: str
    why: str
    settled: bool = False


def at_odds(
    rows: Iterable[Row],
    same: Iterable[tuple[str, str]],
    proposed: Iterable[Pair],
    different: Iterable[tuple[str, str]] = (),
) -> list[Contradiction]:
    """Pairs dated or told differently: those settled to be one event, and those very alike."""
    by_key = {row.key: row for row in rows}
    settled = {pair_of(*pair) for pair in same}
    apart = {pair_of(*pair) for pair in different}
    alike = {pair.keys for pair in proposed if pair.wording >= ALIKE}
    found: list[Contradiction] = []
    for keys in settled | (alike - apart):
        if keys[0] in by_key and keys[1] in by_key:
            one, other = sorted((by_key[keys[0]], by_key[keys[1]]), key=lambda row: row.order)
            if one.agency != other.agency:
                found += _between(one, other, keys in settled)
    place = {key: row.order for key, row in by_key.items()}
    return sorted(found, key=lambda item: (place[item.one], place[item.other], item.kind))


def _between(one: Row, other: Row, settled: bool) -> Iterator[Contradiction]:
    if one.days and other.days and (one.days[1] < other.days[0] or other.days[1] < one.days[0]):
        why = "The dates cannot both be right."
        yield Contradiction(Kind.DATED, one.key, other.key, why, settled)
    told = [*_times(one, other), *_denied(one.text, other.text), *_counted(one.text, other.text)]
    if told:
        yield Contradiction(Kind.TOLD, one.key, other.key, " ".join(told), settled)


def _times(one: Row, other: Row) -> Iterator[str]:
    if one.on == other.on and one.at and other.at:
        hours = abs(_minutes(one.at) - _minutes(other.at)) / 60
        if hours > HOURS_APART:
            yield f"One account gives {one.at}, the other {other.at}."


def _minutes(at: str) -> int:
    hours, minutes = at.split(":")[:2]
    return int(hours) * 60 + int(minutes)


def _denied(one: str, other: str) -> Iterator[str]:
    """What one account says was not so and the other speaks of without a no."""
    for denying, telling in ((one, other), (other, one)):
        denied = {word.casefold() for word in NOT_SO.findall(denying)} - SAYS_LITTLE
        also = {word.casefold() for word in NOT_SO.findall(telling)}
        spoken = set(words_of(telling))
        for word in sorted(denied - also):
            if set(words_of(word)) & spoken:
                yield f"One account denies “{word}”, the other speaks of it."


def _counted(one: str, other: str) -> Iterator[str]:
    """Different numbers of the same thing."""
    first, second = _numbers(one), _numbers(other)
    for thing in sorted(first.keys() & second.keys()):
        if first[thing].isdisjoint(second[thing]):
            told = " and ".join(str(min(numbers)) for numbers in (first[thing], second[thing]))
            yield f"The accounts count differently ({thing}: {told})."


def _numbers(text: str) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for number, thing in COUNTED.findall(text):
        stem = next(iter(words_of(thing)), "")
        if stem and stem not in SAYS_LITTLE:
            found[stem].add(int(number))
    return found


def unrecorded(
    rows: Sequence[Row],
    names: Mapping[str, frozenset[str]],
    answered: frozenset[str],
    *,
    within: int = ANSWER_WITHIN,
) -> list[Contradiction]:
    """Contacts and referrals which the other agency has no record of within some days.

    `names` is what each body is called by others. Only bodies that have `answered` (an accepted
    chronology, or nothing held) can be asked why they have no record.
    """
    pattern, behind = finder({key: called for key, called in names.items() if key in answered})
    if pattern is None:
        return []
    days: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in rows:
        if row.days and not row.is_vague:
            days[row.agency].append(row.days)
    spans = {agency: _Spans(found) for agency, found in days.items()}
    found = []
    for row in rows:
        if row.days is None or row.is_vague:
            continue
        for body in _told(row, pattern, behind):
            first, last = row.days[0] - within, row.days[1] + within
            if body not in spans or not spans[body].touches(first, last):
                why = f"The other agency has no record within {within} days."
                found.append(Contradiction(Kind.UNRECORDED, row.key, body, why))
    return found


class _Spans:
    """Days of one agency's rows, asked whether any touches a window."""

    def __init__(self, spans: list[tuple[int, int]]):
        self.first = sorted(first for first, _ in spans)
        self.wide = sorted(span for span in spans if span[0] != span[1])

    def touches(self, first: int, last: int) -> bool:
        place = bisect_left(self.first, first)
        if place < len(self.first) and self.first[place] <= last:
            return True
        return any(begins <= last and ends >= first for begins, ends in self.wide)


def _told(row: Row, pattern: re.Pattern[str], behind: Mapping[str, str]) -> list[str]:
    """The other bodies which a sentence of this row says were told, asked or referred to."""
    told: list[str] = []
    for sentence in re.split(r"(?<=[.;!?])\s+|\n", row.text):
        if not CONTACT.search(sentence):
            continue
        for match in pattern.finditer(sentence):
            body = behind[match.group(1).casefold()]
            if body != row.agency and body not in told:
                told.append(body)
    return told
