"""The story so far (S21), and the dated notes that link it together (S25)."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from dhr_cases import drafts
from dhr_cases.gate import case_view
from dhr_cases.models import Case
from workflow.forms.letters import NoteForm
from workflow.story import story_of

WRITERS = (P.RUN_CASE, P.LEAD_REVIEW)


@case_view(P.VIEW_CASE)
@require_GET
def story(request: HttpRequest, case: Case) -> HttpResponse:
    """Everything that happened, newest first or, with `?order=oldest`, as it happened."""
    prefetch_related_objects([case], "holds")  # the bar at the head shares them
    entries = story_of(case, request.may)
    oldest_first = request.GET.get("order") == "oldest"
    if not oldest_first:
        entries.reverse()
    return render(
        request,
        "workflow/story.html",
        {
            "case": case,
            "title": "Story so far",
            "entries": entries,
            "oldest_first": oldest_first,
            "may_write": not request.may.isdisjoint(WRITERS),
        },
    )


@case_view(P.VIEW_WORKING, change=WRITERS)
@require_http_methods(["GET", "POST"])
def notes(request: HttpRequest, case: Case) -> HttpResponse:
    """The notes of a review, newest first, and one more. None is ever changed."""
    posted = request.method == "POST"
    form = NoteForm(request.POST if posted else None)
    kept = drafts.answer(request, form, case=case, title="Notes")
    if kept:
        return kept
    if posted and form.is_valid():
        drafts.forget(request)
        case.notes.create(
            text=form.cleaned_data["text"],
            written_by=request.user,
            written_on=timezone.localdate(),
        )
        return redirect("workflow:notes", case.reference)
    rows = case.notes.select_related("written_by")
    return render(
        request,
        "workflow/notes.html",
        {
            "case": case,
            "title": "Notes",
            "form": form,
            "page": Paginator(rows, 25).get_page(request.GET.get("page")),
            "may_write": not request.may.isdisjoint(WRITERS),
        },
    )
