"""The national data form, field by field, in the Home Office's own stored values.

Fields and codes: the filters of the Home Office's DHR Library show the dotted paths of its record
(home-office-data.md C). Where a path is deduced and not shown there, `deduced` says so. Unknown is
a value and never a blank; what is stored and what is shown are kept apart.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from dhr_cases.codes import (
    AGGRAVATING_FACTORS,
    RECIPIENTS,
    RELATIONSHIPS,
    THEMES,
    UNCLEAR,
    VULNERABILITIES,
    NotRecorded,
    Part,
)
from dhr_cases.models import Person
from reports.home_office import (
    CASE,
    FAMILY,
    PEOPLE,
    RECOMMENDATIONS,
    Facts,
    age_band,
    age_of,
    csp_name,
    involvement,
    pseudonym_of,
    year_and_month,
)
from reports.render import csv

NOT_KNOWN = "Not known"
NOT_KEPT = (
    "Mental health issues identified",
    "Serious or life-limiting illness",
    "Carer questions",
    "Previously a victim of another abuser",
    "Immigration involvement",
    "Case heard at MARAC before the death",
    "Case heard in court; life sentence",
    "Known as a domestic abuse perpetrator to",
    "Perpetrator programme, drug or alcohol service, MAPPA, supervision",
    "Child information",
)

BASIC = "Basic Case Details"
VICTIMS = "Victim-Specific Information"
PERPETRATORS = "Perpetrator/Suspect Information"
FACTORS = "Aggravating Factors"
PROCESS = "DHR process"
OFFENDING = "Mental health issue/s identified in the DHR.Offending history"

FAMILY_QUESTIONS = {
    "contributed": "Contributed to the DHR",
    "consulted_on_terms": "Consulted about the terms of reference",
    "had_advocate": "Supported by an expert specialist advocate",
    "saw_draft": "Received the draft report",
    "attended_panel": "Attended the DHR panel",
}


@dataclass(frozen=True)
class Value:
    """What the Home Office stores, and what it shows."""

    stored: str | int
    label: str


@dataclass(frozen=True)
class Answer:
    """One field of the form; `record` counts people in a repeating group and is 0 elsewhere."""

    section: str
    record: int
    path: str
    question: str
    values: tuple[Value, ...]
    source: str
    note: str = ""
    deduced: bool = False
    person: str = ""
    basis: str = ""
    """What a family's answer rests on: zone Z4, shown to its readers and never sent."""

    @property
    def shown(self) -> str:
        """The answer in words."""
        return "; ".join(value.label for value in self.values)


def answers(facts: Facts) -> list[Answer]:
    """The whole return, in the order of the form."""
    return [
        *_basic(facts),
        *_victims(facts),
        *_perpetrators(facts),
        Answer(
            FACTORS, 0, FACTORS, "Aggravating factors",
            _several(facts.case.aggravating_factors, AGGRAVATING_FACTORS), CASE,
        ),
        *_process(facts),
    ]  # fmt: skip


def _basic(facts: Facts) -> Iterator[Answer]:
    case = facts.case
    year, month = year_and_month(case.died_on)
    suicides = {involvement(person, Part.DIED).died_by_suicide for person in facts.died}
    suicide = "Yes" if "Yes" in suicides else "No" if suicides == {"No"} else UNCLEAR
    fields = (
        ("Name of Community Safety Partnership", csp_name(case) or NOT_KNOWN, CASE, False),
        ("Police force area", case.police_force or UNCLEAR, CASE, False),
        ("Date of death - year", int(year) if year else UNCLEAR, CASE, False),
        ("Date of death - month", month or UNCLEAR, CASE, True),
        ("Location of death.Type of location", case.death_place or NOT_KNOWN, CASE, False),
        ("Did a/the victim die by suicide?", suicide, PEOPLE, False),
    )
    for path, value, source, deduced in fields:
        question = path.split(".")[-1]
        yield Answer(BASIC, 0, f"{BASIC}.{path}", question, _one(value), source, deduced=deduced)


def _victims(facts: Facts) -> Iterator[Answer]:
    yield Answer(
        VICTIMS, 0, f"{VICTIMS}.Number of victims in the DHR", "Number of victims in the DHR",
        _one(len(facts.died)), PEOPLE,
    )  # fmt: skip
    for number, person in enumerate(facts.died, start=1):
        part = involvement(person, Part.DIED)
        group = _Group(VICTIMS, number, f"{VICTIMS}.Victims", person.token)
        yield group.answer("Title", "Pseudonym", pseudonym_of(facts, person), deduced=True)
        age = age_of(person, person.died_on or facts.case.died_on)
        yield group.age("Age.Age at time of death", age)
        yield from _characteristics(group, person, "victim", pregnancy=True)
        yield group.answer(
            "Crime details and MARAC.Cause of death.Method of killing",
            "Method of killing", part.method,
        )  # fmt: skip
        yield group.answer(
            "Crime details and MARAC.Was the victim ever referred to MARAC?",
            "Was the victim ever referred to MARAC?", part.marac_referred, deduced=True,
        )  # fmt: skip
        yield group.several(
            "Relationships.Victim to perpetrator relationship."
            "What is the victim's relation to the perpetrator/s?",
            "What is the victim's relation to the perpetrator/s? The victim is their",
            [facts.relations.get((person.pk, other.pk), NOT_KNOWN) for other in facts.responsible],
            RELATIONSHIPS,
            nothing=NOT_KNOWN,
        )


def _perpetrators(facts: Facts) -> Iterator[Answer]:
    yield Answer(
        PERPETRATORS, 0, f"{PERPETRATORS}.Number of perpetrators or suspects",
        "Number of perpetrators or suspects", _one(len(facts.responsible)), PEOPLE,
        note="" if facts.responsible else "Nobody is identified as responsible", deduced=True,
    )  # fmt: skip
    for number, person in enumerate(facts.responsible, start=1):
        part = involvement(person, Part.RESPONSIBLE)
        group = _Group(PERPETRATORS, number, f"{PERPETRATORS}.Perpetrators", person.token)
        yield group.age("Age.Age at time of fatal incident", person.age_recorded)
        yield from _characteristics(group, person, "perpetrator", pregnancy=False)
        yield group.answer(
            "Suicide.Did the perpetrator die by suicide?",
            "Did the perpetrator die by suicide?", part.died_by_suicide,
        )  # fmt: skip
        yield group.answer(
            "Court.Court verdict", "Court verdict", part.verdict,
            note=f"The law has gone so far: {part.get_legal_status_display().lower()}",
        )  # fmt: skip


def _characteristics(
    group: _Group, person: Person, called: str, *, pregnancy: bool
) -> Iterator[Answer]:
    yield group.answer(f"Sex of {called}", f"Sex of {called}", person.sex)
    gender = "Is gender identity different from sex registered at birth?"
    yield group.answer(gender, gender, person.gender_identity_differs, deduced=True)
    yield group.answer("Sexual orientation", "Sexual orientation", person.orientation)
    yield group.answer("Religion", "Religion", person.religion)
    yield group.answer("Ethnicity", "Ethnicity", person.ethnicity)
    yield group.answer("Nationality", "Nationality", person.nationality)
    vulnerabilities = [value for value in person.vulnerabilities if value != "Pregnancy"]
    if pregnancy and (person.pregnancy == "Yes" or "Pregnancy" in person.vulnerabilities):
        vulnerabilities.append("Pregnancy")
    yield group.several("Vulnerabilities", "Vulnerabilities", vulnerabilities, VULNERABILITIES)
    question = f"Did the {called} have any previous offending history?"
    yield group.answer(f"{OFFENDING}.{question}", question, person.offending_history)


def _process(facts: Facts) -> Iterator[Answer]:
    family = {told.code: told for told in facts.family}
    for code, question in FAMILY_QUESTIONS.items():
        told = family.get(code)
        yield Answer(
            PROCESS, 0, f"{PROCESS}.Family.{question}", f"Family: {question}",
            _one(told.answer if told else UNCLEAR), FAMILY, deduced=True,
            basis=told.basis if told else "",
        )  # fmt: skip
    for question, values, codes in (
        ("Recommendations made to", facts.recipients, RECIPIENTS),
        ("Recommendation themes", facts.themes, THEMES),
    ):
        yield Answer(
            PROCESS, 0, f"{PROCESS}.{question}", question,
            _several(values, codes), RECOMMENDATIONS, deduced=True,
        )  # fmt: skip


@dataclass(frozen=True)
class _Group:
    """One person's place in a repeating group of the form."""

    section: str
    number: int
    prefix: str
    person: str

    def answer(self, path, question, value, *, note="", deduced=False) -> Answer:
        """One answer; a silence becomes the Home Office's own unknown, and the note says which."""
        silence = dict(NotRecorded.choices).get(value, "")
        stored = UNCLEAR if silence or value in ("", None) else value
        return self._made(path, question, _one(stored), note or silence, deduced)

    def age(self, path, age: int | None) -> Answer:
        """An age in years, shown as its band."""
        value = Value(UNCLEAR, UNCLEAR) if age is None else Value(age, age_band(age))
        return self._made(path, path.split(".")[-1], (value,), "", False)

    def several(self, path, question, values, codes, *, nothing=UNCLEAR) -> Answer:
        """An answer of several values."""
        return self._made(path, question, _several(values, codes, nothing), "", False)

    def _made(self, path, question, values, note, deduced) -> Answer:
        return Answer(
            self.section, self.number, f"{self.prefix}.{path}", question, values, PEOPLE,
            note=note, deduced=deduced, person=self.person,
        )  # fmt: skip


def _one(value: str | int) -> tuple[Value, ...]:
    return (Value(value, str(value)),)


def _several(values, codes, nothing: str = UNCLEAR) -> tuple[Value, ...]:
    """Each value with its label, in the order of the code list, once; nothing is a value too."""
    labels = dict(codes)
    order = list(labels)
    known = sorted({value for value in values if value in labels}, key=order.index)
    return tuple(Value(value, labels[value]) for value in known) or _one(nothing)


def as_json(facts: Facts) -> bytes:
    """The return as JSON in UTF-8; the same facts give the same bytes."""
    case = facts.case
    content = {
        "format": "Home Office data return",
        "edition": 1,
        "reference": case.reference,
        "title": case.known_as,
        "review": case.label,
        "answers": [
            {
                "section": answer.section,
                "record": answer.record,
                "field": answer.path,
                "question": answer.question,
                "values": [{"stored": v.stored, "label": v.label} for v in answer.values],
                "note": answer.note,
                "field_is_deduced": answer.deduced,
            }
            for answer in answers(facts)
        ],
        "not_kept_in_this_service": list(NOT_KEPT),
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def as_csv(facts: Facts) -> bytes:
    """The return as CSV: one row for each value."""
    header = ("Section", "Record", "Field", "Question", "Stored value", "Label", "Note")
    return csv.rows(
        header,
        [
            (
                answer.section, answer.record or None, answer.path, answer.question,
                value.stored, value.label, answer.note,
            )
            for answer in answers(facts)
            for value in answer.values
        ],
    )  # fmt: skip
