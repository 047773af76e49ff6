"""Inserts many rows whose keys nobody needs back, in one statement for some thousand values."""

from collections.abc import Sequence

from django.db import connection, models

VALUES = 10_000  # SQLite takes 32,766 in one statement


def insert_rows(rows: Sequence[models.Model]) -> None:
    """Write new rows of one model as they are, past its manager.

    For this app's own tables and for grants, which `bulk_create` of thousands would hold up.
    """
    if not rows:
        return
    model, quote = type(rows[0]), connection.ops.quote_name
    fields = [
        field
        for field in model._meta.concrete_fields
        if not (field.primary_key and isinstance(field, models.AutoField))
    ]
    columns = ", ".join(quote(field.column) for field in fields)
    one = f"({', '.join(['%s'] * len(fields))})"
    opening = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES "  # noqa: S608 - our own names
    step = VALUES // len(fields)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), step):
            part = rows[start : start + step]
            values = [
                field.get_db_prep_save(getattr(row, field.attname), connection=connection)
                for row in part
                for field in fields
            ]
            cursor.execute(opening + ", ".join([one] * len(part)), values)
