"""The shape of a chronology: its strip (S83), its gaps and silences (S84)."""

from __future__ import annotations

from datetime import time

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from chronology.combine.gaps import Gap, silences
from chronology.combine.strip import draw
from chronology.combined import Combined, marks_on, period_under_review
from chronology.lines import Reader, clock_in_words
from chronology.views.reading import READERS, names_for, names_words, once_shared
from dhr_cases.gate import case_view
from dhr_cases.models import Outcome
from govuk.dates import UncertainDate
from govuk.forms import GovukForm

LONGER_THAN = 60
"""Days from which a gap is shown unless the reader asks for another number."""
IN_THE_TABLE = 200
"""Rows in the table beside the strip; the others are in the combined chronology."""


class GapForm(GovukForm):
    """From how many days on a gap is shown."""

    days = forms.IntegerField(
        label="Show gaps longer than (days)",
        required=False,
        min_value=0,
        max_value=3660,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
    )

    def asked(self) -> int:
        """The number of days asked for, or the usual one."""
        days = self.cleaned_data.get("days") if self.is_valid() else None
        return LONGER_THAN if days is None else days


@case_view(*READERS)
@require_GET
@once_shared
def gaps(request, case):
    """Periods in which nothing is recorded, for all agencies together and for each (S84)."""
    combined = Combined(case)
    form = GapForm(request.GET)
    longer_than, period = form.asked(), period_under_review(case)
    groups = [
        {
            "name": agency.name,
            "agency": agency,
            "rows": sum(row.agency == agency.key for row in combined.rows),
            "gaps": _told(
                silences(
                    [row for row in combined.rows if row.agency == agency.key],
                    longer_than=longer_than,
                    period=period,
                ),
                combined,
            ),
        }
        for agency in combined.agencies.values()
    ]
    everybody = silences(combined.rows, longer_than=longer_than, period=period)
    context = {
        "case": case,
        "title": "Gaps and silences",
        "form": form,
        "longer_than": longer_than,
        "period": period,
        "all": _told(everybody, combined),
        "groups": groups,
        "silent": _silent(case, combined),
        "any_rows": bool(combined.rows),
        "back": reverse("chronology:combined", args=[case.reference]),
    }
    return render(request, "chronology/gaps.html", context)


def _told(found: list[Gap], combined: Combined) -> list[dict[str, object]]:
    """Each gap with the agencies that recorded what stands on either side of it."""

    def side(row):
        return {"key": row.key, "agency": combined.agencies[row.agency]} if row else None

    return [{"gap": gap, "after": side(gap.after), "before": side(gap.before)} for gap in found]


def _silent(case, combined: Combined) -> list[tuple[str, str]]:
    """Agencies that were asked and have no row, with what they said of themselves. One query."""
    found: dict[str, set[str]] = {}
    for asked in case.agencyrequests.select_related("organisation"):
        if asked.organisation.key not in combined.agencies:
            found.setdefault(asked.organisation.name, set()).add(asked.outcome)
    words = []
    for name, outcomes in sorted(found.items()):
        if Outcome.NOTHING_HELD in outcomes:
            words.append((name, "Says that it holds nothing"))
        elif outcomes & {Outcome.DECLINED, Outcome.NOT_RECEIVED}:
            words.append((name, "No answer came"))
        else:
            words.append((name, "No accepted chronology yet"))
    return words


def _when(row) -> str:
    """The day of a row and its hour, in the words of the chronology's own table."""
    if not row.on:
        return "Date not known"
    hour = f", {clock_in_words(time.fromisoformat(row.at))}" if row.at else ""
    return f"{UncertainDate(row.on)}{hour}"


@case_view(*READERS)
@require_GET
@once_shared
def strip(request, case):
    """The whole chronology on one strip, with the same in a table beside it (S83)."""
    combined, names = Combined(case), names_for(request, case)
    marked = marks_on(case)
    only_marked = bool(request.GET.get("marked"))
    rows = [row for row in combined.rows if not only_marked or row.key in marked]
    lanes = {agency.key: agency.name for agency in combined.agencies.values()}
    reader = Reader(combined, names, request.may)
    children = [person for person in names.people if person.is_child]
    table = [
        {
            "row": row,
            "when": _when(row),
            "agency": combined.agencies[row.agency],
            "marks": [mark.get_kind_display() for mark in marked.get(row.key, ())],
            "ages": reader.ages(row),
        }
        for row in rows[:IN_THE_TABLE]
    ]
    context = {
        "case": case,
        "title": "The chronology as a strip",
        "strip": draw(rows, lanes, frozenset(marked)),
        "table": table,
        "table_left_out": max(len(rows) - IN_THE_TABLE, 0),
        "rows": len(rows),
        "only_marked": only_marked,
        "children": bool(children),
        "agencies": combined.agencies.values(),
        "back": reverse("chronology:combined", args=[case.reference]),
        **names_words(request, names),
    }
    return render(request, "chronology/strip.html", context)
