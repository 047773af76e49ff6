"""The print bundle of a meeting, for whoever may read the meeting (S92)."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from audit.log import record
from audit.models import Event
from dhr_cases.gate import case_view
from reports.bundle import bundle
from workflow.views.meetings import READERS, meeting_or_404


@case_view(*READERS)
@require_GET
def meeting_bundle(request, case, token):
    """One PDF of the agenda and the papers this reader may open, written down as a download."""
    found = meeting_or_404(request, case, token)
    content = bundle(found, may=request.may, by=request.user, at=timezone.now())
    record(Event.DOWNLOADED, actor=request.user, subject=case.reference, meeting=found.token)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{case.reference}-meeting.pdf"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
