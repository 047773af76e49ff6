"""Several small sets of rows in one query, for a page that puts many kinds of row together.

For where a join or a prefetch cannot do. Each row travels as one array of texts, since the parts
of a UNION must have like columns on both engines; its fields turn the texts back into values.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    DecimalField,
    F,
    Field,
    ForeignKey,
    JSONField,
    Model,
    QuerySet,
    TextField,
    Value,
    Window,
)
from django.db.models.expressions import OrderBy
from django.db.models.functions import Cast, JSONArray, RowNumber
from django.utils import timezone

Joined = dict[str, "Joined"]
TRUE = ("1", "true")


def fetch_together(**sets: QuerySet[Any]) -> dict[str, list[Any]]:
    """The rows of several querysets by name, each list in its queryset's own order. One query.

    A queryset may filter, annotate, order by columns, and join by `select_related`. What it would
    prefetch is a set of its own, to `hang` on. Raises ValueError for one that is sliced, or
    ordered by a relation: the two cannot be said inside a union.
    """
    for name, rows in sets.items():
        _check(name, rows)
    first, *rest = (_as_texts(name, rows) for name, rows in sets.items())
    found: dict[str, list[tuple[int, list[str | None]]]] = {name: [] for name in sets}
    for name, place, texts in first.union(*rest, all=True) if rest else first:
        found[name].append((place, texts))
    return {
        name: [_row_of(rows, iter(texts)) for _, texts in sorted(found[name])]
        for name, rows in sets.items()
    }


def hang(children: Iterable[Any], on: Iterable[Any], *, by: str, name: str) -> None:
    """Give each parent its children as if `name` had been prefetched; `by` is the child's key.

    A child knows its parent too, so that neither asks the database again.
    """
    parents = {parent.pk: parent for parent in on}
    theirs: dict[Any, list[Any]] = {key: [] for key in parents}
    for child in children:
        if (key := getattr(child, f"{by}_id")) in parents:
            setattr(child, by, parents[key])
            theirs[key].append(child)
    for key, parent in parents.items():
        rows = getattr(parent, name).all()
        rows._result_cache, rows._prefetch_done = theirs[key], True
        parent.__dict__.setdefault("_prefetched_objects_cache", {})[name] = rows


def _check(name: str, rows: QuerySet[Any]) -> None:
    if rows.query.is_sliced:
        raise ValueError(f"{name} is sliced.")
    relations = {field.name for field in rows.model._meta.fields if field.is_relation}
    for column in rows.query.order_by or rows.model._meta.ordering:
        if isinstance(column, str) and column.lstrip("-") in relations:
            raise ValueError(f"{name} is ordered by the relation {column.lstrip('-')}.")


def _as_texts(name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Each row as its set, its place there, and one array of its columns as text."""
    word = Cast(Value(name), CharField(max_length=60))
    place = Window(RowNumber(), order_by=_order(rows))
    columns = [*_columns(rows.model, _joined(rows)), *rows.query.annotations]
    texts = JSONArray(*(Cast(F(column), TextField()) for column in columns))
    return rows.order_by().values_list(word, place, texts)


def _order(rows: QuerySet[Any]) -> list[OrderBy]:
    order = []
    for column in rows.query.order_by or rows.model._meta.ordering or ("pk",):
        if isinstance(column, str):
            name = F(column.lstrip("-"))
            order.append(name.desc() if column.startswith("-") else name.asc())
        else:
            order.append(column)
    return order


def _joined(rows: QuerySet[Any]) -> Joined:
    """What `select_related` names, each with what is joined beyond it."""
    return rows.query.select_related or {}


def _columns(model: type[Model], joined: Joined, prefix: str = "") -> Iterator[str]:
    for field in model._meta.concrete_fields:
        yield f"{prefix}{field.attname}"
    for name, beyond in joined.items():
        related = model._meta.get_field(name).related_model
        yield from _columns(related, beyond, f"{prefix}{name}__")


def _row_of(rows: QuerySet[Any], texts: Iterator[str | None]) -> Any:
    """The row as its queryset would give it, from the texts of `_columns` and annotations."""
    row = _instance(rows.model, _joined(rows), texts, rows.db)
    for alias, annotation in rows.query.annotations.items():
        setattr(row, alias, _value(annotation.output_field, next(texts)))
    return row


def _instance(model: type[Model], joined: Joined, texts: Iterator[str | None], db: str) -> Any:
    fields = model._meta.concrete_fields
    values = [_value(field, next(texts)) for field in fields]
    row = model.from_db(db, [field.attname for field in fields], values)
    for name, beyond in joined.items():
        relation = model._meta.get_field(name)
        related = _instance(relation.related_model, beyond, texts, db)
        relation.set_cached_value(row, related if related.pk is not None else None)
    return row


def _value(field: Field[Any, Any], text: str | None) -> Any:
    """What a column's text means to its field, the same from either engine."""
    if text is None:
        return field.from_db_value(None, None, None) if hasattr(field, "from_db_value") else None
    if isinstance(field, ForeignKey):
        return _value(field.target_field, text)
    if isinstance(field, JSONField):
        return json.loads(text, cls=field.decoder)
    if isinstance(field, BooleanField):
        return text in TRUE
    if isinstance(field, DecimalField):
        return Decimal(text).quantize(Decimal(1).scaleb(-field.decimal_places))
    value = field.to_python(text)
    if isinstance(value, datetime.datetime) and timezone.is_naive(value):
        return value.replace(tzinfo=datetime.UTC)
    return value
