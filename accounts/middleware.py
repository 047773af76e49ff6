"""Sessions end on time, and everyone has a second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from accounts import open_sessions, second_factor

GetResponse = Callable[[HttpRequest], HttpResponse]

# All that somebody can reach who has signed in with a password alone.
ON_THE_WAY = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "accounts:signed_out",
        "accounts:session",
        "accessibility",
        "cookies",
        "privacy",
        "support",
    }
)


class SessionLimits:
    """End a session after 30 minutes of quiet, or 12 hours in all, whatever its cookie says."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            if open_sessions.is_over(request):
                logout(request)
                return redirect(f"{reverse('accounts:signed_out')}?because=time")
            open_sessions.see(request)
        return self.get_response(request)


class SecondFactorRequired:
    """Send everybody who has not passed a second factor to set one up, and nowhere else.

    allauth offers a second factor and cannot require one (its issue 3649).
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseRedirect | None:
        """Refuse every page but those on the way to a second factor."""
        if not settings.REQUIRE_SECOND_FACTOR or not request.user.is_authenticated:
            return None
        if second_factor.is_passed(request):
            return None
        name = request.resolver_match.view_name
        if not second_factor.has_one(request.user):
            return None if name in ON_THE_WAY else redirect("mfa_index")
        # They have one and this session never showed it: it began before they set it up.
        logout(request)
        return redirect("account_login")
