"""Where people are signed in: begun at sign-in, seen while used, ended everywhere at once."""

from __future__ import annotations

import datetime
import ipaddress

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import OpenSession, User

KEY = "open_session"
STARTED = "signed_in_at"
SEEN = "last_seen_at"
SEEN_EVERY = datetime.timedelta(minutes=1)
LONGEST = datetime.timedelta(hours=12)
# NIST 800-63B at AAL2: 30 minutes of quiet, 12 hours in all.


def begin(request: HttpRequest, user: User) -> bool:
    """Write down a new sign-in; returns whether this person has used this device before."""
    if not request.session.session_key:
        request.session.create()
    now = timezone.now()
    # Whoever signs in a second time in one session begins another, and the first one ends.
    if OpenSession.objects.filter(session_key=request.session.session_key).exists():
        OpenSession.objects.filter(session_key=request.session.session_key).update(ended_at=now)
        request.session.cycle_key()
    request.session[STARTED] = request.session[SEEN] = now.timestamp()
    device = request.META.get("HTTP_USER_AGENT", "")[:200]
    is_known = OpenSession.objects.filter(user=user, device=device).exists()
    is_first = not OpenSession.objects.filter(user=user).exists()
    opened = OpenSession.objects.create(
        user=user,
        session_key=request.session.session_key,
        device=device,
        address=_address(request),
        started_at=now,
        last_seen_at=now,
    )
    request.session[KEY] = opened.pk
    return is_known or is_first


def is_over(request: HttpRequest) -> bool:
    """Whether this session has been quiet for too long, or has lasted too long."""
    now = timezone.now().timestamp()
    started, seen = request.session.get(STARTED), request.session.get(SEEN)
    if started is None or seen is None:
        return True
    return now - seen > settings.SESSION_COOKIE_AGE or now - started > LONGEST.total_seconds()


def see(request: HttpRequest) -> None:
    """Note that the session is in use. Writes to the table at most once a minute."""
    now = timezone.now()
    stale = now.timestamp() - request.session[SEEN] >= SEEN_EVERY.total_seconds()
    if stale:
        request.session[SEEN] = now.timestamp()
        OpenSession.objects.filter(pk=request.session[KEY]).update(last_seen_at=now)


def seconds_left(request: HttpRequest) -> tuple[int, int]:
    """Until this session ends if nothing more is opened, and in any case."""
    now = timezone.now().timestamp()
    at_most = request.session[STARTED] + LONGEST.total_seconds() - now
    quiet = request.session[SEEN] + settings.SESSION_COOKIE_AGE - now
    return max(0, int(min(quiet, at_most))), max(0, int(at_most))


def renew(request: HttpRequest) -> None:
    """Give the session a new name, so that one stolen before a confirmation is worth nothing."""
    request.session.cycle_key()
    follow(request)


def follow(request: HttpRequest) -> None:
    """Keep the list true after the session has been given a new name."""
    OpenSession.objects.filter(pk=request.session[KEY]).update(
        session_key=request.session.session_key
    )


def of(user: User) -> list[OpenSession]:
    """The sessions of a person that are still open, the latest used first."""
    quiet_since = timezone.now() - datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return list(user.open_sessions.filter(ended_at=None, last_seen_at__gte=quiet_since))


def end(session: OpenSession) -> None:
    """End one session: its next request is nobody's."""
    SessionStore(session_key=session.session_key).delete()
    OpenSession.objects.filter(pk=session.pk).update(ended_at=timezone.now())


def end_all(user: User, but: int | None = None) -> int:
    """End every session of a person, except one if its number is given; returns how many."""
    sessions = user.open_sessions.filter(ended_at=None).exclude(pk=but)
    for session in sessions:
        end(session)
    return len(sessions)


def _address(request: HttpRequest) -> str | None:
    """Where the request came from, as allauth trusts it; None for what is no address."""
    from_where = request.META.get("REMOTE_ADDR", "")
    try:
        return str(ipaddress.ip_address(from_where))
    except ValueError:
        return None
