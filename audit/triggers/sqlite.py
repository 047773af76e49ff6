"""The refusing triggers in SQLite's words."""

from django.db import connection

from audit.triggers import PREFIX, REFUSAL


def statements(tables, disposal) -> list[str]:
    """Every trigger, as the statement that makes it."""
    return list(_expected(tables, disposal).values())


def remove(cursor) -> None:
    """Drop every trigger of ours."""
    for name in _present(cursor):
        cursor.execute(f"DROP TRIGGER {_quote(name)}")


def missing(cursor, tables, disposal) -> list[str]:
    """The triggers that are not there, or not as they should be."""
    present = _present(cursor)
    return [
        f"trigger {name} is missing or altered"
        for name, statement in _expected(tables, disposal).items()
        if present.get(name) != statement
    ]


def _present(cursor) -> dict[str, str]:
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return {name: sql for name, sql in cursor.fetchall() if name.startswith(PREFIX)}


def _expected(tables, disposal) -> dict[str, str]:
    triggers = {}
    for protected in tables:
        table = _quote(protected.table)
        # REPLACE deletes without a delete trigger unless recursive_triggers is on: refuse it here.
        again = " OR ".join(f"{_quote(key)} = NEW.{_quote(key)}" for key in protected.keys)
        conditions = {
            "UPDATE": "",
            "DELETE": _unless_disposed(protected, disposal),
            "INSERT": f" WHEN EXISTS (SELECT 1 FROM {table} WHERE {again})",  # noqa: S608 - our own names
        }
        for action, condition in conditions.items():
            name = f"{PREFIX}{action.lower()}_{protected.table}"
            triggers[name] = (
                f"CREATE TRIGGER {_quote(name)} BEFORE {action} ON {table}{condition} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
    return triggers


def _unless_disposed(protected, disposal) -> str:
    case = protected.case
    if case is None or disposal is None:
        return ""
    owner = f"OLD.{_quote(case)}"
    if protected.row is not None:
        # What was written before the row joined its case goes with the row's later history.
        later = f"later.{_quote(protected.row)} = OLD.{_quote(protected.row)}"
        newest = f"SELECT MAX(later.{_quote(case)}) FROM {_quote(protected.table)} later"  # noqa: S608 - our own names
        owner = f"COALESCE({owner}, ({newest} WHERE {later}))"
    two_people = (
        f" AND {_quote(disposal.asked_by)} <> {_quote(disposal.approved_by)}"
        if disposal.asked_by
        else ""
    )
    return (
        f" WHEN NOT EXISTS (SELECT 1 FROM {_quote(disposal.table)}"  # noqa: S608 - our own names
        f" WHERE {_quote(disposal.case)} = {owner}"
        f" AND {_quote(disposal.approved_by)} IS NOT NULL"
        f" AND {_quote(disposal.approved_on)} IS NOT NULL"
        f" AND {_quote(disposal.finished_on)} IS NULL{two_people})"
    )


def _quote(name: str) -> str:
    return connection.ops.quote_name(name)
