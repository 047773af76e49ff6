"""The plan of the day of publication: its lines, and the one that comes first (S172).

Nobody bereaved may learn of a publication from somebody else (local-practice.md 4.11). On the day
no line stands before the call to the family, and none is done before it. The line is in every
plan and says nothing of who is rung, or whether anybody is.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time

from django.db import transaction

from accounts.models import User
from dhr_cases.models import Case
from workflow.models import DayLine

FAMILY_CALL = "Ring the family, before anybody else hears"
LEAD, COORDINATOR, PRESS, CHAIR = (
    "The family contact lead", "The co-ordinator", "The communications officer",
    "The partnership chair",
)  # fmt: skip
TEMPLATE: tuple[tuple[int, time | None, str, str], ...] = (
    (-14, None, "Tell the family the day, and offer them what will be published", LEAD),
    (-14, None, "Check the day against the dates to avoid", COORDINATOR),
    (-7, None, "Tell agencies and their staff, and other areas concerned", COORDINATOR),
    (-7, None, "Agree the statement, the quotes, and answers to questions", PRESS),
    (-1, None, "Check the page, its links and the help lines as people will see them", COORDINATOR),
    (0, time(8, 30), FAMILY_CALL, LEAD),
    (0, time(10, 0), "Put the page online", PRESS),
    (0, time(10, 15), "Tell the Home Office, and send it the copy for its library", COORDINATOR),
    (0, time(10, 30), "Brief elected members and the Police and Crime Commissioner", CHAIR),
    (0, time(11, 0), "Give out the statement: the embargo ends", PRESS),
    (0, time(12, 0), "Watch what is said, and tell the family contact lead what hurts", PRESS),
    (1, None, "Ring the family again", LEAD),
    (7, None, "Keep a list of the coverage", PRESS),
    (30, None, "Hold a learning event, and set the day to look at the page again", COORDINATOR),
)
FIRST = "Ring the family first. Mark that line as done, then go on."
THERE = "There is a plan already."


@transaction.atomic
def make_plan(case: Case) -> None:
    """Begin the plan of a review with the usual lines. Raises ValueError when it has one."""
    Case.objects.select_for_update().get(pk=case.pk)
    if case.daylines.exists():
        raise ValueError(THERE)
    for days, at, what, owner in TEMPLATE:
        is_call = what == FAMILY_CALL
        DayLine(case=case, days=days, at=at, what=what, owner=owner, is_family_call=is_call).save()


def out_of_order(line: DayLine, others: Iterable[DayLine]) -> str:
    """A sentence when this line would stand before the call to the family; empty when it may stand.

    `others` are the other lines of its plan; `line` has its new day and time.
    """
    of_the_day = [row for row in others if row.days == 0 and row.pk != line.pk and row.at]
    if line.is_family_call:
        before = [row.at for row in of_the_day if row.at <= line.at]
        if before:
            return f"Another line is at {min(before):%H:%M}. The family is rung first."
        return ""
    call = next((row for row in of_the_day if row.is_family_call), None)
    if line.days == 0 and call and line.at and line.at <= call.at:
        return f"The family is rung first, at {call.at:%H:%M}. Choose a later time."
    return ""


@transaction.atomic
def mark(line: DayLine, *, done: bool, by: User, on: date) -> None:
    """Say that a line is done, or is not. Raises ValueError when the family comes first.

    What is done on the day, or after it, comes after the call to the family.
    """
    Case.objects.select_for_update().get(pk=line.case_id)
    call = line.case.daylines.filter(is_family_call=True).first()
    waits = call is not None and call.done_on is None and call.pk != line.pk
    if done and waits and line.days >= 0:
        raise ValueError(FIRST)
    line.done_on, line.done_by = (on, by) if done else (None, None)
    line.save()
