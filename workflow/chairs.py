"""Choosing an independent chair: who in the directory fits a review, and what follows (S60)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F

from accounts.models import Organisation
from dhr_cases.codes import DeathKind
from dhr_cases.models import Case
from dhr_cases.policy import NotAllowed
from workflow.models import (
    ALWAYS_NEEDED,
    ChairAppointment,
    ChairArea,
    ChairQuote,
    ListedChair,
    Skill,
)

FOR_KIND = {
    DeathKind.SUICIDE: (Skill.SUICIDE,),
    DeathKind.CHILD: (Skill.CHILDREN,),
}
"""Skills needed beside those of every review, by the kind of death."""


def needed_for(case: Case) -> list[Skill]:
    """The skills a review of this kind of death asks for (process.md 3.3)."""
    return [*ALWAYS_NEEDED, *FOR_KIND.get(case.death_kind, ())]


def options_for(case: Case, on: date) -> list[dict]:
    """Chairs who cover the area: those with every needed skill first, then the least loaded."""
    covering = ChairArea.objects.filter(area__in=[body.pk for body in case.partnerships])
    chairs = ListedChair.objects.filter(
        pk__in=covering.values("chair"), unlisted_on__isnull=True
    ).with_load(on)
    needed = needed_for(case)
    rows = [{"chair": chair, "lacks": chair.lacks(needed)} for chair in chairs]
    return sorted(rows, key=lambda row: (len(row["lacks"]), row["chair"].live, row["chair"].name))


def invitation(case: Case, due_on: date | None = None) -> str:
    """What a chair is told when asked to quote: the kind of death and the area, nothing else."""
    area = case.county_partner or case.lead_partnership
    kind = case.get_death_kind_display()
    by = f" by {due_on:%-d %B %Y}" if due_on else ""
    return (
        f"We are looking for an independent chair for a review in the area of {area}. "
        f"Kind of death: {kind[0].lower()}{kind[1:]}. "
        f"Please tell us{by} how many days you would need, your day rate and any cap."
    )


@transaction.atomic
def keep_listed(chair: ListedChair, areas: list[Organisation]) -> None:
    """Save a chair of the directory, and the areas whose reviews they take."""
    chair.save()
    kept = {row.area_id: row for row in chair.areas.all()}
    wanted = {area.pk for area in areas}
    for key, row in kept.items():
        if key not in wanted:
            row.delete()
    for key in sorted(wanted - set(kept)):
        ChairArea(chair=chair, area_id=key).save()


def invite(case: Case, chair: ListedChair, *, on: date, due_on: date) -> ChairQuote:
    """Ask a chair to quote. Raises NotAllowed while an earlier invitation is open."""
    if case.chairquotes.filter(chair=chair, declined_on__isnull=True).exists():
        raise NotAllowed("This chair is already invited to quote for this review.")
    row = ChairQuote(case=case, chair=chair, invited_on=on, due_on=due_on)
    row.save()
    return row


def choose(quote: ChairQuote, *, reason: str, on: date) -> None:
    """Choose one who has quoted, with the reason. Raises NotAllowed without a quote."""
    if quote.quoted_on is None or quote.declined_on:
        raise NotAllowed("Only a chair who has quoted can be chosen.")
    quote.chosen_on, quote.chosen_reason = on, reason
    quote.save()


def appointment_for(case: Case) -> ChairAppointment:
    """A new appointment, filled in from the chair last chosen and not appointed here before."""
    used = case.chairappointments.filter(listed__isnull=False).values("listed")
    chosen = (
        case.chairquotes.filter(chosen_on__isnull=False)
        .exclude(chair__in=used)
        .select_related("chair")
        .order_by(F("chosen_on").desc(), "-pk")
        .first()
    )
    if chosen is None:
        return ChairAppointment(case=case)
    chair = chosen.chair
    return ChairAppointment(
        case=case,
        name=chair.name,
        listed=chair,
        experience=". ".join([*chair.skills_in_words, *map(str, chair.training.all())]),
        reason=chosen.chosen_reason,
    )
