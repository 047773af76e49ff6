"""The life of a management review or short report, from the asking to its acceptance.

requested, taken on, in progress, draft, agency sign-off, submitted, panel queries, revised,
accepted; beside these it may be overdue, escalated or refused (process.md 4.1).
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from accounts.models import User
from dhr_cases import agencies
from dhr_cases.models import (
    Action,
    AgencyRequest,
    AgencyReturn,
    DraftRecommendation,
    Level,
    Outcome,
    Recommendation,
    RequestKind,
    ReturnForm,
)

QUALITY: dict[str, str] = {
    "independent": "The author is independent of the case and of those who managed it",
    "searched": "All systems were searched, paper and electronic",
    "interviews": "Staff were spoken with, or there is a reason why not",
    "terms": "Each term of reference is answered",
    "policies": "The policy in force at the time is cited",
    "analysis": "It says why, in the context of the time, and is not a narrative",
    "equality": "Equality and disadvantage are considered",
    "lessons": "Each recommendation follows from a lesson",
    "fair": "Nobody is blamed or disciplined in it",
    "no_staff": "No member of staff is named",
    "dates": "Spelling and dates agree with the chronology",
    "support": "Staff were supported, and told what was found",
}
"""What is looked at before a return leaves its agency (local-practice.md 4.7)."""

SECTIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "cover": (
        "Who writes it, and who signs it off",
        ("author", "author_job", "independence", "senior"),
    ),
    "method": ("How it was done", ("records_read", "interviews", "policies")),
    "findings": (
        "What was found",
        ("summary", "voice", "equality", "good_practice", "lessons"),
    ),
    "support": ("Staff support", ("staff_support",)),
}
"""The parts of a return besides its terms, recommendations and quality list: title and fields."""

ANSWERS = (("yes", "Yes"), ("no", "No"), ("na", "Does not apply"))


def is_sound(answers: dict[str, str]) -> bool:
    """Whether every point of the quality list was answered."""
    return all(answers.get(point) for point in QUALITY)


def not_met(answers: dict[str, str]) -> list[str]:
    """The points somebody said are not met, in words."""
    return [words for point, words in QUALITY.items() if answers.get(point) == "no"]


def of(request: AgencyRequest) -> AgencyReturn:
    """The return of a request; a new, unsaved one when the agency has not begun."""
    return kept(request) or AgencyReturn(case=request.case, request=request)


def kept(request: AgencyRequest) -> AgencyReturn | None:
    """The return of a request as far as it is kept; None while there is only an empty one."""
    row = getattr(request, "agency_return", None)
    return row if row is not None and row.pk else None


def take_on(request: AgencyRequest, *, on: date) -> AgencyReturn:
    """The agency says that it will do this work."""
    row = of(request)
    if row.taken_on_on is None:
        row.taken_on_on = on
        row.save()
    return row


def has_file(request: AgencyRequest) -> bool:
    """Whether a file of the return was added; files belong to `documents`."""
    return bool(request.returnfiles.all())


def is_complete(request: AgencyRequest) -> bool:
    """Whether there is a whole draft: a file or a summary, and each term answered."""
    row = of(request)
    answered = all(term.answer.strip() for term in request.term_answers.all())
    return bool(row.author and answered and (row.summary.strip() or has_file(request)))


def may_be_written(request: AgencyRequest) -> bool:
    """Whether the agency may change its return: before it came, or while it is queried."""
    if request.kind != RequestKind.REVIEW:
        return False
    return agencies.may_be_answered(request) or bool(agencies.open_challenges(request))


def stage(request: AgencyRequest) -> tuple[str, str]:
    """Where a return stands, as words and the kind of tag (process.md 4.1)."""
    row = kept(request)
    if request.outcome == Outcome.RECEIVED:
        if request.accepted_on:
            return "Accepted", "on-time"
        if row is not None and row.revised_on and not _asked_since(request, row.revised_on):
            return "Revised", "information"
        if agencies.open_challenges(request):
            return "Panel queries", "due-soon"
        return "Submitted", "information"
    if request.outcome == Outcome.NOTHING_HELD:
        return "Nothing held", "on-time"
    if request.outcome != Outcome.WAITING:
        refused = request.outcome == Outcome.DECLINED
        return ("Refused" if refused else "Not received"), "paused"
    if request.answered_by_id:
        return "Agency sign-off", "information"
    if row is None:
        return "Requested", "grey"
    if is_complete(request):
        return "Draft", "information"
    return ("In progress", "information") if row.author else ("Taken on", "information")


def _asked_since(request: AgencyRequest, day: date) -> bool:
    return any(row.asked_on > day for row in agencies.open_challenges(request))


def beside(request, today: date) -> list[tuple[str, str]]:
    """The states beside the stage: overdue, escalated. Needs `chasing.with_last_chased`."""
    found = []
    if request.outcome == Outcome.WAITING and request.due_on < today:
        found.append(("Overdue", "overdue"))
    if request.outcome not in agencies.ENDED and request.escalated_on:
        found.append(("Escalated", "due-soon"))
    return found


def missing(request: AgencyRequest) -> list[str]:
    """What the author must still do before the senior officer can be asked, in words.

    A short or information report needs less than a management review (process.md 4.1).
    """
    row, found = of(request), []
    full = request.form == ReturnForm.IMR
    if not row.author or (full and not row.independence.strip()):
        found.append("Say who the author is and how they are independent.")
    if not row.summary.strip() and not has_file(request):
        found.append("Add the file, or write a summary.")
    left = [term for term in request.term_answers.all() if not term.answer.strip()]
    if left:
        numbers = ", ".join(str(term.number) for term in left)
        found.append(f"Answer every term of reference. Still open: {numbers}.")
    if full and not row.staff_support.strip():
        found.append("Say how staff were supported.")
    if full and not is_sound(row.quality_by_author):
        found.append("Go through the quality list.")
    return found


@transaction.atomic
def pass_to_senior(request: AgencyRequest, *, by: User, on: date) -> None:
    """Give the finished draft to the senior officer. Raises ValueError with what is missing."""
    left = missing(request)
    if left:
        raise ValueError(" ".join(left))
    row = of(request)
    request.answer = row.summary.strip() or "See the file."
    request.searched = row.records_read
    request.answered_by, request.declined_because = by, ""
    if agencies.may_be_answered(request):
        request.outcome = Outcome.WAITING
    request.save()


@transaction.atomic
def sign_off(request: AgencyRequest, *, by: User, on: date) -> None:
    """The senior officer approves the return, or its revision after queries.

    Raises ValueError when the quality list is not theirs yet, or as `agencies.sign_off` does.
    """
    row = of(request)
    if request.form == ReturnForm.IMR and not is_sound(row.quality_by_senior):
        raise ValueError("Go through the quality list yourself first.")
    if agencies.may_be_answered(request):
        agencies.sign_off(request, by=by, on=on)
        for file in request.returnfiles.select_related("document"):
            file.document.is_held_back = False
            file.document.save()
        return
    if not agencies.open_challenges(request):
        raise ValueError("This return has already been received.")
    if request.answered_by_id == by.pk:
        raise ValueError("Somebody other than the person who wrote the return must sign it off.")
    row.revised_on = on
    row.save()
    request.signed_off_on, request.signed_off_by = on, by.name[:120]
    request.save()


@transaction.atomic
def accept(request: AgencyRequest, *, by: User, on: date) -> list[Recommendation]:
    """Accept a return; what the agency recommends to itself joins the review's recommendations.

    Raises ValueError as `agencies.accept` does.
    """
    agencies.accept(request, by=by, on=on)
    return [_adopt(draft) for draft in request.draft_recommendations.filter(recommendation=None)]


def _adopt(draft: DraftRecommendation) -> Recommendation:
    request = draft.request
    taken = set(request.case.recommendations.values_list("number", flat=True))
    number = next(f"A{n}" for n in range(1, len(taken) + 2) if f"A{n}" not in taken)
    row = Recommendation(
        case=request.case,
        number=number,
        text=draft.text,
        lesson=draft.lesson,
        level=Level.SINGLE,
        recipient=request.organisation,
    )
    row.save()
    if draft.action.strip() and draft.due_on:
        Action(
            case=request.case,
            recommendation=row,
            text=draft.action,
            lead=request.organisation,
            owner_role=draft.owner_job,
            measure=draft.measure,
            due_on=draft.due_on,
        ).save()
    draft.recommendation = row
    draft.save()
    return row


def shown(request: AgencyRequest) -> dict:
    """A return as the review's own people read it once it has come; three queries."""
    row = kept(request)
    return {
        "cover": cover(row) if row else [],
        "terms": list(request.term_answers.all()),
        "drafts": list(request.draft_recommendations.select_related("recommendation")),
        "files": list(request.returnfiles.select_related("document")),
        "not_met_by_author": not_met(row.quality_by_author) if row else [],
        "not_met_by_senior": not_met(row.quality_by_senior) if row else [],
    }


def cover(row: AgencyReturn) -> list[dict]:
    """What a return says of itself, as rows of a summary list; what was left out is not shown."""
    found = []
    for field in row._meta.concrete_fields:
        value = getattr(row, field.name) if not field.is_relation else ""
        if field.get_internal_type() in ("CharField", "TextField") and value:
            words = str(field.verbose_name)
            found.append({"key": words[:1].upper() + words[1:], "value": value})
    return found
