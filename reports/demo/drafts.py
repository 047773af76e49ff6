"""Drafts of one invented review: versions with what changed, a closed round and an open one."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from audit.actors import acting
from dhr_cases import agencies
from dhr_cases.models import Case, DraftReading, ReadingComment, RequestKind
from documents.models import DocumentKind
from reports.blocks import Heading, Paragraph, Report
from reports.render.pdf import pdf
from workflow import accuracy, checklist, rounds, versions
from workflow.guards.files import current_versions
from workflow.models import (
    AccuracyCopy,
    AgreementKind,
    ChecklistAnswer,
    CommentRound,
    CopyBack,
    Correction,
    DraftAnswer,
    DraftComment,
    ItemState,
    ReadingVersion,
    ReportVersion,
)

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
WRONG = (
    ("14.3", "Officers came on the day", "Officers came the evening before"),
    ("14.7", "Two officers", "Three officers, one of them in training"),
)
FOUND = (
    ("real-names", ItemState.MET, "1 to 64", ""),
    ("birth-dates", ItemState.MET, "12", ""),
    ("pen-picture", ItemState.MET, "3 to 4", ""),
    ("terms-early", ItemState.MET, "5 to 6", ""),
    ("equality", ItemState.NOT_MET, "", "Age is named in 11.2 and not analysed."),
    ("children", ItemState.NOT_APPLICABLE, "", "There were no children in the family."),
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
        asked = _round(
            first,
            number=1,
            look_at="Sections 14 and 15 above all. Please say where words could hurt.",
            opened_on=today - timedelta(days=34),
            closes_on=today - timedelta(days=20),
            by=team.independent_chair,
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
        _round(
            second,
            number=2,
            look_at="The recommendations, and whether each follows from the analysis.",
            opened_on=today,
            closes_on=today + timedelta(days=9),
            by=team.independent_chair,
        )


def _round(version, *, opened_on: date, by, **facts) -> CommentRound:
    """A round without its e-mails: nobody of a demonstration is written to."""
    asked = CommentRound(
        case=version.case, file=version, opened_on=opened_on, opened_by=by, **facts
    )
    asked.save()
    return asked


def check_drafts(cases: list[Case], team, today: date) -> None:
    """Two agencies check what is said of them, one sister's reading, and a list half read."""
    case = next((row for row in cases if row.known_as == KNOWN_AS), None)
    if case is None:
        return
    kind = DocumentKind.OVERVIEW_REPORT
    version = current_versions(case, [kind])[kind]
    with acting(team.coordinator):
        copy, _ = (
            _send(case, body, version, sections, asked_on, due_on, team.coordinator)
            for body, sections, asked_on, due_on in (
                (team.bodies.police, "Sections 14.3 to 14.9", today - timedelta(days=8),
                 today + timedelta(days=6)),
                (team.bodies.health, "Sections 14.10 to 14.16", today - timedelta(days=17),
                 today - timedelta(days=3)),
            )
        )  # fmt: skip
    with acting(team.author_police):
        for place, says, should_say in WRONG:
            row = Correction(place=place, says=says, should_say=should_say, shown_by="Control log")
            accuracy.write(row, copy.request, by=team.author_police, on=today)
        accuracy.hand_in(
            copy.request, copy_back=CopyBack.DESTROYED, by=team.author_police, at=timezone.now()
        )
    with acting(team.independent_chair):
        row.answer, row.answer_words = DraftAnswer.CHANGED, "In 14.7."
        accuracy.answer(row, by=team.independent_chair, on=today)
        _tick(case, version, team.independent_chair, today)
        _read(case, version, today)


def _send(case: Case, body, version, sections, asked_on, due_on, by) -> AccuracyCopy:
    [asked] = agencies.ask(
        case,
        [body],
        kind=RequestKind.ACCURACY,
        form="",
        question="Please tell us which facts are not accurate.",
        due_on=due_on,
        by=by,
        on=asked_on,
    )
    copy = AccuracyCopy(case=case, request=asked, file=version, sections=sections, sent_on=asked_on)
    copy.save()
    return copy


def _tick(case: Case, version, by, today: date) -> None:
    first = case.versions.filter(document=version.document).order_by("number").first()
    for number, (slug, state, pages, reason) in enumerate(FOUND):
        answer = ChecklistAnswer(case=case, item=slug, state=state, pages=pages, reason=reason)
        checklist.keep(answer, first if number < 3 else version, by=by, on=today)


def _read(case: Case, version, today: date) -> None:
    reading = DraftReading(
        case=case,
        member=case.familymembers.first(),
        reading_on=today - timedelta(days=4),
        place="Her advocate's office",
        hours_allowed=5,
        sits_with="her advocate",
        copy_number="1 of 2",
        took_place=True,
    )
    reading.save()
    ReadingVersion(case=case, reading=reading, file=version).save()
    ReadingComment(
        case=case,
        reading=reading,
        passage="Page 21",
        words="She did not “move out”. She left at night with one bag. Please say that.",
    ).save()


def _comment(asked, team, today: date) -> None:
    for name, place, kind, text, suggested, became, words in SAID:
        row = DraftComment(place=place, kind=kind, text=text, suggested=suggested)
        with acting(getattr(team, name)):
            rounds.comment(row, asked, by=getattr(team, name), on=today - timedelta(days=25))
        row.answer, row.answer_words = became, words
        with acting(team.independent_chair):
            rounds.answer(row, by=team.independent_chair, on=today - timedelta(days=12))
