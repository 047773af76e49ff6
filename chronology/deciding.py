"""What people decide on rows: marks, notes, links, pairs, challenges, sharing with the panel."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Collection

from django.db import transaction

from accounts.models import User
from chronology.models import (
    Challenge,
    Entry,
    Mark,
    PairChoice,
    PanelNote,
    SettledPair,
    SharedChronology,
    TermsLink,
)
from dhr_cases.models import Case

STALE = "One of the two rows has changed since you opened this page. Read both again, then choose."
SETTLED_MEANWHILE = "{who} settled this pair while you were reading. Check what it says now."


@transaction.atomic
def set_marks(
    case: Case, lineage: str, kinds: Collection[str], *, by: User, on: datetime.date
) -> None:
    """Make a row's marks these and no others."""
    for mark in Mark.objects.filter(case=case, lineage=lineage):
        if mark.kind not in kinds:
            mark.delete()
    standing = set(Mark.objects.filter(case=case, lineage=lineage).values_list("kind", flat=True))
    for kind in sorted(set(kinds) - standing):
        Mark(case=case, lineage=lineage, kind=kind, marked_by=by, marked_on=on).save()


def add_note(case: Case, lineage: str, text: str, *, by: User, on: datetime.date) -> None:
    """Write a note of the panel at a row."""
    PanelNote(case=case, lineage=lineage, text=text, written_by=by, written_on=on).save()


@transaction.atomic
def link_to_terms(
    case: Case,
    lineage: str,
    terms_number: int,
    questions: dict[int, str],
    chosen: Collection[int],
    *,
    by: User,
    on: datetime.date,
) -> None:
    """Make a row's links to one version of the terms these; links to other versions stay."""
    rows = TermsLink.objects.filter(case=case, lineage=lineage, terms_number=terms_number)
    standing = {link.question_number: link for link in rows}
    for number, link in standing.items():
        if number not in chosen:
            link.delete()
    for number in sorted(set(chosen) - set(standing)):
        TermsLink(
            case=case,
            lineage=lineage,
            terms_number=terms_number,
            question_number=number,
            question=questions[number],
            linked_by=by,
            linked_on=on,
        ).save()


def digest_of(one: Entry, other: Entry) -> str:
    """What two rows say, as one digest: it changes when either is told or dated differently."""
    said = [
        [row.lineage, row.starts and row.starts.text, str(row.start_time or ""), row.happened,
         row.outcome, row.voice, row.comment, row.source, row.people]
        for row in sorted((one, other), key=lambda row: row.lineage)
    ]  # fmt: skip
    return hashlib.sha256(repr(said).encode()).hexdigest()


@transaction.atomic
def settle(
    case: Case,
    one: Entry,
    other: Entry,
    choice: str,
    *,
    seen: str,
    version: int,
    by: User,
    on: datetime.date,
) -> SettledPair:
    """Keep what a person says of two rows.

    `seen` and `version` are the digest of the rows and the version of the decision that the
    person had before them. Raises ValueError, with a sentence, when either has changed since.
    """
    now = digest_of(one, other)
    if seen != now:
        raise ValueError(STALE)
    keys = dict(zip(("one", "other"), sorted((one.lineage, other.lineage)), strict=True))
    pair = SettledPair.objects.select_for_update().filter(case=case, **keys).first()
    if (pair.version if pair else 0) != version:
        who = pair.decided_by.name if pair else "Somebody"
        raise ValueError(SETTLED_MEANWHILE.format(who=who))
    pair = pair or SettledPair(case=case, **keys)
    pair.choice, pair.seen, pair.decided_by, pair.decided_on = PairChoice(choice), now, by, on
    pair.save()
    return pair


def keep_challenge(challenge: Challenge, *, by: User, on: datetime.date) -> None:
    """Keep how a contradiction stands; the person who said so stands beside it."""
    challenge.decided_by, challenge.decided_on = by, on
    challenge.save()


def sharing(case: Case) -> SharedChronology | None:
    """The sharing with the panel that is in force. One query."""
    return case.sharedchronologys.filter(ended_on__isnull=True).select_related("shared_by").first()


def share(case: Case, *, by: User, on: datetime.date) -> None:
    """Let the panel read the combined chronology. Raises ValueError when it already may."""
    if sharing(case):
        raise ValueError("The panel can already read the combined chronology.")
    SharedChronology(case=case, shared_by=by, shared_on=on).save()


def stop_sharing(case: Case, *, by: User, on: datetime.date) -> None:
    """Take the combined chronology back from the panel. Raises ValueError when it has it not."""
    row = sharing(case)
    if row is None:
        raise ValueError("The panel cannot read the combined chronology.")
    row.ended_on, row.ended_by = on, by
    row.save()
