"""One's own account: details, devices, recovery codes, and how long one stays signed in."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import open_sessions, recovery, second_factor
from accounts.access import public_page, signed_in_page
from accounts.models import OpenSession
from accounts.step_up import recently_confirmed
from audit.log import record
from audit.models import Event


@signed_in_page
@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """Who one is here, where one is signed in, and what one has signed (S06)."""
    user = request.user
    return render(
        request,
        "accounts/account.html",
        {
            "title": "Your account",
            "details": [
                {"key": "Name", "value": user.name},
                {"key": "E-mail address", "value": user.email},
                {"key": "Organisation", "value": user.organisation or "None recorded"},
                {"key": "Job title", "value": user.job_title or "None recorded"},
                {
                    "key": "Password",
                    "value": "Set",
                    "href": reverse("account_change_password"),
                    "action": "Change",
                },
                {
                    "key": "Second step",
                    "value": "Set up" if second_factor.has_one(user) else "Not set up",
                    "href": reverse("mfa_index"),
                    "action": "Change",
                },
            ],
            "devices": open_sessions.of(user),
            "this_device": request.session.get(open_sessions.KEY),
            "undertakings": user.undertakings.all(),
            "minutes": settings.SESSION_COOKIE_AGE // 60,
        },
    )


@signed_in_page
@require_POST
def end_device(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out on another device."""
    device = get_object_or_404(OpenSession, pk=pk, user=request.user, ended_at=None)
    open_sessions.end(device)
    record(Event.SIGNED_OUT, actor=request.user, subject=request.user.audit_subject, session=pk)
    messages.success(request, "Signed out there")
    return redirect("accounts:account")


@signed_in_page
@require_http_methods(["GET", "POST"])
@recently_confirmed()
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Make recovery codes and show them once, on the page or as a file."""
    if not second_factor.has_one(request.user):
        return redirect("mfa_index")
    context = {"title": "Recovery codes", "left": recovery.left(request.user)}
    if request.method == "GET":
        return render(request, "accounts/recovery_codes.html", context)
    codes = recovery.mint(request.user)
    record(Event.RECOVERY_CODES_MADE, actor=request.user, subject=request.user.audit_subject)
    if "file" in request.POST:
        file = HttpResponse("\r\n".join([*codes, ""]), content_type="text/plain; charset=utf-8")
        file["Content-Disposition"] = 'attachment; filename="recovery-codes.txt"'
        return file
    return render(request, "accounts/recovery_codes.html", context | {"codes": codes})


@signed_in_page
@require_http_methods(["GET", "POST"])
def session(request: HttpRequest) -> HttpResponse:
    """How long one stays signed in; opening this page, or its button, starts the clock again."""
    if request.method == "POST":
        messages.success(request, "You stay signed in")
        return redirect("accounts:session")
    context = {
        "title": "Staying signed in",
        "minutes": settings.SESSION_COOKIE_AGE // 60,
        "hours": int(open_sessions.LONGEST.total_seconds() // 3600),
    }
    return render(request, "accounts/session.html", context)


@public_page
@require_GET
def signed_out(request: HttpRequest) -> HttpResponse:
    """The session has ended: by oneself, or by time. Whoever is still signed in is told so."""
    if request.user.is_authenticated:
        return redirect("accounts:session")
    context = {"title": "You are signed out", "by_time": request.GET.get("because") == "time"}
    return render(request, "accounts/signed_out.html", context)
