"""Tributes that may be printed: those whose giver has agreed and has not taken them back."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from dhr_cases.models import Case, Tribute


def printable(case: Case, *, agreed_by: date | None = None) -> QuerySet[Tribute]:
    """The tributes that may stand in what is printed, in the order they were given.

    With `agreed_by`, only those agreed to by that day: what somebody approved on a day holds no
    words that came after it. One taken back is out of everything at once.
    """
    found = case.tributes.filter(consented_on__isnull=False, taken_back_on__isnull=True)
    return found.filter(consented_on__lte=agreed_by) if agreed_by else found
