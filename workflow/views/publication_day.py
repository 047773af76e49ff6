"""Who of the family is told of publication, and the plan of the day (S171, S172)."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.roles import Permission as P
from dhr_cases.avoid import is_to_avoid
from dhr_cases.family import members_of
from dhr_cases.forms.family import name_of
from dhr_cases.gate import case_view
from dhr_cases.models import Case
from dhr_cases.pages import one_form
from workflow import publication_day as rules
from workflow.family_plan import planned_day, rows_of
from workflow.forms.publication_day import DayLineForm, ToldForm
from workflow.models import DayLine

READERS = (P.VIEW_RELEASE,)
KEEPERS = (P.RUN_CASE, P.LEAD_REVIEW)
both = require_http_methods(["GET", "POST"])


@case_view(P.VIEW_FAMILY)
@require_GET
def family_plan(request: HttpRequest, case: Case) -> HttpResponse:
    """Who is told of publication, in which order, how, and what each thinks of it (S171)."""
    planned = planned_day(case)
    context = {
        "case": case,
        "title": "Telling the family of publication",
        "back": reverse("workflow:publication", args=[case.reference]),
        "planned": planned,
        "avoid": planned is not None and is_to_avoid(case, planned),
        "rows": rows_of(case),
        "may_write": P.CHANGE_FAMILY in request.may,
    }
    return render(request, "workflow/family_plan.html", context)


@case_view(P.CHANGE_FAMILY)
@both
def how_told(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """In which place one person is told, how and by whom."""
    member = get_object_or_404(members_of(case), token=token)
    return one_form(
        request,
        case,
        lambda data, files: ToldForm(data, instance=member),
        title="How are they told of publication?",
        intro=name_of(member),
        back=reverse("workflow:family_plan", args=[case.reference]),
        save=lambda form: form.save() and None,
        saved="Saved",
        template="dhr_cases/family_form.html",
    )


def _page(case: Case) -> str:
    return reverse("workflow:day_plan", args=[case.reference])


@case_view(*READERS)
@require_GET
def day_plan(request: HttpRequest, case: Case) -> HttpResponse:
    """The lines of the day with their owners, the statement as it was and is (S172)."""
    planned = planned_day(case)
    plan = case.mediaplans.first()
    context = {
        "case": case,
        "title": "Day plan",
        "back": reverse("workflow:publication", args=[case.reference]),
        "planned": planned,
        "avoid": planned is not None and is_to_avoid(case, planned),
        "groups": _groups(list(case.daylines.select_related("done_by")), planned),
        "plan": plan,
        "statements": _statements(plan),
        "may_write": not request.may.isdisjoint(KEEPERS),
    }
    return render(request, "workflow/day_plan.html", context)


def _groups(lines: list[DayLine], planned: date | None) -> list[dict]:
    """The lines before, on and after the day, each with its date where the day is planned."""
    parts = {"Before": [], "On the day": [], "After": []}
    for line in lines:
        heading = "On the day" if line.days == 0 else "Before" if line.days < 0 else "After"
        on = planned + timedelta(days=line.days) if planned else None
        parts[heading].append({"line": line, "on": on, "when": _when(line.days)})
    return [{"heading": heading, "rows": rows} for heading, rows in parts.items() if rows]


def _when(days: int) -> str:
    many = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    return "" if days == 0 else f"{many} {'before' if days < 0 else 'after'}"


def _statements(plan) -> list[dict]:
    """Every wording that the statement has had, newest first, with when and by whom."""
    found: list[dict] = []
    rows = plan.history.select_related("history_user").order_by("history_date") if plan else ()
    for row in rows:
        if not found or found[-1]["words"] != row.statement:
            found.append({"words": row.statement, "at": row.history_date, "by": row.history_user})
    for number, row in enumerate(found, 1):
        row["number"] = number
    return found[::-1]


@case_view(*READERS, change=KEEPERS)
@require_POST
def make_day_plan(request: HttpRequest, case: Case) -> HttpResponse:
    """Begin with the usual lines."""
    try:
        rules.make_plan(case)
    except ValueError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Plan begun. Change its lines to fit.")
    return redirect(_page(case))


def _form(request, case, line, title):
    def save(form):
        if not case.daylines.exists():
            rules.make_plan(case)
        form.save()

    return one_form(
        request,
        case,
        lambda data, files: DayLineForm(data, instance=line),
        title=title,
        intro=line.what if line.is_family_call else "",
        back=_page(case),
        save=save,
        saved="Saved",
    )


@case_view(*READERS, change=KEEPERS)
@both
def add_day_line(request: HttpRequest, case: Case) -> HttpResponse:
    """Add a line; the first one brings the usual lines with it."""
    return _form(request, case, DayLine(case=case), "A line of the day plan")


@case_view(*READERS, change=KEEPERS)
@both
def change_day_line(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Change a line; of the call to the family, who rings and when."""
    line = get_object_or_404(case.daylines, token=token)
    return _form(request, case, line, "Change a line of the day plan")


@case_view(*READERS, change=KEEPERS)
@require_POST
def mark_day_line(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Mark a line as done or not done, or take it out; the call to the family stays."""
    line = get_object_or_404(case.daylines.select_related("case"), token=token)
    if request.POST.get("do") == "remove":
        if line.is_family_call:
            raise Http404
        line.delete()
        messages.success(request, "Line taken out")
        return redirect(_page(case))
    try:
        rules.mark(
            line,
            done=request.POST.get("do") != "undo",
            by=request.user,
            on=timezone.localdate(),
        )
    except ValueError as refused:
        messages.error(request, str(refused))
    return redirect(_page(case))
