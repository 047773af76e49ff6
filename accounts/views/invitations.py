"""Accepting an invitation."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts import people
from accounts.access import public_page
from accounts.forms.people import AcceptForm
from accounts.models import Invitation
from accounts.undertakings import text_for

CLOSED = {
    "accepted": "This invitation has been used. If it was you, sign in.",
    "withdrawn": "This invitation was withdrawn. Ask the person who invited you for a new one.",
    "expired": "This invitation has expired. Ask the person who invited you for a new one.",
}


@public_page
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Sign the undertaking, choose a password, and have an account (S05)."""
    invitation = Invitation.objects.with_token(token)
    if invitation is None:
        raise Http404
    if invitation.state != "open":
        return _closed(request, CLOSED[invitation.state])
    if request.user.is_authenticated:
        return _closed(
            request,
            "You are signed in to another account. Sign out, then open the link again.",
            status=409,
        )
    form = AcceptForm(request.POST or None, invitation=invitation)
    if request.method == "POST" and form.is_valid():
        try:
            people.accept(
                invitation,
                password=form.cleaned_data["password1"],
                signed_name=form.cleaned_data["signed_name"],
            )
        except ValidationError as error:
            return _closed(request, " ".join(error.messages))
        messages.success(request, "Your account is ready. Sign in to set up your second step.")
        return redirect("account_login")
    context = {
        "title": "Make your account",
        "form": form,
        "invitation": invitation,
        "undertaking": text_for(invitation.part).splitlines(),
    }
    return render(request, "accounts/invitation.html", context)


def _closed(request: HttpRequest, reason: str, status: int = 410) -> HttpResponse:
    """A link that opens nothing any more, with what to do instead."""
    context = {"title": "You cannot use this invitation", "reason": reason}
    return render(request, "accounts/invitation_closed.html", context, status=status)
