"""Whether somebody has an agency's requests or actions of their own: two links of the menu."""

from __future__ import annotations

import time

from django.http import HttpRequest

from dhr_cases.models import Action, AgencyRequest

KEY = "own_work"
ASK_EVERY = 300  # seconds


def own_work(request: HttpRequest) -> dict[str, bool]:
    """What the menu offers beside the reviews; two queries, once in five minutes of a session."""
    known = request.session.get(KEY)
    now = int(time.time())
    if not known or not now - ASK_EVERY < known["at"] <= now:
        known = {
            "at": now,
            "requests": AgencyRequest.objects.visible_to(request.user).exists(),
            "actions": Action.objects.owned_by(request.user).exists(),
        }
        request.session[KEY] = known
    return {"requests": known["requests"], "actions": known["actions"]}
