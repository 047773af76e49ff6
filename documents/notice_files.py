"""Files that came with a notice: taken in as documents are, and handed to the review (S32)."""

from __future__ import annotations

import hashlib
import secrets

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.actors import acting
from audit.log import record
from audit.models import Event
from dhr_cases.models import Case, Notification
from documents.kinds import CONTENT_TYPES, Examined, examine
from documents.models import Document, DocumentKind, NoticeFile, Version, Zone
from documents.scanning import scan

MOST = 10
"""Files of one notice; what else there is belongs with the review."""


class TooMany(ValueError):
    """A notice has as many files as it may have."""


def files_of(notice: Notification) -> list[NoticeFile]:
    """The files of a notice, without those taken off it again."""
    return list(notice.files.filter(left_out=False).select_related("uploaded_by"))


def keep(
    notice: Notification,
    *,
    content: bytes,
    name: str,
    by: User,
    examined: Examined | None = None,
) -> NoticeFile:
    """Keep a file with a notice: its real kind by its bytes, and what the virus scanner says.

    `examined` is what a form has found these bytes to be. Raises FileRefused or TooMany, in words
    for the person, before anything is kept.
    """
    extension, remarks = examined or examine(name, content)
    scan_state = scan(content)
    storage_name = f"notices/{notice.pk}/{secrets.token_hex(24)}"
    with transaction.atomic(), acting(by):
        # One after the other, so that two people's files get two numbers.
        Notification.objects.select_for_update(of=("self",)).get(pk=notice.pk)
        number = notice.files.count() + 1
        if notice.files.filter(left_out=False).count() >= MOST:
            raise TooMany(f"A notice has {MOST} files at most. Add the others to the review.")
        storages["documents"].save(storage_name, ContentFile(content))
        row = NoticeFile(
            notification=notice,
            case=notice.case,
            number=number,
            storage_name=storage_name,
            original_name=name[-255:],
            content_type=CONTENT_TYPES[extension],
            extension=extension,
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            uploaded_by=by,
            uploaded_at=timezone.now(),
            scan_state=scan_state,
            remarks=remarks,
        )
        row.save()
        details = {"notice_file": number, "sha256": row.sha256}
        record(Event.UPLOADED, actor=by, subject="notice", **details)
    return row


def hand_to(notice: Notification, case: Case) -> None:
    """Make the files of a notice documents of the review it opened or joined, in zone identity.

    The bytes stay where they are. What was taken off the notice goes along only to be disposed of.
    """
    for row in notice.files.all():
        row.case = case
        row.save()
        if not row.left_out:
            _make_document(row)


def _make_document(row: NoticeFile) -> None:
    document = Document(case=row.case, kind=DocumentKind.NOTICE, zone=Zone.IDENTITY)
    document.save()
    copied = ("storage_name", "original_name", "content_type", "extension", "sha256", "size",
              "uploaded_by", "uploaded_at", "scan_state", "remarks", "sender_told_at")  # fmt: skip
    facts = {name: getattr(row, name) for name in copied}
    Version(case=row.case, document=document, number=1, **facts).save()
