"""Rows that a whole module of tests shares: made once, and rolled back at its end."""

from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from audit.actors import job
from audit.fixtures import load
from audit.models import AuditEvent

REFERENCE_DATA = (
    "bank_holidays.json",
    "deadline_rules.json",
    "regimes.json",
    "reminder_rules.json",
    "terms_clauses.json",
    "timetable_rules.json",
)
_KEPT = {}


@contextmanager
def shared(blocker):
    """A transaction around all tests of a module; each test rolls back to what is made in it.

    For a fixture of module scope that asks for `django_db_setup` and `django_db_blocker`. What it
    yields must be fetched again by a test that changes it. Not for tests with transactions. What
    is put back is as old as when it was made: before a proof of the trail, seal it.
    """
    block = transaction.atomic()
    block._from_testcase = True  # sealing asks for a transaction of its own
    with blocker.unblock(), block:
        yield
        transaction.set_rollback(True)


def load_rules():
    """The dated rules, the bank holidays and the legal tests, as an installation has them."""
    if AuditEvent.objects.exists():
        _read_rules()  # what is put back would bring numbers that are taken
    else:
        kept("rules", _read_rules)


def _read_rules():
    with job("tests"):
        for name in REFERENCE_DATA:
            load(Path(settings.BASE_DIR) / "fixtures" / name)


def kept(key, make):
    """What `make` makes: made once by a process, then put back as it was.

    A cast and a review that went through its steps cost a second or more, and a hundred modules
    begin with the same few. Called before anything else is made, in a transaction; `key` names
    what `make` makes. `make` may begin with something kept.
    """
    if key in _KEPT:
        made, rows = _KEPT[key]
        for table, new in rows.items():
            _put_back(table, new)
        return deepcopy(made)
    before = _every_row()
    made = make()
    rows = {}
    for table, now in _every_row().items():
        there = set(before[table])
        rows[table] = [row for row in now if row not in there]
    _KEPT[key] = deepcopy(made), {table: new for table, new in rows.items() if new}
    return made


def forget():
    """Make anew what is kept: the tables that its rows lead to were emptied."""
    _KEPT.clear()


def _every_row():
    """{table: its rows in the order they were made, each as the engine itself writes it}."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        if connection.vendor == "postgresql":
            return {table: _lines(cursor, table) for table in tables}
        return {table: _values(cursor, table) for table in tables}


def _lines(cursor, table):
    with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
        return b"".join(copy).splitlines(keepends=True)


def _values(cursor, table):
    """The values of SQLite, which a plus leaves as they are and Django does not turn into days."""
    cursor.execute(f'SELECT * FROM "{table}" LIMIT 0')  # noqa: S608 - a name from the engine
    columns = ", ".join(f'+"{column[0]}"' for column in cursor.description)
    return cursor.execute(f'SELECT {columns} FROM "{table}"').fetchall()  # noqa: S608 - as above


def _put_back(table, rows):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                copy.write(b"".join(rows))
            return
        places = ", ".join(["%s"] * len(rows[0]))
        cursor.executemany(f'INSERT INTO "{table}" VALUES ({places})', rows)  # noqa: S608 - as above
