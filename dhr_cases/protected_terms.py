"""Terms a review protects: adding, changing, and no longer looking for one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dhr_cases.models import ProtectedTerm, TermKind


def grouped(terms: Iterable[ProtectedTerm]) -> list[tuple[TermKind, list[ProtectedTerm]]]:
    """Each kind with its terms, in the order of the kinds; kinds without any are there too."""
    rows = list(terms)
    return [(kind, [row for row in rows if row.kind == kind]) for kind in TermKind]


def end(term: ProtectedTerm, *, because: str, on: date) -> None:
    """Look for a term no longer. Raises ValueError, in a sentence, when that is so already."""
    if term.ended_on is not None:
        raise ValueError("This is no longer looked for already.")
    term.ended_on, term.ended_because = on, because
    term.save()
