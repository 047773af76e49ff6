"""What needs doing on a review, stage by stage: the guards of the road ahead, as tasks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.urls import reverse

from accounts.roles import Permission as P
from dhr_cases.models import Case
from workflow.facts import facts_of, known
from workflow.mending import MENDING, page_for
from workflow.models import Progress, Status
from workflow.status import STAGES
from workflow.steps import Step

ROAD = {
    Status.NOTIFIED: "accept",
    Status.SCREENING: "put_for_decision",
    Status.DECISION_DUE: "commission",
    Status.NO_REVIEW_HO: "accept_decline",
    Status.COMMISSIONING: "begin",
    Status.IN_REVIEW: "agree_draft",
    Status.DRAFT_CONSULTATION: "put_for_approval",
    Status.CSP_APPROVAL: "submit",
    Status.WITH_HOME_OFFICE: "take_approval",
    Status.HO_REVISION: "finish_changes",
    Status.PUBLICATION_PREP: "publish",
    Status.PUBLISHED: "start_monitoring",
    Status.NOT_PUBLISHED: "start_monitoring",
    Status.ACTION_MONITORING: "close",
}
"""From each status, the step that leads on; the others are choices, not work to be done."""

WORKERS = (P.RUN_CASE, P.LEAD_REVIEW, P.DECIDE)
"""Who is shown the tasks: whoever takes the steps of a review, since one prepares another's."""

WHO_TAKES = {
    P.RUN_CASE: "the coordinator",
    P.DECIDE: "the partnership chair",
    P.LEAD_REVIEW: "the independent chair",
    P.DISPOSE: "the information-governance officer",
}


def road_from(status: str) -> list[tuple[str, Step]]:
    """The step that leads on from here, and the one after it: (status, step) each."""
    found: list[tuple[str, Step]] = []
    while status in ROAD and len(found) < 2:
        step = Progress.step(ROAD[Status(status)])
        found.append((status, step))
        status = step.target
    return found


def work_ahead(case: Case, may: Collection[str], *, on: date) -> list[dict]:
    """The present stage and the next, each with its tasks and with the step that ends it.

    Each is {stage, tasks, step, who}; `tasks` are rows of a task list. One query.
    """
    road = road_from(case.progress.status)
    shown = not frozenset(may).isdisjoint(WORKERS)
    guards = [guard.__name__ for _, step in road for guard in step.guards] if shown else []
    facts = facts_of(case.progress, guards, on=on) if guards else {}
    stages = []
    for number, (status, step) in enumerate(road):
        tasks = [
            _task(guard.__name__, facts, case.reference, frozenset(may))
            for guard in step.guards
            if shown and guard.__name__ in MENDING and _is_work(guard.__name__, facts)
        ]
        stages.append(
            {
                "stage": case.progress.stage if number == 0 else str(Status(status).label),
                "tasks": tasks,
                "step": step,
                "who": WHO_TAKES[step.permission],
                "is_mine": number == 0 and step.permission in may,
                "href": reverse("workflow:step", args=[case.reference, step.name]),
                "ready": bool(tasks) and all(task["done"] for task in tasks),
            }
        )
    return stages


NOT_WORK = {"county_partner_does_not_block", "decider_has_no_conflict"}
"""Guards that say something of a moment or a person; they show on the step's own page."""


CONDITIONS = {
    "nothing_holds_the_report",
    "nothing_holds_publication",
    "proceedings_allow_publication",
    "home_office_agrees_to_less_than_full",
}
"""Guards that are work only when they refuse."""


def _is_work(guard: str, facts: dict[str, bool]) -> bool:
    return guard not in NOT_WORK and not (guard in CONDITIONS and facts[guard])


def _task(guard: str, facts: dict[str, bool], reference: str, may: frozenset[str]) -> dict:
    done = facts.get(guard)
    words, kind = ("Completed", "") if done else ("Not yet started", "grey")
    if not known(guard):
        words, kind = "To be checked", "grey"
    return {
        "title": MENDING[guard].title,
        "href": page_for(guard, reference, may),
        "status": words,
        "kind": kind,
        "done": bool(done),
    }


def other_stages(progress: Progress) -> tuple[list[str], list[str]]:
    """The names of the stages before this one, and of those after the next."""
    number = progress.stage_number
    if number == len(STAGES) and progress.status != Status.CLOSED:
        return [], []
    return list(STAGES[: number - 1]), list(STAGES[number:])
