"""Guards of the end of a case: T25 to T28."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.models import User
from dhr_cases.models import Level, OfferKind
from workflow.models.record import Audience, Purpose

if TYPE_CHECKING:  # progress is made of steps, and steps of these guards
    from workflow.models import Progress


def every_action_is_ended(progress: Progress, by: User) -> str | None:
    """T25: each action is complete with evidence, or closed with a reason."""
    still = sum(not action.is_ended for action in progress.case.actions.all())
    return f"{still} actions are neither complete nor closed with a reason." if still else None


def national_recommendations_are_sent(progress: Progress, by: User) -> str | None:
    """T25: national recommendations have gone to named recipients."""
    national = progress.case.recommendations.filter(level=Level.NATIONAL)
    if any(row.sent_on is None or not row.recipient_words for row in national):
        return "Send each national recommendation to a named body, and record when."
    return None


def no_direction_stands(progress: Progress, by: User) -> str | None:
    """T27: a directed review cannot be discontinued unless the direction is withdrawn."""
    direction = progress.case.directions.last()
    if direction and not direction.countersignatures.filter(withdraws=True).exists():
        return "The Secretary of State directed this review. It cannot be discontinued."
    return None


def home_office_is_told_of_the_end(progress: Progress, by: User) -> str | None:
    """T27: the Home Office knows that the review will not go on."""
    if not progress.case.letters.filter(
        audience=Audience.HOME_OFFICE, purpose=Purpose.DISCONTINUE
    ).exists():
        return "Tell the Home Office that the review will not go on, and record the letter."
    return None


def family_is_told_of_the_end(progress: Progress, by: User) -> str | None:
    """T27: the family knows that the review will not go on."""
    if not progress.case.offers.filter(kind=OfferKind.DISCONTINUED).exists():
        return "That the family knows the review will not go on is not recorded."
    return None


def retention_has_ended(progress: Progress, by: User) -> str | None:
    """T28: the day until which the records are kept has passed."""
    disposal = progress.case.disposals.last()
    if disposal is None:
        return "Propose the disposal, with the day the records may go and the rule it rests on."
    if disposal.retention_until_on > timezone.localdate():
        return "The records are kept until a later day."
    return None


def no_legal_hold_stands(progress: Progress, by: User) -> str | None:
    """T28: no legal hold is in force."""
    if progress.case.legalholds.filter(lifted_on__isnull=True).exists():
        return "A legal hold stands. Nothing may be disposed of."
    return None


def disposal_is_approved_by_someone_else(progress: Progress, by: User) -> str | None:
    """T28: a second person has approved the disposal."""
    disposal = progress.case.disposals.last()
    if disposal is None or disposal.approved_by_id in {None, disposal.proposed_by_id}:
        return "A second person must approve the disposal."
    return None
