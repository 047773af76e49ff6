"""The ladder when an agency stays silent, and what the report says of those that took no part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Prefetch, Subquery

from accounts.models import User
from dhr_cases.agencies import ENDED
from dhr_cases.models import AgencyRequest, Case, Delivery, Escalation, Outcome, Reminder, Rung
from dhr_cases.models.agencies import AgencyRequestQuerySet
from dhr_cases.models.chasing import LADDER


def taken(steps: Iterable[Escalation]) -> list[Escalation]:
    """The rungs of a request that were taken, from the bottom."""
    return sorted(steps, key=lambda row: LADDER.index(Rung(row.rung)))


def rungs_left(steps: Iterable[Escalation]) -> list[Rung]:
    """The rungs above the highest one taken: the ladder is climbed, never descended."""
    reached = [LADDER.index(Rung(row.rung)) for row in steps]
    return list(LADDER[max(reached) + 1 :]) if reached else list(LADDER)


def escalate(request: AgencyRequest, *, rung: Rung, reason: str, by: User, on: date) -> Escalation:
    """Ask the next one to step in (process.md 4.2).

    Raises ValueError when the agency has answered, when the day is before it was asked, or when
    the rung lies below one already taken.
    """
    if request.outcome in ENDED:
        raise ValueError("This agency has answered. There is nothing to escalate.")
    if on < request.asked_on:
        raise ValueError("It was not asked before that day. Give a later date.")
    steps = list(request.escalations.all())
    if rung not in rungs_left(steps):
        raise ValueError("That step, or one above it, is taken already. Choose a higher one.")
    row = Escalation(
        case=request.case, request=request, rung=rung, reason=reason, taken_on=on, taken_by=by
    )
    row.save()
    return row


def with_last_chased(rows: AgencyRequestQuerySet) -> AgencyRequestQuerySet:
    """Requests with the days on which they were last reminded of, and last escalated."""
    reminders = Reminder.objects.filter(request=OuterRef("pk"), delivery=Delivery.SENT)
    steps = Escalation.objects.filter(request=OuterRef("pk"))
    return rows.annotate(
        reminded_on=Subquery(reminders.order_by("-sent_on").values("sent_on")[:1]),
        escalated_on=Subquery(steps.order_by("-taken_on").values("taken_on")[:1]),
    )


def last_chased(request) -> date | None:
    """The last day somebody reminded the agency or asked another to step in."""
    days = [day for day in (request.reminded_on, request.escalated_on) if day]
    return max(days, default=None)


@dataclass(frozen=True)
class TookNoPart:
    """One request that came to nothing, and all that was done about it."""

    request: AgencyRequest
    reminders: int
    steps: tuple[Escalation, ...]

    @property
    def how(self) -> str:
        """What came of it, in the middle of a sentence."""
        if self.request.outcome == Outcome.DECLINED:
            return "declined"
        if self.request.outcome == Outcome.NOT_RECEIVED:
            return "did not answer"
        return "has not answered yet"


def took_no_part(case: Case, today: date) -> list[TookNoPart]:
    """Requests that were declined, came to nothing, or are overdue. Three queries."""
    silent = case.agencyrequests.exclude(outcome__in=ENDED).select_related("organisation")
    rows = silent.prefetch_related(
        Prefetch("reminders", queryset=Reminder.objects.all()),
        Prefetch("escalations", queryset=Escalation.objects.select_related("taken_by")),
    )
    return [
        TookNoPart(row, _sent(row), tuple(taken(row.escalations.all())))
        for row in rows
        if row.outcome != Outcome.WAITING or row.due_on < today
    ]


def _sent(request: AgencyRequest) -> int:
    return sum(row.delivery == Delivery.SENT for row in request.reminders.all())


def paragraph(rows: list[TookNoPart]) -> str:
    """A paragraph fit for the report: who took no part, and how far the ladder was climbed."""
    if not rows:
        return "Every agency that was asked to take part in this review has answered."
    sentences = []
    for row in rows:
        asked = f"{row.request.asked_on:%-d %B %Y}"
        what = str(row.request.get_kind_display()).split(":")[0].lower()
        text = f"{row.request.organisation} was asked on {asked} ({what}) and {row.how}"
        said = row.request.declined_because.strip()
        if row.request.outcome == Outcome.DECLINED and said:
            text += f", saying: “{said.rstrip('.')}”"
        sentences.append(text.rstrip(".") + ".")
        if row.reminders or row.steps:
            sentences.append(_what_was_done(row))
    return " ".join(sentences)


def _what_was_done(row: TookNoPart) -> str:
    parts = []
    if row.reminders:
        parts.append(f"It was reminded {row.reminders} time{'' if row.reminders == 1 else 's'}")
    if row.steps:
        asked = [
            f"{step.get_rung_display()[0].lower()}{step.get_rung_display()[1:]} on "
            f"{step.taken_on:%-d %B %Y}"
            for step in row.steps
        ]
        these = "these" if parts else "These"
        parts.append(f"{these} further steps were taken: {'; '.join(asked)}")
    return ", and ".join(parts) + "."
