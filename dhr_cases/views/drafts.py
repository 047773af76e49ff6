"""What somebody has begun to write and not yet saved (S07)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import signed_in_page


@signed_in_page
@require_GET
def drafts(request: HttpRequest) -> HttpResponse:
    """One's own drafts, newest first; each opens the page it was written on, if one still may."""
    context = {"title": "Your drafts", "drafts": list(request.user.drafts.all())}
    return render(request, "dhr_cases/drafts.html", context)
