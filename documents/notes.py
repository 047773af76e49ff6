"""The word before a file that describes how somebody died, shown first and once (S122)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from dhr_cases.gate import case_view
from dhr_cases.models import Case
from documents.models import Document
from documents.views import READERS, readable_or_404
from documents.warned import SKIPS, warn_of


@case_view(*READERS)
@require_POST
def read_note(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """The reader goes on; whether they want no more such words holds until they sign out."""
    found: Document = readable_or_404(request, case, token)
    warn_of(request, found)
    if request.POST.get("skip"):
        request.session[SKIPS] = True
    return redirect("documents:document", case.reference, found.token)
