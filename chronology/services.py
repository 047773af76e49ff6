"""An agency's chronology on its way: taken in, mended, sent, opened again, accepted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db import transaction

from accounts.models import Organisation, User
from audit.bulk import add_rows
from chronology.checking import MUST_BE_MENDED, PLAIN_LABELS, Scope, check
from chronology.conversions import entries_of, put_into, row_of_entry
from chronology.models import (
    CameAs,
    ChronologyFile,
    Entry,
    EntryState,
    FileState,
    PersonLabel,
)
from chronology.reading.reader import ReadFile
from chronology.resending import Difference, difference, follow
from chronology.rows import Row
from dhr_cases import agencies
from dhr_cases.models import AgencyRequest, Case, Outcome, RequestKind
from documents.intake import store
from documents.kinds import FileRefused
from documents.models import DocumentKind, ScanState, Zone

STILL_TO_FIX = "Some rows are still to fix. Mend them, or say why they stay as they are."
NO_ROWS = "There are no rows to send. Add rows, or say that you hold nothing."
NOT_SENT = "Only a chronology that has been sent can be accepted."
HARMFUL = "The selected file holds something harmful. Make a clean copy and choose that."
UNKNOWN_PEOPLE = "Say who each person is before you send the rows."


def scope_of(case: Case) -> Scope:
    """The period under review, from the newest terms of reference."""
    terms = case.termsofreferences.order_by("-number").first()
    return Scope(terms.period_from, terms.period_to) if terms else Scope()


def draft_of(case: Case, organisation: Organisation, *, on_behalf: bool) -> ChronologyFile | None:
    """The version being made by the agency, or by the co-ordinator on its behalf."""
    return case.chronologyfiles.filter(
        organisation=organisation, on_behalf=on_behalf, state=FileState.DRAFT
    ).first()


@transaction.atomic
def take_in(
    case: Case,
    organisation: Organisation,
    read: ReadFile | None,
    *,
    on: date,
    by: User | None = None,
    request: AgencyRequest | None = None,
    on_behalf: bool = False,
    content: bytes = b"",
    name: str = "",
) -> ChronologyFile:
    """Keep what was read as the next version of an agency's chronology, in place of any draft.

    Without a file the version is empty, to be typed on screen. All rows are kept, faulty ones
    with their faults; the same events keep their lasting names.
    """
    Case.objects.select_for_update().get(pk=case.pk)
    draft = draft_of(case, organisation, on_behalf=on_behalf)
    if draft is not None:
        _take_back(draft)
        draft.state = FileState.WITHDRAWN
        draft.save()
    original = None
    if content:
        original = store(
            case,
            content=content,
            name=name,
            by=by,
            kind=DocumentKind.CHRONOLOGY,
            zone=Zone.WORKING,
            is_held_back=True,
        )
        if original.scan_state == ScanState.BLOCKED:
            raise FileRefused(HARMFUL)
    before = last_handed_in(case, organisation)
    file = ChronologyFile(
        case=case,
        organisation=organisation,
        request=request,
        number=_next_number(case, organisation),
        came_as=read.came_as if read else CameAs.TYPED,
        original=original,
        columns=read.columns if read else {},
        notes=read.notes if read else [],
        on_behalf=on_behalf,
        made_on=on,
        made_by=by,
    )
    file.save()
    if read:
        _keep_rows(file, read.rows, before)
    return file


def _take_back(file: ChronologyFile) -> None:
    """Whatever changes in what a senior officer is to read takes it back to its author."""
    asked = file.request
    if asked and not file.on_behalf and asked.is_with_senior:
        agencies.hand_back(asked)


def _keep_rows(file: ChronologyFile, rows: list[Row], before: ChronologyFile | None) -> None:
    follow([row_of_entry(entry) for entry in before.entries.all()] if before else [], rows)
    check(rows, scope=scope_of(file.case))
    add_rows(entries_of(file, rows), from_a_file=True)


def last_handed_in(
    case: Case, organisation: Organisation, *, earlier_than: int | None = None
) -> ChronologyFile | None:
    """The newest version of an agency's chronology that has left it."""
    found = case.chronologyfiles.handed_in().filter(organisation=organisation)
    if earlier_than is not None:
        found = found.filter(number__lt=earlier_than)
    return found.order_by("-number").first()


def _next_number(case: Case, organisation: Organisation) -> int:
    newest = case.chronologyfiles.filter(organisation=organisation).order_by("-number").first()
    return newest.number + 1 if newest else 1


@transaction.atomic
def keep_row(file: ChronologyFile, row: Row, entry: Entry | None = None) -> None:
    """Keep a row as it was mended or typed, and check the whole version again."""
    ChronologyFile.objects.select_for_update().get(pk=file.pk)
    _take_back(file)
    if entry is None:
        last = file.entries.order_by("-position").first()
        row.row = last.position + 1 if last else 1
        (entry,) = entries_of(file, [row])
        entry.position = row.row
        entry.lineage = Entry._meta.get_field("lineage").get_default()
        entry.save()
    elif put_into(entry, row):
        entry.save()
    check_again(file)


@transaction.atomic
def take_out(file: ChronologyFile, entry: Entry) -> None:
    """Let the agency take a row out of its draft; the history keeps it."""
    _take_back(file)
    entry.delete()
    check_again(file)


def check_again(file: ChronologyFile) -> None:
    """Check every row of a version afresh and keep what is different."""
    entries = list(file.entries.select_related("case").order_by("position"))
    rows = [row_of_entry(entry) for entry in entries]
    check(rows, scope=scope_of(file.case))
    for entry, row in zip(entries, rows, strict=True):
        if put_into(entry, row):
            entry.save()


def labels_to_map(file: ChronologyFile) -> dict[str, int]:
    """Labels of people that nobody has explained yet, with how many rows use each."""
    mapped = PersonLabel.objects.filter(case=file.case, organisation=file.organisation)
    known = set(PLAIN_LABELS) | set(mapped.values_list("label", flat=True))
    counts: dict[str, int] = {}
    for labels in file.entries.exclude(labels="").order_by().values_list("labels", flat=True):
        for label in labels.strip(";").split(";"):
            if label not in known:
                counts[label] = counts.get(label, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def why_not_sent(file: ChronologyFile) -> str:
    """What stands in the way of sending a draft, in words; nothing when it may go."""
    if not file.entries.exists():
        return NO_ROWS
    if file.entries.filter(state=EntryState.FAULTY).exists():
        return STILL_TO_FIX
    return UNKNOWN_PEOPLE if labels_to_map(file) else ""


def in_short(file: ChronologyFile) -> str:
    """What a receipt says that came: the version and its rows."""
    count = file.entries.count()
    return f"Chronology, version {file.number}: {count:,} row{'' if count == 1 else 's'}"


def needs_sign_off(file: ChronologyFile) -> bool:
    """Whether the agency's senior officer reads it first; never what came by post."""
    return bool(file.request and file.request.needs_sign_off and not file.on_behalf)


@transaction.atomic
def send(file: ChronologyFile, *, statement: str, by: User | None, on: date) -> None:
    """Hand a version in: it is now the review's. An earlier one not yet accepted gives way.

    Raises ValueError while rows are still to fix or labels to explain, and where an agency's
    senior officer is asked to sign it off first (`chronology.signing`).
    """
    file = ChronologyFile.objects.select_for_update().get(pk=file.pk)
    if file.state != FileState.DRAFT:
        raise ValueError("This chronology has already been sent.")
    why_not = why_not_sent(file)
    if why_not:
        raise ValueError(why_not)
    if needs_sign_off(file):
        raise ValueError("A senior officer of the agency signs this off before it is sent.")
    hand_in(file, statement=statement, by=by, on=on)


@transaction.atomic
def hand_in(file: ChronologyFile, *, statement: str, by: User | None, on: date) -> None:
    """Move a version from the agency to the review, whatever is still wrong with its rows."""
    for earlier in ChronologyFile.objects.filter(
        case=file.case, organisation=file.organisation, state=FileState.SENT
    ):
        earlier.state = FileState.REPLACED
        earlier.save()
    file.state, file.statement = FileState.SENT, statement
    file.sent_on, file.sent_by = on, by
    file.save()
    if file.original is not None and file.original.document.is_held_back:
        document = file.original.document
        document.is_held_back = False
        document.save()
    asked = file.request
    if asked and asked.kind == RequestKind.CHRONOLOGY and agencies.may_be_answered(asked) and by:
        agencies.answer(asked, by=by, on=on)


@transaction.atomic
def accept(file: ChronologyFile, *, by: User, on: date) -> None:
    """Let a sent version count in the combined chronology, in place of the one before.

    Raises ValueError when it was not sent, or something newer has come.
    """
    file = ChronologyFile.objects.select_for_update().get(pk=file.pk)
    if file.state != FileState.SENT:
        raise ValueError(NOT_SENT)
    for earlier in ChronologyFile.objects.counting().filter(
        case=file.case, organisation=file.organisation
    ):
        earlier.state = FileState.REPLACED
        earlier.save()
    file.state, file.accepted_on, file.accepted_by = FileState.ACCEPTED, on, by
    file.save()
    asked = file.request
    if asked and asked.received_on and not (asked.accepted_on or agencies.open_challenges(asked)):
        agencies.accept(asked, by=by, on=on)


@transaction.atomic
def open_again(file: ChronologyFile, *, because: str, by: User, on: date) -> ChronologyFile:
    """Give the agency a draft with the same rows to put right; what was sent stays as it was.

    Raises ValueError when it has one already.
    """
    Case.objects.select_for_update().get(pk=file.case_id)
    if file.state not in {FileState.SENT, FileState.ACCEPTED}:
        raise ValueError("Only a chronology that was sent can be opened again.")
    if draft_of(file.case, file.organisation, on_behalf=file.on_behalf):
        raise ValueError("It is open already.")
    again = ChronologyFile(
        case=file.case,
        organisation=file.organisation,
        request=file.request,
        number=_next_number(file.case, file.organisation),
        came_as=file.came_as,
        columns=file.columns,
        on_behalf=file.on_behalf,
        made_on=on,
        made_by=by,
        opened_again_on=on,
        opened_again_because=because,
    )
    again.save()
    rows = [row_of_entry(entry) for entry in file.entries.order_by("position")]
    add_rows(entries_of(again, rows), from_a_file=True)
    asked = file.request
    if asked and asked.kind == RequestKind.CHRONOLOGY:
        asked.outcome, asked.received_on, asked.answered_by = Outcome.WAITING, None, None
        asked.signed_off_on, asked.signed_off_by = None, ""
        asked.accepted_on, asked.accepted_by = None, None
        asked.save()
    return again


def what_differs(file: ChronologyFile) -> Difference | None:
    """What a version brings against the one handed in before it; None when it is the first."""
    before = last_handed_in(file.case, file.organisation, earlier_than=file.number)
    if before is None:
        return None
    older, newer = (
        [row_of_entry(entry) for entry in version.entries.order_by("position")]
        for version in (before, file)
    )
    return difference(older, newer)


def accept_guess(entry: Entry) -> Row | None:
    """The row with our best guess of its date taken for true; None when there is none."""
    from_entry = row_of_entry(entry)
    guess = next((fault for fault in from_entry.faults if fault.guess), None)
    if guess is None:
        return None
    name = "starts" if guess.column == "Start date" else "ends"
    mended = replace(from_entry, faults=[f for f in from_entry.faults if f is not guess])
    field = Entry._meta.get_field(name)
    setattr(mended, name, field.to_python(guess.guess))
    return mended


def may_be_kept(row: Row) -> bool:
    """Whether a reason would do: something is wrong, but nothing that must be mended."""
    return bool(row.faults) and not any(fault.code in MUST_BE_MENDED for fault in row.faults)
