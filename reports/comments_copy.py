"""The table of a round's comments to take away: built, checked for names, kept, recorded (S131)."""

from __future__ import annotations

from datetime import date

from accounts.models import User
from chronology.output import excel, word
from chronology.output.sheet import Sheet, readable
from reports.models import Export, ExportKind
from reports.services import Outgoing, keep_working_copy
from workflow.models import CommentRound, DraftComment
from workflow.rounds import in_order

FORMS = {"docx": (word.document, word.TYPE), "xlsx": (excel.workbook, excel.TYPE)}
HEADER = ("Passage", "About", "Comment", "Words suggested", "By", "Answer", "Where, or why not")
WIDTHS = (12, 16, 50, 36, 26, 16, 44)


def table_of(asked: CommentRound, *, on: date) -> Sheet:
    """Every comment of a round in the order of the draft, with what became of it."""
    comments = asked.comments.select_related("written_by__organisation")
    return Sheet(
        asked.case.reference,
        f"Round {asked.number}, {asked.file.document.get_kind_display().lower()} "
        f"version {asked.file.number}",
        on.isoformat(),
        tuple(_row(row) for row in in_order(comments)),
        title="Comments",
        header=HEADER,
        widths=WIDTHS,
    )


def _row(row: DraftComment) -> tuple[str, ...]:
    body = row.written_by.organisation
    return readable((
        row.place,
        row.get_kind_display(),
        row.text,
        row.suggested,
        f"{row.written_by}, {body}" if body else str(row.written_by),
        row.get_answer_display() or "Not answered yet",
        row.answer_words,
    ))  # fmt: skip


def make_copy(
    asked: CommentRound, *, form: str, recipient: str, purpose: str, by: User, on: date
) -> tuple[Export, bytes]:
    """The table in one file; gives the record of it and its bytes.

    `form` is docx or xlsx. Raises ExportRefused when a comment has a real name in it.
    """
    build, content_type = FORMS[form]
    sheet = table_of(asked, on=on)
    outgoing = Outgoing(
        kind=ExportKind.COMMENTS,
        filename=f"{sheet.reference}-comments-round-{asked.number}.{form}".lower(),
        content_type=content_type,
        content=build(sheet),
        texts={"comments": "\n".join(cell for row in sheet.rows for cell in row[:4] + row[5:])},
        metadata={},
        contents=[{"rows": len(sheet.rows)}],
    )
    return keep_working_copy(
        asked.case, outgoing, recipient=recipient, purpose=purpose, by=by, names_allowed=False
    )
