"""Days on which the family must not be troubled, as everybody else may know of them: "avoid"."""

from __future__ import annotations

from datetime import date

from dhr_cases.models import Case


def dates_to_avoid(case: Case) -> tuple[tuple[date, date], ...]:
    """First and last day of each stretch to avoid on a review, and nothing of whose or why.

    The reasons are the family's (zone Z4). No such days are kept yet, so there are none to give.
    """
    return ()


def is_to_avoid(case: Case, on: date) -> bool:
    """Whether a day is to be avoided."""
    return any(first <= on <= last for first, last in dates_to_avoid(case))
