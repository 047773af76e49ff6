"""Queries said once in SQL and asked many times, with person, day and moment filled in.

Django takes 1 to 3 ms to say a query, so a page that asks twenty things of somebody's reviews
spent more on saying them than on the answers. The querysets stay where a condition is written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    DateTimeField,
    Expression,
    Field,
    QuerySet,
)
from django.db.models.query import get_related_populators
from django.utils import timezone


@dataclass(frozen=True)
class Asked:
    """Who asks (a `User`), on which day, at which moment, since which, and for which one thing."""

    user: Any
    on: date
    at: datetime
    since: datetime | None = None
    name: str = ""


class Given(Expression):
    """A value of a query that is known only when it is asked: `read` takes it from what is given.

    That is an `Asked`, or the one value itself where there is no other (`KEY`).
    """

    def __init__(self, read: Callable[[Any], Any], output_field: Field):
        super().__init__(output_field=output_field)
        self.read = read

    def as_sql(self, compiler, connection):
        """A parameter that is this value itself, until `Said.ask` puts what it stands for."""
        return "%s", [self]

    def of(self, asked: Any) -> Any:
        """What it stands for, as the database wants it."""
        return self.output_field.get_db_prep_value(self.read(asked), connection)


class Anybody(Given):
    """Stands for whoever will ask, where a queryset wants a user."""

    is_active = True
    """`Said.ask` answers nothing to a closed account."""

    def __init__(self) -> None:
        super().__init__(lambda asked: asked.user.pk, BigIntegerField())

    @property
    def pk(self) -> Given:
        """The key of whoever asks."""
        return self


ANYBODY: Any = Anybody()
KEY = Given(lambda key: key, BigIntegerField())
TODAY = Given(lambda asked: asked.on, DateField())
NAME = Given(lambda asked: asked.name, CharField())
MOMENT = Given(lambda asked: asked.at, DateTimeField())
DAY_OF_MOMENT = Given(lambda asked: timezone.localdate(asked.at), DateField())


def moment_for(user: Any) -> Any:
    """Now; for whoever will ask, the moment at which they ask."""
    return MOMENT if isinstance(user, Anybody) else timezone.now()


class Said:
    """SQL with its parameters, any of which may be `Given`."""

    def __init__(self, sql: str, params: Sequence[Any]):
        self.sql, self.params = sql, params

    @classmethod
    def of(cls, rows: QuerySet) -> Said:
        """What Django says of this queryset, on the database in use."""
        return cls(*rows.query.sql_with_params())

    def filled(self, asked: Any) -> list[Any]:
        """The parameters for one asking."""
        return [value.of(asked) if isinstance(value, Given) else value for value in self.params]

    def ask(self, asked: Asked) -> list[tuple]:
        """The rows for one person, none for a closed account. One query."""
        if not asked.user.is_active:
            return []
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.filled(asked))
            return cursor.fetchall()


class _Converted(Said):
    """The SQL of a queryset, and what makes Python's values of the database's."""

    def __init__(self, rows: QuerySet):
        self.compiler = rows.query.get_compiler(rows.db)
        super().__init__(*self.compiler.as_sql())
        self.converters = self.compiler.get_converters(
            [column for column, *_ in self.compiler.select]
        )

    def converted(self, asked: Any) -> list:
        """The rows, whoever asks. One query."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.filled(asked))
            rows = cursor.fetchall()
        return list(self.compiler.apply_converters(rows, self.converters))


class SaidOfValues(_Converted):
    """The SQL of a queryset of `.values()`."""

    def __init__(self, rows: QuerySet):
        super().__init__(rows)
        self.names = rows.query.values_select

    def rows(self, asked: Any) -> list[dict]:
        """The rows as `.values()` gives them, whoever asks. One query."""
        return [dict(zip(self.names, row, strict=True)) for row in self.converted(asked)]


class SaidOfModels(_Converted):
    """The SQL of a queryset whose rows become models, with what it selects beside them."""

    def __init__(self, rows: QuerySet):
        super().__init__(rows)
        selected, made = self.compiler.select, self.compiler.klass_info
        fields = made["select_fields"]
        self.own = slice(fields[0], fields[-1] + 1)
        self.names = [column.target.attname for column, *_ in selected[self.own]]
        self.related = get_related_populators(made, selected, rows.db)

    def first(self, asked: Any) -> Any:
        """The first row as Django would make it, whoever asks, or None. One query."""
        for row in self.converted(asked):
            made = self.compiler.klass_info["model"].from_db(
                self.compiler.using, self.names, row[self.own]
            )
            for relation in self.related:
                relation.populate(row, made)
            for name, position in self.compiler.annotation_col_map.items():
                setattr(made, name, row[position])
            return made
        return None


def as_day(value: Any) -> date | None:
    """A day of such a row: SQLite gives it as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value
