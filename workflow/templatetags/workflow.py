"""What `workflow` shows on a review's pages: `{% load workflow %}`, after `{% load govuk %}`."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.roles import Role
from dhr_cases.models import RequestKind
from workflow.deadlines import timeliness
from workflow.elapsed import since_notice
from workflow.glance import KEY_ROLES, fetch_clocks, glance_at, is_paused
from workflow.listing import KEPT
from workflow.models import Progress
from workflow.services import steps_from, waiting_for
from workflow.status import ENDED_EARLY
from workflow.tasks import ROAD, WHO_TAKES, other_stages, work_ahead

register = template.Library()
DAY = "j F Y"


@register.simple_tag
def elapsed(case) -> str:
    """The time since the notice in words, and how much of it the review was paused."""
    fetch_clocks(case)
    return since_notice(case, timezone.localdate())


@register.inclusion_tag("workflow/_deadlines.html")
def deadlines(case, number: int = 3):
    """The next dates of a case with how each stands; what has no date comes last."""
    fetch_clocks(case)
    today, paused = timezone.localdate(), is_paused(case)
    running = [row for row in case.deadlines.all() if row.met_on is None and row.rule.name != KEPT]
    if case.progress.status in ENDED_EARLY:
        running = []
    running.sort(key=lambda row: (row.due_on is None, row.due_on or today, row.pk))
    rows = []
    for row in running[:number]:
        held = paused and row.rule.held_by_pause
        words, kind = timeliness(row.due_on, None, today, paused=held)
        hint = date_format(row.due_on, DAY) if row.due_on else ""
        rows.append({"title": row.rule.title, "hint": hint, "status": words, "kind": kind})
    return {"case": case, "rows": rows, "more": max(0, len(running) - number)}


@register.inclusion_tag("workflow/_markers.html")
def markers(case):
    """What everybody must know of a review: pauses, a direction, a legal hold."""
    glance = glance_at(case)
    fetch_clocks(case)
    pauses = [hold for hold in case.holds.all() if hold.ended_on is None]
    return {"glance": glance, "pauses": pauses}


@register.inclusion_tag("workflow/_next_steps.html", takes_context=True)
def next_steps(context, case):
    """The tasks of this stage and the next, the steps this person takes, and who is waited for."""
    may = frozenset(context["request"].may)
    earlier, later = other_stages(case.progress)
    stages = work_ahead(case, may, on=timezone.localdate())
    main = ROAD.get(case.progress.status)
    mine = [
        {"label": step.label, "href": reverse("workflow:step", args=[case.reference, step.name])}
        for step in steps_from(case.progress, may)
        if step.name != main
    ]
    others: dict[str, list[str]] = {}
    for step in waiting_for(case.progress, may):
        if step.name == main:
            continue
        others.setdefault(WHO_TAKES[step.permission], []).append(step.label.lower())
    return {
        "case": case,
        "stages": stages,
        "mine": mine,
        "others": {who: _listed(labels) for who, labels in others.items()},
        "earlier": earlier,
        "later": later[1:] if len(stages) > 1 else later,
    }


def _listed(labels: list[str]) -> str:
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} or {labels[-1]}"


@register.inclusion_tag("workflow/_waiting.html", takes_context=True)
def waiting(context, case):
    """Agencies that have not answered, longest asked first; only for those who see returns."""
    if context["request"].may.isdisjoint({"view_returns", "view_working"}):
        return {"rows": []}
    today = timezone.localdate()
    rows = []
    for row in glance_at(case).waiting:
        words, kind = timeliness(row["due"], None, today)
        days = max(0, (today - row["day"]).days)
        asked = f"asked {date_format(row['day'], DAY)}, {days} day{'' if days == 1 else 's'} ago"
        what = str(RequestKind(row["what"]).label).partition(":")[0].lower()
        rows.append(
            {"title": row["who"], "hint": f"{what}, {asked}", "status": words, "kind": kind}
        )
    return {"rows": rows[:STILL], "more": max(0, len(rows) - STILL)}


STILL = 5
"""Agencies named on the overview; the rest are on the agencies' own page."""


@register.inclusion_tag("workflow/_timeline.html")
def timeline(case):
    """The steps taken last, newest first."""
    labels = {step.name: step.label for step in Progress.steps()}
    entries = [
        {"title": labels.get(row["what"], row["what"]), "by": row["who"], "when": row["day"]}
        for row in glance_at(case).steps
    ]
    return {"case": case, "entries": entries}


@register.inclusion_tag("workflow/_who_is_who.html")
def who_is_who(case):
    """The key roles and who has each."""
    found: dict[str, set[str]] = {}
    for row in glance_at(case).roles:
        found.setdefault(row["what"], set()).add(row["who"])
    rows = [
        {"key": str(Role(role).label), "value": "\n".join(sorted(found[role]))}
        for role in KEY_ROLES
        if role in found
    ]
    return {"rows": rows}
