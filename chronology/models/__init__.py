"""What agencies recorded day by day: read, checked, merged, compared."""

from chronology.models.entries import Entry, EntryState
from chronology.models.files import CameAs, ChronologyFile, FileState
from chronology.models.labels import PersonLabel, WhoItIs

__all__ = [
    "CameAs",
    "ChronologyFile",
    "Entry",
    "EntryState",
    "FileState",
    "PersonLabel",
    "WhoItIs",
]
