"""A chronology that a senior officer of its agency reads before it comes to the review (S75)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from accounts.models import User
from chronology import services
from chronology.models import ChronologyFile, FileState
from dhr_cases import agencies

OTHER = "Somebody other than the person who made the chronology must sign it off."
CHANGED = "It has been changed since you opened this page. Read it again, then decide."


@transaction.atomic
def pass_to_senior(file: ChronologyFile, *, statement: str, by: User) -> None:
    """Let the author give the finished draft to the senior officer.

    Raises ValueError with what stands in the way, as sending would.
    """
    file = _draft(file)
    why_not = services.why_not_sent(file)
    if why_not:
        raise ValueError(why_not)
    file.statement, file.senior_note = statement, ""
    file.save()
    asked = file.request
    asked.answered_by, asked.declined_because = by, ""
    asked.save()


@transaction.atomic
def sign_off(file: ChronologyFile, *, by: User, on: date, seen: str, note: str = "") -> None:
    """Let the senior officer approve what they read, which hands it in.

    `seen` is the version of the request when they read it. Raises ValueError when there is nothing
    to sign, when it changed since, or when the signer made it.
    """
    file = _waiting(file, by, seen)
    asked = file.request
    file.signed_off_on, file.signed_off_by, file.senior_note = on, by, note
    asked.signed_off_on, asked.signed_off_by = on, by.name[:120]
    services.hand_in(file, statement=file.statement, by=asked.answered_by, on=on)


@transaction.atomic
def hand_back(file: ChronologyFile, *, note: str, by: User, seen: str) -> None:
    """Give it back to its author, who reads what must be changed. Raises as `sign_off` does."""
    file = _waiting(file, by, seen)
    file.senior_note = note
    file.save()
    agencies.hand_back(file.request)


def _draft(file: ChronologyFile) -> ChronologyFile:
    rows = ChronologyFile.objects.select_for_update(of=("self",)).order_by()
    file = rows.select_related("request", "case", "organisation").get(pk=file.pk)
    if file.state != FileState.DRAFT:
        raise ValueError("This chronology has already been sent.")
    return file


def _waiting(file: ChronologyFile, by: User, seen: str) -> ChronologyFile:
    file = _draft(file)
    if not file.request.is_with_senior:
        raise ValueError("There is no chronology to sign off yet.")
    if file.request.answered_by_id == by.pk:
        raise ValueError(OTHER)
    if str(file.request.version) != seen:
        raise ValueError(CHANGED)
    return file
