"""The course one invented review took: its steps on their days, and the clocks they moved."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from workflow.deadlines import due_date
from workflow.models import BankHoliday, DeadlineRule, Progress
from workflow.reference import path_to
from workflow.steps import Step


@dataclass
class Clock:
    """One clock: what runs, since when, until when."""

    rule: DeadlineRule
    counted_from_on: date
    due_on: date | None
    met_on: date | None = None


@dataclass
class Course:
    """What happened on a review, and when."""

    received_on: date
    steps: list[tuple[Step, str, date]] = field(default_factory=list)
    clocks: list[Clock] = field(default_factory=list)

    @property
    def last_on(self) -> date:
        """The day of the last step."""
        return self.steps[-1][2] if self.steps else self.received_on


class Rules:
    """The dated rules and the ways to each status, read once."""

    def __init__(self, regime: str):
        rules = DeadlineRule.objects.filter(regime=regime).order_by("applies_from")
        self.rules = {rule.name: rule for rule in rules}
        self.holidays = set(BankHoliday.objects.values_list("day", flat=True))
        self.paths: dict[str, list[Step]] = {}

    def start(self, name: str, on: date) -> Clock | None:
        """A clock that starts on a day, or None where no rule of that name applies."""
        rule = self.rules.get(name)
        if rule is None:
            return None
        return Clock(rule, on, due_date(on, rule.amount, rule.unit, self.holidays))

    def course(self, status: str, received_on: date, today: date, chance: random.Random) -> Course:
        """The fewest steps from notice to a status, some weeks apart, none of them after today."""
        course = Course(received_on)
        path = self.paths.setdefault(status, path_to(status))
        running = {"decide": self.start("decide", received_on)}
        here, day = str(Progress._meta.get_field("status").default), received_on
        days = max(1, (today - received_on).days // (len(path) + 1))
        for step in path:
            day += timedelta(days=min(days, chance.randint(7, 75)))
            course.steps.append((step, here, day))
            here = step.target
            for name in step.meets:
                clock = running.pop(name, None)
                if clock:
                    clock.met_on = day
                    course.clocks.append(clock)
            for name in step.opens:
                running.setdefault(name, self.start(name, day))
        course.clocks += [clock for clock in running.values() if clock]
        course.clocks = [clock for clock in course.clocks if clock]
        return course
