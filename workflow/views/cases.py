"""The list of reviews (S12): filtered and sorted on the server, the address holding it all."""

from __future__ import annotations

import csv
import io

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import signed_in_page
from accounts.models import Organisation
from audit.log import record
from audit.models import Event
from dhr_cases.models import CaseAssignment
from workflow.deadlines import timeliness
from workflow.elapsed import in_words
from workflow.forms.listing import FilterForm
from workflow.listing import ORDERS, reviews

A_PAGE = 25


@signed_in_page
@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """The reviews this person may see, 25 a page."""
    form, rows = _asked_for(request)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    record(Event.VIEWED, actor=request.user, page="workflow:cases")
    today = timezone.localdate()
    return render(
        request,
        "workflow/cases.html",
        {
            "title": "Reviews",
            "filters": form,
            "chosen": _removable(request, form),
            "left_out": sorted(str(form.fields[name].label) for name in form.errors),
            "page": page,
            "rows": [_row(case, today) for case in page],
            "query": request.GET.urlencode(),
        },
    )


@signed_in_page
@require_GET
def export_cases(request: HttpRequest) -> HttpResponse:
    """The same rows as a spreadsheet, all of them, without any name."""
    _, rows = _asked_for(request)
    today = timezone.localdate()
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(
        ["Reference", "Area", "Stage", "Opened", "Kind of death", "Next date", "How it stands"]
    )
    number = 0
    for case in rows.iterator(chunk_size=500):
        number += 1
        row = _row(case, today)
        # Codes, dates and words of our own only: nothing here was typed by anybody.
        writer.writerow(
            [
                case.reference,
                case.lead_partnership.area_code,
                row["stage"],
                case.progress.opened_on.isoformat(),
                case.get_death_kind_display(),
                case.next_due_on.isoformat() if case.next_due_on else "",
                row["status"],
            ]
        )
    record(Event.EXPORTED, actor=request.user, page="workflow:export_cases", rows=number)
    answer = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv")
    answer["Content-Disposition"] = f'attachment; filename="reviews-{today.isoformat()}.csv"'
    return answer


def _asked_for(request):
    form = FilterForm(request.GET, areas=_areas(request.user))
    sort = request.GET.get("sort", "")
    sort = sort if sort in ORDERS else ""
    return form, reviews(request.user, on=timezone.localdate(), sort=sort, **form.chosen())


def _areas(user) -> list[tuple[str, str]]:
    """The areas that the person has a role in, at a partnership or on a review. One query."""
    led = CaseAssignment.objects.live().filter(user=user).values("case__lead_partnership")
    bodies = Organisation.objects.filter(pk__in=led).exclude(area_code="")
    return list(bodies.order_by("name").values_list("area_code", "name"))


def _removable(request, form) -> list[dict[str, str]]:
    """Each filter in force, with the address that leaves it out."""
    found = []
    for name, words in form.in_words():
        query = request.GET.copy()
        query.pop(name, None)
        query.pop("page", None)
        found.append({"words": words, "href": f"?{query.urlencode()}"})
    return found


def _row(case, today) -> dict:
    """What stands in one row; a pause holds only what a pause may hold."""
    held = case.is_paused and bool(case.next_is_held)
    if case.next_due_on:
        status, kind = timeliness(case.next_due_on, None, today, paused=held)
    else:
        status, kind = ("Paused", "paused") if case.is_paused else ("", "")
    return {
        "case": case,
        "stage": case.progress.stage,
        "elapsed": in_words(case.progress.opened_on, today),
        "status": status,
        "kind": kind,
    }
