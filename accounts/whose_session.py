"""Whose session this is, asked for by every page: Django's own ways, in queries said once.

Django took 1 ms to say each of the two, a tenth of what a page takes.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import BigIntegerField
from django.utils import timezone

from accounts.models import User
from accounts.said_once import MOMENT, NAME, Asked, Given, SaidOfModels

KEY = Given(lambda asked: asked.name, BigIntegerField())


class SessionStore(db.SessionStore):
    """Django's store of sessions in the database."""

    def _get_session_from_db(self) -> Any:
        found = _session(connection.vendor).first(_asked(self.session_key))
        if found is None:
            self._session_key = None
        return found


class Backend(AuthenticationBackend):
    """allauth's way to sign in."""

    def get_user(self, user_id: int) -> User | None:
        """The account of a session, none once it is closed."""
        user = _user(connection.vendor).first(_asked(user_id))
        return user if user is not None and self.user_can_authenticate(user) else None


def _asked(name: Any) -> Asked:
    now = timezone.now()
    return Asked(None, timezone.localdate(now), now, name=name)


@cache
def _session(vendor: str) -> SaidOfModels:
    return SaidOfModels(Session.objects.filter(session_key=NAME, expire_date__gt=MOMENT))


@cache
def _user(vendor: str) -> SaidOfModels:
    return SaidOfModels(User.objects.filter(pk=KEY).order_by())
