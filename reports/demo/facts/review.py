"""What is true before approval: chair, panel, terms, family, returns, recommendations."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.roles import Role
from dhr_cases.models import (
    AgencyRequest,
    AgreedFact,
    DisclosureAnswer,
    DisclosureRequest,
    FactAgreement,
    OfferKind,
    OtherReview,
    Outcome,
    Proceeding,
    Reply,
    RequestKind,
    ReturnForm,
    Together,
)
from documents.models import DocumentKind, Zone
from reports.demo.facts.rows import LONG, agree, family, keep_file, offer
from reports.demo.facts.terms import settle_terms
from workflow import commissioning
from workflow import terms as terms_rules
from workflow.models import (
    STATUTORY_BODIES,
    Agreement,
    AgreementKind,
    ChairAppointment,
    PanelMember,
)


def before_begin(walk) -> None:
    """Chair, panel, bodies, terms, family and data sharing."""
    case, team, day = walk.case, walk.team, walk.day
    coordinator = walk.person("coordinator")
    last = timezone.localdate() + timedelta(days=LONG)
    with walk.as_("coordinator"):
        chair = ChairAppointment(
            case=case,
            name=team.independent_chair.name,
            user=team.independent_chair,
            reason="Has led four reviews; no link with any agency in the county.",
            experience="Twenty years in domestic abuse services; trained as a review chair.",
            appointed_on=day - timedelta(days=20),
            last_day_on=last,
            independence_declared_on=day - timedelta(days=18),
            independence_statement="Has never worked for an agency in Gloucestershire.",
        )
        commissioning.keep_chair(chair, by=coordinator, on=day)
        for name, body, expert in (
            ("panel_police", "police", False),
            ("panel_specialist", "specialist", True),
        ):
            member = PanelMember(
                case=case,
                name=getattr(team, name).name,
                user=getattr(team, name),
                organisation=getattr(team.bodies, body),
                job_title=getattr(team, name).job_title,
                is_domestic_abuse_specialist=expert,
                is_independent=True,
                deputy="A colleague of the same rank",
                inducted_on=day - timedelta(days=9),
                declared_on=day - timedelta(days=10),
                undertaking_on=day - timedelta(days=10),
                joined_on=day - timedelta(days=12),
                last_day_on=last,
            )
            commissioning.keep_member(member, by=coordinator, on=day)
        commissioning.consider_bodies(
            case,
            {code: ("consulted", "") for code, _ in STATUTORY_BODIES[case.regime]},
        )
        terms = settle_terms(walk)
        Agreement(
            case=case,
            kind=AgreementKind.DATA_SHARING,
            meeting="First panel meeting",
            held_on=day - timedelta(days=5),
            chaired_by=team.independent_chair.name,
            recorded_by=coordinator,
        ).save()
        for agency, name in (("police", "author_police"), ("health", "author_health")):
            if not case.assignments.filter(user=getattr(team, name)).exists():
                walk.give(name, Role.AGENCY_AUTHOR, organisation=getattr(team.bodies, agency))
        walk.give("senior_police", Role.AGENCY_SENIOR, organisation=team.bodies.police)
        if not walk.is_cheltenham:
            walk.give("family_lead", Role.FAMILY_LEAD)
    with walk.as_("chair"):
        terms_rules.approve_terms(terms, by=walk.person("chair"), on=day)
    with walk.as_("independent_chair"):
        family(walk)
        offer(walk, OfferKind.ADVOCATE, Reply.ACCEPTED)
        offer(walk, OfferKind.TERMS, Reply.ACCEPTED)
        if walk.story.proceeding:
            _run_beside(walk)


def _run_beside(walk) -> None:
    """What runs beside the review; with another review, what is shared and agreed."""
    case, day = walk.case, walk.day
    row = Proceeding(case=case, **walk.story.proceeding)
    row.save()
    if row.is_other_review:
        other = OtherReview(
            case=case,
            proceeding=row,
            led_by="Gloucestershire Safeguarding Children Partnership",
            together=Together.JOINT,
            what_is_shared="One chronology, one panel and one report.",
        )
        other.save()
        fact = AgreedFact(
            case=case,
            fact="The first call for help is dated by the control room's record.",
            source="Control room record, seen by both reviews",
            agreed_on=day,
        )
        fact.save()
        FactAgreement(case=case, fact=fact, other_review=other).save()
    else:
        DisclosureRequest(
            case=case,
            asked_by="Senior investigating officer",
            asked_on=day,
            asked_for="The chronology, as far as it is gathered",
            legal_basis="Criminal Procedure and Investigations Act 1996",
            answer=DisclosureAnswer.PART,
            decided_by="The partnership's chair",
            decided_on=day + timedelta(days=4),
            given="Rows of two agencies; the family's contributions were not asked for.",
            given_how="Secure e-mail",
        ).save()


def before_agree_draft(walk) -> None:
    """Returns in, draft held, panel agreed."""
    case, coordinator = walk.case, walk.person("coordinator")
    with walk.as_("coordinator"):
        for agency, form in (("police", ReturnForm.IMR), ("health", ReturnForm.IMR)):
            AgencyRequest(
                case=case,
                organisation=getattr(walk.team.bodies, agency),
                kind=RequestKind.REVIEW,
                form=form,
                question="Please answer each term of reference.",
                asked_on=walk.day - timedelta(days=90),
                due_on=walk.day - timedelta(days=40),
                asked_by=coordinator,
                outcome=Outcome.RECEIVED,
                received_on=walk.day - timedelta(days=35),
                answer="Received and read by the panel.",
                signed_off_on=walk.day - timedelta(days=36),
                signed_off_by="Senior officer of the agency",
            ).save()
    _report_files(walk)
    with walk.as_("independent_chair"):
        agree(walk, AgreementKind.DRAFT, "Fifth panel meeting", "independent_chair")


def _report_files(walk) -> None:
    known_as = walk.case.known_as
    for kind, title in (
        (DocumentKind.OVERVIEW_REPORT, f"Overview report: {known_as}"),
        (DocumentKind.EXECUTIVE_SUMMARY, f"Executive summary: {known_as}"),
        (DocumentKind.ACTION_PLAN, f"Action plan: {known_as}"),
    ):
        keep_file(walk, kind, Zone.DRAFT, title, walk.story.summary, walk.story.lesson)


def before_put_for_approval(walk) -> None:
    """Family and agencies have read; recommendations have owners."""
    case, coordinator = walk.case, walk.person("coordinator")
    with walk.as_("independent_chair"):
        offer(walk, OfferKind.CONTRIBUTE, Reply.ACCEPTED)
        offer(walk, OfferKind.DRAFT, Reply.ACCEPTED)
    with walk.as_("coordinator"):
        for agency in ("police", "health"):
            AgencyRequest(
                case=case,
                organisation=getattr(walk.team.bodies, agency),
                kind=RequestKind.ACCURACY,
                asked_on=walk.day - timedelta(days=14),
                due_on=walk.day - timedelta(days=1),
                asked_by=coordinator,
                outcome=Outcome.RECEIVED,
                received_on=walk.day - timedelta(days=2),
                answer="Two dates corrected.",
            ).save()
        _recommendations(walk)


def _recommendations(walk) -> None:
    case, bodies = walk.case, walk.team.bodies
    local = case.recommendations.create(
        number="1",
        text="Ask about abuse whenever an injury has no clear cause, and record the answer.",
        lesson=walk.story.lesson,
        paragraph="16.4",
        level="single",
        recipient=bodies.health,
        recipient_kind="Health",
        themes=["Identification of risk", "Record keeping"],
    )
    local.actions.create(
        case=case,
        text="Add the question to the consultation template and train every practice.",
        lead=bodies.health,
        owner=walk.team.action_owner,
        owner_role="Head of safeguarding",
        measure="Audit of fifty records in each practice",
        due_on=walk.day + timedelta(days=180),
    )
    if not case.assignments.filter(user=walk.team.action_owner).exists():
        walk.give("action_owner", Role.ACTION_OWNER, organisation=bodies.health)
    national = case.recommendations.create(
        number="2",
        text="Publish guidance on economic abuse for people who advise on debt.",
        lesson=walk.story.lesson,
        level="national",
        recipient_name="The government department for debt advice",
        recipient_kind="Community safety partnership",
        themes=["Policy"],
    )
    national.actions.create(
        case=case,
        text="Write to the department and ask for a reply within three months.",
        lead=bodies.city,
        owner_role="Partnership coordinator",
        due_on=walk.day + timedelta(days=90),
    )
