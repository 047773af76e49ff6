"""The labels that agencies use for people, and the people of the review whom they mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from chronology.checking import PLAIN_LABELS
from chronology.models import Entry, PersonLabel, WhoItIs
from dhr_cases.models import Case


@dataclass(frozen=True)
class Used:
    """One label of one agency: in how many rows it stands, what is said of it, whom it means."""

    agency_id: int
    agency: str
    label: str
    rows: int
    who: str
    kept: PersonLabel | None

    @property
    def is_linked(self) -> bool:
        """Whether the review has said whom it means."""
        return self.kept is not None and self.kept.person_id is not None

    @property
    def key(self) -> tuple[int, str]:
        """What it is known by: the agency and the label."""
        return self.agency_id, self.label


def labels_in_use(case: Case) -> list[Used]:
    """Every label in the counting rows, by agency, those in most rows first. Two queries."""
    kept = {
        (row.organisation_id, row.label): row
        for row in PersonLabel.objects.filter(case=case).select_related("person")
    }
    counted: Counter[tuple[int, str]] = Counter()
    agencies: dict[int, str] = {}
    rows = Entry.objects.counting().filter(case=case).exclude(labels="").order_by()
    for pk, name, labels in rows.values_list(
        "file__organisation", "file__organisation__name", "labels"
    ):
        agencies[pk] = name
        counted.update((pk, label) for label in labels.split(";") if label)
    found = [
        Used(pk, agencies[pk], label, count, *_said(label, kept.get((pk, label))))
        for (pk, label), count in counted.items()
    ]
    return sorted(found, key=lambda used: (used.agency, -used.rows, used.label))


def _said(label: str, row: PersonLabel | None) -> tuple[str, PersonLabel | None]:
    return (row.who if row else PLAIN_LABELS.get(label, "")), row


@transaction.atomic
def link(case: Case, used: Iterable[Used], chosen: Mapping[tuple[int, str], str]) -> int:
    """Keep whom each label means, by the token of the person, or nobody; how many are different.

    A label about which its agency said nothing is kept as somebody else until it does.
    """
    people = {person.token: person for person in case.persons.all()}
    changed = 0
    for label in used:
        person = people.get(chosen.get(label.key, ""))
        row = label.kept
        if (row.person_id if row else None) == (person.pk if person else None):
            continue
        row = row or PersonLabel(
            case=case,
            organisation_id=label.agency_id,
            label=label.label,
            who=label.who or WhoItIs.OTHER,
        )
        row.person = person
        row.save()
        changed += 1
    return changed
