"""What is true before a decision: notice, scoping, findings, views, replies."""

from __future__ import annotations

from datetime import timedelta

from dhr_cases.codes import DeathKind, Part
from dhr_cases.models import (
    AgencyRequest,
    Involvement,
    NoticePerson,
    Notification,
    OfferKind,
    Outcome,
    Person,
    Reply,
    RequestKind,
)
from documents.models import DocumentKind, Zone
from govuk.uncertain import UncertainDate
from reports.demo.facts.rows import AGENCIES, home_office_reply, keep_file, letter, offer
from workflow.intake import submit_notice
from workflow.models import (
    ELEMENTS,
    Audience,
    Consultee,
    CountyAsked,
    CriteriaCheck,
    Finding,
    JointView,
    Purpose,
)
from workflow.models.decisions import Body

BEFORE_THE_NOTICE = timedelta(days=3)
"""When somebody died, counted back from the day the notice came."""


def open_review(walk) -> None:
    """The notice arrives, is sent, and becomes a case."""
    story, team = walk.story, walk.team
    coordinator = walk.person("coordinator")
    with walk.as_("coordinator"):
        notice = Notification(
            area=getattr(team.bodies, story.area),
            county=team.bodies.county,
            sender_name="Duty inspector",
            sender_role="Public protection",
            sender_organisation="Gloucestershire Constabulary",
            sender_contact="By secure e-mail",
            received_at=walk.moment(16),
            how_received="email",
            concern=story.concern,
            narrative=story.narrative,
            death_kind=story.death_kind,
            died_on=UncertainDate(f"{walk.moment(16) - BEFORE_THE_NOTICE:%Y-%m}"),
            risk_now="no",
            abuse_known=story.abuse_known,
            proceedings=story.proceedings_known,
            started_by=coordinator,
        )
        notice.save()
        for part, name, facts in story.people:
            NoticePerson(notification=notice, part=part, name=name, **facts).save()
        walk.case = submit_notice(notice, by=coordinator, on=walk.day, now=walk.moment(17))
        case = walk.case
        case.known_as, case.summary = story.known_as, story.summary
        case.death_place, case.ho_csp_label = "Residential location", story.csp_label
        case.aggravating_factors = story.factors
        case.save()
        for person in Person.objects.filter(case=case):
            involvement = Involvement.objects.filter(person=person).first()
            part = involvement.part
            if part == Part.DIED:
                by_suicide = story.death_kind == DeathKind.SUICIDE
                involvement.died_by_suicide = "Yes" if by_suicide else "No"
                involvement.save()
            person.pseudonym = story.pseudonyms.get(person.name, "")
            if part == Part.DIED:
                person.sex, person.ethnicity = story.sex, "White, background not stated"
                person.age_recorded = story.age
            person.save()
        letter(walk, Audience.NOTIFIER, Purpose.ACKNOWLEDGE, "Duty inspector", "L01")
        letter(walk, Audience.COUNTY, Purpose.CONSULT, "Safer Gloucestershire", "L02")


def before_close_as_duplicate(walk) -> None:
    """The person who told us is told."""
    with walk.as_("coordinator"):
        letter(walk, Audience.NOTIFIER, Purpose.DUPLICATE, "Duty inspector")


def before_transfer(walk) -> None:
    """Why another area leads, and its answer."""
    with walk.as_("coordinator"):
        walk.case.residence_reason = "The person had lived in Worcester for four years."
        walk.case.save()
        walk.case.transferoffers.create(
            to_name="Community Safety Partnership for South Worcestershire",
            asked_on=walk.day,
            accepted_on=walk.day + timedelta(days=2),
            accepted_by="Head of community safety",
        )


def before_put_for_decision(walk) -> None:
    """Agencies answered the scoping; each element has its finding."""
    case, coordinator = walk.case, walk.person("coordinator")
    answers = {
        "police": (Outcome.RECEIVED, "Called to the address three times in two years."),
        "health": (Outcome.RECEIVED, "The practice had recorded injuries twice."),
        "council": (Outcome.NOTHING_HELD, ""),
        "specialist": (Outcome.RECEIVED, "One call to the helpline, eight months before."),
    }
    with walk.as_("coordinator"):
        for agency in AGENCIES:
            outcome, answer = answers[agency]
            AgencyRequest(
                case=case,
                organisation=getattr(walk.team.bodies, agency),
                kind=RequestKind.SCOPING,
                question="What do you hold about the people named, and since when?",
                asked_on=walk.day - timedelta(days=12),
                due_on=walk.day - timedelta(days=2),
                asked_by=coordinator,
                outcome=outcome,
                received_on=walk.day - timedelta(days=3),
                answer=answer,
                searched="Names, earlier names and addresses, all systems",
            ).save()
        for code, _ in ELEMENTS[case.regime]:
            value, evidence = walk.story.findings.get(code, ("met", walk.story.evidence))
            Finding(
                case=case,
                element=code,
                value=value,
                evidence=evidence,
                source="Police notice and agency answers",
            ).save()
        CriteriaCheck(
            case=case,
            reasons_for=walk.story.reasons,
            recommendation="The scoping group advises the partnership's chair to decide.",
        ).save()


def _before_deciding(walk) -> None:
    case = walk.case
    number = case.progress.decision_round
    with walk.as_("coordinator"):
        Consultee(
            case=case,
            decision_round=number,
            organisation="Gloucestershire Domestic Abuse Support Service",
            role="Service manager",
            view=walk.story.reasons,
            consulted_on=walk.day,
        ).save()
        CountyAsked(
            case=case,
            decision_round=number,
            asked_on=walk.day - timedelta(days=9),
            answer_by_on=walk.day - timedelta(days=1),
            asked_by=walk.person("coordinator"),
        ).save()
    with walk.as_("county"):
        JointView(
            case=case,
            decision_round=number,
            body=Body.COUNTY,
            view=walk.story.county_view,
            reasons=walk.story.county_reasons,
            given_by=walk.person("county"),
            given_on=walk.day,
        ).save()


def before_commission(walk) -> None:
    """Consulted, and the county heard."""
    _before_deciding(walk)


def after_commission(walk) -> None:
    """The Home Office, the coroner and the family are told within days."""
    walk.pass_days(3)
    with walk.as_("coordinator"):
        letter(walk, Audience.HOME_OFFICE, Purpose.DECISION, "Home Office review team", "L07")
        letter(walk, Audience.CORONER, Purpose.DECISION, "The coroner's office", "L11")
        offer(walk, OfferKind.DECISION, Reply.ACCEPTED)


after_obey_direction = after_commission


def before_decline(walk) -> None:
    """As for holding one, with the Home Office and the family told."""
    _before_deciding(walk)
    with walk.as_("coordinator"):
        letter(walk, Audience.HOME_OFFICE, Purpose.DECISION, "Home Office review team", "L08")
        offer(walk, OfferKind.DECISION, Reply.ACCEPTED)


def before_accept_decline(walk) -> None:
    """The Home Office accepts."""
    home_office_reply(walk, "accepts")


def before_obey_direction(walk) -> None:
    """The direction is attached and countersigned."""
    version = keep_file(
        walk,
        DocumentKind.DIRECTION,
        Zone.WORKING,
        "Direction under section 9(2)",
        "The Secretary of State directs that a review be held.",
    )
    with walk.as_("coordinator"):
        direction = walk.case.directions.create(
            letter=version.document,
            directed_body="Stronger Safer Gloucester Partnership",
            directed_on=walk.day,
            recorded_by=walk.person("coordinator"),
        )
    with walk.as_("chair"):
        direction.countersignatures.create(
            case=walk.case, signed_by=walk.person("chair"), signed_on=walk.day
        )
