"""A word on the work page about roles that wait: `{% load roles %}{% roles_to_confirm %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from accounts import standing

register = template.Library()


@register.inclusion_tag("accounts/_roles_to_confirm.html", takes_context=True)
def roles_to_confirm(context: dict[str, Any]) -> dict[str, int]:
    """How many roles wait for the person signed in; nothing is shown for none."""
    user, today = context["request"].user, timezone.localdate()
    return {"number": standing.number_waiting_for(user, today)}
