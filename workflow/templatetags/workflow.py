"""What `workflow` shows on a review's pages: `{% load workflow %}`, after `{% load govuk %}`."""

from __future__ import annotations

from django import template
from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from workflow.deadlines import timeliness
from workflow.elapsed import since_notice
from workflow.models import Deadline, HoldScope, Progress
from workflow.services import steps_from, waiting_for

register = template.Library()

WHO_TAKES = {
    "run_case": "the coordinator",
    "decide": "the partnership chair",
    "lead_review": "the independent chair",
    "dispose": "the information-governance officer",
}


def fetch(case) -> None:
    """Fetch the clocks and pauses of a case once for all tags: two queries at most."""
    clocks = Prefetch("deadlines", queryset=Deadline.objects.select_related("rule"))
    prefetch_related_objects([case], clocks, "holds")


def is_paused(case) -> bool:
    """Whether a pause of the whole review is open, from what `fetch` fetched."""
    return any(hold.ended_on is None and hold.scope == HoldScope.ALL for hold in case.holds.all())


@register.simple_tag
def elapsed(case) -> str:
    """The time since the notice in words, and how much of it the review was paused."""
    fetch(case)
    return since_notice(case, timezone.localdate())


@register.inclusion_tag("workflow/_deadlines.html")
def deadlines(case, number: int = 3):
    """The next dates of a case with how each stands; what has no date comes last."""
    fetch(case)
    today, paused = timezone.localdate(), is_paused(case)
    running = [row for row in case.deadlines.all() if row.met_on is None]
    running.sort(key=lambda row: (row.due_on is None, row.due_on or today, row.pk))
    rows = []
    for row in running[:number]:
        held = paused and row.rule.held_by_pause
        words, kind = timeliness(row.due_on, None, today, paused=held)
        rows.append({"title": row.rule.title, "due_on": row.due_on, "status": words, "kind": kind})
    return {"case": case, "rows": rows, "more": max(0, len(running) - number)}


@register.inclusion_tag("workflow/_next_steps.html", takes_context=True)
def next_steps(context, case):
    """The steps that may come next: those this person takes, and whom the others wait for."""
    may = frozenset(context["request"].may)
    mine = [
        {
            "title": step.label,
            "href": reverse("workflow:step", args=[case.reference, step.name]),
            "status": "See what is needed" if step.guards else "Can be done",
            "hint": step.rule,
        }
        for step in steps_from(case.progress, may)
    ]
    others: dict[str, list[str]] = {}
    for step in waiting_for(case.progress, may):
        others.setdefault(WHO_TAKES[step.permission], []).append(step.label)
    return {"case": case, "mine": mine, "others": others, "stage": case.progress.stage}


@register.inclusion_tag("workflow/_timeline.html")
def timeline(case, number: int = 5):
    """The steps taken last, newest first."""
    labels = {step.name: step.label for step in Progress.steps()}
    taken = case.steps_taken.select_related("taken_by").order_by("-pk")[:number]
    entries = [
        {"title": labels.get(row.name, row.name), "by": row.taken_by, "when": row.taken_on}
        for row in taken
    ]
    return {"case": case, "entries": entries}
