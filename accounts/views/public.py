"""Pages for anybody: what this is, how to reach us, accessibility, privacy, cookies."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import public_page
from accounts.models import Organisation


@public_page
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """What this is, for a visitor (S01); whoever is signed in goes to their work."""
    if request.user.is_authenticated:
        return redirect("workflow:work")
    context = {"title": settings.SERVICE_NAME, "partnerships": _partnerships()}
    return render(request, "accounts/start.html", context)


@public_page
@require_GET
def support(request: HttpRequest) -> HttpResponse:
    """Whom to ask: help with the service, and help for whoever reads hard things here."""
    context = {"title": "Support and contacts", "partnerships": _partnerships()}
    return render(request, "accounts/support.html", context)


@public_page
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for whom, what is not known, and how to complain."""
    context = {"title": "Accessibility statement", "partnerships": _partnerships()}
    return render(request, "accounts/accessibility.html", context)


@public_page
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about the people who use this service, and the people in it."""
    return render(request, "accounts/privacy.html", {"title": "Privacy"})


@public_page
@require_GET
def cookies(request: HttpRequest) -> HttpResponse:
    """The two cookies, and what each is for."""
    context = {
        "title": "Cookies",
        "session": settings.SESSION_COOKIE_NAME,
        "csrf": settings.CSRF_COOKIE_NAME,
        "minutes": settings.SESSION_COOKIE_AGE // 60,
    }
    return render(request, "accounts/cookies.html", context)


def _partnerships() -> list[Organisation]:
    """The partnerships that have given a public contact."""
    current = Organisation.objects.partnerships().current(timezone.localdate())
    return list(current.exclude(contact_email="", contact_phone="").order_by("name"))
