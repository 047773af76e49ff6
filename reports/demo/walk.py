"""Walks one invented review: makes the facts a step needs, as the people would, then takes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace

from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from audit.actors import acting
from dhr_cases import policy
from dhr_cases.models import Case
from reports.demo.facts import follow_up, preparation
from reports.demo.facts.release import answers_for
from workflow.models import Progress
from workflow.services import perform

HOLDER = {
    "run_case": "coordinator",
    "decide": "chair",
    "lead_review": "independent_chair",
    "dispose": "auditor",
}


@dataclass
class Walk:
    """One review on its way. `day` moves on with every step."""

    team: SimpleNamespace
    story: SimpleNamespace
    day: date
    case: Case | None = None
    made: dict[str, object] = field(default_factory=dict)

    def pass_days(self, days: int) -> None:
        """Let time go by, never beyond today."""
        self.day = min(self.day + timedelta(days=days), timezone.localdate())

    def moment(self, hour: int = 10) -> datetime:
        """An hour of the present day of the story."""
        return timezone.make_aware(datetime.combine(self.day, time(hour)))

    @property
    def is_cheltenham(self) -> bool:
        """Whether the second partnership leads this one."""
        return self.story.area == "cheltenham"

    def person(self, name: str) -> User:
        """The person of that name, or their counterpart in the second partnership."""
        if self.is_cheltenham and name in {"coordinator", "chair", "auditor"}:
            return getattr(self.team, f"{name}_cheltenham")
        return getattr(self.team, name)

    def as_(self, name: str):
        """Act as somebody."""
        return acting(self.person(name))

    def take(self, name: str, **answers) -> None:
        """Make what the step needs true, and take it."""
        step = Progress.step(name)
        prepare = preparation(name)
        if prepare:
            prepare(self)
        by = self.person(HOLDER[step.permission])
        progress = Progress.objects.get(case=self.case)
        answers = answers or answers_for(self, name)
        perform(progress, step, by=by, on=self.day, answers=answers)
        self.case = Case.objects.select_related("progress", "lead_partnership").get(pk=self.case.pk)
        afterwards = follow_up(name)
        if afterwards:
            afterwards(self)

    def give(self, name: str, role: Role, *, organisation=None, days: int = 900) -> None:
        """Give somebody a role on this review, as the coordinator would."""
        with self.as_("coordinator"):
            policy.assign(
                self.case,
                self.person(name),
                role,
                by=self.person("coordinator"),
                on=self.day,
                reason="Needed for this review",
                organisation=organisation,
                last_day_on=timezone.localdate() + timedelta(days=days),
            )
