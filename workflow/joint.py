"""The joint decision as it stands: two bodies, one record, and a calm word for each state (S50)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from dhr_cases.models import Case
from workflow.guards.decision import agrees
from workflow.models import Body, CountyAsked, JointView, View
from workflow.status import Status


@dataclass
class Column:
    """One body's side of the record: what it thinks now, and what it thought before."""

    body: str
    name: str
    has_duty: bool
    latest: JointView | None = None
    earlier: list[JointView] = field(default_factory=list)


@dataclass
class Standing:
    """How the joint decision stands: a key, a few words, and a sentence."""

    key: str
    words: str
    sentence: str


def columns(case: Case, views: Iterable[JointView]) -> list[Column]:
    """The two sides with their views of the present round; one where there is no county partner."""
    sides = [Column(Body.DISTRICT, str(case.lead_partnership), has_duty=True)]
    if case.county_partner_id:
        sides.append(Column(Body.COUNTY, str(case.county_partner), has_duty=False))
    for row in views:
        for side in sides:
            if side.body == row.body:
                if side.latest:
                    side.earlier.insert(0, side.latest)
                side.latest = row
    return sides


def standing(sides: list[Column], *, county_may_block: bool) -> Standing:
    """The state in words. The body that holds the duty is named when the two differ."""
    given = [side for side in sides if side.latest]
    waiting = [side.name for side in sides if not side.latest]
    if not given:
        who = " and ".join(waiting)
        return Standing("awaiting", "Awaiting both" if len(sides) == 2 else "Awaiting a view",
                        f"Neither view is recorded yet. Waiting for {who}."
                        if len(sides) == 2 else f"Waiting for {who}.")  # fmt: skip
    if waiting:
        sentence = f"{given[0].name} has given its view. Waiting for {waiting[0]}."
        return Standing("one", "One view recorded", sentence)
    ways = {agrees(side.latest.view) for side in given if side.latest}
    if len(ways) == 1:
        if len(sides) == 1:
            return Standing("agreed", "View recorded", "The view is recorded.")
        return Standing("agreed", "Agreed", "The two partnerships agree.")
    duty = next(side.name for side in sides if side.has_duty)
    effect = (
        "Both have settled that they must agree before a decision is taken."
        if county_may_block
        else "The county partner's view is recorded and does not block."
    )
    return Standing(
        "differ",
        "Views differ",
        f"The two partnerships see this differently. Both views are kept. The duty to decide is "
        f"that of {duty}. {effect} A meeting may help.",
    )


def asked_words(asked: CountyAsked, on: date) -> str:
    """When the county partner was asked, and whether its time to answer is over."""
    said = f"Asked on {asked.asked_on:%-d %B %Y}, to answer by {asked.answer_by_on:%-d %B %Y}."
    if asked.answer_by_on < on:
        return f"{said} That day has passed: no answer does not hold the decision up."
    return said


def is_open(case: Case) -> bool:
    """Whether views may be recorded: from scoping until the decision is taken."""
    return case.progress.status in (Status.SCREENING, Status.DECISION_DUE)


VIEW_KINDS = {
    View.HOLD: "information",
    View.JOINT: "information",
    View.NO_REVIEW: "grey",
    View.OTHER_LEARNING: "grey",
    View.QUESTION: "due-soon",
}
