"""Which files of a case are meant, and whether a second person has checked these very bytes."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.models import User
from dhr_cases.models import Case
from documents.models import DocumentKind, Version
from documents.storage import is_unaltered
from workflow.models.release import PublicationForm

REPORT = (
    DocumentKind.OVERVIEW_REPORT,
    DocumentKind.EXECUTIVE_SUMMARY,
    DocumentKind.ACTION_PLAN,
)


FILES_OF = {
    PublicationForm.FULL: REPORT,
    PublicationForm.REDACTED: REPORT,
    PublicationForm.EXECUTIVE_SUMMARY_ONLY: (DocumentKind.EXECUTIVE_SUMMARY,),
    PublicationForm.LEARNING_SUMMARY: (DocumentKind.LEARNING_SUMMARY,),
    PublicationForm.NOT_PUBLISHED: (),
    PublicationForm.DEFERRED: (),
}


def current_versions(case: Case, kinds: Iterable[str]) -> dict[str, Version]:
    """The newest version of each kind of document that is not withdrawn, by kind."""
    versions = Version.objects.filter(
        case=case, document__kind__in=kinds, document__withdrawn_on__isnull=True
    )
    found: dict[str, Version] = {}
    for version in versions.select_related("document").order_by("uploaded_at", "pk"):
        found[version.document.kind] = version
    return found


def listed(versions: dict[str, Version]) -> list[dict[str, object]]:
    return [
        {"kind": kind, "version": version.number, "sha256": version.sha256}
        for kind, version in sorted(versions.items())
    ]


def files_of_the_report(case: Case) -> list[dict[str, object]]:
    """The report as it stands: kind, version and SHA-256 of each file that is submitted."""
    return listed(current_versions(case, REPORT))


def files_for_release(case: Case, form: str) -> list[dict[str, object]]:
    """What a form of publication publishes, the Home Office letter with it."""
    kinds = FILES_OF[PublicationForm(form)]
    return listed(current_versions(case, (*kinds, DocumentKind.QUALITY_LETTER)))


def unchecked_kinds(case: Case, kinds: Iterable[str], by: User) -> list[str]:
    """Kinds of file that a second person has not passed, byte for byte as they are now."""
    unchecked = []
    for kind, version in current_versions(case, kinds).items():
        checks = list(version.checks.filter(sha256=version.sha256))
        someone_else = [
            check
            for check in checks
            if check.passed and check.checked_by_id not in {by.pk, version.uploaded_by_id}
        ]
        if not someone_else or not checks[-1].passed or not is_unaltered(version):
            unchecked.append(str(DocumentKind(kind).label).lower())
    return unchecked
