"""Recommendations in their order, and actions: whose they are, how they stand, when they end."""

import re
from datetime import date

from django.db import transaction

from accounts.models import User
from accounts.roles import Permission, Role
from dhr_cases import policy
from dhr_cases.models import Action, ActionProgress, CaseAssignment, Recommendation
from dhr_cases.models.learning import CLOSED_PROGRESS

SOON = 14
"""Days before its date from which an action is due soon (screens.md 5.4)."""


def in_order(recommendations) -> list[Recommendation]:
    """Recommendations as a reader counts: 2 before 10, and 2a before 2b."""
    return sorted(recommendations, key=lambda row: natural(row.number))


def natural(number: str) -> tuple:
    """A key that sorts the numbers inside a text as numbers."""
    parts = re.split(r"([0-9]+)", number.strip().lower())
    return tuple((1, int(part), "") if part.isdigit() else (0, 0, part) for part in parts if part)


def is_compound(text: str) -> bool:
    """Whether a recommendation may ask for two things: it says "and" twice (S140)."""
    return len(re.findall(r"\band\b", text, re.IGNORECASE)) >= 2


def timeliness(action: Action, today: date) -> tuple[str, str]:
    """How an action stands in time, as words and the kind of tag; not what it achieved."""
    if action.progress in (ActionProgress.NOT_DONE, ActionProgress.SUPERSEDED):
        return "Closed", "grey"
    if action.completed_on and action.progress in (
        ActionProgress.ACCEPTED,
        ActionProgress.EVIDENCE_AWAITED,
    ):
        return ("Done late", "grey") if action.completed_on > action.due_on else ("Done", "grey")
    days = (action.due_on - today).days
    if days < 0:
        return f"Overdue by {-days} day{'' if days == -1 else 's'}", "overdue"
    return ("Due soon", "due-soon") if days <= SOON else ("On time", "on-time")


def assurance(action: Action) -> tuple[str, str]:
    """What stands behind an action, as words and the kind of tag (screens.md 5.4)."""
    if action.progress == ActionProgress.ACCEPTED:
        return "Evidence accepted", "on-time"
    if action.evidence.strip():
        return "Evidence offered", "information"
    return "No evidence", "grey"


PROGRESS_TAGS = {
    ActionProgress.NOT_STARTED: "grey",
    ActionProgress.IN_PROGRESS: "information",
    ActionProgress.EVIDENCE_AWAITED: "due-soon",
    ActionProgress.ACCEPTED: "on-time",
    ActionProgress.NOT_DONE: "paused",
    ActionProgress.SUPERSEDED: "grey",
}


@transaction.atomic
def keep_action(action: Action, *, by: User, on: date) -> Action:
    """Save an action, and let its owner and any owner before reach just what is theirs.

    Raises policy.NotAllowed when the owner is barred or gives the action to themself without
    having a part in the review.
    """
    before = Action.objects.filter(pk=action.pk).values_list("owner", flat=True).first()
    action.save()
    if action.owner_id:
        _let_report(action, by=by, on=on)
    for owner in {before, action.owner_id} - {None}:
        _end_when_nothing_is_open(action.case, owner, by=by, on=on)
    return action


def _let_report(action: Action, *, by: User, on: date) -> None:
    may = policy.permissions_on(action.case, action.owner)
    if policy.is_barred(action.case, action.owner):
        raise policy.NotAllowed("This person is barred from this review.")
    has_part = Permission.UPDATE_OWN_ACTION in may or (
        action.owner_id == by.pk and Permission.VIEW_CASE in may
    )
    if has_part or action.progress in CLOSED_PROGRESS:
        return
    policy.assign(
        action.case,
        action.owner,
        Role.ACTION_OWNER,
        by=by,
        on=on,
        reason="Owner of an action of this review",
        organisation=action.lead,
    )


def _end_when_nothing_is_open(case, owner: int, *, by: User, on: date) -> None:
    """An action's owner has no business in the review once none of their actions is open."""
    if Action.objects.open().filter(case=case, owner=owner).exists():
        return
    for row in CaseAssignment.objects.live().filter(case=case, user=owner, role=Role.ACTION_OWNER):
        policy.end(row, by=by, on=on)


@transaction.atomic
def accept_evidence(action: Action, *, by: User, on: date, note: str) -> None:
    """Accept that an action is done, by its evidence; never by its owner. Raises ValueError."""
    _check_may_check(action, by=by)
    if not action.evidence.strip():
        raise ValueError("No evidence is named yet. Ask for it.")
    action.progress = ActionProgress.ACCEPTED
    action.checked_by, action.checked_on, action.check_note = by, on, note
    keep_action(action, by=by, on=on)


@transaction.atomic
def ask_for_more(action: Action, *, by: User, on: date, note: str) -> None:
    """Give an action back with what is missing; never by its owner. Raises ValueError."""
    _check_may_check(action, by=by)
    action.progress, action.completed_on = ActionProgress.IN_PROGRESS, None
    action.checked_by, action.checked_on, action.check_note = by, on, note
    keep_action(action, by=by, on=on)


def _check_may_check(action: Action, *, by: User) -> None:
    if action.owner_id == by.pk:
        raise ValueError("Somebody other than its owner must check the evidence.")
    if action.progress != ActionProgress.EVIDENCE_AWAITED:
        raise ValueError("This action is not reported as done, so there is nothing to check.")
