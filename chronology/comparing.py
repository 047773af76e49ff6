"""Comparing all rows of a review once, and keeping what was found until a row changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, Max, Min, Sum

from chronology.combined import Combined, told
from chronology.compare.bodies import names_by_body
from chronology.compare.contradictions import Contradiction, at_odds, unrecorded
from chronology.compare.matching import Pair, propose
from chronology.models import Entry, PairChoice, SettledPair
from dhr_cases.models import Outcome

A_DAY = 24 * 60 * 60


@dataclass(frozen=True)
class Comparison:
    """What comparing found: pairs to be asked about, and contacts another has no record of.

    It holds lasting names, keys of agencies and numbers alone, no word of any row.
    """

    pairs: list[Pair]
    silent: list[Contradiction]


def compare(combined: Combined) -> Comparison:
    """The comparison of these rows, from the cache unless a row or an agency has changed.

    Two queries for the state of the rows and the agencies; one more for the words when it is not
    kept.
    """
    bodies, answered = _bodies(combined)
    key = _state(combined, bodies, answered)
    kept = cache.get(key)
    if kept is None:
        rows = told(combined.rows, combined.texts())
        names = names_by_body(bodies)
        kept = Comparison(propose(rows), unrecorded(rows, names, answered))
        cache.set(key, kept, A_DAY)
    return kept


def contradictions(
    combined: Combined, comparison: Comparison, settled: Iterable[SettledPair]
) -> list[Contradiction]:
    """Everything at odds, by where it stands in the chronology. One query."""
    said: dict[str, list[tuple[str, str]]] = {choice: [] for choice in PairChoice.values}
    for pair in settled:
        said[pair.choice].append((pair.one, pair.other))
    pairs = [*said[PairChoice.SAME], *(pair.keys for pair in comparison.pairs)]
    texts = combined.texts({key for pair in pairs for key in pair})
    rows = told(combined.rows, texts)
    found = at_odds(
        rows,
        said[PairChoice.SAME],
        comparison.pairs,
        different=said[PairChoice.DIFFERENT],
    )
    place = {row.key: number for number, row in enumerate(combined.rows)}
    return sorted([*found, *comparison.silent], key=lambda item: (place[item.one], item.kind))


def _bodies(combined: Combined) -> tuple[list[tuple[str, str, str]], frozenset[str]]:
    """The agencies of the review, and those of them that have said what they hold."""
    bodies = {key: (key, name, short) for key, name, short, _ in combined.asked}
    answered = {key for key, _, _, outcome in combined.asked if outcome == Outcome.NOTHING_HELD}
    for agency in combined.agencies.values():
        bodies.setdefault(agency.key, (agency.key, agency.name, ""))
    return sorted(bodies.values()), frozenset(answered | set(combined.agencies))


def _state(combined: Combined, bodies: list, answered: frozenset[str]) -> str:
    """A name for the rows as they are now: it changes when any row comes, goes or is mended."""
    rows = Entry.objects.counting().filter(case=combined.case)
    now = rows.aggregate(
        Count("pk"), Max("pk"), Sum("pk"), Sum("version"), Min("token"), Max("token")
    )
    said = repr((combined.case.pk, sorted(now.items()), bodies, sorted(answered)))
    return f"chronology-{hashlib.sha256(said.encode()).hexdigest()}"
