"""What somebody with the database's password could do, for tests that must find it."""

from contextlib import contextmanager

from django.db import connection, models, transaction

from audit import append_only
from audit.models import AuditEvent, Seal
from audit.seal import seal_pending


@contextmanager
def tampering():
    """Take every guard away, let the test alter things, put the guards back; undone at the end."""
    block = transaction.atomic()
    block._from_testcase = True  # sealing asks for a transaction of its own
    with block:
        if connection.vendor == "postgresql":
            connection.check_constraints()
        append_only.remove()
        yield
        transaction.set_rollback(True)


@contextmanager
def undone():
    """One alteration among many, undone at the end."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)


def guards_back():
    """The careful intruder leaves the triggers as they were."""
    if connection.vendor == "postgresql":
        connection.check_constraints()
    append_only.install()


@contextmanager
def no_references():
    """Foreign keys do not hold the intruder up either."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield
            cursor.execute("SET LOCAL session_replication_role = origin")
    else:
        yield


def alter(model, key, /, **values):
    """An UPDATE that no model hears of."""
    with no_references():
        rows = model._base_manager.filter(pk=key)
        assert models.QuerySet.update(rows, **values) == 1


def erase(model, **lookup):
    """A DELETE that no model hears of."""
    with no_references():
        models.QuerySet._raw_delete(model._base_manager.filter(**lookup), connection.alias)


def insert(model, **values):
    """An INSERT that no model hears of."""
    with no_references():
        row = model(**values)
        models.QuerySet.bulk_create(model._base_manager.all(), [row])
        return row


def seal_anew():
    """Re-hash the whole chain, as somebody who can read our code would."""
    erase(Seal, seq__gt=0)
    seal_pending(everything=True)


def erase_event(event):
    """Remove an event together with its seal."""
    erase(Seal, event=event)
    erase(AuditEvent, pk=event.pk)
