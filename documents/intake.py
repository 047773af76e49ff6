"""Taking a file in: what it really is, where it rests, which version it becomes."""

from __future__ import annotations

import hashlib
import secrets

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from accounts.models import User
from audit.log import record
from audit.models import Event
from dhr_cases.models import Case
from documents.kinds import CONTENT_TYPES, LARGEST_FILE, Examined, FileRefused, examine
from documents.models import Document, DocumentKind, ScanState, Version, Zone, ZoneChange
from documents.reading.limits import LARGEST_CASE
from documents.scanning import scan


def read_upload(upload: UploadedFile) -> bytes:
    """All the bytes of an upload, or FileRefused when there are more than 50 MB."""
    if upload.size > LARGEST_FILE:
        raise FileRefused("The selected file must be smaller than 50MB.")
    upload.seek(0)
    return upload.read(LARGEST_FILE + 1)


def check_room(case: Case, size: int) -> None:
    """Raises FileRefused when a review would hold more than 2 GB with so many bytes more."""
    held = case.versions.aggregate(held=Sum("size"))["held"] or 0
    if held + size > LARGEST_CASE:
        raise FileRefused(
            "This review holds as many files as it may, 2GB in all. Ask whoever keeps the service."
        )


def _take_back(document: Document, by: User) -> None:
    """A new version of what is approved for release is not: nobody has cleared it yet."""
    if document.zone != Zone.RELEASE:
        return
    ZoneChange(
        case=document.case,
        document=document,
        was=document.zone,
        became=Zone.DRAFT,
        reason="A new version was added, and nobody has cleared it yet.",
        changed_by=by,
        changed_on=timezone.localdate(),
    ).save()
    document.zone = Zone.DRAFT
    document.save()


def store(
    case: Case,
    *,
    content: bytes,
    name: str,
    by: User,
    kind: DocumentKind | None = None,
    zone: Zone | None = None,
    title: str = "",
    source: str = "",
    is_distressing: bool = False,
    document: Document | None = None,
    is_held_back: bool = False,
    examined: Examined | None = None,
    scan_state: ScanState | None = None,
) -> Version:
    """Keep a file as a new document, or as the next version of one.

    The bytes are written first, under a random name, and the row after them: a row never points
    at nothing. One that is held back is the agency's alone until it is handed in. `examined` is
    what a form has found these bytes to be, and `scan_state` what is known of the scan; each is
    asked when not given. Raises FileRefused, in words for the person, before anything is kept.
    """
    extension, remarks = examined or examine(name, content)
    check_room(case, len(content))
    # Asked before anything is locked: a scanner may take its time to answer.
    scan_state = scan_state or scan(content)
    storage_name = f"{case.pk}/{secrets.token_hex(24)}"
    storages["documents"].save(storage_name, ContentFile(content))
    with transaction.atomic():
        if document is None:
            document = Document(
                case=case,
                kind=kind,
                zone=zone,
                title=title,
                source=source,
                is_distressing=is_distressing,
                is_held_back=is_held_back,
            )
            document.save()
        else:
            document = Document.objects.select_for_update().get(pk=document.pk)
            _take_back(document, by)
        newest = document.versions.order_by("-number").first()
        version = Version(
            case=case,
            document=document,
            number=newest.number + 1 if newest else 1,
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
        version.save()
        record(
            Event.UPLOADED,
            actor=by,
            subject=case.reference,
            document=document.token,
            version=version.number,
            sha256=version.sha256,
        )
    return version
