"""Who has been told, in this session, what a marked file describes."""

from __future__ import annotations

from django.http import HttpRequest

from documents.models import Document

TOLD_OF = "documents_told_of"
SKIPS = "documents_no_more_notes"


def needs_a_note(request: HttpRequest, document: Document) -> bool:
    """Whether the reader is to be told first: a marked file, not told of, and not asked to stop."""
    if not document.is_distressing or request.session.get(SKIPS):
        return False
    return document.token not in request.session.get(TOLD_OF, ())


def warn_of(request: HttpRequest, document: Document) -> None:
    """Remember until they sign out that the reader has been told."""
    told = request.session.get(TOLD_OF, [])
    if document.token not in told:
        request.session[TOLD_OF] = [*told, document.token]
