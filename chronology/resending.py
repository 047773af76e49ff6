"""An agency sends its chronology again: which rows are the same events, and what is different.

Rows are matched by what they say and never by where they stand, so the order of either file
changes nothing. A row keeps its lasting name, and with it all that was said of the event.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz
from rapidfuzz import process as fuzzy

from chronology.rows import Row

SAME_DAY, OTHER_DAY = 55, 85
"""How alike, of 100, the wording must be on the same date, and on another date."""
MOST_COMPARED = 1_500
"""Rows left over on either side beyond which wording across dates is not compared."""
TOLD = ("starts", "start_time", "ends", "end_time", "source", "people", "happened", "outcome",
        "voice", "comment", "flags")  # fmt: skip
"""The fields that make a difference to a reader."""


@dataclass(slots=True)
class Difference:
    """What a newer version brings: rows added, changed (with the fields that differ) and gone."""

    added: list[Row] = field(default_factory=list)
    changed: list[tuple[Row, Row, list[str]]] = field(default_factory=list)
    gone: list[Row] = field(default_factory=list)
    same: int = 0


def follow(before: Sequence[Row], now: Sequence[Row]) -> None:
    """Give each row of the newer version the lasting name of the same event, or one of its own."""
    left: dict[str, Row] = {row.lineage: row for row in before}
    open_rows = list(now)
    for key in (_whole, _words):
        open_rows = _match_exactly(left, open_rows, key)
    open_rows = _match_alike(left, open_rows, same_day=True)
    if max(len(left), len(open_rows)) <= MOST_COMPARED:
        open_rows = _match_alike(left, open_rows, same_day=False)
    for row in open_rows:
        row.lineage = secrets.token_urlsafe(9)


def difference(before: Iterable[Row], now: Iterable[Row]) -> Difference:
    """What differs between two versions whose rows already have their lasting names."""
    older = {row.lineage: row for row in before}
    found = Difference()
    for row in now:
        earlier = older.pop(row.lineage, None)
        if earlier is None:
            found.added.append(row)
            continue
        fields = [name for name in TOLD if getattr(earlier, name) != getattr(row, name)]
        if fields:
            found.changed.append((earlier, row, fields))
        else:
            found.same += 1
    found.gone = list(older.values())
    return found


def _whole(row: Row) -> tuple:
    """All that a row tells."""
    return tuple(_plain(str(getattr(row, name) or "")) for name in TOLD)


def _words(row: Row) -> tuple:
    """What happened and its source, whatever else was mended; nothing where too little is said."""
    words = _plain(row.happened)
    return (words, _plain(row.source)) if len(words) >= 20 else ()


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _date(row: Row) -> str:
    return row.starts.text if row.starts else _plain(row.starts_written)


def _match_exactly(left: dict[str, Row], rows: list[Row], key) -> list[Row]:
    """Pair rows with one key in common; of several alike, those closest in date come first."""
    waiting: dict[tuple, list[Row]] = defaultdict(list)
    for row in sorted(left.values(), key=lambda row: (_whole(row), row.lineage)):
        waiting[key(row)].append(row)
    still: list[Row] = []
    for row in sorted(rows, key=_whole):
        found = waiting.get(key(row)) if key(row) else None
        if not found:
            still.append(row)
            continue
        at = next((n for n, other in enumerate(found) if _date(other) == _date(row)), 0)
        row.lineage = found.pop(at).lineage
        del left[row.lineage]
    return still


def _match_alike(left: dict[str, Row], rows: list[Row], *, same_day: bool) -> list[Row]:
    """Pair what is left by wording, most alike first."""
    blocks: dict[str, list[Row]] = defaultdict(list)
    for row in left.values():
        blocks[_date(row) if same_day else ""].append(row)
    pairs: list[tuple[float, tuple, str, Row]] = []
    for row in rows:
        others = blocks.get(_date(row) if same_day else "", [])
        told = [_plain(other.happened) for other in others]
        at_least = SAME_DAY if same_day else OTHER_DAY
        found = fuzzy.extract(
            _plain(row.happened), told, scorer=fuzz.token_sort_ratio, score_cutoff=at_least, limit=5
        )
        pairs += [(-score, _whole(row), others[at].lineage, row) for _, score, at in found]
    taken: set[int] = set()
    for _, _, lineage, row in sorted(pairs, key=lambda pair: pair[:3]):
        if lineage in left and id(row) not in taken:
            row.lineage = lineage
            del left[lineage]
            taken.add(id(row))
    return [row for row in rows if id(row) not in taken]
