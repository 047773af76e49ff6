"""People of a review in words: for those who may see names, and for those who may not."""

from __future__ import annotations

from dhr_cases.codes import NotRecorded, Part
from dhr_cases.forms.people import FACTS_OF
from dhr_cases.models import Case, Person, Relationship

GROUPS = (
    (Part.DIED, "Person or people who died"),
    (Part.RESPONSIBLE, "Person or people thought responsible"),
    (Part.CHILD, "Children"),
    (Part.FAMILY, "Family and friends"),
    (Part.AT_RISK, "Other people at risk"),
    (Part.PROFESSIONAL, "Professionals named"),
    (Part.OTHER, "Other people"),
)
ALWAYS_SHOWN = (Part.DIED, Part.RESPONSIBLE, Part.CHILD)
"""The parts that those without names are told of; the others only by an agreed pseudonym."""


def groups(people: list[Person], *, names: bool) -> list[dict]:
    """People by part, each under every part they play; nobody is named to those without names."""
    found = []
    for part, title in GROUPS:
        shown = [
            {"person": person, "label": person.label(may_see_names=names), "parts": person.parts}
            for person in people
            if any(row.part == part for row in person.involvements.all())
            and (names or part in ALWAYS_SHOWN or person.pseudonym)
        ]
        found.append({"part": part, "title": title, "people": shown})
    return found


def may_be_shown(person: Person, *, names: bool) -> bool:
    """Whether somebody who may not see names is told of this person at all."""
    parts = {row.part for row in person.involvements.all()}
    return names or bool(person.pseudonym) or bool(parts & set(ALWAYS_SHOWN))


def in_words(row: Relationship, *, names: bool) -> str:
    """A relationship with its direction stated: Anna was Ben's parent."""
    died = row.died.label(may_see_names=names)
    responsible = row.responsible.label(may_see_names=names)
    if row.relation == "Not known":
        return f"It is not known what {died} was to {responsible}"
    return f"{died} was the {row.get_relation_display().lower()} of {responsible}"


def relationships_of(case: Case) -> list[Relationship]:
    """Every relationship of a case with its people and their parts; the queries do not grow."""
    rows = case.relationships.select_related("died", "responsible")
    return list(rows.prefetch_related("died__involvements", "responsible__involvements"))


def identity_rows(person: Person) -> list[dict]:
    """Who somebody is, for those who may see names; a silence is said."""
    said = [
        ("Full name", person.name or ("Not identified yet" if person.is_unidentified else "")),
        ("Other names", person.other_names),
        ("Pseudonym", person.pseudonym),
        ("Date of birth", person.born_on and str(person.born_on)),
        ("Date of death", person.died_on and str(person.died_on)),
        ("Age, as recorded", "" if person.age_recorded is None else str(person.age_recorded)),
        ("Last address", person.address),
        ("Must not be contacted", "Yes" if person.must_not_be_contacted else "No"),
        ("Safety note", person.safety_note),
    ]
    return [{"key": key, "value": value or "Not known yet"} for key, value in said]


def characteristic_rows(person: Person) -> list[dict]:
    """Protected characteristics and circumstances, each silence in its own words."""
    names = ("sex", "gender_identity_differs", "orientation", "ethnicity", "religion",
             "disability", "pregnancy")  # fmt: skip
    rows = []
    for name in names:
        label = str(person._meta.get_field(name).verbose_name)
        shown = getattr(person, f"get_{name}_display")()
        rows.append({"key": label[:1].upper() + label[1:], "value": shown})
    silences = dict(NotRecorded.choices)
    rows.append(
        {"key": "Nationality", "value": silences.get(person.nationality, person.nationality)}
    )
    rows.append(
        {
            "key": "Circumstances known to agencies",
            "value": "\n".join(person.vulnerabilities) or "None recorded",
        }
    )
    rows.append({"key": "Earlier offending", "value": person.get_offending_history_display()})
    return rows


def part_rows(involvement) -> list[dict]:
    """What is known of one part."""
    rows = []
    for name in FACTS_OF.get(Part(involvement.part), ()):
        label = str(involvement._meta.get_field(name).verbose_name)
        shown = getattr(involvement, f"get_{name}_display", None)
        value = shown() if shown else getattr(involvement, name)
        rows.append({"key": label[:1].upper() + label[1:], "value": value or "Not known yet"})
    return rows
