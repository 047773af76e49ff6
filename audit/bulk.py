"""Adds many rows at once without losing what audit promises: for imports and large test data."""

from django.db import models, transaction
from django.utils import timezone

from audit import who
from audit.log import prepare
from audit.models import Event
from audit.querysets import BulkWriteRefused
from audit.recorded import AppendOnly, Recorded, subject_of, vouch_for
from audit.statements import insert_rows

BATCH = 1000


def add_rows(rows: list, *, from_a_file: bool = False) -> None:
    """Insert new rows of one model, each with its history row, digest and event.

    About four statements for a thousand rows. The rows come back with their keys, and are sealed
    when the job or the request ends. Nothing can be changed or removed this way, and only a job
    may use it, or a person who hands in a file of rows (`from_a_file`).
    """
    if not who.running_job() and not from_a_file:
        raise BulkWriteRefused("Only a job, or a file handed in, may add rows in bulk.")
    who.required()
    with transaction.atomic():
        for start in range(0, len(rows), BATCH):
            _add(rows[start : start + BATCH])


def _add(rows: list) -> None:
    model = type(rows[0])
    if issubclass(model, Recorded):
        for row in rows:
            row.version = 1
        _insert(model, rows)
        history = model.history.model
        stored = [_history_row(model, history, row) for row in rows]
        _insert(history, stored)
        _vouch(Event.ROW_CREATED, rows, history, stored)
    elif issubclass(model, AppendOnly):
        _insert(model, rows)
        _vouch(Event.ROW_ADDED, rows, model, rows)
    else:
        raise TypeError(f"{model.__name__} is not recorded.")


def _history_row(model, history, row):
    actor = who.required()
    left_out = model.left_out_of_history
    own = {
        field.attname: getattr(row, field.attname)
        for field in model._meta.concrete_fields
        if field.name not in left_out
    }
    return history(
        history_date=timezone.now(),
        history_type="+",
        history_user=actor.user,
        history_actor_name=actor.name,
        **own,
    )


def _vouch(event: Event, rows: list, stored_in: type[models.Model], stored: list) -> None:
    actor = who.required().user
    keys = [entry.pk for entry in stored]
    values = {row[stored_in._meta.pk.attname]: row for row in _read_back(stored_in, keys)}
    events = [
        prepare(
            event,
            actor=actor,
            subject=subject_of(row),
            details=vouch_for(row, stored_in, key, values[key]),
        )
        for row, key in zip(rows, keys, strict=True)
    ]
    insert_rows(events)


def _read_back(model: type[models.Model], keys: list):
    return model._base_manager.filter(pk__in=keys).values()


def _insert(model: type[models.Model], rows: list) -> None:
    """Django's own bulk insert, which our querysets refuse to everybody else."""
    models.QuerySet.bulk_create(model._base_manager.all(), rows)
