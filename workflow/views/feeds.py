"""The calendar at an address of its own: its page, and what a program reads there (S11)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.access import public_page, signed_in_page
from accounts.step_up import recently_confirmed
from audit.log import record
from audit.models import Event
from workflow import feeds


@signed_in_page
@require_GET
def address(request: HttpRequest) -> HttpResponse:
    """Whether one has such an address, and what it tells."""
    context = {"title": "Calendar address", "feed": feeds.of_person(request.user)}
    return render(request, "workflow/calendar_address.html", context)


@signed_in_page
@recently_confirmed()
@never_cache
def make_address(request: HttpRequest) -> HttpResponse:
    """Make an address and show it this once; an earlier one ends."""
    if request.method != "POST":  # they come back here from confirming who they are
        return redirect("workflow:calendar_address")
    secret = feeds.make(request.user, on=timezone.localdate())
    path = reverse("workflow:calendar_feed", args=[secret])
    context = {
        "title": "Calendar address",
        "feed": feeds.of_person(request.user),
        "shown_once": request.build_absolute_uri(path),
    }
    return render(request, "workflow/calendar_address.html", context)


@signed_in_page
@require_POST
def end_address(request: HttpRequest) -> HttpResponse:
    """End one's address; whatever reads it is told that there is nothing."""
    if feeds.end(request.user, on=timezone.localdate()):
        messages.success(request, "The address no longer works")
    return redirect("workflow:calendar_address")


@public_page
@require_GET
@never_cache
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar of whoever holds this secret, as they may see it now; a wrong one finds nothing.

    Needs no session. Each reading is recorded under the person's name.
    """
    if feeds.too_often(request.META.get("REMOTE_ADDR", "")):
        return HttpResponse(status=429, headers={"Retry-After": str(feeds.WINDOW)})
    user = feeds.reader(secret)
    if user is None:
        raise Http404
    record(Event.DOWNLOADED, actor=user, page="workflow:calendar_feed")
    body = feeds.calendar_for(
        user, timezone.localdate(), home=request.build_absolute_uri(reverse("start"))
    )
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")
