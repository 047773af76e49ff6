"""Fingerprints of rows: what is hashed, and how no two different rows can give one hash."""

import datetime
import decimal
import hashlib
import json
import uuid
from collections.abc import Callable, Iterable
from functools import cache
from operator import itemgetter

from django.db import models


def prefixed(part: bytes) -> bytes:
    """A part with its length before it.

    A separator would let two different rows give one hash (security.md 2.3).
    """
    return len(part).to_bytes(8, "big") + part


def fingerprint(parts: Iterable[bytes]) -> str:
    """SHA-256 over length-prefixed parts, in hexadecimal."""
    return hashlib.sha256(b"".join([prefixed(part) for part in parts])).hexdigest()


_encoder = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def canonical_json(value) -> str:
    """One spelling for one value, whatever order the database gives the keys back in."""
    return _encoder.encode(value)


def _datetime(value: datetime.datetime) -> str:
    if value.tzinfo is not None:
        value = value.astimezone(datetime.UTC)
    return value.isoformat(timespec="microseconds")


# What a database gives back, each with its kind and its one spelling.
SPELLINGS = {
    type(None): ("none", lambda value: ""),
    bool: ("bool", lambda value: "1" if value else "0"),
    int: ("int", str),
    str: ("str", lambda value: value),
    float: ("float", repr),
    decimal.Decimal: ("decimal", lambda value: format(value.normalize(), "f")),
    datetime.datetime: ("datetime", _datetime),
    datetime.date: ("date", datetime.date.isoformat),
    datetime.time: ("time", datetime.time.isoformat),
    datetime.timedelta: (
        "timedelta",
        lambda value: str(value // datetime.timedelta(microseconds=1)),
    ),
    uuid.UUID: ("uuid", lambda value: value.hex),
    bytes: ("bytes", bytes.hex),
    memoryview: ("bytes", lambda value: bytes(value).hex()),
    dict: ("json", canonical_json),
    list: ("json", canonical_json),
}


def as_bytes(value, field: models.Field | None = None) -> bytes:
    """One column's value with its kind, so that 1, "1", True and nothing are four things.

    A value of a field's own kind is spelled as the field would store it.
    """
    spelling = SPELLINGS.get(type(value))
    if spelling is None and field is not None:
        value = field.get_prep_value(value)
        spelling = SPELLINGS.get(type(value))
    if spelling is None:
        raise TypeError(f"A {type(value).__name__} has no place in a fingerprint.")
    kind, spell = spelling
    return f"{kind}:{spell(value)}".encode("utf-8", "surrogatepass")


@cache
def columns_of(model: type[models.Model]) -> dict[str, models.Field]:
    """Every stored column of a model, by name, in a settled order."""
    return {field.column: field for field in sorted(model._meta.concrete_fields, key=_column)}


def _column(field: models.Field) -> str:
    return field.column


@cache
def _layout(model: type[models.Model], columns: tuple[str, ...]) -> tuple[bytes, Callable, list]:
    """What comes before the values, how they are taken from a row, and which need their field."""
    fields = [columns_of(model)[column] for column in columns]
    opening = prefixed(model._meta.db_table.encode()) + prefixed(canonical_json(columns).encode())
    own = [
        (position, field)
        for position, field in enumerate(fields)
        if not type(field).__module__.startswith("django.db.models.")
    ]
    return opening, _taker(fields), own


def _taker(fields: list[models.Field]) -> Callable[[dict], tuple]:
    """Takes these fields' values out of a row of `.values()`."""
    return itemgetter(*[field.attname for field in fields])


def _tagged(value) -> list[str]:
    kind, spell = SPELLINGS[type(value)]
    return [kind, spell(value)]


_row_encoder = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=_tagged
)


def row_digest(model: type[models.Model], columns: Iterable[str], values: dict) -> str:
    """The salted digest of one row as the database gives it back.

    `values` is by attribute name and comes from `.values()`: in memory a row may still hold
    '2026-02-03' where the database holds a date. The values are one JSON list, whose quotes keep
    them apart and whose kinds differ; values of our own kinds are spelled as they are stored.
    """
    opening, take, own = _layout(model, tuple(columns))
    row = list(take(values))
    for position, field in own:
        row[position] = field.get_prep_value(row[position])
    return hashlib.sha256(opening + prefixed(_row_encoder.encode(row).encode())).hexdigest()
