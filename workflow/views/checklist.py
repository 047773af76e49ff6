"""The content checklist of the report, point by point (S134)."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from dhr_cases.gate import case_view
from dhr_cases.models import Case
from dhr_cases.pages import one_form
from workflow import checklist as rules
from workflow.forms.checklist import ChecklistForm
from workflow.models import ChecklistAnswer
from workflow.views.report import report_page

READERS = (P.RUN_CASE, P.LEAD_REVIEW)


def _page(case: Case) -> str:
    return reverse("workflow:checklist", args=[case.reference])


@case_view(*READERS)
@require_GET
def checklist(request: HttpRequest, case: Case) -> HttpResponse:
    """Every point with how it stands in the report as it is now."""
    current = rules.report_of(case)
    answers = case.checklistanswers.select_related("file", "checked_by")
    listed = rules.rows(answers, current)
    flat = [row for _, part in listed for row in part]
    context = {
        "case": case,
        "title": "Content checklist",
        "current": current,
        "parts": [(title, [_task(case, row) for row in part]) for title, part in listed],
        "done": sum(row.is_done for row in flat),
        "of": len(flat),
        "stale": sum(row.is_stale for row in flat),
        "back": report_page(case),
    }
    return render(request, "workflow/checklist.html", context)


def _task(case: Case, row: rules.Row) -> dict[str, str]:
    words, kind = row.tag
    said = []
    if row.answer is not None:
        said += [f"Page {row.answer.pages}."] if row.answer.pages else []
        said += [row.answer.reason] if row.answer.reason else []
        said += [f"{row.answer.checked_by}, {row.answer.checked_on:%-d %B %Y}."]
    return {
        "title": row.item.title,
        "hint": " ".join(said),
        "status": words,
        "kind": kind,
        "href": reverse("workflow:checklist_item", args=[case.reference, row.item.slug]),
    }


@case_view(*READERS)
@require_http_methods(["GET", "POST"])
def checklist_item(request: HttpRequest, case: Case, item: str) -> HttpResponse:
    """One point: whether the report meets it, and on which page; then the next one."""
    point = rules.ITEMS.get(item)
    if point is None:
        raise Http404
    current = rules.report_of(case)
    answer = case.checklistanswers.select_related("file").filter(item=item).first()
    answer = answer or ChecklistAnswer(case=case, item=item)

    def save(form):
        if current is None:
            raise ValueError("Put in the overview report first.")
        rules.keep(form.instance, current, by=request.user, on=timezone.localdate())
        following = rules.next_after(item, rules.rows(case.checklistanswers.all(), current))
        if not following:
            return _page(case)
        return reverse("workflow:checklist_item", args=[case.reference, following])

    read = f"You are reading version {current.number} of the overview report." if current else ""
    if rules.Row(point, None if answer._state.adding else answer, current).is_stale:
        read += f" This point was checked on version {answer.file.number}: look again."
    return one_form(
        request,
        case,
        lambda data, files: ChecklistForm(data, instance=answer, case=case, may=request.may),
        title=point.title,
        intro=f"{point.look}\n\n{read}",
        back=_page(case),
        save=save,
        saved=f"Kept: {point.title}",
        submit="Save and go to the next",
    )
