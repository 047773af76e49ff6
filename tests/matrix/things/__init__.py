"""A thing for every part of an address, a module for each part of the product."""

from tests.matrix.things import (
    chairs,
    chronology,
<<<<<<< HEAD
    disclosure,
=======
    drafts,
>>>>>>> 8ed5fad (Keep the report's versions with what changed, and send them round the panel for comments)
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
<<<<<<< HEAD
    "disclosure",
=======
    "drafts",
>>>>>>> 8ed5fad (Keep the report's versions with what changed, and send them round the panel for comments)
    "family",
    "find_thing",
    "meetings",
    "money",
    "proceedings",
    "review",
    "terms",
    "timetable",
]
