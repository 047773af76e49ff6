"""Files of one invented review: one that hurts to read, one that was shared too early."""

from __future__ import annotations

from datetime import date

from accounts.roles import Permission
from audit.actors import acting
from dhr_cases.models import Case
from dhr_cases.policy import holders
from documents import zones
from documents.intake import store
from documents.models import DocumentKind, Zone
from reports.blocks import Paragraph, Report
from reports.render.pdf import pdf

KNOWN_AS = "Saskia"
PAPERS = (
    (
        DocumentKind.OTHER,
        Zone.WORKING,
        "What the coroner was told",
        "Coroner's office",
        True,
        "Invented. What happened on the day, as the inquest opened.",
    ),
    (
        DocumentKind.LETTER,
        Zone.BUNDLE,
        "Letter about dates of meetings",
        "The partnership",
        False,
        "Invented. The panel meets on the second Tuesday of each month.",
    ),
)


def keep_papers(cases: list[Case], today: date) -> None:
    """Two papers, of which the second is taken back from the panel with its reason."""
    case = next((row for row in cases if row.known_as == KNOWN_AS), None)
    if case is None:
        return
    by = holders(case, Permission.RUN_CASE)[0]
    with acting(by):
        for kind, zone, title, source, is_distressing, words in PAPERS:
            version = store(
                case,
                content=pdf(Report(title, (Paragraph(words),))),
                name="paper.pdf",
                by=by,
                kind=kind,
                zone=zone,
                title=title,
                source=source,
                is_distressing=is_distressing,
            )
        reason = "The dates are not agreed with the family yet."
        zones.move(version.document, Zone.WORKING, reason=reason, by=by, on=today)
