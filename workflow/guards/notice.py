"""Guards of a notice, a transfer and scoping: T01 to T04."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from accounts.models import User
from dhr_cases.codes import Part
from dhr_cases.models import RequestKind
from workflow.models.record import Audience, Purpose

if TYPE_CHECKING:  # progress is made of steps, and steps of these guards
    from govuk.uncertain import UncertainDate
    from workflow.models import Progress


def notice_has_source_and_receipt(progress: Progress, by: User) -> str | None:
    """T01: who told us and when it came in writing are stored."""
    notices = progress.case.notifications.filter(received_at__isnull=False)
    if not notices.exclude(sender_name="", sender_organisation="").exists():
        return "Record who told us of the death, and when it was received in writing."
    return None


def person_who_died_is_recorded(progress: Progress, by: User) -> str | None:
    """T01: the person who died is named, or said to be not identified yet."""
    died = progress.case.involvements.filter(part=Part.DIED)
    if not died.exclude(person__name="", person__is_unidentified=False).exists():
        return "Record the person who died, or say that they are not identified yet."
    return None


def death_is_dated(progress: Progress, by: User) -> str | None:
    """T01: a date of death or a date found, as far as it is known."""
    died_on = cast("UncertainDate | None", progress.case.died_on)
    if died_on is None or not died_on.is_known:
        return "Record the date of death, or the date the person was found, as far as it is known."
    return None


def notifier_is_told(progress: Progress, by: User) -> str | None:
    """T02: the person who told us knows that the death is already under review."""
    if not progress.case.letters.filter(
        audience=Audience.NOTIFIER, purpose=Purpose.DUPLICATE
    ).exists():
        return "Tell the person who sent the notice, and record the letter."
    return None


def residence_reason_is_recorded(progress: Progress, by: User) -> str | None:
    """T03: why another area leads, under the residence rule (process.md 3.2)."""
    if not progress.case.residence_reason.strip():
        return "Record where the person lived, and why another area leads."
    return None


def receiving_partnership_has_accepted(progress: Progress, by: User) -> str | None:
    """T03: the receiving partnership has accepted in writing."""
    offers = progress.case.transferoffers.filter(accepted_on__isnull=False)
    if not offers.exclude(accepted_by="").exists():
        return "Record that the other partnership has accepted in writing, when and who."
    return None


def home_office_is_told_of_transfer(progress: Progress, by: User) -> str | None:
    """T03: the Home Office is told, if it has already been told of this case."""
    letters = progress.case.letters.filter(audience=Audience.HOME_OFFICE)
    if letters.exists() and not letters.filter(purpose=Purpose.TRANSFER).exists():
        return "Tell the Home Office of the transfer, and record the letter."
    return None


def scoping_is_answered(progress: Progress, by: User) -> str | None:
    """T04: every agency asked has answered, or its silence and what was done are written down."""
    asked = list(progress.case.agencyrequests.filter(kind=RequestKind.SCOPING))
    if not asked:
        return "Ask agencies what they hold."
    waiting = sum(not request.is_settled for request in asked)
    if waiting:
        return (
            f"Record the answers of {waiting} of the agencies asked, "
            "or that none came and what was done about it."
        )
    return None
