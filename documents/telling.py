"""Whoever sent a file that the scan blocked is told, and asked for a clean copy (S124)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from accounts import notices
from accounts.models import User
from dhr_cases.models import AgencyRequest
from documents.models import NoticeFile, ScanState, Version


def tell_sender(row: Version | NoticeFile, *, at: datetime) -> None:
    """Tell whoever sent a file that a later scan has blocked it; the row keeps that they were told.

    To be called in the transaction that blocks it. The e-mail says nothing of the file or its
    review; what it was stands on the sender's own page. A notice's file that has become a
    document is told of once. Saves nothing.
    """
    sender = row.uploaded_by
    if sender is None or not sender.is_active or not sender.email:
        return
    if isinstance(row, NoticeFile) and (row.left_out or _is_a_document(row)):
        return
    notices.send("file_blocked", "a file you sent could not be taken", sender.email)
    row.sender_told_at = at


def _is_a_document(row: NoticeFile) -> bool:
    return Version.objects.filter(storage_name=row.storage_name).exists()


def blocked_documents(user: User) -> QuerySet[Version]:
    """Blocked files that this person sent and nobody has put a newer version in the place of."""
    newer = Version.objects.filter(document=OuterRef("document"), number__gt=OuterRef("number"))
    return Version.objects.filter(
        ~Exists(newer),
        uploaded_by=user,
        scan_state=ScanState.BLOCKED,
        document__withdrawn_on__isnull=True,
    )


def blocked_returns(user: User) -> QuerySet[Version]:
    """Of those, the files of returns that the person's agency may still be asked for."""
    own = AgencyRequest.objects.visible_to(user).values("pk")
    return blocked_documents(user).filter(document__return_file__request__in=own)


def blocked_of_notices(user: User) -> QuerySet[NoticeFile]:
    """Blocked files of notices that this person has not sent yet."""
    return NoticeFile.objects.filter(
        uploaded_by=user,
        scan_state=ScanState.BLOCKED,
        left_out=False,
        notification__sent_at__isnull=True,
        notification__turned_away_on__isnull=True,
    )
