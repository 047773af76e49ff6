"""The invented reviews, made in chunks, each row with its history, digest and event."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.roles import Role
from audit.bulk import add_rows
from dhr_cases.codes import DeathKind, Part, Regime
from dhr_cases.grants import add_grants
from dhr_cases.models import (
    Action,
    AgencyRequest,
    Case,
    CaseAssignment,
    Involvement,
    Level,
    Outcome,
    Person,
    Recommendation,
    RequestKind,
)
from dhr_cases.reference import next_reference
from reports.scale.course import Course, Rules
from reports.scale.people import FAMILY, GIVEN, Installation
from reports.scale.plan import A_CHUNK, FIRST_YEAR, HOW_MANY_STAND_AT, LAST_YEAR, SEED, Plan
from workflow.models import ChairAppointment, Deadline, Hold, Progress, Status, StepTaken
from workflow.status import SubPhase

BEFORE_A_REVIEW = {Status.NOTIFIED, Status.SCREENING, Status.DECISION_DUE, Status.CLOSED_NO_REVIEW}
GATHERING = {Status.IN_REVIEW, Status.DRAFT_CONSULTATION}
ACTED_ON = {Status.ACTION_MONITORING, Status.CLOSED}
ENDED = {Status.CLOSED, Status.CLOSED_NO_REVIEW}
PANEL = 7
DEATHS = [kind for kind in DeathKind.values if kind != DeathKind.NOT_KNOWN]


@dataclass
class Review:
    """One review while it is being made."""

    case: Case
    status: str
    course: Course


class Maker:
    """Makes the reviews of a plan; the same plan gives the same reviews."""

    def __init__(self, plan: Plan, installation: Installation, today: date):
        self.plan, self.made, self.today = plan, installation, today
        self.chance = random.Random(SEED)  # noqa: S311 (what is invented need not be secret)
        self.rules = Rules(Regime.S9)
        self.given: Counter = Counter()
        self.statuses = list(HOW_MANY_STAND_AT)
        self.weights = list(HOW_MANY_STAND_AT.values())

    def chunks(self) -> Iterator[int]:
        """Make everything, a chunk at a time; yields how many reviews each chunk had."""
        leads = self.plan.leads()
        for start in range(0, len(leads), A_CHUNK):
            part = leads[start : start + A_CHUNK]
            self._make([self._review(lead) for lead in part])
            yield len(part)

    def _review(self, lead: int) -> Review:
        district = self.made.districts[lead]
        status = self.chance.choices(self.statuses, self.weights)[0]
        received = self._received(status)
        known = f"{district.area_code}-{received.year}"
        taken = [f"{known}-{self.given[known]}"] if self.given[known] else []
        self.given[known] += 1
        case = Case(
            reference=next_reference(district.area_code, received.year, taken),
            lead_partnership=district,
            county_partner=district.county,
            regime=Regime.S9,
            regime_set_on=received,
            label_set_on=received,
            known_as=self.chance.choice(GIVEN),
            summary="An invented person, for measuring alone.",
            death_kind=self.chance.choice(DEATHS),
            died_on=f"{received.year}-{received.month:02d}",
        )
        return Review(case, status, self.rules.course(status, received, self.today, self.chance))

    def _received(self, status: str) -> date:
        """What has ended lies years back, what goes on is younger; all before last week."""
        years = (FIRST_YEAR, LAST_YEAR - 3) if status in ENDED else (LAST_YEAR - 2, LAST_YEAR)
        first = date(self.chance.randint(*years), 1, 1)
        day = first + timedelta(days=self.chance.randrange(364))
        return min(day, self.today - timedelta(days=self.chance.randint(7, 300)))

    def _make(self, reviews: list[Review]) -> None:
        add_rows([review.case for review in reviews])
        for rows in (
            self._progress,
            self._steps,
            self._clocks,
            self._holds,
            self._chairs,
            self._requests,
        ):
            _add([row for review in reviews for row in rows(review)])
        persons = [row for review in reviews for row in self._persons(review)]
        _add(persons)
        _add([self._involvement(row, number) for number, row in enumerate(persons)])
        learned = [row for review in reviews for row in self._recommendations(review)]
        _add(learned)
        _add([self._action(row) for row in learned])
        assignments = [row for review in reviews for row in self._assignments(review)]
        _add(assignments)
        add_grants(assignments)

    def _progress(self, review: Review) -> Iterator[Progress]:
        yield Progress(
            case=review.case,
            status=review.status,
            sub_phase=self.chance.choice(SubPhase.values),
            opened_on=review.course.received_on,
        )

    def _steps(self, review: Review) -> Iterator[StepTaken]:
        by = self.made.standing[review.case.lead_partnership_id][0].user
        for step, source, day in review.course.steps:
            yield StepTaken(
                case=review.case,
                code=step.code,
                name=step.name,
                source=source,
                target=step.target,
                taken_on=day,
                taken_by=by,
            )

    def _clocks(self, review: Review) -> Iterator[Deadline]:
        for clock in review.course.clocks:
            yield Deadline(
                case=review.case,
                rule=clock.rule,
                counted_from_on=clock.counted_from_on,
                first_due_on=clock.due_on,
                due_on=clock.due_on,
                met_on=clock.met_on,
            )

    def _holds(self, review: Review) -> Iterator[Hold]:
        if review.status in GATHERING and self.chance.random() < 0.3:
            yield Hold(
                case=review.case,
                reason="criminal",
                explanation="The trial has not begun.",
                scope="all",
                continues="Contact with the family.",
                started_on=review.course.last_on,
                look_again_on=self.today + timedelta(days=self.chance.randint(1, 90)),
                started_by=self.made.standing[review.case.lead_partnership_id][0].user,
            )

    def _chairs(self, review: Review) -> Iterator[ChairAppointment]:
        if review.status not in BEFORE_A_REVIEW:
            chair = self._chair_of(review)
            yield ChairAppointment(
                case=review.case,
                name=chair.name,
                user=chair,
                reason="Has chaired before and knows no agency here.",
                experience="Many years in services elsewhere.",
                appointed_on=review.course.received_on,
                last_day_on=self.today + timedelta(days=400),
            )

    def _chair_of(self, review: Review):
        return self.made.chairs[review.case.pk % len(self.made.chairs)]

    def _requests(self, review: Review) -> Iterator[AgencyRequest]:
        open_now = review.status in GATHERING or review.status == Status.SCREENING
        if not open_now:
            return
        kind = RequestKind.REVIEW if review.status in GATHERING else RequestKind.SCOPING
        for agency in self.chance.sample(self.made.agencies, 4):
            answered = self.chance.random() < 0.6
            yield AgencyRequest(
                case=review.case,
                organisation=agency,
                kind=kind,
                asked_on=review.course.last_on,
                due_on=review.course.last_on + timedelta(days=28),
                asked_by=self.made.standing[review.case.lead_partnership_id][0].user,
                outcome=Outcome.NOTHING_HELD if answered else Outcome.WAITING,
                received_on=review.course.last_on + timedelta(days=9) if answered else None,
            )

    def _persons(self, review: Review) -> Iterator[Person]:
        for _ in range(2):
            name = f"{self.chance.choice(GIVEN)} {self.chance.choice(FAMILY)}"
            yield Person(case=review.case, name=name, pseudonym=self.chance.choice(GIVEN))

    @staticmethod
    def _involvement(person: Person, number: int) -> Involvement:
        part = Part.RESPONSIBLE if number % 2 else Part.DIED
        return Involvement(case=person.case, person=person, part=part)

    def _recommendations(self, review: Review) -> Iterator[Recommendation]:
        for number in range(1, 3 if review.status in ACTED_ON else 1):
            yield Recommendation(
                case=review.case,
                number=str(number),
                text="Ask about money when asking about safety.",
                level=Level.SINGLE,
                recipient=self.chance.choice(self.made.agencies),
            )

    def _action(self, row: Recommendation) -> Action:
        return Action(
            case=row.case,
            recommendation=row,
            text="Add the question to the form.",
            lead=row.recipient,
            owner_role="Head of safeguarding",
            due_on=self.today + timedelta(days=self.chance.randint(-200, 200)),
        )

    def _assignments(self, review: Review) -> Iterator[CaseAssignment]:
        case, course = review.case, review.course
        for standing in [
            *self.made.standing[case.lead_partnership_id],
            *self.made.standing[case.county_partner_id],
        ]:
            yield CaseAssignment(
                case=case,
                user=standing.user,
                role=standing.role,
                organisation=standing.organisation,
                standing=standing,
                reason="Holds this role at the partnership",
                started_on=course.received_on,
            )
        if review.status in BEFORE_A_REVIEW:
            return
        ended = course.last_on if review.status in ENDED else None
        by = self.made.standing[case.lead_partnership_id][0].user
        people = [(self._chair_of(review), Role.INDEPENDENT_CHAIR)]
        people += [(one, Role.PANEL_MEMBER) for one in self.chance.sample(self.made.panel, PANEL)]
        for user, role in people:
            yield CaseAssignment(
                case=case,
                user=user,
                role=role,
                given_by=by,
                reason="Asked to help with this review",
                started_on=course.received_on,
                last_day_on=ended or self.today + timedelta(days=400),
                ended_on=ended,
                ended_by=by if ended else None,
            )


def _add(rows: list) -> None:
    if rows:
        add_rows(rows)
