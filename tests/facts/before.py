"""Facts from the notice to the decision: T01 to T11."""

from datetime import datetime, time

from django.utils import timezone

from dhr_cases.codes import Part
from dhr_cases.models import Notification, OfferKind, Outcome, RequestKind
from documents.models import DocumentKind, Zone
from govuk.uncertain import UncertainDate
from tests.facts.registry import fact
from tests.facts.rows import TODAY, add_file, ask_agency, day, letter, offer, person, reply, view_of
from workflow.guards import decision, notice
from workflow.models import (
    Consultee,
    Countersignature,
    DeclarationOutcome,
    Direction,
    Finding,
    TransferOffer,
)
from workflow.models.decisions import ELEMENTS


@fact(notice.notice_has_source_and_receipt)
def _(case, team):
    received = timezone.make_aware(datetime.combine(day(-20), time(10)))
    Notification(
        case=case,
        area=case.lead_partnership,
        sender_name="A detective inspector",
        sender_organisation="The police",
        received_at=received,
        sent_at=received,
        started_by=team.coordinator,
    ).save()


@fact(notice.person_who_died_is_recorded)
def _(case, team):
    person(case, "Marit Halvorsen", Part.DIED)


@fact(notice.death_is_dated)
def _(case, team):
    case.died_on = UncertainDate(day(-40).isoformat()[:7])
    case.save()


@fact(notice.notifier_is_told)
def _(case, team):
    letter(case, team, "notifier", "duplicate")


@fact(notice.residence_reason_is_recorded)
def _(case, team):
    case.residence_reason = "The person lived in the other district for nine years."
    case.save()


@fact(notice.receiving_partnership_has_accepted)
def _(case, team):
    TransferOffer(
        case=case,
        to_partnership=team.bodies.other_district,
        asked_on=day(-5),
        accepted_on=TODAY,
        accepted_by="Its coordinator",
    ).save()


@fact(notice.home_office_is_told_of_transfer)
def _(case, team):
    letter(case, team, "home_office", "transfer")


@fact(notice.scoping_is_answered)
def _(case, team):
    for row in case.agencyrequests.filter(kind=RequestKind.SCOPING, outcome=Outcome.WAITING):
        row.outcome, row.received_on = Outcome.NOTHING_HELD, TODAY
        row.save()
    if not case.agencyrequests.filter(kind=RequestKind.SCOPING).exists():
        ask_agency(case, team, RequestKind.SCOPING, team.bodies.police)


# --- Decision ----------------------------------------------------------------------------------


@fact(decision.every_element_has_a_finding)
def _(case, team):
    round_now = case.progress.decision_round
    for element, _words in ELEMENTS[case.regime]:
        row = case.findings.filter(element=element, decision_round=round_now).first() or Finding(
            case=case, element=element, decision_round=round_now, value="appears_met"
        )
        row.evidence, row.source = "What two agencies hold.", "The scoping answers"
        row.save()


@fact(decision.consultees_are_listed)
def _(case, team):
    Consultee(
        case=case,
        decision_round=case.progress.decision_round,
        organisation="Domestic abuse service",
        role="Manager",
        consulted_on=TODAY,
    ).save()


@fact(decision.county_partner_is_consulted, by="county_partner")
def _(case, team):
    view_of(case, team, "county", "hold")


@fact(decision.county_partner_does_not_block, by="county_partner")
def _(case, team):
    view_of(case, team, "county", "hold")
    view_of(case, team, "district", "hold")


@fact(decision.decider_has_no_conflict)
def _(case, team):
    declared = case.declarations.filter(declared_by=team.partnership_chair).last()
    DeclarationOutcome(
        declaration=declared,
        case=case,
        outcome="none",
        settled_by=team.coordinator,
        settled_on=TODAY,
    ).save()


@fact(decision.unmet_elements_have_reasons)
def _(case, team):
    row = case.findings.filter(decision_round=case.progress.decision_round).last()
    row.value, row.evidence = "not_met", "No lesson was found that is not being learned already."
    row.save()


@fact(decision.home_office_letter_is_sent)
def _(case, team):
    letter(case, team, "home_office", "decision")


@fact(decision.family_is_told_of_the_decision)
def _(case, team):
    offer(case, team, OfferKind.DECISION)


@fact(decision.home_office_accepts_no_review)
def _(case, team):
    reply(case, team, "accepts")


@fact(decision.home_office_asks_again)
def _(case, team):
    reply(case, team, "asks_again")


@fact(decision.direction_is_recorded)
def _(case, team):
    version = add_file(case, team, DocumentKind.DIRECTION, Zone.WORKING, by="coordinator")
    Direction(
        case=case,
        letter=version.document,
        directed_body=str(case.lead_partnership),
        directed_on=TODAY,
        recorded_by=team.coordinator,
    ).save()


@fact(decision.direction_is_countersigned, by="partnership_chair")
def _(case, team):
    Countersignature(
        direction=case.directions.last(),
        case=case,
        signed_by=team.partnership_chair,
        signed_on=TODAY,
    ).save()
