"""Moving a file to another part of a review: who gains it, who loses it, and why (S123)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.models import User
from accounts.roles import Permission
from audit.actors import acting
from dhr_cases.models import Case
from dhr_cases.policy import holders, roles_on
from documents.models import PERMISSION_FOR, Document, Version, Zone, ZoneChange

NO_GATE = "Nothing says whether this file was cleared, so it may not be approved for release."
_gate: list[Callable[[Version], str]] = [lambda version: NO_GATE]
"""What is asked of the newest version before a document is approved for release."""


def ask_before_release(rule: Callable[[Version], str]) -> None:
    """Name the gate, from the app that has it (in `AppConfig.ready`): a reason, or nothing."""
    _gate[:] = [rule]


@dataclass(frozen=True)
class Reader:
    """Somebody who gains or loses a file, and as what they take part."""

    name: str
    roles: str


def readers_of(case: Case, zone: str) -> set[User]:
    """Everybody whose permissions open this zone of a case now."""
    found = set(holders(case, PERMISSION_FOR[Zone(zone)]))
    if zone == Zone.BUNDLE:
        found |= set(holders(case, Permission.RUN_CASE))
    return found


def preview(document: Document, zone: str) -> tuple[list[Reader], list[Reader]]:
    """Who would gain this document, and who would lose it, if it went to the zone."""
    case = document.case
    before, after = readers_of(case, document.zone), readers_of(case, zone)
    roles = roles_on(case, [user.pk for user in before ^ after])

    def named(people: set[User]) -> list[Reader]:
        rows = [Reader(user.name, ", ".join(roles.get(user.pk, ()))) for user in people]
        return sorted(rows, key=lambda row: row.name)

    return named(after - before), named(before - after)


def why_not(document: Document, zone: str) -> str:
    """A sentence when the document may not go to this zone; empty when it may.

    What is approved for release was cleared by two people, byte for byte (T17, T22): everybody
    who sees what is approved for release would see it.
    """
    if zone == document.zone:
        return "It is there already. Choose another part of the review."
    newest = document.current
    if zone != Zone.RELEASE or newest is None:
        return ""
    return _gate[0](newest)


@transaction.atomic
def move(document: Document, zone: str, *, reason: str, by: User, on: date) -> ZoneChange:
    """Move a document. Raises ValueError, in words, where it may not go."""
    document = Document.objects.select_for_update().select_related("case").get(pk=document.pk)
    refused = why_not(document, zone)
    if refused:
        raise ValueError(refused)
    with acting(by):
        change = ZoneChange(
            case=document.case,
            document=document,
            was=document.zone,
            became=zone,
            reason=reason,
            changed_by=by,
            changed_on=on,
        )
        change.save()
        document.zone = zone
        document.save()
    return change
