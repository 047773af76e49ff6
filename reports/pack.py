"""The Home Office pack: the files that were checked, the data return, a note and an index."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from datetime import date

from django.core.files.storage import storages
from django.db import transaction

from accounts.models import User
from dhr_cases.models import Case
from documents.models import DocumentKind, Version
from reports import home_office, readiness
from reports.content import data_return, submission
from reports.models import ExportKind
from reports.reading import Unreadable, read
from reports.services import ExportRefused, Outgoing
from workflow.guards.files import REPORT, current_versions

RECIPIENT = "Home Office team for domestic homicide reviews"
FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Part:
    """One file of a pack: its name, what it is, its bytes."""

    name: str
    what: str
    content: bytes

    @property
    def entry(self) -> dict[str, object]:
        """Its line in the index."""
        return {
            "name": self.name,
            "what": self.what,
            "size": len(self.content),
            "sha256": hashlib.sha256(self.content).hexdigest(),
        }


def purpose_of(case: Case) -> str:
    """Why a pack is sent, as far as the law behind the review says it."""
    return f"Submission for quality assurance: {case.get_regime_display()}"


def build(case: Case, *, by: User | None, on: date) -> Outgoing:
    """The pack as a zip, ready to be checked for names; the same facts give the same bytes.

    Facts are read in one short transaction; files are read, and the zip is made, outside it.
    Raises ExportRefused with every reason when something is missing, unchecked or altered.
    """
    with transaction.atomic():
        facts = home_office.facts_of(case)
        found = readiness.checks(case, facts, by=by, on=on)
        reasons = readiness.reasons_against_pack(found)
        if reasons:
            raise ExportRefused(reasons)
        versions = current_versions(case, REPORT)
        tables = [
            Part("data-return.json", "Data return for programs", data_return.as_json(facts)),
            Part("data-return.csv", "Data return for spreadsheets", data_return.as_csv(facts)),
            Part("action-plan.csv", "Action plan as a table", submission.action_plan(case)),
        ]
        answered = submission.answers_to_points(case)
        if answered is not None:
            name = "answers-to-points.csv"
            tables.append(Part(name, "Answers to the points of the Home Office letter", answered))
        names = [versions[kind].download_name for kind in REPORT] + [part.name for part in tables]
        note = submission.covering_note(case, names, on=on).encode()
    documents = [_document(versions[kind], kind) for kind in REPORT]
    parts = [Part("covering-note.txt", "Covering note", note), *documents, *tables]
    texts, metadata = _words(documents, versions, tables, note)
    return Outgoing(
        kind=ExportKind.SUBMISSION_PACK,
        filename=f"{case.reference}-home-office-pack.zip",
        content_type="application/zip",
        content=_zipped(case, parts, on=on),
        texts=texts,
        metadata=metadata,
        contents=[part.entry for part in parts],
    )


def _document(version: Version, kind: str) -> Part:
    """The bytes of a checked file, hashed again as they are read."""
    with storages["documents"].open(version.storage_name) as stored:
        content = stored.read()
    label = str(DocumentKind(kind).label)
    if hashlib.sha256(content).hexdigest() != version.sha256:
        raise ExportRefused([f"The file of the {label.lower()} is not what came in. Add it again."])
    return Part(version.download_name, f"{label}, version {version.number}", content)


def _words(documents, versions, tables, note) -> tuple[dict[str, str], dict[str, str]]:
    """What stands in each file and in its properties. A file that cannot be read is refused."""
    texts = {part.what.lower(): part.content.decode("utf-8-sig") for part in tables}
    texts["covering note"] = note.decode()
    metadata, unreadable = {}, []
    for kind, part in zip(REPORT, documents, strict=True):
        called = str(DocumentKind(kind).label).lower()
        try:
            words = read(part.content, versions[kind].extension)
        except Unreadable:
            unreadable.append(
                f"The words of the {called} could not be read, so names cannot be looked for. "
                "Add it as a Word file, or as a PDF with text."
            )
            continue
        texts[called] = words.text
        metadata[f"properties of the {called}"] = words.metadata
    if unreadable:
        raise ExportRefused(unreadable)
    return texts, metadata


def _zipped(case: Case, parts: list[Part], *, on: date) -> bytes:
    """One folder, named after the review, with fixed times so that equal packs are equal bytes."""
    entries = [part.entry for part in parts]
    indexes = [
        Part("index.json", "Index for programs", submission.index_json(case, entries, on=on)),
        Part("index.txt", "Index", submission.index_text(case, entries, on=on)),
    ]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in (*parts, *indexes):
            info = zipfile.ZipInfo(f"{case.reference}/{part.name}", FIRST_DAY_OF_ZIP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # so that the rights below are read alike everywhere
            info.external_attr = 0o600 << 16
            archive.writestr(info, part.content)
    return out.getvalue()
