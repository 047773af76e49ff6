"""The days of the person who died, kept among those to avoid without anybody having to ask (S105).

Only what is known to the day is kept; no part of a date is ever filled in. A day that somebody
left out stays left out.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from dhr_cases.codes import Part
from dhr_cases.models import AvoidKind, Case, DateToAvoid
from govuk.uncertain import UncertainDate


def known_days(case: Case) -> dict[str, tuple[str, date]]:
    """{code: (kind, day)} of each birthday and death that is known to the day."""
    found: dict[str, tuple[str, date]] = {}
    for person in case.persons.filter(involvements__part=Part.DIED).distinct():
        died = person.died_on or case.died_on
        for kind, when in ((AvoidKind.BIRTHDAY, person.born_on), (AvoidKind.ANNIVERSARY, died)):
            day = _day(when)
            if day is not None:
                found[f"{person.token}:{kind.value}"] = (kind.value, day)
    return found


def _day(when: UncertainDate | None) -> date | None:
    if when is None or not when.is_known or when.kind != "day":
        return None
    return date(*when.parts)


def keep_days(case: Case) -> None:
    """Make the days that the service works out agree with what is recorded of who died."""
    kept = {row.code: row for row in case.datetoavoids.exclude(code="")}
    for code, (kind, day) in known_days(case).items():
        row = kept.pop(code, None)
        if row is None:
            row = DateToAvoid(case=case, code=code, kind=kind, yearly=True)
        elif row.day == day:
            continue
        row.day = day
        row.save()
    for row in kept.values():
        row.delete()


def follow(sender: type, instance: Any, **_: object) -> None:
    """After a person, their part or a review is saved: the days follow (a signal's receiver)."""
    keep_days(instance if isinstance(instance, Case) else instance.case)
