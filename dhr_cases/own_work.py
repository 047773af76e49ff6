"""What the menu offers only to some: an agency's requests, actions of one's own, the settings."""

from __future__ import annotations

import time
from functools import cache

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import StandingRole
from accounts.roles import Role
from audit.said_once import ANYBODY, TODAY, Asked, Said
from dhr_cases.models import Action, AgencyRequest

KEY = "menu"
ASK_EVERY = 300  # seconds
LINKS = ("requests", "actions", "settings")


def own_work(request: HttpRequest) -> dict[str, bool]:
    """What the menu offers beside the reviews; one query, once in five minutes of a session.

    It only says which links are shown: each page asks again who may open it.
    """
    known = request.session.get(KEY)
    now = int(time.time())
    if not known or not now - ASK_EVERY < known["at"] <= now:
        asked = Asked(request.user, timezone.localdate(), timezone.now())
        (held,) = _said(connection.vendor).ask(asked) or [(False,) * len(LINKS)]
        known = {"at": now, **dict(zip(LINKS, map(bool, held), strict=True))}
        request.session[KEY] = known
    return {link: known[link] for link in LINKS}


@cache
def _said(vendor: str) -> Said:
    """Whether there is any of each, said once a process for each engine."""
    administrators = StandingRole.objects.in_force(TODAY).filter(role=Role.ADMINISTRATOR)
    parts = [
        Said.of(rows.order_by().values("pk"))
        for rows in (
            AgencyRequest.objects.visible_to(ANYBODY),
            Action.objects.owned_by(ANYBODY),
            administrators.filter(user=ANYBODY),
        )
    ]
    asked = ", ".join(f"EXISTS({part.sql})" for part in parts)
    return Said(f"SELECT {asked}", [value for part in parts for value in part.params])
