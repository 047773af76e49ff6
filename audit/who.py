"""Who is acting: a signed-in person, somebody a service names, or a job run on the server."""

import getpass
import os
import secrets
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import models
from simple_history.models import HistoricalRecords


class NobodyDidThis(RuntimeError):
    """A change with nobody's name behind it was tried; nothing was saved."""


@dataclass(frozen=True)
class Actor:
    """The person or job behind a change, with the name copied into the record."""

    user: models.Model | None
    name: str


_request: ContextVar = ContextVar("audit_request", default=None)
_named: ContextVar[Actor | None] = ContextVar("audit_actor", default=None)
_request_id: ContextVar[str] = ContextVar("audit_request_id", default="")
_running_job: ContextVar[str] = ContextVar("audit_job", default="")


def name_of(user) -> str:
    """The name copied beside a person's key, so that it outlives the account."""
    return str(getattr(user, "name", "") or user.get_username())[:200]


def current() -> Actor | None:
    """Who is acting now: the one a service named, else the job, else who is signed in."""
    named = _named.get()
    if named is not None:
        return named
    request = _request.get() or getattr(HistoricalRecords.context, "request", None)
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    return Actor(user=user, name=name_of(user))


def required() -> Actor:
    """Who is acting now; raises NobodyDidThis when there is nobody."""
    actor = current()
    if actor is None:
        raise NobodyDidThis(
            "A change needs a name behind it: a signed-in person, acting(user) or job(name)."
        )
    return actor


def request_id() -> str:
    """What ties together everything recorded in one request or one job."""
    return _request_id.get()


def running_job() -> str:
    """The name of the job being run, or nothing."""
    return _running_job.get()


@contextmanager
def acting(user):
    """Everything changed inside is this person's doing (perform() names its `by` so)."""
    if user is None or user.pk is None:
        raise NobodyDidThis("acting() needs a saved account.")
    token = _named.set(Actor(user=user, name=name_of(user)))
    try:
        yield user
    finally:
        _named.reset(token)


@contextmanager
def named_job(name: str):
    """Everything changed inside is the job's doing, under the operating-system user's name."""
    tokens = (
        (_named, _named.set(Actor(user=None, name=f"{name} (run by {_server_user()})"[:200]))),
        (_running_job, _running_job.set(name)),
        (_request_id, _request_id.set(f"job-{secrets.token_hex(12)}")),
    )
    try:
        yield
    finally:
        for variable, token in reversed(tokens):
            variable.reset(token)


@contextmanager
def in_request(request, identifier: str):
    """Everything recorded inside belongs to this request, and to whoever signs in to it."""
    tokens = (
        (_request, _request.set(request)),
        (_named, _named.set(None)),
        (_request_id, _request_id.set(identifier)),
    )
    try:
        yield
    finally:
        for variable, token in reversed(tokens):
            variable.reset(token)


def _server_user() -> str:
    """The operating-system user; a bare number where the machine has no name for it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def name_the_history(sender, instance, history_instance, **kwargs) -> None:
    """Put who did it into the history row, or refuse the change."""
    actor = required()
    history_instance.history_user = actor.user
    history_instance.history_actor_name = actor.name
