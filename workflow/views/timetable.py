"""The timetable of a review (S66): read by all who see it, kept by its co-ordinator and chair."""

from __future__ import annotations

import hashlib
from itertools import groupby

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from dhr_cases.avoid import dates_to_avoid
from dhr_cases.gate import case_view
from dhr_cases.models import Case
from dhr_cases.pages import one_form
from workflow import timetable as rules
from workflow.deadlines import timeliness
from workflow.diary import PLANNERS
from workflow.forms.timetable import LineForm, MakeForm, MoveForm, NewLineForm
from workflow.models import BankHoliday, TimetableLine

KEEPERS = (P.RUN_CASE, P.LEAD_REVIEW)
both = require_http_methods(["GET", "POST"])


def _back(case):
    return reverse("workflow:timetable", args=[case.reference])


def _holidays():
    return set(BankHoliday.objects.values_list("day", flat=True))


def _avoid(request, case):
    """The days to avoid, for those who plan; None for others. One query."""
    return None if request.may.isdisjoint(PLANNERS) else dates_to_avoid(case)


@case_view(P.VIEW_CASE)
@require_GET
def timetable(request: HttpRequest, case: Case) -> HttpResponse:
    """Each stage with its day, who sees to it, when it was done, and why it was moved."""
    today = timezone.localdate()
    lines = list(case.timetablelines.prefetch_related("moves__moved_by"))
    planned = rules.shown(
        [line for line in lines if not line.is_left_out],
        rules.facts(case, today) if lines else {},
        rules.due_by(case) if lines else {},
        holidays=_holidays() if lines else (),
        avoid=_avoid(request, case) if lines else None,
    )
    moves = [(move, line) for line in lines for move in line.moves.all()]
    context = {
        "case": case,
        "title": "Timetable",
        "rows": [_row(row, today) for row in planned],
        "left_out": [line for line in lines if line.is_left_out],
        "moves": _acts(moves),
        "may_keep": not request.may.isdisjoint(KEEPERS),
    }
    return render(request, "workflow/timetable.html", context)


def _acts(moves) -> list[dict]:
    """What was moved in one act under its reason, newest act first."""
    moves.sort(key=lambda pair: pair[0].pk)
    acts = [
        {"on": on, "by": by, "reason": reason, "rows": list(rows)}
        for (on, by, reason), rows in groupby(
            moves, key=lambda pair: (pair[0].moved_on, pair[0].moved_by.name, pair[0].reason)
        )
    ]
    return acts[::-1]


def _row(row, today) -> dict:
    words, kind = timeliness(row.line.planned_on, row.done_on, today)
    first = row.line.moves.all()[:1]
    return {
        "line": row.line,
        "done_on": row.done_on,
        "status": "To come" if kind == "on-time" else words,
        "kind": "grey" if kind == "on-time" else kind,
        "first_planned_on": first[0].from_on if first else None,
        "warnings": row.warnings,
    }


@case_view(*KEEPERS, change=KEEPERS)
@both
def make_timetable(request: HttpRequest, case: Case) -> HttpResponse:
    """Make the lines from the stages of a review and the day of the decision."""
    initial = {"begun_on": rules.decided_on(case)}
    return one_form(
        request,
        case,
        lambda data, files: MakeForm(data, initial=initial),
        title="Make the timetable",
        intro="Each stage is planned from the one before it, on a working day. "
        "You can move every date afterwards, add stages and leave stages out.",
        back=_back(case),
        save=lambda form: rules.make(case, form.cleaned_data["begun_on"], _holidays()) and None,
        saved="The timetable is made",
        submit="Make it",
    )


@case_view(*KEEPERS, change=KEEPERS)
@both
def add_line(request: HttpRequest, case: Case) -> HttpResponse:
    """Plan a stage that the usual course does not have."""
    lines = list(case.timetablelines.filter(is_left_out=False))

    def save(form):
        form.instance.place = int(form.cleaned_data["after"])
        form.save()

    return one_form(
        request,
        case,
        lambda data, files: NewLineForm(data, instance=TimetableLine(case=case), lines=lines),
        title="Add a stage",
        back=_back(case),
        save=save,
        saved="The stage is added",
    )


@case_view(*KEEPERS, change=KEEPERS)
@both
def change_line(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Put a stage right, say that it was done, or leave it out."""
    line = get_object_or_404(case.timetablelines, token=token)
    today = timezone.localdate()
    from_record = line.name in rules.facts(case, today)
    return one_form(
        request,
        case,
        lambda data, files: LineForm(
            data, instance=line, today=today, is_from_the_record=from_record
        ),
        title="Change a stage",
        intro="The record of the review says when this was done." if from_record else "",
        back=_back(case),
        save=lambda form: form.save() and None,
        saved="The stage is changed",
    )


@case_view(*KEEPERS, change=KEEPERS)
@both
@transaction.atomic
def move_line(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Move one line, or it and all later ones, having seen the old and the new days."""
    today = timezone.localdate()
    rows = case.timetablelines.select_for_update() if request.method == "POST" else None
    lines = list(rows if rows is not None else case.timetablelines.all())
    line = next((row for row in lines if row.token == token), None) or get_object_or_404(
        case.timetablelines, token=token
    )
    form = MoveForm(request.POST if request.method == "POST" else None, line=line)
    context = {"case": case, "title": "Move a date", "line": line, "form": form}
    context["back"] = _back(case)
    if request.method != "POST" or not form.is_valid():
        return render(request, "workflow/timetable_move.html", context)
    known, due, holidays = rules.facts(case, today), rules.due_by(case), _holidays()
    done = {row.pk: known.get(row.name) or row.done_on for row in lines}
    answers = form.cleaned_data
    days = rules.moved_days(
        lines,
        line,
        answers["to_on"],
        {key for key, day in done.items() if day},
        with_later=answers["which"] == "later",
        holidays=holidays,
    )
    seen = _seen(days, lines)
    if "confirm" in request.POST and answers["seen"] == seen:
        number = rules.move(lines, days, reason=answers["reason"], by=request.user, on=today)
        messages.success(request, f"{number} date{'' if number == 1 else 's'} moved")
        return redirect(_back(case))
    if "confirm" in request.POST:
        context["changed"] = True
    said = rules.warnings(
        lines,
        {row.pk: days.get(row.pk, row.planned_on) for row in lines},
        done,
        due,
        holidays=holidays,
        avoid=_avoid(request, case),
    )
    context |= {
        "title": "Check the new dates",
        "seen": seen,
        "preview": [
            rules.Moved(row, days[row.pk], tuple(said[row.pk])) for row in lines if row.pk in days
        ],
    }
    return render(request, "workflow/timetable_move.html", context)


def _seen(days, lines) -> str:
    """What was shown in the preview, in short, so that nothing else is saved than was read."""
    text = ";".join(f"{row.pk}:{row.planned_on}:{days.get(row.pk, '')}" for row in lines)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
