"""The learning summary: two pages of public words about a person and what was learned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dhr_cases.models import Case
from dhr_cases.tributes import printable
from disclosure.readers import HELP_LINES
from govuk.uncertain import UncertainDate
from reports.blocks import Block, Bullets, Heading, Numbered, Paragraph, Report
from reports.models import LearningSummary

MOST_PAGES = 2
MOST_POINTS = 5
DRAFT = "Draft, not for sharing"


@dataclass(frozen=True)
class Section:
    """One box of the summary: its field, question, guidance, and how many words fit."""

    name: str
    label: str
    guidance: str
    words: int
    limit: int  # characters
    needed: bool = True


SECTIONS = (
    Section(
        "who", "Who was the person?",
        "The words agreed with the family. What they loved, whom they loved, what they are missed "
        "for. Begin with the pseudonym.", 90, 900,
    ),
    Section(
        "what_happened", "What happened?",
        "A few plain sentences. No method, no address, no day: the month and year at most. "
        "Use the words the law allows so far.", 90, 900,
    ),
    Section(
        "learned", "What did we learn?",
        "One point a line, five at most. Say what services can do, not what somebody should have "
        "done.", 150, 1500,
    ),
    Section(
        "helped", "What helped?",
        "Good practice that others can copy. Leave it empty if there is nothing to say.",
        60, 700, needed=False,
    ),
    Section(
        "changed", "What has changed?",
        "What is different now, and since when. Only what has been done.", 90, 900,
    ),
    Section(
        "you_can_do", "What can you do?",
        "For practitioners: questions to ask, things to do tomorrow.", 60, 700, needed=False,
    ),
    Section(
        "get_help", "Where can people get help here?",
        "Local services with a telephone number, one a line. National lines are added below them.",
        40, 500, needed=False,
    ),
)  # fmt: skip
FIELDS = tuple(section.name for section in SECTIONS)


def words_in(text: str) -> int:
    """How many words a text has."""
    return len(text.split())


def month_of(date: UncertainDate | None) -> str:
    """A date as public words: month and year at most, never the day; empty when not known."""
    if date is None or not date.is_known:
        return ""
    if date.kind == "day":
        year, month, _ = date.parts
        return str(UncertainDate.from_parts(year, month))
    if date.kind == "range":
        first, last = month_of(date.start), month_of(date.end)
        return first if first == last else f"between {first} and {last}"
    return str(date)


def report(case: Case, summary: LearningSummary) -> Report:
    """The summary as a report; marked as a draft until the independent chair has approved it."""
    name = case.known_as.strip() or "The person who died"
    return Report(
        title=f"{name}: what we learned",
        blocks=tuple(_blocks(case, summary, name)),
        marking="" if summary.is_approved else DRAFT,
        subject=f"{case.reference}, version {summary.number}",
        footer=str(case.lead_partnership),
    )


def _blocks(case: Case, summary: LearningSummary, name: str) -> Iterator[Block]:
    died = month_of(case.died_on)
    when = f" {name} died {'' if died.startswith('between') else 'in '}{died}." if died else ""
    review = case.get_label_display().lower()
    yield Paragraph(
        f"{case.lead_partnership} led a {review}, to learn from this death.{when} "
        f"{name} is not a real name."
    )
    yield from _tributes(case, summary)
    yield from _section(f"Who {name} was", summary.who)
    yield from _section("What happened", summary.what_happened)
    if summary.points:
        yield Heading("What we learned")
        yield Numbered(tuple(summary.points))
    yield from _section("What helped", summary.helped)
    yield from _section("What has changed", summary.changed)
    yield from _section("What you can do", summary.you_can_do)
    yield Heading("Where to get help")
    local = [line.strip() for line in summary.get_help.splitlines() if line.strip()]
    yield Bullets((*local, *HELP_LINES))
    yield Paragraph(_other_formats(case))


def _tributes(case: Case, summary: LearningSummary) -> Iterator[Block]:
    """What people bereaved wished to be read first, each with their consent (process.md 5.2)."""
    found = list(printable(case, agreed_by=summary.approved_on))
    if found:
        yield Heading("In memory")
    for row in found:
        for part in filter(None, map(str.strip, row.words.splitlines())):
            yield Paragraph(part)
        if row.signed_as:
            yield Paragraph(row.signed_as)


def _section(heading: str, text: str) -> Iterator[Block]:
    paragraphs = [part.strip() for part in text.splitlines() if part.strip()]
    if paragraphs:
        yield Heading(heading)
        for part in paragraphs:
            yield Paragraph(part)


def _other_formats(case: Case) -> str:
    lead = case.lead_partnership
    how = f" at {lead.contact_email}" if lead.contact_email else ""
    return f"To have this in another format or language, ask {lead}{how}."
