"""What needs doing (S10): where everybody lands, whatever their part."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_GET

from accounts import open_sessions
from accounts.access import signed_in_page
from audit.log import record
from audit.models import Event
from workflow import own_tasks, todo
from workflow.deadlines import timeliness
from workflow.models import Progress

SIGN = ("decide", "terms", "direction", "county")
WORDS = {
    "hearing": "A hearing or other date of proceedings is near",
    "decide": "Decide whether to hold a review",
    "terms": "Approve the terms of reference",
    "county": "Give the county partner's view",
    "direction": "Countersign the direction",
    "request": "Answer what your agency has been asked",
    "challenge": "Answer a question about your return",
    "question": "Answer an agency's question",
    "colleague": "Say whether an agency's colleague may have access",
    "action": "Report on your action",
    "evidence": "Look at the evidence for an action",
    "meeting": "Do what a meeting asked of you",
    "round": "Comment on the terms of reference, or say that you agree",
    "draft": "Read a draft of the report and comment",
    "comments": "Answer the panel's comments on a draft",
    "correction": "Answer an agency's corrections to the draft",
    "reading": "Answer the family's comments on the draft",
    "promise": "Keep a promise to the family",
    "declare": "Declare your interests again",
    "blocked": "Replace a file of yours that the virus scan stopped",
    "blocked_return": "Replace a file of yours that the virus scan stopped",
    "blocked_chronology": "Replace a file of yours that the virus scan stopped",
    "blocked_notice": "Replace a file of yours that the virus scan stopped",
}
PAGES = {
    "hearing": ("dhr_cases:proceedings",),
    "decide": ("workflow:decision", "dhr_cases:overview"),
    "terms": ("workflow:terms", "dhr_cases:overview"),
    "county": ("workflow:decision", "dhr_cases:overview"),
    "direction": ("workflow:direction", "workflow:decision", "dhr_cases:overview"),
    "request": ("dhr_cases:our_request",),
    "challenge": ("dhr_cases:our_request",),
    "question": ("dhr_cases:queries", "dhr_cases:overview"),
    "colleague": ("dhr_cases:agencies", "dhr_cases:overview"),
    "action": ("dhr_cases:update_own_action",),
    "evidence": ("dhr_cases:actions", "dhr_cases:overview"),
    "meeting": ("workflow:meeting_actions",),
    "round": ("workflow:agree_terms",),
    "draft": ("workflow:comment_round",),
    "comments": ("workflow:comment_round",),
    "correction": ("workflow:accuracy",),
    "reading": ("workflow:family_reading",),
    "promise": ("dhr_cases:family",),
    "declare": ("workflow:declarations",),
    "blocked": ("documents:documents",),
    "blocked_return": ("documents:return_file",),
    "blocked_chronology": ("dhr_cases:our_request",),
    "blocked_notice": ("documents:notice_files",),
}
OWN_THINGS = (
    "request", "challenge", "action", "blocked_return", "blocked_chronology", "blocked_notice",
)  # fmt: skip
"""Kinds whose page is named by the thing's own token, since its reader sees no review."""
THINGS_OF_A_REVIEW = ("draft", "comments")
"""Kinds whose page lies within the review and is named by both."""
ASKED = {
    "scoping": "scoping",
    "chronology": "chronology",
    "review": "review return",
    "accuracy": "accuracy check",
    "county": "view on the decision",
    "reply": "reply to the submission",
}


@signed_in_page
@require_GET
def work(request: HttpRequest) -> HttpResponse:
    """Overdue, due soon, waiting, to sign, to answer, since last time, and one's reviews."""
    user, now = request.user, timezone.now()
    today = timezone.localdate(now)
    late, ahead = todo.clocks(user, today)
    soon = [clock for clock in ahead if todo.is_soon(clock, today)]
    own = own_tasks.for_this_person(user, today)
    last, since = todo.since_last_here(user, now, request.session.get(open_sessions.KEY))
    reviews = todo.own_reviews(user)
    record(Event.VIEWED, actor=user, page="workflow:work")
    return render(
        request,
        "workflow/work.html",
        {
            "title": "What needs doing",
            "today": today,
            "overdue": [clock_row(row, today) for row in late],
            "overdue_count": late[0].total if late else 0,
            "soon": [clock_row(row, today) for row in soon],
            "soon_count": soon[0].total if soon else 0,
            "next": ahead[0] if ahead else None,
            "waiting": [_waited_for(row, today) for row in todo.waiting_for_others(user)],
            "to_sign": [task_row(row, today) for row in own if row["task"] in SIGN],
            "to_answer": [task_row(row, today) for row in own if row["task"] not in SIGN],
            "since": [_happened(row) for row in since],
            "since_when": last if since else None,
            "reviews": reviews,
            "reviews_count": reviews[0].total if reviews else 0,
        },
    )


def clock_row(row: todo.Clock, today) -> dict:
    """A running deadline as a row of work."""
    words, kind = timeliness(row.due_on, None, today, paused=row.is_held)
    return {
        "what": row.title,
        "reference": row.reference,
        "date": f"due {date_format(row.due_on, 'j M Y')}",
        "status": words,
        "kind": kind,
        "href": _address(("workflow:deadlines", "dhr_cases:overview"), row.reference),
    }


def task_row(row, today) -> dict:
    """Something that only this person can do as a row of work."""
    due = row["due"]
    words, kind = timeliness(due, None, today) if due else ("", "")
    named_by = [row["thing"] if row["task"] in OWN_THINGS else row["about"]]
    if row["task"] in THINGS_OF_A_REVIEW:
        named_by.append(row["thing"])
    return {
        "what": WORDS[row["task"]],
        "reference": row["about"] or "a notice",
        "date": f"due {date_format(due, 'j M Y')}" if due else "",
        "status": words,
        "kind": kind,
        "href": _address(PAGES[row["task"]], *named_by),
    }


def _waited_for(row, today) -> dict:
    days = max(0, (today - row["since"]).days)
    words, kind = timeliness(row["due"], None, today) if row["due"] else ("", "")
    return {
        "what": f"{row['who']}: {ASKED[row['what']]}",
        "reference": row["about"],
        "date": f"asked {date_format(row['since'], 'j M Y')}, {days} day{'' if days == 1 else 's'}",
        "status": words,
        "kind": kind,
        "href": _address(("dhr_cases:overview",), row["about"]),
    }


def _happened(row: todo.Happened) -> dict:
    labels = {step.name: step.label for step in Progress.steps()}
    return {
        "what": labels.get(row.name, row.name),
        "reference": row.reference,
        "date": date_format(row.taken_on, "j M Y"),
        "status": f"by {row.by}",
        "href": reverse("dhr_cases:overview", args=[row.reference]),
    }


def _address(names, *named_by: str) -> str:
    """The first of these pages that exists."""
    for name in names:
        try:
            return reverse(name, args=named_by)
        except NoReverseMatch:
            continue
    return reverse("workflow:work")
