"""What the menu offers only to some: an agency's requests, actions of one's own, the settings."""

from __future__ import annotations

import time

from django.http import HttpRequest

from dhr_cases.models import Action, AgencyRequest

KEY = "menu"
ASK_EVERY = 300  # seconds


def own_work(request: HttpRequest) -> dict[str, bool]:
    """What the menu offers beside the reviews; three queries, once in five minutes of a session.

    It only says which links are shown: each page asks again who may open it.
    """
    known = request.session.get(KEY)
    now = int(time.time())
    if not known or not now - ASK_EVERY < known["at"] <= now:
        known = {
            "at": now,
            "requests": AgencyRequest.objects.visible_to(request.user).exists(),
            "actions": Action.objects.owned_by(request.user).exists(),
            "settings": request.user.is_administrator,
        }
        request.session[KEY] = known
    return {link: known[link] for link in ("requests", "actions", "settings")}
