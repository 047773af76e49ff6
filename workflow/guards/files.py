"""Which files of a case are meant, and whether these very bytes were cleared to leave."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.models import User
from dhr_cases.models import Case
from disclosure import clearance
from documents.models import DocumentKind, Version
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


def not_cleared(case: Case, kinds: Iterable[str], by: User | None) -> list[str]:
    """Why files of these kinds may not leave as they are now, a sentence each; empty when they may.

    `by` is who would send them out: whoever does is not one of the two who cleared them.
    """
    versions = current_versions(case, kinds)
    standings = clearance.standings(case, versions.values())
    reasons = (standings[version.pk].reason(called(kind), by) for kind, version in versions.items())
    return [reason for reason in reasons if reason]


def called(kind: str) -> str:
    """A kind of file in the middle of a sentence."""
    label = str(DocumentKind(kind).label)
    return label if label.startswith("Home Office") else label[0].lower() + label[1:]
