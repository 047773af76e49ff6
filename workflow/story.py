"""The story of a review so far (S21): from steps, decisions, meetings, letters, pauses, notes.

Nothing of zones Z4 to Z6 stands in it, for any reader: it is printed for people who join.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import CharField, F, TextField, Value
from django.db.models.functions import Cast

from accounts.roles import Permission as P
from dhr_cases.models import Case
from workflow.letters import letters_for
from workflow.models import (
    AgreementKind,
    Audience,
    HoldReason,
    HoldScope,
    Progress,
    Purpose,
    View,
)

READS_REASONS = {P.VIEW_WORKING, P.VIEW_DRAFT}
"""Reasons stand in the report, so they are read by those who read its drafts."""
TOLD = {HoldReason.PARALLEL, HoldReason.CHAIR, HoldReason.AGENCY, HoldReason.HOME_OFFICE}
"""Pauses whose reason is neither the family's nor of proceedings."""

TERMS = {"sent": "sent round the panel", "final": "made final", "approved": "approved"}


def story_of(case: Case, may: Collection[str]) -> list[dict]:
    """What happened, oldest first: {title, by, on, text}, as far as these permissions let it be
    told. Three queries, however long the story; the pauses are those of the page's head."""
    reads = not READS_REASONS.isdisjoint(may)
    entries = [*_steps(case, reads), *_pauses(case, reads)]
    entries += [_told(row, reads) for row in _rows(case, reads, P.VIEW_WORKING in may)]
    return sorted(entries, key=lambda entry: (entry["on"], entry["order"]))


def _entry(on: date, title: str, *, by="", text: str = "", order: int = 1) -> dict:
    return {"on": on, "title": title, "by": by, "text": text, "order": order}


def _steps(case, reads):
    labels = {step.name: step.label for step in Progress.steps()}
    reasons = {}
    if reads:
        for row in case.step_reasons.all():
            reasons.setdefault((row.name, row.given_on, row.given_by_id), row.reason)
    for row in case.steps_taken.select_related("taken_by"):
        text = reasons.get((row.name, row.taken_on, row.taken_by_id), "")
        title = labels.get(row.name, row.name)
        yield _entry(row.taken_on, title, by=row.taken_by, text=text, order=2)


def _pauses(case, reads):
    for row in case.holds.all():
        if row.scope == HoldScope.FAMILY_CONTACT:
            continue
        told = reads and row.reason in TOLD
        text = f"{row.explanation}\nGoes on: {row.continues}" if told else ""
        yield _entry(row.started_on, "Review paused", text=text)
        if row.ended_on:
            yield _entry(row.ended_on, "Pause ended")


def _rows(case, reads, works):
    """Meetings and moved dates for all; decisions for readers of drafts; letters and notes for
    readers of working papers. Letters behind a wall are told to nobody here. One query."""
    parts = [
        ("agreed", case.agreements, "held_on", F("kind"), F("meeting"), "recorded_by", _word("")),
        (
            "moved",
            case.extensions,
            "agreed_on",
            _word(""),
            F("deadline__rule__title"),
            "recorded_by",
            F("reason"),
        ),
    ]
    if reads:
        decided = ("decided", case.decisions, "decided_on", F("outcome"), _word(""), "decided_by")
        parts += [(*decided, F("reasons")), *_terms(case)]
    if works:
        letters, nothing = letters_for(case, ()), _word("")
        parts += [
            ("letter", letters, "sent_on", F("audience"), F("purpose"), "recorded_by", nothing),
            ("note", case.notes, "written_on", nothing, nothing, "written_by", F("text")),
        ]
    first, *rest = (
        rows.order_by().values(
            sort=_word(sort),
            day=F(day),
            first=Cast(code, CharField(max_length=200)),
            second=Cast(extra, CharField(max_length=200)),
            who=F(f"{person}__name"),
            words=Cast(words, TextField()),
        )
        for sort, rows, day, code, extra, person, words in parts
    )
    return first.union(*rest, all=True)


def _terms(case):
    """Terms sent round the panel, made final, approved: read by those who read its drafts."""
    rows, number = case.termsofreferences, F("number")
    final = rows.filter(final_on__isnull=False)
    approved = rows.filter(approved_on__isnull=False)
    sent = case.termsrounds
    nothing = _word("")
    return [
        (
            "terms",
            sent,
            "circulated_on",
            _word("sent"),
            F("terms__number"),
            "circulated_by",
            nothing,
        ),
        ("terms", final, "final_on", _word("final"), number, "final_by", nothing),
        ("terms", approved, "approved_on", _word("approved"), number, "approved_by", nothing),
    ]


def _word(text: str) -> Cast:
    return Cast(Value(text), CharField(max_length=200))


def _told(row: dict, reads: bool) -> dict:
    code, extra = row["first"], row["second"]
    title = {
        "agreed": lambda: f"{AgreementKind(code).label}: {extra}",
        "moved": lambda: f"New date for: {_small(extra)}",
        "decided": lambda: f"Decision: {_small(View(code).label)}",
        "letter": lambda: f"{Audience(code).label}: {_small(Purpose(extra).label)}",
        "note": lambda: "Note",
        "terms": lambda: f"Terms of reference, version {extra}: {TERMS[code]}",
    }[row["sort"]]()
    text = row["words"] if reads else ""
    order = 3 if row["sort"] == "note" else 1
    return _entry(row["day"], title, by=row["who"], text=text, order=order)


def _small(label) -> str:
    text = str(label)
    return text[0].lower() + text[1:]
