"""Reads reference data through the models, so that each row has its history and its name."""

import json
from pathlib import Path

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist, ValidationError
from django.db import models, transaction


class FixtureRefused(ValueError):
    """The file cannot be loaded; the message says which entry and why. Nothing was saved."""


def load(path) -> int:
    """Save every entry of a JSON file that is new or changed; returns how many that was.

    An entry is `{"model": "app.model", "fields": {…}}` without keys of the database. A row is
    found again by its `fixture_key` (names of fields; the first unique field if the model names
    none), and a foreign key is written as the key of the row it points to. Loading twice changes
    nothing. All or nothing; to be called under `job()`.
    """
    try:
        entries = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FixtureRefused(f"{Path(path).name} cannot be read: {error}") from error
    if not isinstance(entries, list):
        raise FixtureRefused(f"{Path(path).name} must be a list of entries.")
    with transaction.atomic():
        return sum(_load_entry(Path(path).name, at, entry) for at, entry in enumerate(entries, 1))


def _load_entry(file: str, at: int, entry) -> bool:
    try:
        model = apps.get_model(entry["model"])
        values = {name: _value(model, name, raw) for name, raw in entry["fields"].items()}
        return _save(model, values)
    except ValidationError as error:
        reason = " ".join(error.messages)
    except (LookupError, TypeError, ValueError, FieldDoesNotExist, ObjectDoesNotExist) as error:
        reason = f"{type(error).__name__}: {error}"
    raise FixtureRefused(f"{file}, entry {at}: {reason}")


def key_of(model: type[models.Model]) -> tuple[str, ...]:
    """The fields that name a row of this model in a file."""
    own = getattr(model, "fixture_key", None)
    if own:
        return tuple(own)
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key and field.editable:
            return (field.name,)
    raise LookupError(f"{model._meta.label} has no unique field; give it a fixture_key.")


def _value(model: type[models.Model], name: str, raw):
    field = model._meta.get_field(name)
    if not field.is_relation or raw is None:
        return field.to_python(raw)
    target = field.related_model
    key = raw if isinstance(raw, list) else [raw]
    names = key_of(target)
    return target._base_manager.get(
        **{part: _value(target, part, value) for part, value in zip(names, key, strict=True)}
    )


def _save(model: type[models.Model], values: dict) -> bool:
    key = {name: values[name] for name in key_of(model)}
    row = model._base_manager.filter(**key).first() or model()
    changed = [name for name, value in values.items() if getattr(row, name, None) != value]
    if not row._state.adding and not changed:
        return False
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    return True
