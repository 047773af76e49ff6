"""Rows that a whole module of tests shares: made once, and rolled back at its end."""

from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import transaction

from audit.actors import job
from audit.fixtures import load

REFERENCE_DATA = (
    "bank_holidays.json",
    "deadline_rules.json",
    "regimes.json",
    "reminder_rules.json",
    "terms_clauses.json",
    "timetable_rules.json",
)


@contextmanager
def shared(blocker):
    """A transaction around all tests of a module; each test rolls back to what is made in it.

    For a fixture of module scope that asks for `django_db_setup` and `django_db_blocker`. What it
    yields must be fetched again by a test that changes it. Not for tests with transactions.
    """
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def load_rules():
    """The dated rules, the bank holidays and the legal tests, as an installation has them."""
    with job("tests"):
        for name in REFERENCE_DATA:
            load(Path(settings.BASE_DIR) / "fixtures" / name)
