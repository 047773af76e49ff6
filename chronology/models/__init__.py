"""What agencies recorded day by day: read, checked, merged, compared."""

from chronology.models.combined import (
    Challenge,
    ChallengeKind,
    ChallengeState,
    Mark,
    MarkKind,
    PairChoice,
    PanelNote,
    SettledPair,
    SharedChronology,
    TermsLink,
)
from chronology.models.entries import Entry, EntryState
from chronology.models.files import CameAs, ChronologyFile, FileState
from chronology.models.labels import PersonLabel, WhoItIs

__all__ = [
    "CameAs",
    "Challenge",
    "ChallengeKind",
    "ChallengeState",
    "ChronologyFile",
    "Entry",
    "EntryState",
    "FileState",
    "Mark",
    "MarkKind",
    "PairChoice",
    "PanelNote",
    "PersonLabel",
    "SettledPair",
    "SharedChronology",
    "TermsLink",
    "WhoItIs",
]
