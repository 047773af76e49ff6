"""What a report should show before it leaves, point by point (S134).

The points are those for which letters of the national panel have asked for changes
(home-office-data.md E2, process.md 6.3), in our own words. They help somebody to read; a list
that is complete proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from dhr_cases.models import Case
from documents.models import DocumentKind, Version
from workflow.guards.files import current_versions
from workflow.models import ChecklistAnswer, ItemState


@dataclass(frozen=True)
class Item:
    """One point: its slug in addresses, what is to be shown, and where to look."""

    slug: str
    title: str
    look: str


LIST: tuple[tuple[str, tuple[Item, ...]], ...] = (
    (
        "Nobody can be identified",
        (
            Item("real-names", "No real names are left in",
                 "Look in annexes, footnotes, tables and the terms of reference too."),
            Item("birth-dates", "No dates of birth are left in",
                 "An age, or an age range for children, is enough."),
            Item("exact-dates", "No exact dates tell who somebody was",
                 "Month and year for the death and for events that the press told of."),
            Item("marking", "The marking is right for what it is now",
                 "A finished report no longer carries the marking of a draft."),
        ),
    ),
    (
        "Order and terms of reference",
        (
            Item("layout", "It follows the layout of the guidance",
                 "Every section is there, in the order of the model."),
            Item("terms-early", "The terms stand early and fit this death",
                 "For a suicide they name suicide; where it matters, coercive control."),
            Item("terms-answered", "Every question of the terms is answered",
                 "Each question leads to a paragraph of the analysis."),
            Item("key-terms", "Key terms are explained", "A glossary, or where each first stands."),
            Item("timescales", "It says how long it took, and why",
                 "Beyond six months, what the time was spent on."),
            Item("parallel", "Other reviews, trials and the inquest are explained",
                 "What ran beside this review, and how each bore on the other."),
            Item("dissemination", "It says who will receive it", "A list of bodies."),
        ),
    ),
    (
        "The person and the family",
        (
            Item("pen-picture", "The reader meets the person",
                 "A tribute or a pen picture, and their own voice throughout."),
            Item("family", "How the family took part is told",
                 "Who and when, an advocate offered, terms and draft seen, what they said of it."),
            Item("children", "What children lived with is told",
                 "As people in their own right. If there were none, it does not apply."),
        ),
    ),
    (
        "Who carried out the review",
        (
            Item("independence", "The chair's and author's independence is stated",
                 "With their experience, in their own section."),
            Item("specialists", "The panel had the specialists this death needed",
                 "Domestic abuse; services led by and for; suicide; older people."),
            Item("panel-members", "Every member of the panel is listed",
                 "Name, role, agency, and independence of the case."),
        ),
    ),
    (
        "Analysis",
        (
            Item("equality", "Equality is analysed and not only listed",
                 "Each of the nine characteristics: how it shaped what happened, or why not."),
            Item("control", "Coercive and economic abuse are explored",
                 "What was done, what it did to the person, what agencies could have seen."),
            Item("bias", "Bias in how agencies saw people is probed",
                 "For example when a man or an older person was hurt."),
            Item("covid", "The effect of the pandemic is considered",
                 "Where the period touches March 2020 to 2022; otherwise it does not apply."),
            Item("contradictions", "Facts and dates agree with each other",
                 "Compare the text with the chronology, and each paragraph with the next."),
            Item("research", "Research and national evidence are used",
                 "References the reader can follow."),
        ),
    ),
    (
        "Recommendations and action plan",
        (
            Item("one-list", "All recommendations stand in one place",
                 "Those for one agency and those for several together."),
            Item("same-everywhere", "Report, summary and plan have the same recommendations",
                 "The same number, the same words."),
            Item("national", "A national lesson has a national recommendation",
                 "Where no lesson is national, it does not apply."),
            Item("action-plan", "The action plan is complete",
                 "Each action has a lead, a date, milestones and an outcome, and is up to date."),
        ),
    ),
    (
        "Words and finish",
        (
            Item("fair-words", "No words blame the person or make the abuse smaller",
                 "For example “volatile relationship”, or “chose not to engage”."),
            Item("summary-alone", "The executive summary can be read alone",
                 "Short, with its own key to pseudonyms."),
            Item("proofread", "It has been proofread",
                 "Spelling, numbering, and every pseudonym used for the same person."),
        ),
    ),
)  # fmt: skip

ITEMS: Mapping[str, Item] = {item.slug: item for _, items in LIST for item in items}


def report_of(case: Case) -> Version | None:
    """The overview report as it stands, which the list is read against."""
    kind = DocumentKind.OVERVIEW_REPORT
    return current_versions(case, [kind]).get(kind)


@dataclass(frozen=True)
class Row:
    """One point with what was found, against the report as it stands."""

    item: Item
    answer: ChecklistAnswer | None
    current: Version | None

    @property
    def is_stale(self) -> bool:
        """Whether another version of the report was read than the one that stands now."""
        return bool(self.answer and self.current and self.answer.file_id != self.current.pk)

    @property
    def is_done(self) -> bool:
        """Met or not applicable, in the report as it stands."""
        found = self.answer is not None and self.answer.state != ItemState.NOT_MET
        return found and not self.is_stale

    @property
    def tag(self) -> tuple[str, str]:
        """How it stands, as words and the kind of tag."""
        if self.answer is None:
            return "Not started", "grey"
        if self.is_stale:
            return f"Checked on version {self.answer.file.number}, look again", "due-soon"
        if self.answer.state == ItemState.MET:
            return "Met", "on-time"
        if self.answer.state == ItemState.NOT_APPLICABLE:
            return "Does not apply", "grey"
        return "Not met", "overdue"


def rows(
    answers: Iterable[ChecklistAnswer], current: Version | None
) -> list[tuple[str, list[Row]]]:
    """The whole list by its parts, each point against the report as it stands.

    `answers` are all of one review's.
    """
    found = {row.item: row for row in answers}
    return [
        (title, [Row(item, found.get(item.slug), current) for item in items])
        for title, items in LIST
    ]


def still_to_do(answers: Iterable[ChecklistAnswer], current: Version | None) -> int:
    """How many points are not met, not looked at, or were read in an earlier version."""
    return sum(not row.is_done for _, part in rows(answers, current) for row in part)


def next_after(slug: str, listed: list[tuple[str, list[Row]]]) -> str:
    """The slug of the next point that needs somebody; empty when none does."""
    flat = [row for _, part in listed for row in part]
    place = next(number for number, row in enumerate(flat) if row.item.slug == slug)
    round_about = flat[place + 1 :] + flat[:place]
    return next((row.item.slug for row in round_about if not row.is_done), "")


def keep(answer: ChecklistAnswer, version: Version, *, by: User, on: date) -> None:
    """Keep what was found on a point, in the version that was read."""
    answer.file, answer.checked_by, answer.checked_on = version, by, on
    answer.save()
