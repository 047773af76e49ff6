"""Writes rows past their manager and reads them back, in statements that are kept.

Django took a millisecond to write each of them anew, three for every row that is recorded.
"""

from collections.abc import Sequence
from functools import cache

from django.db import connection, models

from audit.said_once import KEY, SaidOfValues

VALUES = 10_000  # SQLite takes 32,766 in one statement


def insert_rows(rows: Sequence[models.Model]) -> None:
    """Write new rows of one model as they are, whose keys nobody needs back.

    For this app's own tables and for grants, which `bulk_create` of thousands would hold up.
    """
    if not rows:
        return
    opening, fields = _opening(type(rows[0]))
    one = _places(fields)
    step = VALUES // len(fields)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), step):
            part = rows[start : start + step]
            values = [value for row in part for value in _values(row, fields)]
            cursor.execute(opening + ", ".join([one] * len(part)), values)


def insert_row(row: models.Model) -> None:
    """Write one new row as it is, and give it the key that the database chose."""
    opening, fields = _opening(type(row))
    key = row._meta.pk
    statement = f"{opening}{_places(fields)} RETURNING {connection.ops.quote_name(key.column)}"
    with connection.cursor() as cursor:
        cursor.execute(statement, _values(row, fields))
        (row.pk,) = cursor.fetchone()
    row._state.adding = False


def read_back(model: type[models.Model], key: int) -> dict:
    """One row as the database gives it; raises the model's DoesNotExist."""
    for row in _by_key(model).rows(key):
        return row
    raise model.DoesNotExist


@cache
def _by_key(model: type[models.Model]) -> SaidOfValues:
    return SaidOfValues(model._base_manager.filter(pk=KEY).order_by().values())


@cache
def _opening(model: type[models.Model]) -> tuple[str, list[models.Field]]:
    """The statement as far as its values, and the fields those are of."""
    quote = connection.ops.quote_name
    fields = [
        field
        for field in model._meta.concrete_fields
        if not (field.primary_key and isinstance(field, models.AutoField))
    ]
    columns = ", ".join(quote(field.column) for field in fields)
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ", fields  # noqa: S608 - our own names


def _places(fields: list[models.Field]) -> str:
    return f"({', '.join(['%s'] * len(fields))})"


def _values(row: models.Model, fields: list[models.Field]) -> list:
    return [
        field.get_db_prep_save(getattr(row, field.attname), connection=connection)
        for field in fields
    ]
