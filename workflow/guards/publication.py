"""Guards of publication: T22 to T24."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.models import User
from dhr_cases.models import Effect, OfferKind, ProceedingKind, ProceedingState, WishTopic
from documents.models import DocumentKind
from workflow.guards.files import FILES_OF, current_versions, not_cleared
from workflow.models.clocks import HoldScope
from workflow.models.decisions import ReplyKind
from workflow.models.record import Audience, Purpose
from workflow.models.release import PublicationForm

LESS_THAN_FULL = (
    PublicationForm.REDACTED,
    PublicationForm.EXECUTIVE_SUMMARY_ONLY,
    PublicationForm.LEARNING_SUMMARY,
)

if TYPE_CHECKING:  # progress is made of steps, and steps of these guards
    from workflow.models import Progress


def publication_is_decided(progress: Progress, by: User) -> str | None:
    """T22: a form of publication, and a day, are decided."""
    decision = progress.case.publication_decisions.last()
    if decision is None or not FILES_OF[PublicationForm(decision.form)]:
        return "Decide in what form the review is published."
    if decision.planned_on is None:
        return "Decide the day of publication."
    return None


def home_office_agrees_to_less_than_full(progress: Progress, by: User) -> str | None:
    """T22: where less than the full report is published, the Home Office has agreed."""
    decision = progress.case.publication_decisions.last()
    if decision is None or decision.form not in LESS_THAN_FULL:
        return None
    return home_office_agrees_to_withhold(progress, by)


def family_knows_the_date(progress: Progress, by: User) -> str | None:
    """T22: the family was told the day in advance, or there is a reason why not."""
    if not progress.case.offers.filter(kind=OfferKind.PUBLICATION_NOTICE).exists():
        return "That the family knows the day of publication is not recorded."
    return None


def proceedings_allow_publication(progress: Progress, by: User) -> str | None:
    """T22: criminal proceedings are over, or legal advice to publish is recorded."""
    proceedings = progress.case.proceedings.all()
    live = [
        row
        for row in proceedings
        if row.state in {ProceedingState.EXPECTED, ProceedingState.UNDER_WAY}
        and (row.kind == ProceedingKind.CRIMINAL or row.effect == Effect.WAIT_TO_PUBLISH)
    ]
    if any(not row.advice.strip() for row in live):
        return "Proceedings are not over. Record legal advice, or wait."
    return None


def nothing_holds_publication(progress: Progress, by: User) -> str | None:
    """T22: no open pause stops publication."""
    holds = progress.case.holds.filter(
        ended_on__isnull=True, scope__in=[HoldScope.ALL, HoldScope.PUBLICATION]
    )
    return "The review is paused. End the pause before publication." if holds.exists() else None


def release_is_cleared(progress: Progress, by: User) -> str | None:
    """T22: every file to be published is there, and two other people cleared these bytes."""
    decision = progress.case.publication_decisions.last()
    if decision is None:
        return "Decide in what form the review is published."
    kinds = FILES_OF[PublicationForm(decision.form)]
    missing = set(kinds) - set(current_versions(progress.case, kinds))
    if missing:
        words = ", the ".join(sorted(str(DocumentKind(kind).label).lower() for kind in missing))
        return f"Add the {words}."
    return " ".join(not_cleared(progress.case, (*kinds, DocumentKind.QUALITY_LETTER), by)) or None


def home_office_letter_is_held(progress: Progress, by: User) -> str | None:
    """T22: the Home Office letter goes with the report."""
    if not current_versions(progress.case, (DocumentKind.QUALITY_LETTER,)):
        return "Add the Home Office letter, which is published with the report."
    return None


def media_plan_is_ready(progress: Progress, by: User) -> str | None:
    """T22: there is a media plan."""
    return None if progress.case.mediaplans.exists() else "Write the media plan."


def ground_for_withholding_is_recorded(progress: Progress, by: User) -> str | None:
    """T23: not publishing is decided, with a ground and its evidence."""
    decision = progress.case.publication_decisions.last()
    if decision is None or decision.form != PublicationForm.NOT_PUBLISHED:
        return "Record the decision not to publish."
    if not (decision.ground and decision.evidence.strip()):
        return "Record the ground for not publishing, and what it rests on."
    return None


def home_office_agrees_to_withhold(progress: Progress, by: User) -> str | None:
    """T22, T23: the Home Office was told and its reply is attached."""
    told = progress.case.letters.filter(audience=Audience.HOME_OFFICE, purpose=Purpose.WITHHOLD)
    replied = progress.case.home_office_replies.filter(kind=ReplyKind.AGREES_TO_WITHHOLD)
    if not (told.exists() and replied.exists()):
        return "Tell the Home Office, and attach its reply."
    return None


def family_view_is_recorded(progress: Progress, by: User) -> str | None:
    """T23: what the family thinks of not publishing is recorded, or why they were not asked."""
    offered = progress.case.offers.filter(kind=OfferKind.PUBLICATION_VIEW)
    said = progress.case.familywishs.filter(topic=WishTopic.PUBLICATION)
    if not (offered.exists() or said.exists()):
        return "The family's view on publication is not recorded."
    return None


def commissioner_has_the_report(progress: Progress, by: User) -> str | None:
    """T24: the report went to the Domestic Abuse Commissioner, or an exception is written (D06)."""
    dispatches = progress.case.commissionerdispatchs
    if dispatches.filter(sent_on__isnull=False).exists():
        return None
    if dispatches.exclude(exception="").exists():
        return None
    return "Send the final report to the Domestic Abuse Commissioner, and record it."
