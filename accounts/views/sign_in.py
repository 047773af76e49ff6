"""Signing in and out: allauth's pages, where they need a word of ours."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView, PasswordChangeView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_http_methods

from accounts.models import User

FORGET_EVERYTHING = '"cache", "cookies", "storage"'


class SignIn(LoginView):
    """Sign in; a demonstration lists its invented people and their password."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the invented people, in a demonstration alone."""
        context = super().get_context_data(**kwargs)
        if settings.DEBUG and settings.DEMO_PASSWORD:
            context["demo_password"] = settings.DEMO_PASSWORD
            context["demo_people"] = (
                User.objects.active().filter(is_demo=True).select_related("organisation")
            )
        return context


sign_in = SignIn.as_view()


class SecondStep(AuthenticateView):
    """The second step; the passkey button is shown to those who have a passkey."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether there is a passkey to ask for."""
        kinds = [Authenticator.Type.WEBAUTHN]
        has_passkey = get_adapter().is_mfa_enabled(self.stage.login.user, kinds)
        return super().get_context_data(**kwargs) | {"has_passkey": has_passkey}


second_step = SecondStep.as_view()


class ChangePassword(PasswordChangeView):
    """Change one's password; every other session ends."""

    success_url = reverse_lazy("accounts:account")


change_password = ChangePassword.as_view()

_remove = RemoveWebAuthnView.as_view(success_url=reverse_lazy("mfa_index"))


def remove_passkey(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a passkey away, unless it is the only second step (allauth would take it)."""
    passkey = get_object_or_404(
        Authenticator, pk=pk, user=request.user, type=Authenticator.Type.WEBAUTHN
    )
    if not get_adapter().can_delete_authenticator(passkey):
        messages.error(request, get_adapter().error_messages["cannot_delete_authenticator"])
        return redirect("mfa_index")
    return _remove(request, pk=pk)


@require_http_methods(["GET", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session on the server, and let the browser forget what it kept."""
    if request.method == "GET" and request.user.is_authenticated:
        return render(request, "account/logout.html")
    logout(request)
    response = redirect("accounts:signed_out")
    response["Clear-Site-Data"] = FORGET_EVERYTHING
    return response
