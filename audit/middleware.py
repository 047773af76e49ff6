"""Ties what one request does together, and writes down refusals its rollback would take away."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from audit import who
from audit.log import record
from audit.recorded import StaleRow


class AuditMiddleware:
    """Give the request an id and an actor; afterwards record `request.refusal`, if a gate left one.

    `request.refusal = (event, subject, details)`. With ATOMIC_REQUESTS, raising 403 or 404 in a
    view rolls back what the view wrote, so the note is made here, outside the view's transaction.
    A refusal that cannot be recorded is an error: nothing is answered that is not written down.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.audit_id = secrets.token_hex(16)
        with who.in_request(request, request.audit_id):
            response = self.get_response(request)
            refusal = getattr(request, "refusal", None)
            if refusal is not None:
                event, subject, details = refusal
                user = getattr(request, "user", None)
                record(event, actor=user, subject=subject, **details)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Two people saved one row in the same moment: say so, instead of an error page."""
        if isinstance(exception, StaleRow):
            return render(request, "audit/changed_meanwhile.html", status=409)
        return None
