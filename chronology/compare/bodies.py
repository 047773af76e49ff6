"""What agencies call each other in their own records."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

USUAL: tuple[tuple[str, str], ...] = (
    ("constabulary, police", "police, police officer, police officers, 101, 999"),
    ("probation", "probation, probation officer, probation practitioner"),
    ("fire", "fire service, fire and rescue"),
    ("ambulance", "ambulance, ambulance service, paramedic, paramedics"),
    ("surgery, medical practice, medical centre, gp practice", "gp, gp surgery, doctor's surgery"),
    ("health visiting, health visitor", "health visitor, health visiting"),
    ("hospital, acute, health trust, nhs", "hospital, emergency department, a&e, maternity, nhs"),
    ("mental health, health and care", "mental health team, crisis team, cmht"),
    (
        "children's, childrens, children",
        "children's social care, children's services, csc, social services, mash",
    ),
    ("adult social care, adults", "adult social care, adult services, asc"),
    ("housing, homes", "housing, housing officer, landlord"),
    ("domestic abuse, refuge, women's aid", "idva, refuge, domestic abuse service"),
    ("school, academy, college", "school, headteacher"),
    ("drug, alcohol, substance", "drug and alcohol service, substance misuse service"),
    ("council", "council"),
    ("youth", "youth support team, youth service"),
)
"""Words in a body's own name, and what others usually call such a body."""


def names_by_body(bodies: Sequence[tuple[str, str, str]]) -> dict[str, frozenset[str]]:
    """What each body may be called by others: (key, name, short name) for each.

    A usual name that fits two bodies of one review names neither: nothing is guessed.
    """
    called: dict[str, set[str]] = {}
    for key, name, short in bodies:
        own = {name.casefold(), short.casefold()} - {""}
        for signs, usual in USUAL:
            if any(sign in name.casefold() for sign in signs.split(", ")):
                own |= set(usual.split(", "))
        called[key] = own
    holders: dict[str, list[str]] = defaultdict(list)
    for key, names in called.items():
        for name in names:
            holders[name].append(key)
    return {
        key: frozenset(name for name in names if len(holders[name]) == 1)
        for key, names in called.items()
    }


def finder(names: Mapping[str, frozenset[str]]) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    """A pattern that finds any of the names, and the body behind each."""
    behind = {name: key for key, called in names.items() for name in called}
    if not behind:
        return None, {}
    longest_first = sorted(behind, key=lambda name: (-len(name), name))
    alternatives = "|".join(re.escape(name) for name in longest_first)
    return re.compile(rf"(?<!\w)({alternatives})(?:'s|s)?(?!\w)", re.IGNORECASE), behind
