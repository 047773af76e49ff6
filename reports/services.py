"""The only way out: build, check, store, record."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import Permission
from audit import who
from audit.log import record
from audit.models import Event
from dhr_cases.models import Case
from dhr_cases.policy import permissions_on
from disclosure import anonymise
from reports.models import Export, ExportKind


class ExportRefused(Exception):
    """Something may not leave as it is; `reasons` are sentences for the person who tried."""

    def __init__(self, reasons: Iterable[str]):
        self.reasons = list(reasons)
        super().__init__(" ".join(self.reasons))


@dataclass(frozen=True)
class Outgoing:
    """Bytes about to leave, with the words in them and what they say of themselves.

    `texts` and `metadata` give words by the place they stand in, as `anonymise.find` reads them.
    """

    kind: ExportKind
    filename: str
    content_type: str
    content: bytes
    texts: Mapping[str, str]
    metadata: Mapping[str, str]
    contents: list[dict[str, object]] = field(default_factory=list)


def export(
    case: Case, build: Callable[[], Outgoing], *, recipient: str, purpose: str, by: User | None
) -> tuple[Export, bytes]:
    """Build what is to leave, check it, store it and write down that it left; gives row and bytes.

    `by` is the person who asked, or None for a command. Building and checking happen before the
    database is written to; only the row and its event share a transaction. Raises ExportRefused
    with sentences, and records the refusal, when a real name, an exact date or an address is
    found, or when `build` refuses.
    """
    may_see_names = by is None or Permission.VIEW_IDENTITY in permissions_on(case, by)
    try:
        outgoing = build()
        findings = anonymise.find(case, outgoing.texts, outgoing.metadata)
        if findings:
            sentences = [found.sentence(may_see_names=may_see_names) for found in findings]
            raise ExportRefused(dict.fromkeys(sentences))
    except ExportRefused as refused:
        record(Event.EXPORT_REFUSED, actor=by, subject=case.reference, reasons=len(refused.reasons))
        raise
    storage_name = f"{case.pk}/{secrets.token_hex(24)}"
    storages["documents"].save(storage_name, ContentFile(outgoing.content))
    return _recorded(case, outgoing, storage_name, recipient, purpose, by), outgoing.content


def keep_working_copy(
    case: Case, outgoing: Outgoing, *, recipient: str, purpose: str, by: User, names_allowed: bool
) -> tuple[Export, bytes]:
    """Store a paper for the review's own people and write down that it was made.

    It has the exact dates it is about, so it is not fit to be published. Unless names are allowed
    it is refused, and the refusal recorded, while a real name is left in it.
    """
    names = [
        found
        for found in ([] if names_allowed else anonymise.find(case, outgoing.texts))
        if found.kind == "name"
    ]
    if names:
        may_see_names = Permission.VIEW_IDENTITY in permissions_on(case, by)
        sentences = [found.sentence(may_see_names=may_see_names) for found in names]
        record(Event.EXPORT_REFUSED, actor=by, subject=case.reference, reasons=len(sentences))
        raise ExportRefused(dict.fromkeys(sentences))
    storage_name = f"{case.pk}/{secrets.token_hex(24)}"
    storages["documents"].save(storage_name, ContentFile(outgoing.content))
    return _recorded(case, outgoing, storage_name, recipient, purpose, by), outgoing.content


@transaction.atomic
def _recorded(
    case: Case, outgoing: Outgoing, storage_name: str, recipient: str, purpose: str, by: User | None
) -> Export:
    row = Export(
        case=case,
        kind=outgoing.kind,
        filename=outgoing.filename,
        content_type=outgoing.content_type,
        storage_name=storage_name,
        sha256=hashlib.sha256(outgoing.content).hexdigest(),
        size=len(outgoing.content),
        contents=outgoing.contents,
        recipient=recipient,
        purpose=purpose,
        made_by=by,
        made_by_name=who.required().name,
        made_at=timezone.now(),
    )
    row.save()
    record(
        Event.EXPORTED,
        actor=by,
        subject=case.reference,
        kind=row.kind,
        export=row.token,
        sha256=row.sha256,
    )
    return row


def bytes_of(row: Export) -> bytes:
    """The bytes that left, as they were kept. Raises ExportRefused when they have changed."""
    store = storages["documents"]
    if store.exists(row.storage_name):
        with store.open(row.storage_name) as kept:
            content = kept.read()
        if hashlib.sha256(content).hexdigest() == row.sha256:
            return content
    raise ExportRefused(["The file that was kept is missing or has changed. Make it again."])
