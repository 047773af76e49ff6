"""Who is in a review, and every name and address of theirs that agencies may have written."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from dhr_cases.codes import Part
from dhr_cases.models import Case, Person
from dhr_cases.together import fetch_together, hang


@dataclass(frozen=True)
class Known:
    """Somebody of a review: their real names, and what they are called instead.

    `label` is the pseudonym or, where none is agreed, the part they play; several people with the
    same label are numbered. `stands_for` are the labels of agencies that mean them, each with the
    permanent key of its agency; `part` is their first part in the review.
    """

    token: str
    real: tuple[str, ...]
    label: str
    initials: str = ""
    born_on: str = ""
    address: str = ""
    is_child: bool = False
    part: str = ""
    stands_for: tuple[tuple[str, str], ...] = ()


def known_names(case: Case) -> tuple[Known, ...]:
    """Everybody of a review, those with a part first, then the family's contacts. One query.

    A contact of the family is called "[name]": who they are is known to few (zone Z4), but their
    name must not be read by many.
    """
    kept = fetch_together(
        people=case.persons.all(),
        parts=case.involvements.all(),
        members=case.familymembers.all(),
        labels=case.personlabels.filter(person__isnull=False).select_related("organisation"),
    )
    means: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in kept["labels"]:
        means[row.person_id].append((row.organisation.key, row.label))
    people = kept["people"]
    hang(kept["parts"], on=people, by="person", name="involvements")
    spread = Counter(_label(person) for person in people)
    numbers: Counter[str] = Counter()
    found = []
    for person in people:
        label = _label(person)
        if spread[label] > 1:
            numbers[label] += 1
            label = f"{label} {numbers[label]}"
        found.append(_known(person, label, tuple(means[person.pk])))
    found += [
        Known(member.token, (member.preferred_name,), "[name]", "[name]")
        for member in kept["members"]
        if member.preferred_name
    ]
    return tuple(found)


def _label(person: Person) -> str:
    if person.pseudonym:
        return person.pseudonym
    parts = person.parts
    return parts[0] if parts else "Another person"


def _known(person: Person, label: str, stands_for: tuple[tuple[str, str], ...]) -> Known:
    others = [name.strip() for name in re.split(r"[,;/\n]", person.other_names)]
    initials = "".join(word[0].upper() for word in re.split(r"[\s\-]+", person.name) if word)
    parts = [part.part for part in person.involvements.all()]
    return Known(
        token=person.token,
        real=tuple(name for name in (person.name, *others) if name),
        label=label,
        initials=initials or label,
        born_on=person.born_on.text if person.born_on else "",
        address=person.address,
        is_child=Part.CHILD in parts,
        part=parts[0] if parts else "",
        stands_for=stands_for,
    )
