"""Builds the demonstration: people first, then every review by its own steps."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from accounts.roles import Role
from dhr_cases.models import Case
from reports.demo import cast
from reports.demo.chairs import list_chairs, quote_and_choose
from reports.demo.chronology import merge_chronologies
from reports.demo.declarations import declare_all
from reports.demo.drafts import check_drafts, write_drafts
from reports.demo.facts import agencies
from reports.demo.facts.opening import open_review
from reports.demo.facts.sent_in import chronologies_sent_in
from reports.demo.family import remember
from reports.demo.meetings import meet
from reports.demo.money import agree_and_spend
from reports.demo.papers import keep_papers
from reports.demo.protecting import protect
from reports.demo.stories import GAP_DAYS, STORIES
from reports.demo.telling import tell
from reports.demo.timetables import plan_reviews
from reports.demo.walk import Walk
from workflow.models import Body, CountyAsked, JointView
from workflow.services import hold, resume


def build(password: str) -> SimpleNamespace:
    """Make every account and every review; returns the team. Runs inside a job.

    `password` opens every account.
    """
    today = timezone.localdate()
    team = cast.make(password, on=today - timedelta(days=1600))
    agencies.directory(team, on=today)
    list_chairs(today)
    cases: list[Case] = []
    for story in STORIES:
        walk = Walk(team=team, story=story, day=today - timedelta(days=story.days_ago))
        open_review(walk)
        walk.made["other_case"] = cases[1] if len(cases) > 1 else None
        for step in story.steps:
            walk.pass_days(GAP_DAYS[step])
            walk.take(step)
        if story.known_as == agencies.SCOPED:
            agencies.scope_twelve(walk)
        if story.known_as == agencies.REVIEWED:
            agencies.returns_in_every_state(walk)
            chronologies_sent_in(walk)
        if story.hold:
            _pause(walk)
        if story.after == "differing":
            _differ(walk)
        if story.chronology:
            merge_chronologies(walk)
        if story.advised:
            walk.give("legal", Role.LEGAL_ADVISER)
            walk.give("communications", Role.COMMUNICATIONS)
        cases.append(walk.case)
    agree_and_spend(cases, today)
    remember(cases, team.family_lead, today)
    tell(cases, team.family_lead, team.coordinator, today)
    protect(cases, team.family_lead, today)
    meet(cases, team, today)
    quote_and_choose(team, cases)
    keep_papers(cases, today)
    write_drafts(cases, team, today)
    check_drafts(cases, team, today)
    declare_all(team, cases, today)
    plan_reviews(cases, team, today)
    team.cases = cases
    return team


def _pause(walk: Walk) -> None:
    """Paused for trial, looked at again every three months, and long overdue."""
    today = timezone.localdate()
    by = walk.person("coordinator")
    with walk.as_("coordinator"):
        for begun, ended in ((420, 340), (60, None)):
            walk.day = today - timedelta(days=begun)
            row = hold(
                walk.case,
                by=by,
                on=walk.day,
                reason="criminal",
                explanation=walk.story.hold,
                scope="all",
                continues="Safety learning, contact with the family, and keeping files secure.",
                look_again_on=walk.day + timedelta(days=85),
            )
            if ended is not None:
                resume(row, by=by, on=today - timedelta(days=ended))
    walk.day = today


def _differ(walk: Walk) -> None:
    """The two partnerships hold different views of one record."""
    case, coordinator = walk.case, walk.person("coordinator")
    with walk.as_("coordinator"):
        CountyAsked(
            case=case,
            decision_round=1,
            asked_on=walk.day - timedelta(days=6),
            answer_by_on=walk.day + timedelta(days=2),
            asked_by=coordinator,
        ).save()
    for name, body, view, reasons in (
        ("county", Body.COUNTY, "no_review", "Other learning would be quicker for the family."),
        ("chair", Body.DISTRICT, "hold", "The test appears met and agencies have much to learn."),
    ):
        with walk.as_(name):
            JointView(
                case=case,
                decision_round=1,
                body=body,
                view=view,
                reasons=reasons,
                given_by=walk.person(name),
                given_on=walk.day,
            ).save()
