"""The pages of a scoping return: ten short ones, or three when nothing is held (S72)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from dhr_cases import agencies, exchange
from dhr_cases.models import AgencyRequest, ScopingAnswer

YOU = ("completed_by", "completed_by_job", "completed_by_contact")
SEARCH = ("systems", "names_searched")


@dataclass(frozen=True)
class Page:
    """One short page: its address, its question, its fields and which of them are needed."""

    key: str
    title: str
    fields: tuple[str, ...]
    needed: tuple[str, ...] = ()
    intro: str = ""


PAGES = (
    Page("you", "Who is answering?", YOU, YOU[:2]),
    Page("search", "What was searched?", SEARCH, SEARCH),
    Page(
        "contact",
        "With whom did you have contact?",
        ("knew_died", "knew_responsible", "knew_children"),
        ("knew_died", "knew_responsible", "knew_children"),
    ),
    Page("when", "When, and which services?", ("period", "services", "last_contact")),
    Page(
        "summary",
        "What was your contact?",
        ("about_died", "about_responsible", "about_children"),
        intro="A short summary is enough. Leave empty what does not apply.",
    ),
    Page("risk", "What was known of abuse and of risk?", ("abuse", "risk")),
    Page("learned", "What have you done since?", ("own_review", "done_at_once")),
    Page("others", "Who else should we ask?", ("other_agencies", "concerns")),
    Page(
        "secured",
        "Are the records secured?",
        ("secured_what", "records_secured_on", "secured_by"),
        ("secured_what",),
        intro="So that nothing is changed or destroyed.",
    ),
    Page(
        "review",
        "Should there be a review?",
        ("suggests_review", "review_reason", "proposed_author", "proposed_senior", "conflict"),
        ("suggests_review",),
    ),
)
NOTHING_HELD = (
    PAGES[0],
    Page(
        "search",
        "What was searched?",
        SEARCH,
        SEARCH,
        intro="Others rely on this, so say what you looked in and for whom.",
    ),
)
"""The short way: two pages of questions, and one to check and send."""


def page(key: str, pages: tuple[Page, ...] = PAGES) -> Page | None:
    """The page of that name, or None."""
    return next((found for found in pages if found.key == key), None)


def after(current: Page, pages: tuple[Page, ...] = PAGES) -> Page | None:
    """The page that follows, or None when it is time to check."""
    at = pages.index(current) + 1
    return pages[at] if at < len(pages) else None


def draft_of(request: AgencyRequest) -> ScopingAnswer:
    """What the agency has written so far; a new row, not saved, when it has not begun."""
    kept = getattr(request, "scoping_answer", None)
    return kept or ScopingAnswer(case=request.case, request=request)


def missing(row: ScopingAnswer, pages: tuple[Page, ...] = PAGES) -> list[tuple[Page, str]]:
    """What must still be answered before it can be sent: each page, with a sentence."""
    found = []
    for asked in pages:
        left = [name for name in asked.needed if not getattr(row, name)]
        if left:
            found.append((asked, f"Answer “{asked.title}”"))
    return found


def _words(row: ScopingAnswer, name: str) -> str:
    display = getattr(row, f"get_{name}_display", None)
    value = display() if display else getattr(row, name)
    if hasattr(value, "strftime"):
        return f"{value:%-d %B %Y}"
    return str(value) if value else ""


def answers(row: ScopingAnswer, pages: tuple[Page, ...] = PAGES) -> list[tuple[Page, list[dict]]]:
    """Every answer in words, page by page; a question without an answer says so."""
    found = []
    for asked in pages:
        rows = []
        for name in asked.fields:
            words = str(row._meta.get_field(name).verbose_name)
            label = LABELS.get(name, words[:1].upper() + words[1:])
            rows.append({"key": label, "value": _words(row, name) or "Not answered"})
        found.append((asked, rows))
    return found


LABELS = {
    "knew_died": "Contact with the person who died",
    "knew_responsible": "Contact with the person thought responsible",
    "knew_children": "Contact with any child",
    "other_agencies": "Other agencies they know were involved",
    "records_secured_on": "Records secured on",
    "suggests_review": "Thinks a review is needed",
}


@transaction.atomic
def send(request: AgencyRequest, *, nothing_held: bool, by: User, at) -> None:
    """Hand the return in: it is received, a receipt is given, and it is no longer a draft.

    Raises ValueError when something needed is missing, or it came before.
    """
    row = draft_of(request)
    if missing(row, NOTHING_HELD if nothing_held else PAGES):
        raise ValueError("Some questions must still be answered. They are listed below.")
    if nothing_held:
        for name in ("knew_died", "knew_responsible", "knew_children"):
            setattr(row, name, "No")
    row.save()
    request.searched = f"{row.systems}\n\n{row.names_searched}".strip()
    request.answer = "" if nothing_held else _summary(row)
    agencies.answer(request, by=by, on=at.date(), nothing_held=nothing_held)
    what = "Scoping return: nothing held" if nothing_held else "Scoping return"
    exchange.give_receipt(request, what, by=by, at=at)


def _summary(row: ScopingAnswer) -> str:
    parts = [row.about_died, row.about_responsible, row.about_children]
    told = [part.strip() for part in parts if part.strip()]
    return "\n\n".join(told) or "See the answers."
