"""Asking again who somebody is, before an act that cannot be taken back."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from accounts import second_factor

View = Callable[..., HttpResponseBase]

MINUTES = 10


def confirmed_within(request: HttpRequest, minutes: int = MINUTES) -> bool:
    """Whether the person showed their second factor, or without one their password, just now."""
    if not request.user.is_authenticated:
        return False
    method = "mfa" if second_factor.has_one(request.user) else "password"
    since = time.time() - minutes * 60
    records = get_authentication_records(request, request.user)
    return any(record["method"] == method and record["at"] >= since for record in records)


def recently_confirmed(minutes: int = MINUTES) -> Callable[[View], View]:
    """Let nobody in who has not confirmed who they are in the last `minutes` minutes.

    Asks for the second factor, or for the password where there is none (the demonstration), and
    then goes on with what was asked; what was typed is kept. Put it under the gate of the page:
    `@case_view(...)` above, `@recently_confirmed()` below.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if confirmed_within(request, minutes):
                return view(request, *args, **kwargs)
            methods = get_adapter().get_reauthentication_methods(request.user)
            if not methods:  # neither a password nor a second step: there is nothing to ask for
                raise PermissionDenied
            return suspend_request(request, methods[0]["url"])

        page.step_up_minutes = minutes  # type: ignore[attr-defined]
        return page

    return decorate
