"""Declarations of interests: whom they must cover, and when they are to be made again (S61)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import (
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from django.utils import timezone

from accounts.models import User
from accounts.roles import Permission as P
from audit.said_once import Given
from dhr_cases.models import AgencyRequest, Case, Person
from dhr_cases.models.access import cases_where
from workflow.models import (
    PERSON_LINKS,
    Declaration,
    DeclarationAnswer,
    DeclarationOutcome,
    Link,
    Progress,
    Status,
    SubPhase,
)

READ_AGENCIES = frozenset(
    {P.VIEW_WORKING, P.VIEW_RETURNS, P.VIEW_BUNDLE, P.DECIDE, P.GIVE_COUNTY_VIEW}
)
"""Who may know which agencies were asked; anybody else answers one question about all."""
OVER = (
    Status.CLOSED_NO_REVIEW,
    Status.CLOSED_DUPLICATE,
    Status.TRANSFERRED,
    Status.CLOSED,
    Status.DISCONTINUED,
    Status.DISPOSED,
)
GONE = "Somebody entered twice, since made one"


@dataclass(frozen=True)
class Subject:
    """One agency or person that a declaration asks about."""

    key: str
    name: str
    links: tuple[tuple[str, str], ...]
    organisation_id: int | None = None
    person_token: str = ""


AGENCY_LINKS = tuple((str(link), link.label) for link in Link)
ABOUT_PEOPLE = tuple((str(link), words) for link, words in PERSON_LINKS.items())


def subjects_for(case: Case, may: frozenset[P]) -> list[Subject]:
    """The agencies that this person may know of, and the people as this person is shown them."""
    found = []
    if may & READ_AGENCIES:
        asked = case.agencyrequests.order_by("organisation__name").values_list(
            "organisation", "organisation__name"
        )
        found += [
            Subject(f"agency_{key}", name, AGENCY_LINKS, organisation_id=key)
            for key, name in dict.fromkeys(asked)
        ]
    names = P.VIEW_IDENTITY in may
    found += [
        Subject(
            f"person_{person.token}",
            person.label(may_see_names=names),
            ABOUT_PEOPLE,
            person_token=person.token,
        )
        for person in _people(case)
    ]
    return found


def _people(case: Case) -> list[Person]:
    """The people of a case with their parts, fetched once a page. Two queries."""
    prefetch_related_objects([case], "persons__involvements")
    return list(case.persons.all())


def a_year_before(day: date) -> date:
    """The same day of the year before; 29 February goes back to the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def renewal(case: Case, declared: Sequence[Declaration], may: frozenset[P], on: date) -> list[str]:
    """Why somebody should declare, or declare again: sentences, or none when all is in order.

    `declared` are their own declarations with their answers, oldest first. Again after 12 months,
    when the draft begins, and when an agency or a person has been added (S61). One query.
    """
    newest = declared[-1] if declared else None
    if newest is None:
        return ["You have not declared your interests in this review yet."]
    told = []
    if newest.declared_on <= a_year_before(on):
        told.append("Your declaration is 12 months old.")
    drafting = _drafting().filter(case=case).values_list("history_date", flat=True).first()
    if drafting and newest.declared_on < timezone.localdate(drafting):
        told.append("The report is being drafted since. Declare again before you work on it.")
    answers = newest.answers.all()
    bodies = {row.organisation_id for row in answers}
    people = {row.person_token for row in answers}
    missing = [
        subject.name
        for subject in subjects_for(case, may)
        if not (
            subject.person_token in people
            if subject.person_token
            else subject.organisation_id in bodies
        )
    ]
    if missing:
        told.append(f"Your declaration does not cover: {'; '.join(missing)}.")
    return told


def _drafting() -> QuerySet:
    """The history of where a review stands, from when its report began to be drafted."""
    drafted = Q(sub_phase=SubPhase.DRAFTING) | Q(status=Status.DRAFT_CONSULTATION)
    rows: QuerySet = Progress.history.filter(drafted)  # type: ignore[attr-defined]
    return rows.order_by("history_date", "history_id")


def to_renew(user: User, a_year_ago: date | Given) -> QuerySet[Declaration]:
    """Somebody's newest declarations that are to be made again, on reviews that are not over."""
    own = Declaration.objects.filter(declared_by=user)
    answers = DeclarationAnswer.objects.filter(declaration=OuterRef(OuterRef("pk")))
    people = Person.objects.filter(case=OuterRef("case")).exclude(
        Exists(answers.filter(person_token=OuterRef("token")))
    )
    agencies = AgencyRequest.objects.filter(case=OuterRef("case")).exclude(
        Exists(answers.filter(organisation=OuterRef("organisation")))
    )
    drafting = _drafting().filter(case=OuterRef("case"))
    later = own.filter(case=OuterRef("case"), pk__gt=OuterRef("pk"))
    return (
        own.filter(case__in=cases_where(user, P.VIEW_CASE))
        .exclude(case__progress__status__in=OVER)
        .exclude(Exists(later))
        .filter(
            Q(declared_on__lte=a_year_ago)
            | Q(declared_on__lt=Subquery(drafting.values("history_date__date")[:1]))
            | Exists(people)
            | Q(Exists(agencies), case__in=cases_where(user, *READ_AGENCIES))
        )
    )


@transaction.atomic
def declare(declaration: Declaration, answers: list[tuple[Subject, list[str], str]]) -> None:
    """Keep a declaration with what was answered about each agency and person."""
    declaration.save()
    for subject, links, words in answers:
        DeclarationAnswer(
            case=declaration.case,
            declaration=declaration,
            organisation_id=subject.organisation_id,
            person_token=subject.person_token,
            links=links,
            words=words,
        ).save()


def settle(outcome: DeclarationOutcome) -> None:
    """Keep what somebody else settled. Raises ValueError for one's own declaration."""
    if outcome.declaration.declared_by_id == outcome.settled_by_id:
        raise ValueError("Somebody else must settle this: nobody settles their own link.")
    outcome.save()


def shown(rows: QuerySet[Declaration], case: Case, may: frozenset[P]) -> list[dict]:
    """Each declaration with its links in words, people as the reader may see them."""
    names = P.VIEW_IDENTITY in may
    people = {person.token: person.label(may_see_names=names) for person in _people(case)}
    found = []
    told = rows.prefetch_related(
        Prefetch("answers", DeclarationAnswer.objects.select_related("organisation")),
        Prefetch("outcomes", DeclarationOutcome.objects.select_related("settled_by")),
    )
    for row in told:
        answers = list(row.answers.all())
        found.append(
            {
                "row": row,
                "covers": len(answers),
                "links": [
                    {
                        "about": answer.organisation or people.get(answer.person_token, GONE),
                        "links": answer.links_in_words,
                        "words": answer.words,
                    }
                    for answer in answers
                    if answer.links
                ],
                "outcomes": list(row.outcomes.all()),
            }
        )
    return found
