"""The files of the report, version by version: put in, what changed, how each stands (S130)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.roles import Permission as P
from dhr_cases.models import Case, CommentAnswer
from documents.intake import store
from documents.kinds import Examined
from documents.models import Document, DocumentKind, Version, Zone
from workflow.guards.files import REPORT
from workflow.models import CommentRound, ReadingVersion, ReportVersion
from workflow.rounds import is_open

FIRST_LETTERS_OF_A_HASH = 12


@dataclass(frozen=True)
class Row:
    """One version of a file of the report, as its page shows it."""

    version: Version
    note: ReportVersion | None
    rounds: list[CommentRound]
    status: str
    tag: str

    @property
    def hash(self) -> str:
        """The first letters of its SHA-256, enough to tell versions apart by eye."""
        return self.version.sha256[:FIRST_LETTERS_OF_A_HASH]


def versions_of_the_report(case: Case, may: Collection[str]) -> QuerySet[Version]:
    """Every version of the report's files that these permissions open, the newest first."""
    readable = case.documents.readable_with(frozenset(may)).filter(withdrawn_on__isnull=True)
    rows = Version.objects.filter(case=case, document__in=readable, document__kind__in=REPORT)
    rows = rows.select_related("document", "uploaded_by", "report_version__agreement")
    return rows.order_by("-uploaded_at", "-pk")


def by_kind(case: Case, may: Collection[str], *, on: date) -> list[tuple[DocumentKind, list[Row]]]:
    """Each file of the report with its versions and how each stands.

    That the family reads one is told only to those who may know of the family (zone Z4). Three
    queries, and a fourth for them.
    """
    with_family = _with_the_family(case) if P.VIEW_FAMILY in may else set()
    submitted = {
        file["sha256"] for sent in case.submissions.values_list("contents", flat=True)
        for file in sent
    }  # fmt: skip
    found: dict[str, list[Row]] = {kind: [] for kind in REPORT}
    for version in versions_of_the_report(case, may).prefetch_related("comment_rounds"):
        rows = found[version.document.kind]
        rounds = list(version.comment_rounds.all())
        note = getattr(version, "report_version", None)
        status, tag = _standing(version, note, rounds, submitted, is_newest=not rows, on=on)
        if tag == "grey" and version.pk in with_family:
            status, tag = "With the family", "information"
        rows.append(Row(version, note, rounds, status, tag))
    return [(DocumentKind(kind), rows) for kind, rows in found.items()]


def _with_the_family(case: Case) -> set[int]:
    """Versions that somebody is to read, or has commented on without an answer yet."""
    unfinished = Q(reading__took_place=False) | Q(reading__comments__answer=CommentAnswer.OPEN)
    return set(ReadingVersion.objects.filter(unfinished, case=case).values_list("file", flat=True))


def _standing(version, note, rounds, submitted, *, is_newest: bool, on: date) -> tuple[str, str]:
    if version.sha256 in submitted:
        return "Submitted", "on-time"
    if note is not None and note.agreement_id:
        return "Agreed", "on-time"
    if any(is_open(row, on) for row in rounds):
        return "Out for comment", "information"
    return ("Working draft", "grey") if is_newest else ("Earlier draft", "grey")


def document_of(case: Case, kind: str, may: Collection[str]) -> Document | None:
    """The document to which the next version of this kind belongs; None before the first."""
    newest = versions_of_the_report(case, may).filter(document__kind=kind).first()
    return newest.document if newest else None


def put_in(
    case: Case,
    *,
    kind: str,
    document: Document | None,
    content: bytes,
    name: str,
    what_changed: str,
    is_distressing: bool,
    by: User,
    examined: Examined | None = None,
) -> Version:
    """Keep the next version of a file of the report, or its first, with what changed in it.

    `examined` is what the bytes were found to be, where that is known already. Raises
    FileRefused with a sentence.
    """
    version = store(
        case,
        content=content,
        examined=examined,
        name=name,
        by=by,
        kind=DocumentKind(kind),
        zone=Zone.DRAFT,
        document=document,
        is_distressing=is_distressing,
    )
    ReportVersion(case=case, file=version, what_changed=what_changed).save()
    return version
