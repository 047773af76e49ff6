"""The triggers that let nobody alter the trail, on SQLite and PostgreSQL."""

from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction

from audit.models import WrittenOnce
from audit.recorded import AppendOnly, RecordedHistory, case_column
from audit.triggers import postgresql, sqlite

ENGINES = {"sqlite": sqlite, "postgresql": postgresql}


@dataclass(frozen=True)
class DisposalTable:
    """The table whose rows allow a case's history to go, and what its columns are called."""

    table: str
    case: str = "case_id"
    approved_by: str = "approved_by_id"
    approved_on: str = "approved_on"
    finished_on: str = "finished_on"
    asked_by: str | None = None


@dataclass(frozen=True)
class Protected:
    """One table that may only be added to; `case` is the column disposal goes by, if it may.

    `row` names the column of the row a history is of, where a row may join its case later.
    """

    table: str
    keys: tuple[str, ...]
    case: str | None = None
    row: str | None = None


_disposal: list[DisposalTable] = []


class TriggersMissing(ImproperlyConfigured):
    """The service may not start: the database would let the audit trail be altered."""


def allow_disposal(**columns: str) -> None:
    """Name the table of two-person disposals, from the app that has it (in `AppConfig.ready`)."""
    _disposal[:] = [DisposalTable(**columns)]


def disposal_table() -> DisposalTable | None:
    """Where disposals are written down, once an app has said so and its table exists."""
    existing = connection.introspection.table_names()
    return next((found for found in _disposal if found.table in existing), None)


def protected_tables() -> list[Protected]:
    """Every table that is only ever added to: events, seals, histories, append-only models."""
    existing = set(connection.introspection.table_names())
    tables = []
    for model in apps.get_models():
        if model._meta.db_table not in existing:
            continue
        row = None
        if issubclass(model, RecordedHistory):
            case = case_column(model.instance_type)
            row = _row_column(model) if case else None
        elif issubclass(model, WrittenOnce):
            disposable = issubclass(model, AppendOnly) and model.disposable
            case = case_column(model) if disposable else None
        else:
            continue
        keys = tuple(f.column for f in model._meta.concrete_fields if f.primary_key or f.unique)
        tables.append(Protected(model._meta.db_table, keys, case, row))
    return tables


def _row_column(history) -> str | None:
    """The column that says which row a history is of, where its case may be empty at first."""
    nullable = any(f.name == "case" and f.null for f in history.instance_type._meta.concrete_fields)
    return history.instance_type._meta.pk.column if nullable else None


def install() -> None:
    """Put every trigger in place, taking away any that differ from what they should be."""
    engine, disposal = _engine(), disposal_table()
    with transaction.atomic(), connection.cursor() as cursor:
        engine.remove(cursor)
        for statement in engine.statements(protected_tables(), disposal):
            cursor.execute(statement)


def remove() -> None:
    """Take every trigger away: for a migration, or a test that empties tables."""
    with transaction.atomic(), connection.cursor() as cursor:
        _engine().remove(cursor)


def missing() -> list[str]:
    """What a trigger should guard and does not, each as words; empty when all is well.

    Compares definitions, not names: a trigger that was weakened or switched off is missing.
    """
    engine = _engine()
    with connection.cursor() as cursor:
        return engine.missing(cursor, protected_tables(), disposal_table())


def require() -> None:
    """Refuse to go on when the database would let the trail be altered (wsgi, `make run`)."""
    if gaps := missing():
        raise TriggersMissing(
            f"The audit trail is not protected: {gaps[0]}"
            f"{f' and {len(gaps) - 1} more' if gaps[1:] else ''}. Run `manage.py migrate`."
        )


def remove_before_migrate(sender, using, **kwargs) -> None:
    """A rebuilt table loses its triggers, or fails on one that mentions it: remove them first."""
    if using == connection.alias:
        remove()


def install_after_migrate(sender, using, **kwargs) -> None:
    """Put the triggers back once every table is as it should be."""
    if using == connection.alias:
        install()


def _engine():
    try:
        return ENGINES[connection.vendor]
    except KeyError:
        raise ImproperlyConfigured(
            "The audit trail needs SQLite or PostgreSQL, whose triggers protect it."
        ) from None
