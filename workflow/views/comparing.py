"""Two versions of a file of the report, with the passages that changed (S130)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from dhr_cases.gate import case_view
from dhr_cases.models import Case
from disclosure.reading import NotRead
from documents.models import Version
from documents.storage import is_unaltered
from documents.views import HANDED_OUT
from documents.warned import needs_a_note
from workflow import comparing as rules
from workflow.versions import versions_of_the_report
from workflow.views.report import READERS, report_page

CANNOT = "One of these versions cannot be read here. Compare them in Word."
OF_ONE_FILE = "Choose two versions of the same file."


@case_view(*READERS)
@require_GET
def compare_versions(request: HttpRequest, case: Case) -> HttpResponse:
    """Choose two versions of one file, and read what was taken out and what was added."""
    rows = versions_of_the_report(case, request.may).filter(scan_state__in=HANDED_OUT)
    versions = list(rows.select_related("document", "case"))
    by_token = {row.token: row for row in versions}
    new = by_token.get(request.GET.get("to", ""))
    old = by_token.get(request.GET.get("from", ""))
    for row in (old, new):
        if row is not None and needs_a_note(request, row.document):
            return redirect("documents:document", case.reference, row.document.token)
    changes, refused = _compared(old, new) if old and new else (None, "")
    if new is None:
        new, old = _newest_pair(versions)
    context = {
        "case": case,
        "title": "Compare two versions",
        "versions": versions,
        "old": old,
        "new": new,
        "changes": changes,
        "refused": refused,
        "back": report_page(case),
    }
    return render(request, "workflow/compare_versions.html", context)


def _compared(old: Version, new: Version) -> tuple[list[rules.Change] | None, str]:
    """The changes, or the sentence why they cannot be told."""
    if old.document_id != new.document_id:
        return None, OF_ONE_FILE
    if not (is_unaltered(old) and is_unaltered(new)):
        return None, CANNOT
    try:
        return rules.changes(rules.sentences_of(old), rules.sentences_of(new)), ""
    except NotRead as refused:
        return None, str(refused) if str(refused) == rules.TOO_LONG else CANNOT


def _newest_pair(versions: list[Version]) -> tuple[Version | None, Version | None]:
    """The newest version that has one before it, and the one before."""
    for place, new in enumerate(versions):
        for old in versions[place + 1 :]:
            if old.document_id == new.document_id:
                return new, old
    return None, None
