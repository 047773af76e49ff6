"""Whom a label of an agency may mean: proposed with its reason, decided by people (S74, S80)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chronology.models import WhoItIs
from chronology.names.known import Known
from chronology.names.switch import Names
from dhr_cases.codes import Part

PARTS = {
    WhoItIs.DIED: Part.DIED,
    WhoItIs.RESPONSIBLE: Part.RESPONSIBLE,
    WhoItIs.CHILD: Part.CHILD,
}
USUALLY = {
    "mgm": "mother of the mother", "mgf": "father of the mother",
    "pgm": "mother of the father", "pgf": "father of the father",
    "mo": "mother", "fa": "father", "sib": "brother or sister",
}  # fmt: skip
"""Letters that agencies use, and what they usually stand for."""
LETTERS = re.compile(r"[^a-z]")


@dataclass(frozen=True)
class Proposal:
    """Somebody of the review whom a label may mean, and why."""

    person: Known
    why: str


def propose(label: str, who: str, names: Names) -> Proposal | None:
    """Whom a label means, if exactly one person fits; the surest reason comes first.

    `who` is what the agency said of the label, one of `WhoItIs`, or nothing.
    """
    if who == WhoItIs.STAFF:
        return None
    if called := named(label, names):
        return Proposal(called, "it is a name or pseudonym of theirs")
    letters = LETTERS.sub("", label.casefold())
    initialled = [
        person for person in _people(names) if 1 < len(letters) == len(person.initials)
        and letters == person.initials.casefold()
    ]  # fmt: skip
    if len(initialled) == 1:
        return Proposal(initialled[0], "these are their initials")
    part = PARTS.get(WhoItIs(who)) if who else None
    alike = [person for person in _people(names) if part and person.part == part]
    if len(alike) == 1:
        words = WhoItIs(who).label.lower()
        return Proposal(alike[0], f"the agency says “{words}”, and the review knows one")
    return None


def named(label: str, names: Names) -> Known | None:
    """Whom a label names outright, and nothing else: it needs no link to be understood."""
    plain = Names(names.people).text(label).strip().casefold()
    found = [person for person in _people(names) if person.label.casefold() == plain]
    return found[0] if len(found) == 1 else None


def usually(label: str) -> str:
    """What the letters of a label usually stand for, or nothing."""
    return USUALLY.get(LETTERS.sub("", label.casefold()), "")


def _people(names: Names) -> Sequence[Known]:
    """Those whom a label may mean: a contact of the family is known to few (zone Z4)."""
    return [person for person in names.people if not person.label.startswith("[")]
