"""Disposal (T28): the personal data of a case goes, live and in history; the skeleton stays."""

from __future__ import annotations

from datetime import date

from django.apps import apps
from django.core.files.storage import storages
from django.db import connection, transaction

from accounts.models import User
from audit.log import record
from audit.models import Event
from dhr_cases.models import Case

SKELETON = {"Progress", "StepTaken", "Deadline", "Disposal", "CaseAssignment", "CaseBar"}
"""What stays, because it names nobody in the review: the course of the case, and who had access."""


def models_of_a_case() -> list[type]:
    """Every model that belongs to one case and goes with it, dependants first."""
    found = [
        model
        for model in apps.get_models()
        if model.__name__ not in SKELETON
        and not hasattr(model, "history_object")
        and model is not Case
        and any(
            field.name == "case" and field.related_model is Case for field in model._meta.fields
        )
    ]
    ordered: list[type] = []
    while found:
        free = [
            model
            for model in found
            if not any(
                field.related_model is model
                for other in found
                if other is not model
                for field in other._meta.fields
                if field.is_relation
            )
        ]
        ordered += free
        found = [model for model in found if model not in free]
    return ordered


def carry_out(case: Case, *, by: User, on: date) -> dict[str, int]:
    """Remove a case's personal data and leave a certificate that counts what went.

    Live rows go first, since removing one writes a last history row; then the history. The
    database allows it only while an approved, unfinished Disposal of this case stands.
    """
    disposal = case.disposals.filter(approved_on__isnull=False, finished_on__isnull=True).last()
    counts: dict[str, int] = {}
    models = models_of_a_case()
    stored = _names_in_storage(models, case)
    with connection.cursor() as cursor:
        for model in models:
            counts[model._meta.label] = _delete(cursor, model, case)
        for model in models:
            if hasattr(model, "history"):
                _delete_what_came_before(cursor, model.history.model, case)
                _delete(cursor, model.history.model, case)
        _delete(cursor, Case.history.model, case, column="id")
    _empty(case)
    # A file cannot be brought back by a rollback, so it goes only when the rows have gone.
    transaction.on_commit(lambda: _remove_from_storage(stored))
    disposal.certificate, disposal.finished_on = counts, on
    disposal.save()
    record(Event.DISPOSED, actor=by, subject=case.reference, removed=sum(counts.values()))
    return counts


def _names_in_storage(models: list[type], case: Case) -> list[str]:
    """The stored files that the rows of a case name."""
    names: list[str] = []
    for model in models:
        if any(field.name == "storage_name" for field in model._meta.concrete_fields):
            rows = model._base_manager.filter(case=case).exclude(storage_name="")
            names += rows.values_list("storage_name", flat=True)
    return names


def _remove_from_storage(names: list[str]) -> None:
    for name in names:
        storages["documents"].delete(name)


def _delete(cursor, model, case: Case, *, column: str = "case_id") -> int:
    table = connection.ops.quote_name(model._meta.db_table)
    column = connection.ops.quote_name(column)
    cursor.execute(f"DELETE FROM {table} WHERE {column} = %s", [case.pk])  # noqa: S608 - our own names
    return cursor.rowcount


def _delete_what_came_before(cursor, history, case: Case) -> None:
    """History of rows that joined the case later, such as a notice while it was being written."""
    table = connection.ops.quote_name(history._meta.db_table)
    cursor.execute(
        f"DELETE FROM {table} WHERE case_id IS NULL"  # noqa: S608 - our own names
        f" AND id IN (SELECT id FROM {table} WHERE case_id = %s)",
        [case.pk],
    )


def _empty(case: Case) -> None:
    """Take what tells of a person out of the case's own row; its history has gone before."""
    case.known_as = case.summary = case.residence_reason = case.joint_with = ""
    case.regime_reason, case.died_on, case.aggravating_factors = "", None, []
    case.save()
