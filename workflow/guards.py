"""One small function per condition of a step, returning a reason or nothing.

A guard changes nothing. It gets the person who asks, so that "two people" can be a guard. A
reason names nobody and counts nothing that its reader may not see. Guards of the Home Office,
publication and the end of a case are in `guards_of_release`.
"""

from __future__ import annotations

from django.utils import timezone

from accounts.models import User
from dhr_cases.codes import Part
from dhr_cases.models import OfferKind, Outcome, ProceedingKind, RequestKind, Wish
from dhr_cases.models.family import SETTLED
from workflow.guards_of_release import (  # one address for every guard
    approval_is_minuted,
    checked_by_someone_else,
    commissioner_has_the_report,
    disposal_is_approved_by_someone_else,
    every_action_is_ended,
    every_point_is_answered,
    family_is_told_of_the_end,
    family_knows_the_date,
    family_view_is_recorded,
    files_for_release,
    files_of_the_report,
    ground_for_withholding_is_recorded,
    home_office_agrees_to_less_than_full,
    home_office_agrees_to_withhold,
    home_office_is_told_of_the_end,
    home_office_letter_is_held,
    media_plan_is_ready,
    national_recommendations_are_sent,
    no_direction_stands,
    no_legal_hold_stands,
    no_resubmission_is_asked,
    nothing_holds_publication,
    pack_is_complete,
    proceedings_allow_publication,
    publication_is_decided,
    quality_letter_asks_for_changes,
    quality_letter_is_content,
    release_is_checked_by_someone_else,
    retention_has_ended,
)
from workflow.models.clocks import HoldScope
from workflow.models.commissioning import STATUTORY_BODIES, AgreementKind
from workflow.models.decisions import ELEMENTS, Body, FindingValue, ReplyKind, View
from workflow.models.record import Audience, Purpose

__all__ = [
    "agencies_have_checked_accuracy",
    "approval_is_minuted",
    "chair_has_declared_independence",
    "chair_is_appointed",
    "checked_by_someone_else",
    "commissioner_has_the_report",
    "consultees_are_listed",
    "county_partner_does_not_block",
    "county_partner_is_consulted",
    "data_sharing_is_agreed",
    "death_is_dated",
    "decider_has_no_conflict",
    "direction_is_countersigned",
    "direction_is_recorded",
    "disposal_is_approved_by_someone_else",
    "domestic_abuse_specialist_is_on_panel",
    "draft_is_held",
    "every_action_is_ended",
    "every_element_has_a_finding",
    "every_point_is_answered",
    "family_has_answered_on_the_draft",
    "family_is_consulted_on_terms",
    "family_is_told_of_the_decision",
    "family_is_told_of_the_end",
    "family_knows_the_date",
    "family_view_is_recorded",
    "files_for_release",
    "files_of_the_report",
    "ground_for_withholding_is_recorded",
    "home_office_accepts_no_review",
    "home_office_agrees_to_less_than_full",
    "home_office_agrees_to_withhold",
    "home_office_asks_again",
    "home_office_is_told_of_the_end",
    "home_office_is_told_of_transfer",
    "home_office_letter_is_held",
    "home_office_letter_is_sent",
    "media_plan_is_ready",
    "national_recommendations_are_sent",
    "no_direction_stands",
    "no_legal_hold_stands",
    "no_resubmission_is_asked",
    "nothing_holds_publication",
    "nothing_holds_the_report",
    "notice_has_source_and_receipt",
    "notifier_is_told",
    "pack_is_complete",
    "panel_agreement_is_minuted",
    "person_who_died_is_recorded",
    "proceedings_allow_publication",
    "publication_is_decided",
    "quality_letter_asks_for_changes",
    "quality_letter_is_content",
    "receiving_partnership_has_accepted",
    "recommendations_have_owners",
    "release_is_checked_by_someone_else",
    "residence_reason_is_recorded",
    "retention_has_ended",
    "review_returns_are_in",
    "scoping_is_answered",
    "statutory_bodies_are_considered",
    "terms_are_approved",
    "unmet_elements_have_reasons",
]


def notice_has_source_and_receipt(progress, by: User) -> str | None:
    """T01: who told us and when it came in writing are stored."""
    notices = progress.case.notifications.filter(received_at__isnull=False)
    if not notices.exclude(sender_name="", sender_organisation="").exists():
        return "Record who told us of the death, and when it was received in writing."
    return None


def person_who_died_is_recorded(progress, by: User) -> str | None:
    """T01: the person who died is named, or said to be not identified yet."""
    died = progress.case.involvements.filter(part=Part.DIED)
    if not died.exclude(person__name="", person__is_unidentified=False).exists():
        return "Record the person who died, or say that they are not identified yet."
    return None


def death_is_dated(progress, by: User) -> str | None:
    """T01: a date of death or a date found, as far as it is known."""
    if progress.case.died_on.is_unknown:
        return "Record the date of death, or the date the person was found, as far as it is known."
    return None


def notifier_is_told(progress, by: User) -> str | None:
    """T02: the person who told us knows that the death is already under review."""
    if not progress.case.letters.filter(
        audience=Audience.NOTIFIER, purpose=Purpose.DUPLICATE
    ).exists():
        return "Tell the person who sent the notice, and record the letter."
    return None


def residence_reason_is_recorded(progress, by: User) -> str | None:
    """T03: why another area leads, under the residence rule (process.md 3.2)."""
    if not progress.case.residence_reason.strip():
        return "Record where the person lived, and why another area leads."
    return None


def receiving_partnership_has_accepted(progress, by: User) -> str | None:
    """T03: the receiving partnership has accepted in writing."""
    offers = progress.case.transferoffers.filter(accepted_on__isnull=False)
    if not offers.exclude(accepted_by="").exists():
        return "Record that the other partnership has accepted in writing, when and who."
    return None


def home_office_is_told_of_transfer(progress, by: User) -> str | None:
    """T03: the Home Office is told, if it has already been told of this case."""
    letters = progress.case.letters.filter(audience=Audience.HOME_OFFICE)
    if letters.exists() and not letters.filter(purpose=Purpose.TRANSFER).exists():
        return "Tell the Home Office of the transfer, and record the letter."
    return None


def scoping_is_answered(progress, by: User) -> str | None:
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


def every_element_has_a_finding(progress, by: User) -> str | None:
    """T04, T06, T07: each element of the legal test is marked, with evidence and source."""
    case = progress.case
    found = case.findings.filter(decision_round=progress.decision_round).exclude(evidence="")
    elements = {code for code, _ in ELEMENTS[case.regime]}
    missing = elements - set(found.values_list("element", flat=True))
    if missing:
        return "Record a finding with evidence for " + ", ".join(sorted(missing)) + "."
    return None


def consultees_are_listed(progress, by: User) -> str | None:
    """T06, T07: those consulted before the decision are listed."""
    if not progress.case.consultees.filter(decision_round=progress.decision_round).exists():
        return "List who was consulted before the decision."
    return None


def county_partner_is_consulted(progress, by: User) -> str | None:
    """T06, T07: the county partner gave its view, or its time to answer is over (decisions 5)."""
    case = progress.case
    if case.county_partner_id is None:
        return None
    this_round = {"decision_round": progress.decision_round}
    if case.joint_views.filter(body=Body.COUNTY, **this_round).exists():
        return None
    asked = case.county_asked.filter(**this_round).last()
    if asked is None:
        return "Ask the county partner for its view."
    if asked.answer_by_on >= timezone.localdate():
        return "Wait for the county partner's view, or for the day it was to answer to pass."
    return None


def county_partner_does_not_block(progress, by: User) -> str | None:
    """T06, T07: only where both bodies have agreed it may the county's disagreement block."""
    case = progress.case
    setting = getattr(case.lead_partnership, "case_setting", None)
    if setting is None or not setting.county_may_block:
        return None
    views = case.joint_views.filter(decision_round=progress.decision_round)
    latest = {view.body: view.view for view in views}
    if len(latest) == 2 and agrees(latest[Body.DISTRICT]) != agrees(latest[Body.COUNTY]):
        return "The two partnerships differ. Meet, and record the views again."
    return None


def agrees(view: str) -> str:
    """The side a view is on: for a review, against one, or not yet on either."""
    if view in {View.HOLD, View.JOINT}:
        return "review"
    return "question" if view == View.QUESTION else "no review"


def decider_has_no_conflict(progress, by: User) -> str | None:
    """T06, T07: the person deciding has no open conflict of interest on this case."""
    declared = progress.case.declarations.filter(declared_by=by, has_link=True).last()
    if declared is None:
        return None
    outcome = declared.outcomes.last()
    if outcome is None or outcome.outcome == "step_aside":
        return "You have declared a link with this review. Somebody else must decide."
    return None


def unmet_elements_have_reasons(progress, by: User) -> str | None:
    """T07: a decision not to review says why, for each element that is not met or not known."""
    findings = progress.case.findings.filter(decision_round=progress.decision_round)
    against = findings.filter(value__in=[FindingValue.NOT_MET, FindingValue.UNKNOWN])
    if not against.exclude(evidence="").exists():
        return "Every element is met or appears met. Give the reason for each one that is not."
    return None


def home_office_letter_is_sent(progress, by: User) -> str | None:
    """T07: the letter to the Home Office is recorded as sent."""
    if not progress.case.letters.filter(
        audience=Audience.HOME_OFFICE, purpose=Purpose.DECISION
    ).exists():
        return "Send the Home Office the decision with its reasons, and record the letter."
    return None


def family_is_told_of_the_decision(progress, by: User) -> str | None:
    """T07: the family is told, or there is a recorded reason for waiting."""
    if not progress.case.offers.filter(kind=OfferKind.DECISION).exists():
        return "The family has not been told of the decision, and no reason to wait is recorded."
    return None


def home_office_accepts_no_review(progress, by: User) -> str | None:
    """T08: the Home Office's acceptance is attached."""
    return _reply_of(progress, ReplyKind.ACCEPTS, "Attach the Home Office's reply.")


def home_office_asks_again(progress, by: User) -> str | None:
    """T09: the Home Office's request to consider again is attached."""
    return _reply_of(progress, ReplyKind.ASKS_AGAIN, "Attach the Home Office's request.")


def _reply_of(progress, kind, reason):
    replies = progress.case.home_office_replies.filter(
        kind=kind, decision_round=progress.decision_round
    )
    return None if replies.exists() else reason


def direction_is_recorded(progress, by: User) -> str | None:
    """T10: the direction is attached, with the body directed and its date."""
    if not progress.case.directions.exists():
        return "Attach the Secretary of State's direction, its date and the body it directs."
    return None


def direction_is_countersigned(progress, by: User) -> str | None:
    """T10: the partnership's chair has signed under it, somebody other than its recorder."""
    direction = progress.case.directions.last()
    if direction is None:
        return "The partnership's chair must countersign the direction."
    signed = direction.countersignatures.filter(withdraws=False)
    if not signed.exclude(signed_by=direction.recorded_by_id).exists():
        return "The partnership's chair must countersign the direction."
    return None


def current_chair(case):
    """The appointed chair whose appointment has not ended, or None."""
    return case.chairappointments.filter(ended_on__isnull=True).last()


def chair_is_appointed(progress, by: User) -> str | None:
    """T12: an independent chair is appointed."""
    return None if current_chair(progress.case) else "Appoint the independent chair."


def chair_has_declared_independence(progress, by: User) -> str | None:
    """T12: the chair's declaration of independence is signed."""
    chair = current_chair(progress.case)
    if chair is None or not (chair.independence_declared_on and chair.independence_statement):
        return "Record the chair's declaration of independence."
    return None


def statutory_bodies_are_considered(progress, by: User) -> str | None:
    """T12: every kind of body in section 9(4), or 8A(6), has been considered."""
    case = progress.case
    done = set(case.bodyconsidereds.values_list("body", flat=True))
    missing = [words for code, words in STATUTORY_BODIES[case.regime] if code not in done]
    if missing:
        return f"Consider each statutory body: {len(missing)} still to do."
    return None


def domestic_abuse_specialist_is_on_panel(progress, by: User) -> str | None:
    """T12: a domestic abuse specialist is on the panel, or there is a reason."""
    members = progress.case.panelmembers.filter(
        is_domestic_abuse_specialist=True, left_on__isnull=True
    )
    if not members.exists() and not progress.case.specialistreasons.exists():
        return "Add a domestic abuse specialist to the panel, or record why there is none."
    return None


def terms_are_approved(progress, by: User) -> str | None:
    """T12: a version of the terms of reference is approved."""
    if not progress.case.termsofreferences.filter(approved_on__isnull=False).exists():
        return "Approve a version of the terms of reference."
    return None


def family_is_consulted_on_terms(progress, by: User) -> str | None:
    """T12: the family was offered a say on the terms, or there is a reason."""
    if not progress.case.offers.filter(kind=OfferKind.TERMS).exists():
        return "The family's consultation on the terms is not recorded."
    return None


def data_sharing_is_agreed(progress, by: User) -> str | None:
    """T12: data-sharing terms are in place."""
    if not progress.case.agreements.filter(kind=AgreementKind.DATA_SHARING).exists():
        return "Record the data-sharing terms, and who agreed them."
    return None


def review_returns_are_in(progress, by: User) -> str | None:
    """T13: every return asked for is in, or not received with what was done about it."""
    asked = list(progress.case.agencyrequests.filter(kind=RequestKind.REVIEW))
    if not asked:
        return "Ask agencies for their returns."
    waiting = sum(not request.is_settled for request in asked)
    if waiting:
        return f"Wait for {waiting} agency returns, or record what was done about them."
    return None


def draft_is_held(progress, by: User) -> str | None:
    """T13: there is a draft of the overview report to read."""
    documents = progress.case.documents.filter(
        kind="overview_report", withdrawn_on__isnull=True, versions__isnull=False
    )
    return None if documents.exists() else "Add the draft overview report."


def panel_agreement_is_minuted(progress, by: User) -> str | None:
    """T13: the panel's agreement to this draft is minuted."""
    if not progress.case.agreements.filter(
        kind=AgreementKind.DRAFT, draft_number=progress.draft_number
    ).exists():
        return "Record the panel meeting that agreed this draft."
    return None


def nothing_holds_the_report(progress, by: User) -> str | None:
    """T13: no open pause stops the report from being finished."""
    holds = progress.case.holds.filter(
        ended_on__isnull=True, scope__in=[HoldScope.ALL, HoldScope.FINALISE]
    )
    if holds.exists():
        return "The review is paused. End the pause before the report is finished."
    return None


def family_has_answered_on_the_draft(progress, by: User) -> str | None:
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


def agencies_have_checked_accuracy(progress, by: User) -> str | None:
    """T15: each agency that gave a return has checked the draft for accuracy."""
    requests = progress.case.agencyrequests
    gave = requests.filter(kind=RequestKind.REVIEW, outcome=Outcome.RECEIVED)
    checks = {row.organisation_id: row for row in requests.filter(kind=RequestKind.ACCURACY)}
    for organisation in gave.values_list("organisation", flat=True):
        if organisation not in checks or not checks[organisation].is_settled:
            return "Record each agency's accuracy check, or what was done about it."
    return None


def recommendations_have_owners(progress, by: User) -> str | None:
    """T15: every recommendation has an owner in the action plan."""
    recommendations = progress.case.recommendations.all()
    if not recommendations.exists():
        return "Record the recommendations."
    if recommendations.exclude(actions__isnull=False, actions__owner_role__gt="").exists():
        return "Give every recommendation an action with an owner."
    return None
