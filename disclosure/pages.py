"""What the pages of the disclosure check show: findings in words, tasks, and how a run stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from disclosure.carrying import Same, same
from disclosure.finding import SENTENCES
from disclosure.models import CheckFinding, CheckRun, FindingAnswer, Group, Outcome
from disclosure.models.runs import SETTLED, WORDS

HELPS = "This check helps. It does not prove a document is safe."
SAID = {
    "unknown word": "A word with a capital that the review does not know",
    "known word": "A word with a capital that the review knows",
}
ADVICE = {
    "name": "Use the pseudonym.",
    "joined name": "Take it out, or use the pseudonym.",
    "near name": "If it is the name, use the pseudonym.",
    "short name": "If it is the name, use the pseudonym.",
    "initials": "If they are somebody's, use the pseudonym.",
    "birth": "Take it out, or use an age.",
    "death": "Use the month and year.",
    "exact date": "Use the month and year, unless the day says nothing of anybody.",
    "address": "Take it out.",
    "postcode": "Take it out, or name the district.",
    "file": "Change the file and add it as a new version.",
    "unknown word": "If it names a person, a street, a school or a workplace, take it out.",
}
TAKE_OUT = "Take it out, unless it is public and points at nobody."


def said(answer: FindingAnswer) -> str:
    """An answer in words, with who gave it."""
    return f"{Outcome(answer.outcome).label}: {answer.reason} {answer.answered_by}."


@dataclass(frozen=True)
class Row:
    """One finding as the page shows it, with the newest answer to it."""

    finding: CheckFinding
    answer: FindingAnswer | None
    before: str = ""
    """What was said of it in an earlier check, where it has to be said again."""

    @property
    def is_open(self) -> bool:
        """Whether something is left to do about it."""
        settled = self.answer is not None and self.answer.outcome in SETTLED
        return self.finding.group != Group.FINE and not settled

    @property
    def is_word(self) -> bool:
        """Whether it is ticked off from the list of words."""
        return self.finding.kind in WORDS

    @property
    def what(self) -> str:
        """What it is, in a sentence."""
        kind = self.finding.kind
        if kind == "file":
            return self.finding.shown
        return SENTENCES.get(kind) or SAID.get(kind) or f"{kind[:1].upper()}{kind[1:]}"

    @property
    def advice(self) -> str:
        """What to do about it."""
        return ADVICE.get(self.finding.kind, TAKE_OUT)

    @property
    def around(self) -> tuple[str, str, str]:
        """What stands before it, itself, and what stands after it."""
        shown, snippet = self.finding.shown, self.finding.snippet
        if self.finding.kind == "file":
            return "", "", ""
        before, found, after = snippet.partition(shown)
        return (before, found, after) if found else (snippet, "", "")

    @property
    def why(self) -> str:
        """Why nothing is left to do, and who says so."""
        if self.answer is None:
            return self.finding.why
        return said(self.answer)

    @property
    def is_carried(self) -> bool:
        """Whether the answer was given in an earlier check of this file."""
        return self.answer is not None and self.answer.carried_from_id is not None

    @property
    def must_change(self) -> bool:
        """Whether somebody said that the file has to be changed."""
        return self.answer is not None and self.answer.outcome == Outcome.TO_FIX


def rows_of(
    findings: QuerySet[CheckFinding] | Iterable[CheckFinding],
    before: Mapping[Same, FindingAnswer] | None = None,
) -> list[Row]:
    """Findings with their newest answers; prefetch `answers__answered_by`.

    `before` is what was said of them in earlier checks (`carrying.said_before`).
    """
    earlier = before or {}
    return [
        Row(
            finding,
            next(reversed(finding.answers.all()), None),
            said(earlier[same(finding)]) if same(finding) in earlier else "",
        )
        for finding in findings
    ]


@dataclass(frozen=True)
class Grouped:
    """The rows of a run, by what is left to do."""

    must_fix: list[Row]
    look_at: list[Row]
    words: list[Row]
    fine: list[Row]


def grouped(rows: Iterable[Row]) -> Grouped:
    """Must fix, look at, words to tick off, and what is fine with its reason (S182)."""
    found = Grouped([], [], [], [])
    for row in rows:
        if not row.is_open:
            found.fine.append(row)
        elif row.is_word and not row.must_change:
            found.words.append(row)
        elif row.finding.group == Group.MUST_FIX or row.must_change:
            found.must_fix.append(row)
        else:
            found.look_at.append(row)
    return found


def summary(groups: Grouped) -> str:
    """What was found, in a sentence that promises nothing."""
    look_at = len(groups.look_at) + len(groups.words)
    if not groups.must_fix and not look_at and not groups.fine:
        return "This check found nothing. Still read it: it cannot find everything."
    things = "thing" if len(groups.must_fix) == 1 else "things"
    return (
        f"There are {len(groups.must_fix)} {things} to fix and {look_at} to look at. "
        "The check cannot find everything."
    )


def tasks(reference: str, run: CheckRun, groups: Grouped, *, clear: str, doubt: bool) -> list[dict]:
    """The task list of a run: what is open, and where it is answered.

    `clear` says how the clearance stands, empty for what is no file of the review.
    """

    def row(title: str, name: str, still: int, hint: str = "") -> dict:
        return {
            "title": title,
            "href": reverse(f"disclosure:{name}", args=[reference, run.token]) if still else "",
            "status": f"{still} open" if still else "Completed",
            "kind": "grey" if still else "",
            "hint": hint,
        }

    found = [
        row("Must fix", "answer_must_fix", len(groups.must_fix)),
        row("Look at", "answer_look_at", len(groups.look_at)),
        row("Words and initials to tick off", "words", len(groups.words)),
        {
            "title": "Facts that identify somebody together",
            "href": reverse("disclosure:together", args=[reference, run.token]),
            "status": "Completed" if run.is_told_together else "Not yet answered",
            "kind": "" if run.is_told_together else "grey",
        },
    ]
    if clear:
        found.append(
            {
                "title": "Read the whole file, and clear it",
                "href": reverse("disclosure:clear", args=[reference, run.token]),
                "status": clear,
                "kind": "overdue" if doubt else "information",
            }
        )
    return found
