"""Making one of two rows that are the same person of a review; nothing is lost (S22)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models, transaction

from accounts.models import User
from audit.actors import acting
from dhr_cases.models import Involvement, Person, Relationship

KEPT, OTHER = "kept", "other"
ROW = {"id", "token", "version", "case", "person", "part"}
"""What tells one row from another, and is no fact about anybody."""
CANNOT = "These two cannot be made one person here."


class Contradiction(ValueError):
    """Two facts that cannot both be true, and of which nobody has chosen one."""


def contradictions(kept: Person, other: Person) -> dict[str, tuple[str, str]]:
    """Each fact that both hold and on which they differ: {name: (kept, other)}, in words."""
    return {
        field.name: (_words(kept, field), _words(other, field))
        for field in _facts(Person)
        if _says(kept, field)
        and _says(other, field)
        and _value(kept, field) != _value(other, field)
    }


@transaction.atomic
def merge(kept: Person, other: Person, *, by: User, chosen: Mapping[str, str]) -> Person:
    """Make one person of two of one case; returns the one that stays.

    What only one of them says is kept; where they differ, `chosen` says which is right ("kept" or
    "other"), by the name of the fact. Everything that points at the other points at the one
    that stays. The other row goes, and its history stays. Raises Contradiction, or ValueError with
    a sentence, before anything is changed.
    """
    rows = Person.objects.select_for_update().order_by("pk")
    found = {row.pk: row for row in rows.filter(pk__in=[kept.pk, other.pk], case=kept.case_id)}
    if len(found) != 2:
        raise ValueError("Choose two people of this review.")
    kept, other = found[kept.pk], found[other.pk]
    open_facts = [
        name for name in contradictions(kept, other) if chosen.get(name) not in (KEPT, OTHER)
    ]
    if open_facts:
        raise Contradiction("They differ. Say of each fact which is right.")
    _check_relationships(kept, other)
    with acting(by):
        _take_facts(kept, other, chosen)
        kept.save()
        _move_parts(kept, other)
        _move_rest(kept, other)
        other.delete()
    return kept


def _facts(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.concrete_fields if field.name not in ROW]


def _value(row: models.Model, field: models.Field) -> object:
    return getattr(row, field.attname)


def _says(row: models.Model, field: models.Field) -> bool:
    """Whether a row says anything here: neither empty nor still as every row begins."""
    value = _value(row, field)
    begun = field.get_default()
    return value not in (None, "", [], False) and value != begun


def _words(row: models.Model, field: models.Field) -> str:
    shown = getattr(row, f"get_{field.name}_display", None)
    value = shown() if shown else _value(row, field)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _take_facts(kept: models.Model, other: models.Model, chosen: Mapping[str, str]) -> None:
    for field in _facts(type(kept)):
        is_chosen = chosen.get(field.name) == OTHER
        if _says(other, field) and (is_chosen or not _says(kept, field)):
            setattr(kept, field.attname, _value(other, field))


def _check_relationships(kept: Person, other: Person) -> None:
    """A relationship between the two, or two that would say different things, stands in the way."""
    pair = {kept.pk, other.pk}
    said: dict[tuple[int, int], str] = {}
    rows = Relationship.objects.filter(case=kept.case_id)
    for row in rows.filter(models.Q(died__in=pair) | models.Q(responsible__in=pair)):
        ends = tuple(
            kept.pk if key == other.pk else key for key in (row.died_id, row.responsible_id)
        )
        if ends[0] == ends[1]:
            raise ValueError("A relationship joins these two. Change that first.")
        if said.setdefault(ends, row.relation) != row.relation:
            raise ValueError("Their relationships say different things. Change one of them first.")


def _move_parts(kept: Person, other: Person) -> None:
    held = {row.part: row for row in kept.involvements.all()}
    for row in other.involvements.all():
        same = held.get(row.part)
        if same is None:
            row.person = kept
            row.save()
            continue
        for field in _facts(Involvement):
            differs = _value(same, field) != _value(row, field)
            if _says(same, field) and _says(row, field) and differs:
                raise ValueError(
                    f"What is known of the part “{row.get_part_display()}” differs. Make both "
                    "alike first."
                )
        _take_facts(same, row, {})
        same.save()
        row.delete()


def _move_rest(kept: Person, other: Person) -> None:
    """Relationships, and whatever else in the service points at a person."""
    for relation in Person._meta.related_objects:
        if relation.related_model._meta.model_name.startswith("historical"):
            continue
        name = relation.field.name
        rows = relation.related_model._base_manager
        for row in rows.filter(**{name: other}):
            if _stands_already(row, name, kept):
                row.delete()
                continue
            if relation.one_to_one and rows.filter(**{name: kept}).exists():
                raise ValueError(CANNOT)
            setattr(row, name, kept)
            row.save()


def _stands_already(row: models.Model, name: str, kept: Person) -> bool:
    """Whether the one that stays has this very relationship."""
    if not isinstance(row, Relationship):
        return False
    ends = {"died": row.died_id, "responsible": row.responsible_id} | {name: kept.pk}
    return Relationship.objects.filter(**ends).exclude(pk=row.pk).exists()
