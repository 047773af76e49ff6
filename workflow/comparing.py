"""What changed between two versions of a file of the report, passage by passage (S130).

Only what readers see is compared, sentence by sentence, so that a new page break is no change.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from django.core.files.storage import storages

from disclosure.reading import NotRead, read_file
from documents.models import Version
from workflow.terms import Piece, difference

MOST_SENTENCES = 6000
"""About two hundred pages; what is longer is compared in Word."""
TOO_LONG = "These versions are too long to be compared here. Compare them in Word."
SHOWN = re.compile(r"page \d+|text|(?:foot|end)notes?(?: \d+)?")
SENTENCE = re.compile(r"(?<=[.!?:;])\s+(?=[A-Z0-9\"\u201c(])")


@dataclass(frozen=True)
class Change:
    """One changed passage: the sentence before it, its pieces, and the sentence after it."""

    before: str
    pieces: list[Piece]
    after: str


def sentences_of(version: Version) -> list[str]:
    """The sentences that readers of a version see, in their order. Raises NotRead."""
    with storages["documents"].open(version.storage_name) as stored:
        reading = read_file(version.download_name, stored.read())
    found: list[str] = []
    whole: list[str] = []
    for passage in reading.passages:
        if passage.is_hidden or not SHOWN.fullmatch(passage.place):
            continue
        # A page of a PDF ends in mid-sentence; a paragraph of Word does not.
        if passage.place.startswith("page "):
            whole.append(passage.text)
        else:
            found += _split(passage.text)
    found += _split(" ".join(whole))
    if len(found) > MOST_SENTENCES:
        raise NotRead(TOO_LONG)
    return found


def _split(text: str) -> list[str]:
    return [part for part in SENTENCE.split(" ".join(text.split())) if part]


def changes(old: list[str], new: list[str]) -> list[Change]:
    """Every passage that differs, each with what stands around it."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return [
        Change(
            before=new[c - 1] if c else "",
            pieces=difference(" ".join(old[a:b]), " ".join(new[c:d])),
            after=new[d] if d < len(new) else "",
        )
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]
