"""Guards of setting up, drafting and the reading of the draft: T12 to T15."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.models import User
from dhr_cases.models import OfferKind, Outcome, RequestKind, Wish
from dhr_cases.models.family import SETTLED
from workflow.models.clocks import HoldScope
from workflow.models.commissioning import STATUTORY_BODIES, AgreementKind

if TYPE_CHECKING:  # progress is made of steps, and steps of these guards
    from dhr_cases.models import Case
    from workflow.models import ChairAppointment, Progress


def current_chair(case: Case) -> ChairAppointment | None:
    """The appointed chair whose appointment has not ended, or None."""
    return case.chairappointments.filter(ended_on__isnull=True).last()


def chair_is_appointed(progress: Progress, by: User) -> str | None:
    """T12: an independent chair is appointed."""
    return None if current_chair(progress.case) else "Appoint the independent chair."


def chair_has_declared_independence(progress: Progress, by: User) -> str | None:
    """T12: the chair's declaration of independence is signed."""
    chair = current_chair(progress.case)
    if chair is None or not (chair.independence_declared_on and chair.independence_statement):
        return "Record the chair's declaration of independence."
    return None


def statutory_bodies_are_considered(progress: Progress, by: User) -> str | None:
    """T12: every kind of body in section 9(4), or 8A(6), has been considered."""
    case = progress.case
    done = set(case.bodyconsidereds.values_list("body", flat=True))
    missing = [words for code, words in STATUTORY_BODIES[case.regime] if code not in done]
    if missing:
        return f"Consider each statutory body: {len(missing)} still to do."
    return None


def domestic_abuse_specialist_is_on_panel(progress: Progress, by: User) -> str | None:
    """T12: a domestic abuse specialist is on the panel, or there is a reason."""
    members = progress.case.panelmembers.filter(
        is_domestic_abuse_specialist=True, left_on__isnull=True
    )
    if not members.exists() and not progress.case.specialistreasons.exists():
        return "Add a domestic abuse specialist to the panel, or record why there is none."
    return None


def terms_are_approved(progress: Progress, by: User) -> str | None:
    """T12: a version of the terms of reference is approved."""
    if not progress.case.termsofreferences.filter(approved_on__isnull=False).exists():
        return "Approve a version of the terms of reference."
    return None


def family_is_consulted_on_terms(progress: Progress, by: User) -> str | None:
    """T12: the family was offered a say on the terms, or there is a reason."""
    if not progress.case.offers.filter(kind=OfferKind.TERMS).exists():
        return "The family's consultation on the terms is not recorded."
    return None


def data_sharing_is_agreed(progress: Progress, by: User) -> str | None:
    """T12: data-sharing terms are in place."""
    if not progress.case.agreements.filter(kind=AgreementKind.DATA_SHARING).exists():
        return "Record the data-sharing terms, and who agreed them."
    return None


def review_returns_are_in(progress: Progress, by: User) -> str | None:
    """T13: every return asked for is in, or not received with what was done about it."""
    asked = list(progress.case.agencyrequests.filter(kind=RequestKind.REVIEW))
    if not asked:
        return "Ask agencies for their returns."
    waiting = sum(not request.is_settled for request in asked)
    if waiting:
        return f"Wait for {waiting} agency returns, or record what was done about them."
    return None


def draft_is_held(progress: Progress, by: User) -> str | None:
    """T13: there is a draft of the overview report to read."""
    documents = progress.case.documents.filter(
        kind="overview_report", withdrawn_on__isnull=True, versions__isnull=False
    )
    return None if documents.exists() else "Add the draft overview report."


def panel_agreement_is_minuted(progress: Progress, by: User) -> str | None:
    """T13: the panel's agreement to this draft is minuted."""
    if not progress.case.agreements.filter(
        kind=AgreementKind.DRAFT, draft_number=progress.draft_number
    ).exists():
        return "Record the panel meeting that agreed this draft."
    return None


def nothing_holds_the_report(progress: Progress, by: User) -> str | None:
    """T13: no open pause stops the report from being finished."""
    holds = progress.case.holds.filter(
        ended_on__isnull=True, scope__in=[HoldScope.ALL, HoldScope.FINALISE]
    )
    if holds.exists():
        return "The review is paused. End the pause before the report is finished."
    return None


def family_has_answered_on_the_draft(progress: Progress, by: User) -> str | None:
    """T15: each participating family member was offered the draft, with time, and answered."""
    for member in progress.case.familymembers.all():
        if not member.takes_part:
            continue
        offers = member.offers.filter(kind=OfferKind.DRAFT)
        if not any(offer.is_settled and offer.time_allowed_days for offer in offers):
            return "The family's reading of the draft is not complete."
    if progress.case.familymembers.filter(wish=Wish.NOT_ASKED).exists():
        return "The family's wishes about taking part are not all recorded."
    if not progress.case.offers.filter(kind=OfferKind.DRAFT, reply__in=SETTLED).exists():
        return "The family's reading of the draft is not recorded, nor why there was none."
    return None


def agencies_have_checked_accuracy(progress: Progress, by: User) -> str | None:
    """T15: each agency that gave a return has checked the draft for accuracy."""
    requests = progress.case.agencyrequests
    gave = requests.filter(kind=RequestKind.REVIEW, outcome=Outcome.RECEIVED)
    checks = {row.organisation_id: row for row in requests.filter(kind=RequestKind.ACCURACY)}
    for organisation in gave.values_list("organisation", flat=True):
        if organisation not in checks or not checks[organisation].is_settled:
            return "Record each agency's accuracy check, or what was done about it."
    return None


def recommendations_have_owners(progress: Progress, by: User) -> str | None:
    """T15: every recommendation has an owner in the action plan."""
    recommendations = progress.case.recommendations.all()
    if not recommendations.exists():
        return "Record the recommendations."
    if recommendations.exclude(actions__isnull=False, actions__owner_role__gt="").exists():
        return "Give every recommendation an action with an owner."
    return None
