"""Which rows of different agencies may tell of the same event; people decide (S82)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from chronology.combine.rows import VAGUE_DAYS, Row
from chronology.compare.words import Account, account_of, likeness, weights, words_of

WINDOW = 7
"""Days that two agencies may differ by and still be asked whether they mean one event."""
TELLING_WORDS = 12
"""How many of a row's rarest words it is looked up by."""
COMMON = 400
"""A word in more rows than this finds nothing by itself."""
ENOUGH = 55
"""The score from which a pair is proposed; out of 100."""
LIKE_ENOUGH = 34
"""However close the dates are, wording less alike than this proposes nothing."""
SHARED = 2
"""Telling words that two rows must share to be compared at all."""
FROM_DATES, FROM_WORDS = 0.4, 0.6


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows of different agencies that may be the same event; `one` stands first."""

    one: str
    other: str
    score: int
    wording: int
    days_apart: int

    @property
    def keys(self) -> tuple[str, str]:
        """The two keys in the order by which a decision is kept."""
        return pair_of(self.one, self.other)


def pair_of(one: str, other: str) -> tuple[str, str]:
    """The name of a pair, whichever way round it is told."""
    return (one, other) if one <= other else (other, one)


def days_apart(one: Row, other: Row) -> int | None:
    """The fewest days between two rows, 0 when they can be the same day; None when not known."""
    if one.days is None or other.days is None:
        return None
    return max(one.days[0] - other.days[1], other.days[0] - one.days[1], 0)


def closeness(one: Row, other: Row) -> int:
    """How close two dates are, from 0 to 100.

    The same day is 100, and less the further apart; a month says less than a day. Times on one
    day within the hour count in full, others a little less.
    """
    apart = days_apart(one, other)
    if apart is None or apart > WINDOW or one.is_vague or other.is_vague:
        return 0
    widest = max(days[1] - days[0] for days in (one.days, other.days) if days)
    value = 100 - 10 * apart - min(widest, 40)
    if apart == 0 and not widest and one.at and other.at:
        value -= min(abs(_minutes(one.at) - _minutes(other.at)) // 60, 10)
    return max(value, 0)


def _minutes(at: str) -> int:
    hours, minutes = at.split(":")[:2]
    return int(hours) * 60 + int(minutes)


def propose(rows: Iterable[Row]) -> list[Pair]:
    """Pairs worth asking about, best first, then in the order of the rows.

    A row is compared only with rows of other agencies within the window that share telling words
    with it, so that twenty thousand rows stay quick.
    """
    rows = sorted((row for row in rows if not row.is_vague), key=lambda row: (row.days, row.order))
    words = [words_of(row.text) for row in rows]
    telling = weights(words)
    accounts = [account_of(own, telling) for own in words]
    found = []
    for one, other in _worth_comparing(rows, accounts, telling):
        wording = likeness(accounts[one], accounts[other], telling, floor=LIKE_ENOUGH)
        if wording:
            pair = _pair(rows[one], rows[other], wording)
            if pair.score >= ENOUGH:
                found.append(pair)
    place = {row.key: number for number, row in enumerate(rows)}
    return sorted(found, key=lambda pair: (-pair.score, place[pair.one], place[pair.other]))


def _pair(one: Row, other: Row, wording: int) -> Pair:
    score = round(FROM_DATES * closeness(one, other) + FROM_WORDS * wording)
    return Pair(one.key, other.key, score, wording, days_apart(one, other) or 0)


def _worth_comparing(
    rows: Sequence[Row], accounts: Sequence[Account], telling: Mapping[str, float]
) -> Iterator[tuple[int, int]]:
    """Numbers of rows within the window of their dates that share telling words."""
    spread = Counter(word for account in accounts for word in account.words)
    where: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        telling_words = [word for word in accounts[number].words if 2 <= spread[word] <= COMMON]
        telling_words.sort(key=lambda word: (-telling[word], word))
        since = (row.days or (0, 0))[0] - WINDOW
        shared: Counter[int] = Counter()
        for word in telling_words[:TELLING_WORDS]:
            for earlier in reversed(where[word]):
                if rows[earlier].days[0] < since - VAGUE_DAYS:  # type: ignore[index]
                    break
                shared[earlier] += 1
            where[word].append(number)
        for earlier, words in shared.items():
            other = rows[earlier]
            if words >= SHARED and other.agency != row.agency and other.days[1] >= since:  # type: ignore[index]
                yield earlier, number
