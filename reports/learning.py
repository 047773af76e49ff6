"""Writing, approving and printing the learning summary."""

from __future__ import annotations

import hashlib
from datetime import date

from django.db import transaction

from accounts.models import User
from audit.actors import acting
from dhr_cases.models import Case
from disclosure import anonymise
from disclosure.clearance import standings
from documents.intake import store
from documents.models import DocumentKind, Version, Zone
from reports.content.learning_summary import FIELDS, MOST_PAGES, MOST_POINTS, SECTIONS, report
from reports.models import ExportKind, LearningSummary
from reports.reading import read
from reports.render import text
from reports.render.pdf import pages, render
from reports.services import ExportRefused, Outgoing

NOT_WRITTEN = "The learning summary has not been written yet."
NOT_APPROVED = "The independent chair has not approved a version of the learning summary yet."
NO_NAME = "Agree how the person who died is known in this review before the summary is shared."


class NotPossible(Exception):
    """What was asked cannot be done; the message is a sentence for a person."""


def current(case: Case) -> LearningSummary | None:
    """The newest version, approved or not."""
    return case.learningsummarys.select_related("written_by", "approved_by").last()


def approved(case: Case) -> LearningSummary | None:
    """The newest version that the independent chair has approved: the only one that is shared."""
    return case.learningsummarys.approved().select_related("written_by", "approved_by").last()


def faults(case: Case, texts: dict[str, str], *, may_see_names: bool) -> dict[str, list[str]]:
    """What is wrong with public words, sentence by sentence, by the box it stands in.

    A real name, a date of birth or an address of this case; any date written to the day; more
    than five points learned.
    """
    labels = {section.name: f"answer to “{section.label}”" for section in SECTIONS}
    names = {label: name for name, label in labels.items()}
    found: dict[str, list[str]] = {}
    for finding in anonymise.find(case, {labels[name]: texts.get(name, "") for name in FIELDS}):
        sentences = found.setdefault(names[finding.place], [])
        sentence = finding.sentence(may_see_names=may_see_names)
        if sentence not in sentences:
            sentences.append(sentence)
    for name in FIELDS:
        if anonymise.days_in(texts.get(name, "")):
            found.setdefault(name, []).append("Write the month and year at most, never the day.")
    points = [line for line in texts.get("learned", "").splitlines() if line.strip()]
    if len(points) > MOST_POINTS:
        found.setdefault("learned", []).append(
            f"There are {len(points)} points. Keep the {MOST_POINTS} that matter most, one a line."
        )
    return found


@transaction.atomic
def write(case: Case, *, by: User, on: date, **texts: str) -> LearningSummary:
    """Keep the words as the next version; earlier versions stay as they are.

    Raises NotPossible when `faults` finds something that may not stand in public words.
    """
    wrong = faults(case, texts, may_see_names=False)
    if wrong:
        raise NotPossible(" ".join(sentence for part in wrong.values() for sentence in part))
    Case.objects.select_for_update().get(pk=case.pk)
    newest = case.learningsummarys.last()
    with acting(by):
        summary = LearningSummary(
            case=case,
            number=newest.number + 1 if newest else 1,
            written_by=by,
            written_on=on,
            **{name: texts.get(name, "") for name in FIELDS},
        )
        summary.save()
    return summary


def reasons_against_approval(case: Case, summary: LearningSummary) -> list[str]:
    """Why these words cannot be approved as they are; empty when they can."""
    texts = {name: getattr(summary, name) for name in FIELDS}
    reasons = [] if case.known_as.strip() else [NO_NAME]
    for section in SECTIONS:
        if section.needed and not texts[section.name].strip():
            reasons.append(f"Answer the question “{section.label}”")
    reasons += [
        sentence for part in faults(case, texts, may_see_names=False).values() for sentence in part
    ]
    return reasons + _too_long(case, summary)


def _too_long(case: Case, summary: LearningSummary) -> list[str]:
    length = pages(report(case, summary))
    if length > MOST_PAGES:
        return [f"The summary takes {length} pages. Shorten it until it fits on {MOST_PAGES}."]
    return []


@transaction.atomic
def approve(summary: LearningSummary, *, by: User, on: date) -> None:
    """The independent chair approves these words (decisions 8). Raises NotPossible with reasons."""
    case = summary.case
    newest = case.learningsummarys.last()
    if newest.pk != summary.pk:
        raise NotPossible(f"There is a newer version, number {newest.number}. Read that one first.")
    if summary.is_approved:
        raise NotPossible("This version is approved already.")
    reasons = reasons_against_approval(case, summary)
    if reasons:
        raise NotPossible(" ".join(reasons))
    with acting(by):
        summary.approved_by, summary.approved_on = by, on
        summary.save()


NOT_FILED = (
    "Put the PDF of the approved summary among the files of this review, have it checked, and have "
    "two people clear it. These exact bytes have not been cleared."
)


def printed(case: Case, *, draft: bool = False, number: int | None = None) -> Outgoing:
    """The summary as `drawn`, once these exact bytes were cleared by two people.

    A draft is for the review's own people and needs no clearance. Raises ExportRefused.
    """
    outgoing = drawn(case, draft=draft, number=number)
    if outgoing.kind == ExportKind.LEARNING_SUMMARY:
        filed = case.versions.filter(
            document__kind=DocumentKind.LEARNING_SUMMARY,
            document__withdrawn_on__isnull=True,
            sha256=hashlib.sha256(outgoing.content).hexdigest(),
        ).order_by("-pk")
        found = standings(case, filed).values()
        reasons = [standing.reason("learning summary", None) for standing in found]
        if all(reasons):
            raise ExportRefused(reasons[:1] or [NOT_FILED])
    return outgoing


def drawn(case: Case, *, draft: bool = False, number: int | None = None) -> Outgoing:
    """The summary as a tagged PDF of two A4 pages at most; the same words give the same bytes.

    Gives the newest approved version, or with `draft` the newest whatever it is (or the one
    asked for by number), marked as a draft unless it is approved. Raises ExportRefused with a
    sentence when there is none, when it is longer, or when it holds letters we cannot print.
    """
    if number is not None:
        summary = case.learningsummarys.filter(number=number).first()
    else:
        summary = current(case) if draft else approved(case)
    if summary is None:
        has_any = case.learningsummarys.exists()
        raise ExportRefused([NOT_APPROVED if has_any and not draft else NOT_WRITTEN])
    if not draft and not summary.is_approved:
        raise ExportRefused([NOT_APPROVED])
    if not case.known_as.strip():
        raise ExportRefused([NO_NAME])
    content = report(case, summary)
    too_long = _too_long(case, summary)
    if too_long:
        raise ExportRefused(too_long)
    made = render(content)
    if made.unknown_letters:
        letters = " ".join(made.unknown_letters)
        raise ExportRefused([f"These letters cannot be printed: {letters}. Write them otherwise."])
    wrong = faults(case, {name: getattr(summary, name) for name in FIELDS}, may_see_names=False)
    if wrong:
        raise ExportRefused(sentence for part in wrong.values() for sentence in part)
    suffix = "" if summary.is_approved else "-draft"
    return Outgoing(
        kind=ExportKind.LEARNING_SUMMARY if summary.is_approved else ExportKind.LEARNING_DRAFT,
        filename=f"{case.reference}-learning-summary-v{summary.number}{suffix}.pdf",
        content_type="application/pdf",
        content=made.content,
        texts={"text of the summary": text.text(content)},
        metadata={"properties of the PDF": read(made.content, ".pdf").metadata},
    )


def keep_with_files(case: Case, *, by: User) -> Version:
    """Put the approved summary's PDF among the files of the review, to be checked and cleared.

    A new version of the same document where there is one. Raises ExportRefused as `drawn` does.
    """
    outgoing = drawn(case)
    document = case.documents.filter(
        kind=DocumentKind.LEARNING_SUMMARY, withdrawn_on__isnull=True
    ).last()
    kinds = {} if document else {"kind": DocumentKind.LEARNING_SUMMARY, "zone": Zone.DRAFT}
    return store(
        case, content=outgoing.content, name=outgoing.filename, by=by, document=document, **kinds
    )


def same_words(summary: LearningSummary | None, texts: dict[str, str]) -> bool:
    """Whether a version says exactly this already."""
    return summary is not None and all(
        getattr(summary, name) == texts.get(name, "") for name in FIELDS
    )
