"""Handing the reviews of an ended body to its successor; an administrator sees no review."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import administrator_page
from accounts.models import Organisation
from accounts.step_up import recently_confirmed
from workflow import successor


@administrator_page
@require_http_methods(["GET", "POST"])
@recently_confirmed()
def hand_over(request: HttpRequest, key: str) -> HttpResponse:
    """How many reviews go, to whom, what stands against it, and one button."""
    bodies = Organisation.objects.filter(kind__in=Organisation.PARTNERSHIPS)
    body = get_object_or_404(bodies.select_related("successor"), key=key)
    today = timezone.localdate()
    reasons = successor.reasons_against(body, on=today)
    if request.method == "POST" and not reasons:
        moved = successor.hand_all_over(body, by=request.user, on=today)
        messages.success(request, f"Reviews handed over to {body.successor}: {moved}")
        return redirect("accounts:organisation", key=key)
    context = {
        "title": f"Hand over the reviews of {body}",
        "body": body,
        "count": successor.held_by(body),
        "reasons": reasons,
        "page_has_errors": bool(reasons and request.method == "POST"),
        "back": reverse("accounts:organisation", args=[key]),
    }
    return render(request, "workflow/hand_over.html", context)
