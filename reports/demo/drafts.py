"""Drafts of one invented review: versions with what changed, a closed round and an open one."""

from __future__ import annotations

from datetime import date, timedelta

from audit.actors import acting
from dhr_cases.models import Case
from documents.models import DocumentKind
from reports.blocks import Heading, Paragraph, Report
from reports.render.pdf import pdf
from workflow import rounds, versions
from workflow.guards.files import current_versions
from workflow.models import AgreementKind, DraftAnswer, DraftComment, ReportVersion

KNOWN_AS = "Imogen"
SAID = (
    (
        "panel_police",
        "14.3",
        "fact",
        "The second call was logged on the evening before, not on the day.",
        "On the evening before, she rang again.",
        DraftAnswer.CHANGED,
        "14.3 gives the evening. The chronology has it too.",
    ),
    (
        "panel_specialist",
        "15.2",
        "analysis",
        "This explains what he did and not what it did to her. Say how her world grew smaller.",
        "",
        DraftAnswer.IN_PART,
        "A paragraph follows 15.2. The heading stays, since the terms ask for it.",
    ),
    (
        "panel_specialist",
        "15.9",
        "language",
        "“Refused” blames her. She was not offered anything safe.",
        "was not offered support that was safe for her",
        DraftAnswer.CHANGED,
        "15.9, and twice in the summary.",
    ),
    (
        "panel_police",
        "Annex B",
        "anonymity",
        "The name of the mural gives the town away.",
        "",
        DraftAnswer.NOT,
        "Her mother chose to keep it. The partnership's lawyer has read it.",
    ),
)


def write_drafts(cases: list[Case], team, today: date) -> None:
    """A first version commented and answered, a second that is out for comment now."""
    case = next((row for row in cases if row.known_as == KNOWN_AS), None)
    if case is None:
        return
    first = current_versions(case, [DocumentKind.OVERVIEW_REPORT])[DocumentKind.OVERVIEW_REPORT]
    with acting(team.independent_chair):
        note = "The whole report but for the recommendations."
        agreed = case.agreements.filter(kind=AgreementKind.DRAFT).last()
        ReportVersion(case=case, file=first, what_changed=note, agreement=agreed).save()
        asked = rounds.open_round(
            first,
            look_at="Sections 14 and 15 above all. Please say where words could hurt.",
            closes_on=today - timedelta(days=20),
            by=team.independent_chair,
            on=today - timedelta(days=34),
        )
    _comment(asked, team, today)
    with acting(team.independent_chair):
        second = versions.put_in(
            case,
            kind=DocumentKind.OVERVIEW_REPORT,
            document=first.document,
            content=pdf(Report("Overview report: Imogen", (
                Heading("Analysis"), Paragraph("Invented. The second version of the draft."),
            ))),
            name="report.pdf",
            what_changed="Sections 14 and 15 after the panel's comments; recommendations added.",
            is_distressing=True,
            by=team.independent_chair,
        )  # fmt: skip
        rounds.open_round(
            second,
            look_at="The recommendations, and whether each follows from the analysis.",
            closes_on=today + timedelta(days=9),
            by=team.independent_chair,
            on=today,
        )


def _comment(asked, team, today: date) -> None:
    for name, place, kind, text, suggested, became, words in SAID:
        row = DraftComment(place=place, kind=kind, text=text, suggested=suggested)
        with acting(getattr(team, name)):
            rounds.comment(row, asked, by=getattr(team, name), on=today - timedelta(days=25))
        row.answer, row.answer_words = became, words
        with acting(team.independent_chair):
            rounds.answer(row, by=team.independent_chair, on=today - timedelta(days=12))
