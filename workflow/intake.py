"""From a notice to a case: sent, joined with a case already open, or passed to another area."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from rapidfuzz import fuzz, utils

from accounts.models import User
from audit.actors import acting
from dhr_cases.codes import Part
from dhr_cases.models import Case, Involvement, NoticePerson, Notification, Person, Relationship
from documents import notice_files
from govuk.uncertain import UncertainDate
from workflow import clocks
from workflow.services import open_case
from workflow.status import Status

ALIKE = 82  # of 100: "Jon Smyth" and "John Smith" are, "Ann Archer" and "Ben Archer" are not
NEAR_DAYS = 31  # two deaths are "at about the same time" when both are known within a month
GONE = (Status.CLOSED_DUPLICATE, Status.DISPOSED)


class NotReady(Exception):
    """A notice that cannot be sent yet; `reasons` are sentences for the person who tried."""

    def __init__(self, reasons: list[str]):
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Likeness:
    """A case that may be about the same death, and in words why it is thought so."""

    case: Case
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class _Death:
    """What is compared of one person who died."""

    names: tuple[str, ...]
    unidentified: bool
    born_on: UncertainDate | None
    died_on: UncertainDate | None
    address: str


def reasons_not_ready(notice: Notification) -> list[str]:
    """What is still needed before a notice can be sent: four answers, and that people are safe."""
    reasons = notice.missing()
    if notice.risk_now == "yes" and not notice.risk_done:
        reasons.append("Say what has been done to keep people safe")
    return reasons


def received_on(notice: Notification, on: date) -> date:
    """The day from which a notice counts: its receipt in writing, else the day it is recorded."""
    return timezone.localdate(notice.received_at) if notice.received_at else on


# Performance: three queries, whatever the number of cases and of people.
def possible_duplicates(notice: Notification, user: User) -> list[Likeness]:
    """Cases this user may see, of the notice's area or county, that may be about the same death.

    It only proposes; a person chooses. Nothing a case holds is repeated in its reasons.
    """
    ours = [
        _Death(
            names=_names(person.name, person.other_names),
            unidentified=person.is_unidentified,
            born_on=person.born_on,
            died_on=notice.died_on,
            address=person.address,
        )
        for person in notice.people.filter(part=Part.DIED, left_out=False)
    ]
    cases = Case.objects.visible_to(user).exclude(progress__status__in=GONE)
    near = cases.filter(lead_partnership=notice.area_id)
    if notice.county_id:
        near = near | cases.filter(county_partner=notice.county_id)
    rows = Involvement.objects.filter(part=Part.DIED, case__in=near.values("pk")).values_list(
        "case",
        "case__lead_partnership",
        "case__died_on",
        "person__name",
        "person__other_names",
        "person__is_unidentified",
        "person__born_on",
        "person__died_on",
        "person__address",
    )
    found: dict[int, tuple[str, ...]] = {}
    for case, lead, case_died, name, others, unidentified, born, died, address in rows:
        theirs = _Death(_names(name, others), unidentified, born, died or case_died, address)
        for death in ours:
            reasons = _likeness(death, theirs)
            if reasons and case not in found:
                same_area = lead == notice.area_id
                where = "It is in the same area" if same_area else "It is in the same county"
                found[case] = (*reasons, where)
    chosen = Case.objects.filter(pk__in=found).select_related("progress", "lead_partnership")
    return [Likeness(case, found[case.pk]) for case in chosen]


def _names(name: str, others: str) -> tuple[str, ...]:
    names = [name, *others.replace(";", ",").split(",")]
    return tuple(clean for clean in map(utils.default_process, names) if clean)


def _likeness(ours: _Death, theirs: _Death) -> tuple[str, ...]:
    """Why two deaths may be one, in words; empty when there is not enough to say so."""
    strong, weak = [], []
    score = max(
        (fuzz.token_sort_ratio(one, two) for one in ours.names for two in theirs.names), default=0
    )
    if score == 100:
        strong.append("The name is the same")
    elif score >= ALIKE:
        strong.append("The names are much alike")
    if _exact(ours.born_on) and ours.born_on == theirs.born_on:
        strong.append("The date of birth is the same")
    if _same_address(ours.address, theirs.address):
        strong.append("The last address is the same")
    overlap = _overlap(ours.died_on, theirs.died_on)
    if overlap and (ours.unidentified or theirs.unidentified):
        strong.append("One of the two people is not identified yet")
    if overlap and _is_near(ours.died_on) and _is_near(theirs.died_on):
        strong.append("Both people may have died on the same day")
    elif overlap:
        weak.append("The dates of death do not rule it out")
    elif overlap is False:
        weak.append("But the dates of death do not overlap")
    return (*strong, *weak) if strong else ()


def _exact(day: UncertainDate | None) -> bool:
    return day is not None and day.kind == "day"


def _same_address(one: str, two: str) -> bool:
    one, two = utils.default_process(one), utils.default_process(two)
    return bool(one and two) and fuzz.token_sort_ratio(one, two) >= 95


def _overlap(one: UncertainDate | None, two: UncertainDate | None) -> bool | None:
    """Whether two dates can be one day; None when either says nothing."""
    if not one or not two or not one.is_known or not two.is_known:
        return None
    return one.earliest <= two.latest and two.earliest <= one.latest


def _is_near(day: UncertainDate) -> bool:
    return (day.latest - day.earliest).days < NEAR_DAYS


@transaction.atomic
def submit_notice(
    notice: Notification, *, by: User, on: date, now: datetime, different_from: tuple = ()
) -> Case:
    """Send a notice and open its case: people, facts, and D02 from the receipt (R-1.1).

    `different_from`: cases that `by` looked at and found to be about another death.
    Raises NotReady when one of the four answers is missing or it has been sent already.
    """
    notice = _hold(notice)
    with acting(by):
        case = open_case(
            notice.area,
            county=notice.area.county or notice.county,
            received_on=received_on(notice, on),
            by=by,
            on=on,
            death_kind=notice.death_kind,
            died_on=notice.died_on,
            residence_reason=notice.out_of_area,
        )
        copy_people(notice, case)
        _attach(notice, case, now=now)
        for other in different_from:
            case.notes.create(
                text=f"Looked at {other.reference} before opening this review: another death.",
                written_by=by,
                written_on=on,
            )
    return case


@transaction.atomic
def join_to_case(notice: Notification, case: Case, *, by: User, on: date, now: datetime) -> None:
    """Send a notice of a death that is already under review; the earliest receipt starts D02.

    Who it names is not merged into the case: a person reads it and decides.
    """
    notice = _hold(notice)
    with acting(by):
        _attach(notice, case, now=now)
        if notice.received_at:
            clocks.count_from_earlier(case, "decide", counted_from=received_on(notice, on))


def _hold(notice: Notification) -> Notification:
    """The notice as it is now, held until the end; refuses one that may not be sent."""
    rows = Notification.objects.select_for_update(of=("self",))
    notice = rows.select_related("area", "area__county", "county").get(pk=notice.pk)
    if notice.sent_at is not None or notice.turned_away_on is not None:
        raise NotReady(["This notice has already been dealt with"])
    reasons = reasons_not_ready(notice)
    if reasons:
        raise NotReady(reasons)
    return notice


def _attach(notice: Notification, case: Case, *, now: datetime) -> None:
    notice.case, notice.sent_at = case, now
    notice.save()
    for person in notice.people.all():
        person.case = case
        person.save()
    notice_files.hand_to(notice, case)


def copy_people(notice: Notification, case: Case) -> None:
    """Make people of the case from those a notice names, with their parts and relationships.

    Somebody listed twice with one name and one known date of birth is one person with two parts.
    """
    made: dict[tuple, Person] = {}
    died, responsible = [], []
    for listed in notice.people.filter(left_out=False):
        key = (listed.name.casefold(), str(listed.born_on))
        known = bool(listed.name) and _exact(listed.born_on)
        person = made.get(key) if known else None
        if person is None:
            person = _person_from(listed, case, died_on=notice.died_on)
            person.save()
            if known:
                made[key] = person
        if person.involvements.filter(part=listed.part).exists():
            continue
        Involvement(
            case=case, person=person, part=listed.part, legal_status=listed.legal_status
        ).save()
        if listed.part == Part.DIED:
            died.append(person)
        elif listed.part == Part.RESPONSIBLE and listed.relation:
            responsible.append((person, listed.relation))
    if len(died) == 1:
        for person, relation in responsible:
            Relationship(case=case, died=died[0], responsible=person, relation=relation).save()


def _person_from(listed: NoticePerson, case: Case, *, died_on) -> Person:
    return Person(
        case=case,
        name=listed.name,
        is_unidentified=listed.is_unidentified,
        other_names=listed.other_names,
        born_on=listed.born_on,
        died_on=died_on if listed.part == Part.DIED else None,
        age_recorded=listed.age_recorded,
        address=listed.address,
        safety_note=f"Where they are now: {listed.where_now}" if listed.where_now else "",
    )


@transaction.atomic
def turn_away(
    notice: Notification,
    *,
    reason: str,
    passed_to: str,
    told_on: date,
    how: str,
    by: User,
    on: date,
) -> None:
    """End a notice that another area deals with; the sender has been told, and where it went."""
    rows = Notification.objects.select_for_update(of=("self",))
    notice = rows.get(pk=notice.pk)
    if notice.sent_at is not None or notice.turned_away_on is not None:
        raise NotReady(["This notice has already been dealt with"])
    with acting(by):
        notice.turned_away_on, notice.turned_away_by = on, by
        notice.turned_away_reason = (
            f"{reason}\nPassed to {passed_to} on {told_on:%-d %B %Y}: {how}."
        )
        notice.save()
