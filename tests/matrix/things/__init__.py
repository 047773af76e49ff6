"""A thing for every part of an address, a module for each part of the product."""

from tests.matrix.things import (
    chairs,
    chronology,
    disclosure,
    drafts,
    family,
    meetings,
    money,
    proceedings,
    review,
    terms,
    timetable,
)
from tests.matrix.things.registry import THINGS, find_thing

__all__ = [
    "THINGS",
    "chairs",
    "chronology",
    "disclosure",
    "drafts",
    "family",
    "find_thing",
    "meetings",
    "money",
    "proceedings",
    "review",
    "terms",
    "timetable",
]
