"""Facts from setting up to the partnership's approval: T12 to T16."""

from dhr_cases.codes import Part
from dhr_cases.models import (
    Action,
    FamilyMember,
    Level,
    OfferKind,
    Outcome,
    Recommendation,
    RequestKind,
    Wish,
)
from documents.models import DocumentKind, Zone
from tests.facts.registry import fact
from tests.facts.rows import TODAY, add_file, agreement, ask_agency, day, offer, person
from workflow import services
from workflow.guards import review
from workflow.models import BodyConsidered, ChairAppointment, PanelMember, TermsOfReference
from workflow.models.commissioning import STATUTORY_BODIES, AgreementKind


@fact(review.chair_is_appointed)
def _(case, team):
    ChairAppointment(
        case=case,
        name=team.independent_chair.name,
        user=team.independent_chair,
        reason="Has led nine reviews and knows no agency here.",
        experience="Twenty years in domestic abuse services elsewhere.",
        appointed_on=TODAY,
        last_day_on=day(300),
    ).save()


@fact(review.chair_has_declared_independence)
def _(case, team):
    chair = review.current_chair(case)
    chair.independence_declared_on = TODAY
    chair.independence_statement = "I have never worked for an agency in this county."
    chair.save()


@fact(review.statutory_bodies_are_considered)
def _(case, team):
    done = set(case.bodyconsidereds.values_list("body", flat=True))
    for body, _words in STATUTORY_BODIES[case.regime]:
        if body not in done:
            BodyConsidered(case=case, body=body, outcome="consulted").save()


@fact(review.domestic_abuse_specialist_is_on_panel)
def _(case, team):
    PanelMember(
        case=case,
        name=team.panel_member.name,
        user=team.panel_member,
        organisation=team.bodies.specialists,
        job_title="Service manager",
        is_domestic_abuse_specialist=True,
        declared_on=TODAY,
        undertaking_on=TODAY,
        joined_on=TODAY,
        last_day_on=day(300),
    ).save()


@fact(review.terms_are_approved)
def _(case, team):
    TermsOfReference(
        case=case,
        number=case.termsofreferences.count() + 1,
        period_from=day(-800),
        period_to=day(-40),
        period_reason="The first contact with any agency.",
        questions="What was known, and what was done with it?",
        equality="Considered for each person.",
        people="The person who died and her family.",
        agencies="The police: a management review.",
        family_plan="Offered a meeting with the chair.",
        approved_on=TODAY,
        approved_by=team.partnership_chair,
    ).save()


@fact(review.family_is_consulted_on_terms, by="independent_chair")
def _(case, team):
    offer(case, team, OfferKind.TERMS)


@fact(review.data_sharing_is_agreed)
def _(case, team):
    agreement(case, team, AgreementKind.DATA_SHARING)


@fact(review.review_returns_are_in)
def _(case, team):
    for row in case.agencyrequests.filter(kind=RequestKind.REVIEW, outcome=Outcome.WAITING):
        row.outcome = Outcome.NOT_RECEIVED
        row.what_was_done = "Two reminders, then a letter to its chief officer."
        row.save()
    if not case.agencyrequests.filter(kind=RequestKind.REVIEW).exists():
        ask_agency(case, team, RequestKind.REVIEW, team.bodies.police, form="imr")


@fact(review.draft_is_held, by="independent_chair")
def _(case, team):
    add_file(case, team, DocumentKind.OVERVIEW_REPORT, Zone.DRAFT)


@fact(review.panel_agreement_is_minuted)
def _(case, team):
    agreement(case, team, AgreementKind.DRAFT)


@fact(review.nothing_holds_the_report)
def _(case, team):
    for pause in case.holds.filter(ended_on__isnull=True):
        services.resume(pause, by=team.coordinator, on=TODAY)


@fact(review.family_has_answered_on_the_draft, by="independent_chair")
def _(case, team):
    somebody = case.persons.filter(family_member__isnull=False).first()
    member = somebody.family_member if somebody else FamilyMember(case=case, relation="Sister")
    if somebody is None:
        member.person = person(case, "Ingrid Halvorsen", Part.FAMILY)
    member.wish, member.wish_heard_on = Wish.INVOLVED, TODAY
    member.save()
    offer(case, team, OfferKind.DRAFT, member=member, time_allowed_days=21)


@fact(review.agencies_have_checked_accuracy)
def _(case, team):
    ask_agency(case, team, RequestKind.ACCURACY, team.bodies.police)


@fact(review.recommendations_have_owners, by="independent_chair")
def _(case, team):
    row = case.recommendations.first() or Recommendation(
        case=case,
        number="1",
        text="Ask about money when asking about safety.",
        level=Level.SINGLE,
        recipient=team.bodies.health,
    )
    row.save()
    Action(
        case=case,
        recommendation=row,
        text="Add the question to the form.",
        lead=team.bodies.health,
        owner=team.action_owner,
        owner_role="Head of safeguarding",
        due_on=day(90),
    ).save()
