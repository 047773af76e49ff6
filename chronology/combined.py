"""The combined chronology of a review: where each counting row stands, and its words when asked.

Rows are placed without their words, so that a page of a hundred costs the same few queries
whether the review has 500 rows or 20,000.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.db.models import TextField
from django.db.models.functions import Cast

from chronology.combine.rows import Row, merge
from chronology.models import Entry, Mark, PairChoice, SettledPair
from dhr_cases.models import Case
from govuk.dates import UncertainDate

MANY = 500
"""From so many rows on, all rows of a review are asked for rather than each by its key."""
COLOURS = 6
WORDS = ("happened", "outcome", "voice", "comment", "source", "people")


@lru_cache(maxsize=65_536)
def recorded(starts: str, ends: str) -> str:
    """When a row was, as one canonical date: from its start to its end where it has both."""
    if not ends or not starts or ends == starts:
        return starts
    first, last = UncertainDate(starts), UncertainDate(ends)
    if not (first.is_known and last.is_known):
        return starts
    try:
        return UncertainDate.between(first.start, last.end).text
    except ValueError:
        return starts


@dataclass(frozen=True)
class Agency:
    """One agency in the combined chronology; `number` gives it its colour and its lane."""

    key: str
    name: str
    number: int

    @property
    def colour(self) -> int:
        """Which of the six colours of rules it has; the name always stands beside it."""
        return self.number % COLOURS + 1


class Combined:
    """Every counting row of a review in its order, without words. One query."""

    def __init__(self, case: Case):
        self.case = case
        self.keys: dict[str, int] = {}
        names: dict[str, str] = {}
        rows: list[Row] = []
        placed = (
            Entry.objects.counting()
            .filter(case=case)
            .order_by()
            .values_list(
                "pk",
                "lineage",
                "file__organisation__key",
                "file__organisation__name",
                Cast("starts", TextField()),
                Cast("ends", TextField()),
                "start_time",
                "position",
            )
        )
        for pk, lineage, agency, name, starts, ends, at, position in placed:
            self.keys[lineage] = pk
            names[agency] = name
            when = at.isoformat(timespec="minutes") if at else ""
            rows.append(Row(lineage, agency, recorded(starts, ends), when, position))
        self.rows = merge([rows])
        in_order = sorted(names.items(), key=lambda item: item[1].casefold())
        self.agencies = {
            key: Agency(key, name, number) for number, (key, name) in enumerate(in_order)
        }

    def __contains__(self, lineage: str) -> bool:
        return lineage in self.keys

    @cached_property
    def asked(self) -> list[tuple[str, str, str, str]]:
        """What the review asked of agencies: key, name, short name, what came of it. One query."""
        columns = ("key", "name", "short_name")
        return list(
            self.case.agencyrequests.order_by("organisation__key").values_list(
                *(f"organisation__{column}" for column in columns), "outcome"
            )
        )

    def entries(self, rows: Sequence[Row]) -> dict[str, Entry]:
        """The full rows, by their lasting name. One query."""
        found = Entry.objects.counting().filter(case=self.case)
        if len(rows) < MANY:
            found = found.filter(pk__in=[self.keys[row.key] for row in rows])
        return {entry.lineage: entry for entry in found.select_related("file").order_by("pk")}

    def texts(self, only: Collection[str] | None = None) -> dict[str, tuple[str, ...]]:
        """The words of the rows, by their lasting name, in the order of WORDS. One query."""
        found = Entry.objects.counting().filter(case=self.case).order_by()
        if only is not None and len(only) < MANY:
            found = found.filter(pk__in=[self.keys[key] for key in only if key in self.keys])
        return {row[0]: row[1:] for row in found.values_list("lineage", *WORDS)}


def told(rows: Iterable[Row], texts: dict[str, tuple[str, ...]]) -> list[Row]:
    """The rows that have words here, with those that are compared: what happened, what was done."""
    return [
        Row(row.key, row.agency, row.on, row.at, row.place, " ".join(texts[row.key][:2]).strip())
        for row in rows
        if row.key in texts
    ]


def marks_on(case: Case) -> dict[str, list[Mark]]:
    """The marks of a review, by row. One query."""
    found: dict[str, list[Mark]] = defaultdict(list)
    for mark in Mark.objects.filter(case=case):
        found[mark.lineage].append(mark)
    return found


def same_events(case: Case) -> list[tuple[str, str]]:
    """The pairs of rows that people settled to be one event. One query."""
    return SettledPair.objects.filter(case=case).keys_of(PairChoice.SAME)


def period_under_review(case: Case) -> tuple[datetime.date, datetime.date] | None:
    """The period that the terms of reference name, the approved version before any other."""
    terms = terms_of(case)
    if terms is None or terms.period_from > terms.period_to:
        return None
    return terms.period_from, terms.period_to


def terms_of(case: Case):
    """The terms of reference in force, or being written; None when there are none. One query."""
    versions = list(case.termsofreferences.order_by("number"))
    approved = [terms for terms in versions if terms.approved_on]
    return (approved or versions or [None])[-1]


def questions_of(terms) -> list[tuple[int, str]]:
    """What the review will ask, line by line, numbered from 1."""
    lines = [line.strip() for line in terms.questions.splitlines()] if terms else []
    return list(enumerate((line for line in lines if line), start=1))
