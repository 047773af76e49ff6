"""Guards of the decision and of what follows a decision not to review: T04, T06 to T10."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.models import User
from dhr_cases.models import OfferKind
from workflow.models.decisions import ELEMENTS, Body, FindingValue, ReplyKind, View
from workflow.models.record import Audience, Purpose

if TYPE_CHECKING:  # progress is made of steps, and steps of these guards
    from workflow.models import Progress


def every_element_has_a_finding(progress: Progress, by: User) -> str | None:
    """T04, T06, T07: each element of the legal test is marked, with evidence and source."""
    case = progress.case
    found = case.findings.filter(decision_round=progress.decision_round).exclude(evidence="")
    elements = {code for code, _ in ELEMENTS[case.regime]}
    missing = elements - set(found.values_list("element", flat=True))
    if missing:
        return "Record a finding with evidence for " + ", ".join(sorted(missing)) + "."
    return None


def consultees_are_listed(progress: Progress, by: User) -> str | None:
    """T06, T07: those consulted before the decision are listed."""
    if not progress.case.consultees.filter(decision_round=progress.decision_round).exists():
        return "List who was consulted before the decision."
    return None


def county_partner_is_consulted(progress: Progress, by: User) -> str | None:
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


def county_partner_does_not_block(progress: Progress, by: User) -> str | None:
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


def decider_has_no_conflict(progress: Progress, by: User) -> str | None:
    """T06, T07: the person deciding has no open conflict of interest on this case."""
    declared = progress.case.declarations.filter(declared_by=by, has_link=True).last()
    if declared is None:
        return None
    outcome = declared.outcomes.last()
    if outcome is None or outcome.outcome == "step_aside":
        return "You have declared a link with this review. Somebody else must decide."
    return None


def unmet_elements_have_reasons(progress: Progress, by: User) -> str | None:
    """T07: a decision not to review says why, for each element that is not met or not known."""
    findings = progress.case.findings.filter(decision_round=progress.decision_round)
    against = findings.filter(value__in=[FindingValue.NOT_MET, FindingValue.UNKNOWN])
    if not against.exclude(evidence="").exists():
        return "Every element is met or appears met. Give the reason for each one that is not."
    return None


def home_office_letter_is_sent(progress: Progress, by: User) -> str | None:
    """T07: the letter to the Home Office is recorded as sent."""
    if not progress.case.letters.filter(
        audience=Audience.HOME_OFFICE, purpose=Purpose.DECISION
    ).exists():
        return "Send the Home Office the decision with its reasons, and record the letter."
    return None


def family_is_told_of_the_decision(progress: Progress, by: User) -> str | None:
    """T07: the family is told, or there is a recorded reason for waiting."""
    if not progress.case.offers.filter(kind=OfferKind.DECISION).exists():
        return "The family has not been told of the decision, and no reason to wait is recorded."
    return None


def home_office_accepts_no_review(progress: Progress, by: User) -> str | None:
    """T08: the Home Office's acceptance is attached."""
    return _reply_of(progress, ReplyKind.ACCEPTS, "Attach the Home Office's reply.")


def home_office_asks_again(progress: Progress, by: User) -> str | None:
    """T09: the Home Office's request to consider again is attached."""
    return _reply_of(progress, ReplyKind.ASKS_AGAIN, "Attach the Home Office's request.")


def _reply_of(progress: Progress, kind: ReplyKind, reason: str) -> str | None:
    replies = progress.case.home_office_replies.filter(
        kind=kind, decision_round=progress.decision_round
    )
    return None if replies.exists() else reason


def direction_is_recorded(progress: Progress, by: User) -> str | None:
    """T10: the direction is attached, with the body directed and its date."""
    if not progress.case.directions.exists():
        return "Attach the Secretary of State's direction, its date and the body it directs."
    return None


def direction_is_countersigned(progress: Progress, by: User) -> str | None:
    """T10: the partnership's chair has signed under it, somebody other than its recorder."""
    direction = progress.case.directions.last()
    if direction is None:
        return "The partnership's chair must countersign the direction."
    signed = direction.countersignatures.filter(withdraws=False)
    if not signed.exclude(signed_by=direction.recorded_by_id).exists():
        return "The partnership's chair must countersign the direction."
    return None
