"""Fingerprints of rows: what is hashed, and how no two different rows can give one hash."""

import datetime
import decimal
import hashlib
import json
import uuid
from collections.abc import Iterable

from django.db import models


def fingerprint(parts: Iterable[bytes]) -> str:
    """SHA-256 over length-prefixed parts, in hexadecimal.

    A separator would let two different rows give one hash (security.md 2.3).
    """
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def canonical_json(value) -> str:
    """One spelling for one value, whatever order the database gives the keys back in."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def as_bytes(value) -> bytes:
    """One column's value with its kind, so that 1, "1", True and nothing are four things."""
    kind, text = _spell(value)
    return f"{kind}:{text}".encode("utf-8", "surrogatepass")


def _spell(value) -> tuple[str, str]:
    if value is None:
        return "none", ""
    if isinstance(value, bool):
        return "bool", "1" if value else "0"
    if isinstance(value, int):
        return "int", str(int(value))
    if isinstance(value, str):
        return "str", str.__str__(value)
    if isinstance(value, decimal.Decimal):
        return "decimal", format(value.normalize(), "f")
    if isinstance(value, datetime.datetime):
        if value.tzinfo is not None:
            value = value.astimezone(datetime.UTC)
        return "datetime", value.isoformat(timespec="microseconds")
    return _spell_rare(value)


def _spell_rare(value) -> tuple[str, str]:
    if isinstance(value, datetime.date | datetime.time):
        return type(value).__name__, value.isoformat()
    if isinstance(value, datetime.timedelta):
        return "timedelta", str(value // datetime.timedelta(microseconds=1))
    if isinstance(value, uuid.UUID):
        return "uuid", value.hex
    if isinstance(value, bytes | bytearray | memoryview):
        return "bytes", bytes(value).hex()
    if isinstance(value, float):
        return "float", repr(value)
    if isinstance(value, dict | list | tuple):
        return "json", canonical_json(value)
    raise TypeError(f"A {type(value).__name__} has no place in a fingerprint.")


def columns_of(model: type[models.Model]) -> dict[str, models.Field]:
    """Every stored column of a model, by name, in a settled order."""
    return {field.column: field for field in sorted(model._meta.concrete_fields, key=_column)}


def _column(field: models.Field) -> str:
    return field.column


def row_digest(model: type[models.Model], columns: Iterable[str], values: dict) -> str:
    """The salted digest of one row as the database gives it back.

    `values` is by attribute name and comes from `.values()`: in memory a row may still hold
    '2026-02-03' where the database holds a date.
    """
    fields = columns_of(model)
    parts = [model._meta.db_table.encode()]
    for column in columns:
        field = fields[column]
        parts += [column.encode(), as_bytes(field.get_prep_value(values[field.attname]))]
    return fingerprint(parts)
