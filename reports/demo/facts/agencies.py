"""Agencies of the demonstration: the directory, twelve scoped, and returns in every state."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from accounts.models import Organisation
from accounts.roles import Role
from audit.actors import acting
from dhr_cases import agencies, chasing, exchange, returns, scoping_return
from dhr_cases.agency_letters import REVIEW, SCOPING
from dhr_cases.codes import Part
from dhr_cases.models import (
    AgencyContact,
    ContactPart,
    DraftRecommendation,
    Outcome,
    Person,
    Reminder,
    RequestKind,
    Rung,
    SecureRoute,
    Side,
)
from workflow.asking import terms_to_answer

SCOPED = "Odette"
REVIEWED = "Saskia"
"""The reviews, by their pseudonym, on which the work with agencies is seen."""

NAMES = (
    "Alys Merton", "Bram Okoye", "Celia Dunmore", "Dev Rastogi", "Esther Lyle", "Farid Nasser",
    "Greta Holm", "Hugo Paston", "Ines Carvel", "Jonah Pike", "Kirsty Vane", "Leo Amadi",
    "Mina Corbet", "Niall Strode",
)  # fmt: skip


def directory(team, *, on) -> None:
    """A contact and a senior lead for each agency of the county; two are as they often are."""
    bodies = Organisation.objects.filter(kind=Organisation.Kind.AGENCY, agency_areas__isnull=False)
    for at, body in enumerate(bodies.distinct()):
        name = NAMES[at % len(NAMES)]
        box = name.split()[0].lower()
        checked = on - timedelta(days=420 if at == 3 else 40 + at)
        for part, job in (
            (ContactPart.SINGLE_POINT, "Safeguarding lead"),
            (ContactPart.SENIOR_LEAD, "Director"),
        ):
            AgencyContact(
                organisation=body,
                part=part,
                name=name if part == ContactPart.SINGLE_POINT else NAMES[(at + 5) % len(NAMES)],
                job_title=job,
                email=f"{box}.{part}@demo.example".replace("_", "."),
                phone="01452 555 010",
                route="" if at == 5 else SecureRoute.SERVICE,
                from_on=on - timedelta(days=700),
                verified_on=checked,
                verified_by=team.administrator,
            ).save()


def scope_twelve(walk) -> None:
    """Twelve agencies asked in one act: a full return, nothing held, declined; one silent."""
    case, coordinator = walk.case, walk.person("coordinator")
    asked_on = walk.day
    named = Person.objects.filter(case=case, involvements__part__in=(Part.DIED, Part.RESPONSIBLE))
    bodies = Organisation.objects.filter(kind=Organisation.Kind.AGENCY, agency_areas__isnull=False)
    twelve = list(bodies.distinct().order_by("pk")[6:18])
    with walk.as_("coordinator"):
        made = agencies.ask(
            case,
            twelve,
            kind=RequestKind.SCOPING,
            form="",
            question=SCOPING,
            due_on=asked_on + timedelta(days=5),
            by=coordinator,
            on=asked_on,
            search=(asked_on - timedelta(days=1500), asked_on),
            named=named.distinct(),
        )
    walk.pass_days(9)
    by_body = {row.organisation_id: row for row in made}
    police = by_body[walk.team.bodies.police.pk]
    health = by_body[walk.team.bodies.health.pk]
    walk.give("author_police", Role.AGENCY_AUTHOR, organisation=walk.team.bodies.police)
    walk.give("author_health", Role.AGENCY_AUTHOR, organisation=walk.team.bodies.health)
    _answer(walk, police, "author_police", nothing_held=False)
    _answer(walk, health, "author_health", nothing_held=True)
    others = [row for row in made if row not in (police, health)]
    with walk.as_("coordinator"):
        _by_post(walk, others[0])
        agencies.decline(others[1], because="We closed in 2019; our records went to the county.",
                         by=coordinator)  # fmt: skip
        late = others[2]
        for days, audience in ((2, "contact"), (5, "contact")):
            Reminder(
                case=case, request=late, audience=audience, about_due_on=late.due_on,
                sent_on=asked_on + timedelta(days=days), delivery="sent",
            ).save()  # fmt: skip
        for rung, reason in (
            (Rung.COORDINATOR, "Rang twice; the post is vacant."),
            (Rung.CHIEF_OFFICER, "Wrote to the chief officer, who promised a name by Friday."),
        ):
            chasing.escalate(late, rung=rung, reason=reason, by=coordinator, on=walk.day)
        agencies.accept(police, by=coordinator, on=walk.day)


def _moment(walk):
    return timezone.make_aware(datetime.combine(walk.day, time(11, 20)))


def _answer(walk, asked, name, *, nothing_held) -> None:
    """An agency's own people answer, page by page."""
    person = walk.person(name)
    with acting(person):
        agencies.opened(asked, on=walk.day)
        row = scoping_return.draft_of(asked)
        row.completed_by, row.completed_by_job = person.name, person.job_title
        row.systems = "Crime, custody and command systems; paper notebooks of two teams."
        row.names_searched = "Both names given, with their dates of birth, and one earlier name."
        if not nothing_held:
            row.knew_died, row.knew_responsible, row.knew_children = "Yes", "Yes", "No"
            row.period = "From 2021 to last spring"
            row.services = "Response officers; one referral to victim support"
            row.about_died = "Three calls to the address in two years, each recorded as closed."
            row.abuse = "Threats were recorded once and not followed up."
            row.other_agencies = "A debt advice charity in the city."
            row.secured_what, row.suggests_review = "both", "Yes"
            row.review_reason = "Three calls were read one by one."
        row.done_pages = [page.key for page in scoping_return.PAGES]
        row.save()
        scoping_return.send(asked, nothing_held=nothing_held, by=person, at=_moment(walk))


def _by_post(walk, asked) -> None:
    asked.outcome, asked.received_on = Outcome.RECEIVED, walk.day
    asked.answer = "A letter of two pages: one housing application, refused."
    asked.searched = "The housing register"
    asked.save()
    exchange.give_receipt(asked, "Letter by post", by=None, at=_moment(walk))


def returns_in_every_state(walk) -> None:
    """Management reviews: asked, begun, to be signed, submitted, queried, accepted, refused."""
    case, bodies = walk.case, walk.team.bodies
    coordinator = walk.person("coordinator")
    extra = Organisation.objects.filter(
        key__in=[
            "gloucestershire-adult-social-care", "gloucestershire-childrens-services",
            "probation-service", "housing-provider", "gloucester-city-council",
        ]
    ).order_by("key")  # fmt: skip
    asked_on = walk.day - timedelta(days=70)
    with walk.as_("coordinator"):
        made = agencies.ask(
            case,
            [bodies.police, bodies.health, bodies.council, bodies.specialist, *extra],
            kind=RequestKind.REVIEW,
            form="imr",
            question=REVIEW,
            due_on=walk.day - timedelta(days=3),
            by=coordinator,
            on=asked_on,
            terms=terms_to_answer(case),
        )
        police, health, council, specialist, *rest = made
        waiting, begun, overdue, refused, queried = rest
        _write(council, "Rhoda Penhale")
        returns.pass_to_senior(council, by=walk.team.author_health, on=walk.day)
        for row in (specialist, queried):
            _write(row, "Tobias Wren")
            returns.pass_to_senior(row, by=walk.team.author_health, on=walk.day)
            _sign(row, walk)
        returns.take_on(begun, on=asked_on)
        chasing.escalate(
            overdue, rung=Rung.CHAIR, reason="No author named.", by=coordinator, on=walk.day
        )
        agencies.decline(refused, because="Our staff had no contact.", by=walk.team.author_health)
        waiting.due_on = walk.day + timedelta(days=20)
        waiting.save()
    with walk.as_("author_police"):
        _write(police, "Siobhan Teal")
        returns.pass_to_senior(police, by=walk.team.author_police, on=walk.day)
    with walk.as_("senior_police"):
        _sign(police, walk, by="senior_police")
    with walk.as_("independent_chair"):
        chair = walk.person("independent_chair")
        exchange.ask_query(
            queried, side=Side.TO_AGENCY, question="Why was the second visit not followed up?",
            by=chair, on=walk.day,
        )  # fmt: skip
        returns.accept(police, by=chair, on=walk.day)
    with walk.as_("author_health"):
        returns.take_on(health, on=asked_on)
        health.agency_return.author = "Kwame Thorne"
        health.agency_return.save()


def _write(asked, author) -> None:
    """All that a management review must say."""
    row = returns.of(asked)
    row.taken_on_on, row.author, row.author_job = asked.asked_on, author, "Review author"
    row.independence = "Has never worked in the team concerned, nor managed it."
    row.senior, row.records_read = "Assistant director", "All records from 2019"
    row.interviews = "Four members of staff, by their jobs"
    row.summary = "We saw her four times and read each visit alone."
    row.lessons = "Nobody had a place where the four visits could be seen together."
    row.staff_support = "Met in person before and after; told what was found."
    row.quality_by_author = dict.fromkeys(returns.QUALITY, "yes") | {"interviews": "no"}
    row.author_note = "One person has left and could not be reached."
    row.save()
    for term in asked.term_answers.all():
        term.answer = "It was recorded, and nobody was asked to look at it again."
        term.save()
    DraftRecommendation(
        case=asked.case, request=asked, number=1,
        text="Show earlier contacts to whoever opens the record.",
        lesson="Four visits were read one by one.", action="Change the first screen of the record.",
        owner_job="Head of records", measure="Audit of forty records",
        due_on=timezone.localdate() + timedelta(days=120),
    ).save()  # fmt: skip


def _sign(asked, walk, by="coordinator") -> None:
    """The senior officer's list and word; without an account it came on paper."""
    row = asked.agency_return
    row.quality_by_senior = dict.fromkeys(returns.QUALITY, "yes")
    row.save()
    returns.sign_off(asked, by=walk.person(by), on=walk.day)
    exchange.give_receipt(asked, asked.get_form_display(), by=walk.person(by), at=_moment(walk))
