"""The facts that the national data form asks for, and which of them nobody has given yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dhr_cases.codes import Part, YesNoUnclear
from dhr_cases.family import NationalAnswer, national_answers
from dhr_cases.models import Case, Involvement, Offer, Person
from dhr_cases.together import fetch_together, hang
from govuk.uncertain import UncertainDate

# The name in the Home Office's list of partnerships, where a case has none of its own.
CSP_NAMES = {
    "GLO": "Gloucester",
    "CHE": "Cheltenham",
    "COT": "Cotswold",
    "FOD": "Forest of Dean",
    "STR": "Stroud",
    "TEW": "Tewkesbury",
}
AGE_BANDS = ((16, 19), (20, 24), (25, 34), (35, 44), (45, 54), (55, 64))
CASE, PEOPLE, FAMILY, RECOMMENDATIONS = "case", "people", "family", "recommendations"


@dataclass(frozen=True)
class Missing:
    """A required answer that nobody has given: the sentence, and where it is mended."""

    sentence: str
    source: str
    person: str = ""


@dataclass(frozen=True)
class Facts:
    """What a return is made from, fetched once."""

    case: Case
    died: list[Person] = field(default_factory=list)
    responsible: list[Person] = field(default_factory=list)
    relations: dict[tuple[int, int], str] = field(default_factory=dict)
    offers: list[Offer] = field(default_factory=list)
    family: list[NationalAnswer] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)


def facts_of(case: Case) -> Facts:
    """Fetch the facts of a case for the return, in two queries whatever its size."""
    kept = fetch_together(
        people=case.persons.all(),
        parts=case.involvements.all(),
        offers=case.offers.all(),
        coded=case.recommendations.all(),
        relations=case.relationships.all(),
    )
    hang(kept["parts"], on=kept["people"], by="person", name="involvements")
    return Facts(
        case=case,
        died=_playing(kept["people"], Part.DIED),
        responsible=_playing(kept["people"], Part.RESPONSIBLE),
        relations={(row.died_id, row.responsible_id): row.relation for row in kept["relations"]},
        offers=kept["offers"],
        family=national_answers(case, offers=kept["offers"]),
        recipients=sorted({row.recipient_kind for row in kept["coded"] if row.recipient_kind}),
        themes=sorted({theme for row in kept["coded"] for theme in row.themes}),
    )


def _playing(people: Iterable[Person], part: Part) -> list[Person]:
    return [
        person for person in people if any(row.part == part for row in person.involvements.all())
    ]


def involvement(person: Person, part: Part) -> Involvement:
    """The part this person plays, from what has been fetched."""
    return next(row for row in person.involvements.all() if row.part == part)


def pseudonym_of(facts: Facts, person: Person) -> str:
    """The pseudonym of somebody who died; where one person died, the name the review is known by.

    A real name never stands in a return.
    """
    return person.pseudonym or (facts.case.known_as if len(facts.died) == 1 else "")


def csp_name(case: Case) -> str:
    """The partnership's name in the Home Office's list; empty when nobody has said."""
    return case.ho_csp_label or CSP_NAMES.get(case.lead_partnership.area_code, "")


def year_and_month(date: UncertainDate | None) -> tuple[str, str]:
    """Year and month of the death as far as they are known; nothing is completed."""
    if date is None or not date.is_known:
        return "", ""
    first, last = date.earliest, date.latest
    if first.year != last.year:
        return "", ""
    known = date.kind != "year" and first.month == last.month
    return str(first.year), first.strftime("%B") if known else ""


def age_of(person: Person, died: UncertainDate | None = None) -> int | None:
    """Age in years: as recorded, else where birth and death leave no doubt about it."""
    if person.age_recorded is not None:
        return person.age_recorded
    born = person.born_on
    if not (born and died and born.is_known and died.is_known):
        return None
    least = _years(born.latest, died.earliest)
    return least if least == _years(born.earliest, died.latest) else None


def _years(born, died) -> int:
    return died.year - born.year - ((died.month, died.day) < (born.month, born.day))


def age_band(age: int) -> str:
    """The Library's band for an age in years."""
    for first, last in AGE_BANDS:
        if first <= age <= last:
            return f"{first} to {last}"
    return "Under 16" if age < AGE_BANDS[0][0] else "65 or over"


def missing(facts: Facts) -> list[Missing]:
    """The answers without which a return cannot go; "not known" counts as an answer."""
    case = facts.case
    found = []
    if not case.known_as.strip():
        found.append(Missing("Agree how the person who died is known in this review.", CASE))
    if not csp_name(case):
        found.append(
            Missing(f"Say what the Home Office calls {case.lead_partnership} in its list.", CASE)
        )
    if not case.police_force.strip():
        found.append(Missing("Say which police force area it is.", CASE))
    if not year_and_month(case.died_on)[0]:
        found.append(Missing("Record the year of the death.", CASE))
    if not case.death_place:
        found.append(Missing("Say in what kind of place the person died.", CASE))
    if not facts.died:
        found.append(Missing("Record the person who died.", PEOPLE))
    for number, person in enumerate(facts.died, start=1):
        found += _missing_of(facts, person, number)
    return found


def _missing_of(facts: Facts, person: Person, number: int) -> Iterator[Missing]:
    name = pseudonym_of(facts, person)
    called = name or (f"person {number} who died" if len(facts.died) > 1 else "the person who died")
    if not name:
        yield Missing(f"Agree a pseudonym for {called}.", PEOPLE, person.token)
    unknown = person.born_on is not None and not person.born_on.is_known
    if age_of(person, person.died_on or facts.case.died_on) is None and not unknown:
        yield Missing(
            f"Record the age of {called}, or say that the date of birth is not known.",
            PEOPLE, person.token,
        )  # fmt: skip
    if involvement(person, Part.DIED).died_by_suicide == YesNoUnclear.UNCLEAR:
        yield Missing(f"Say whether {called} died by suicide.", PEOPLE, person.token)
