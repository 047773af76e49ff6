"""The only writer of AuditEvent."""

from audit import who
from audit.models import AuditEvent, Event
from audit.seal import seal_after_commit
from audit.statements import insert_row


def record(event: Event, *, actor, subject: str = "", **details) -> AuditEvent:
    """Write down one thing somebody did, in the transaction of what they did.

    `actor` is an account, or None when a job acts or nobody is signed in. `subject` is a case
    reference or "account:<id>". `details` hold ids, codenames and paths; never personal data.
    The event is sealed once the transaction has committed.
    """
    row = prepare(event, actor=actor, subject=subject, details=details)
    insert_row(row)
    if not who.running_job():  # a job seals at its end
        seal_after_commit(row.pk)
    return row


def prepare(event: Event, *, actor, subject: str, details: dict) -> AuditEvent:
    """An event not yet written; `record` and `audit.bulk` write it."""
    event = Event(event)
    if actor is not None and getattr(actor, "is_authenticated", False):
        name = who.name_of(actor)
    else:
        current = who.current() if who.running_job() else None
        actor, name = None, current.name if current else ""
    return AuditEvent(
        event=event.value,
        actor=actor,
        actor_name=_storable(name)[:200],
        subject=_storable(str(subject))[:200],
        request_id=who.request_id()[:64],
        details={key: _plain(value) for key, value in details.items()},
    )


def _plain(value):
    """A detail as both databases give it back: no floats, no NUL, no broken text."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, dict):
        return {_storable(str(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted((_plain(item) for item in value), key=str)
    return _storable(str(value))


def _storable(text: str) -> str:
    """Text that PostgreSQL can hold: an address may carry NUL or half a character."""
    if text.isascii() and "\x00" not in text:
        return text
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")
