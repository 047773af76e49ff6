"""The words of a row that tell it from other rows."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

WORD = re.compile(r"[^\W_]+")
SHORTEST = 3
_SAID = """
the and was were has had have that this with from for her his their she they him them which not but
who are been being also after before when where into about would said says stated records recorded
record note notes noted did does its there then than
"""
NOTHING_SAID = frozenset(_SAID.split())
ENDINGS = ("ing", "ed", "es", "s")


def words_of(text: str) -> tuple[str, ...]:
    """The words that say something, without accents, capitals and endings, in their order."""
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return tuple(
        _stem(word)
        for word in WORD.findall(plain)
        if len(word) >= SHORTEST and word not in NOTHING_SAID
    )


def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST + 1:
            return word[: -len(ending)]
    return word


def weights(texts: Iterable[Iterable[str]]) -> dict[str, float]:
    """How much each word tells: one that stands in few rows tells more."""
    texts = [frozenset(words) for words in texts]
    spread = Counter(word for words in texts for word in words)
    return {word: math.log((1 + len(texts)) / count) + 0.1 for word, count in spread.items()}


@dataclass(frozen=True, slots=True)
class Account:
    """The words of one row, made ready to be compared with many others."""

    words: frozenset[str]
    joined: str
    weight: float


def account_of(words: Iterable[str], telling: Mapping[str, float]) -> Account:
    """The words of a row with how much they tell together."""
    own = frozenset(words)
    return Account(own, " ".join(sorted(own)), sum(telling.get(word, 0.0) for word in own))


def likeness(one: Account, other: Account, telling: Mapping[str, float], *, floor: int = 0) -> int:
    """How alike two accounts are worded, from 0 to 100; 0 for anything below `floor`.

    Half is what share of the telling words of the shorter account the other has too, half is
    rapidfuzz's comparison of the words, which forgives spelling. An account of one or two words
    cannot be called alike.
    """
    if min(len(one.words), len(other.words)) < SHORTEST:
        return 0
    shared = sum(telling.get(word, 0.0) for word in one.words & other.words)
    smaller = min(one.weight, other.weight)
    share = 100 * shared / smaller if smaller else 0.0
    if (share + 100) / 2 < floor:
        return 0
    alike = (share + fuzz.ratio(one.joined, other.joined, score_cutoff=2 * floor - share)) / 2
    return round(alike) if alike >= floor else 0
