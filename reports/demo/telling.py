"""A tribute, who is told of publication first, the plan of the day, and the other side's wall."""

from __future__ import annotations

from datetime import date, timedelta

from accounts.models import User
from audit.actors import acting
from dhr_cases.models import Case, FamilyWish, ResponsibleContact, Tribute
from reports.demo.family import KNOWN_AS
from workflow.publication_day import make_plan
from workflow.status import Status

OTHER_SIDE = (
    ("risk", 60, "person", "Probation", "No contact with the family, direct or through others."),
    ("approach", 50, "person", "Probation", "A letter asked whether he wished to take part."),
    ("reply", 30, "person", "Probation", "He wishes to think about it until the trial is over."),
)
"""What happened, how many days ago, with whom, through whom, and the words of it."""


def tell(cases: list[Case], lead: User, coordinator: User, today: date) -> None:
    """Who hears first, in the review with a family and in one about to be published."""
    for case in cases:
        if case.known_as == KNOWN_AS:
            with acting(lead):
                _remember(case, lead, today)
            with acting(coordinator):
                _approach(case, coordinator, today)
        if case.progress.status == Status.PUBLICATION_PREP:
            with acting(coordinator):
                make_plan(case)


def _remember(case: Case, lead: User, today: date) -> None:
    """The sister's tribute, agreed; her father's, not yet; she is rung first, he is told by her."""
    told = (("Marian", 1, "In person, by the family lead"), ("Mr Oakshott", 2, "By his daughter"))
    members = {row.preferred_name: row for row in case.familymembers.select_related("person")}
    for name, place, how in told:
        member = members[name]
        member.told_place, member.told_how = place, how
        member.save()
    FamilyWish(
        case=case, member=members["Marian"], topic="day", answer="yes", words="Before nine",
        heard_on=today - timedelta(days=20), heard_by=lead.name,
    ).save()  # fmt: skip
    Tribute(
        case=case, member=members["Marian"], consented_on=today - timedelta(days=20),
        words="She fed anyone who knocked, and nobody left her kitchen as sad as they came.",
        heard_by=lead.name, signed_as="Her sister",
    ).save()  # fmt: skip
    Tribute(
        case=case, member=members["Mr Oakshott"], words="My girl. I miss the sound of her keys."
    ).save()


def _approach(case: Case, coordinator: User, today: date) -> None:
    for kind, days, who, through, words in OTHER_SIDE:
        ResponsibleContact(
            case=case, kind=kind, happened_on=today - timedelta(days=days), who=who,
            through=through, words=words, recorded_by=coordinator,
        ).save()  # fmt: skip
