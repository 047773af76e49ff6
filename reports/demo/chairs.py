"""The demonstration's directory of independent chairs, and quotes for one review."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

from accounts.models import Organisation
from audit.actors import acting
from dhr_cases.models import Case
from workflow import chairs
from workflow.models import ChairTraining, ContractMilestone, ListedChair, Skill

ABLE = ("abuse", "chairing", "analysis", "writing", "families")
LISTED = (
    # name, business, skills besides those of ABLE, rate, local agency and years since it ended
    ("Dr Helen Marchbank", "Marchbank Reviews", ("suicide", "equality"), 520, "", 0),
    ("Gwen Ashby", "Ashby and Lowe", ("children",), 480, "", 0),
    ("Ivor Penhale", "", ("suicide", "adults"), 550, "A council in the county", 6),
    ("Marisol Quist", "Quist Learning", ("equality", "adults"), 495, "", 0),
    ("Tobias Fenwright", "Fenwright Consulting", (), 600, "A hospital trust in the county", 0),
    ("Roshni Vale", "", ("suicide", "children", "equality"), 510, "", 0),
)
QUOTED = "GLO-2025-01"
QUOTES = (
    ("Dr Helen Marchbank", "22", 520, 11500),
    ("Gwen Ashby", "28", 480, None),
    ("Marisol Quist", "25", 495, 12000),
)


def list_chairs(today: date) -> None:
    """Six chairs in the directory. Runs inside a job."""
    county = Organisation.objects.get(key="safer-gloucestershire")
    areas = [county, *county.districts.order_by("name")]
    for number, (name, business, more, rate, agency, years) in enumerate(LISTED):
        chair = ListedChair(
            name=name,
            business=business,
            skills=[*ABLE, *more] if number != 4 else [Skill.CHAIRING, Skill.WRITING],
            day_rate=Decimal(rate),
            cap=Decimal(12500) if number % 2 else None,
            insured_until=today + timedelta(days=200 - 60 * number),
            data_protection=f"ZX00000{number}",
            local_agency=agency,
            local_agency_ended_on=today - timedelta(days=365 * years) if years else None,
            verified_on=today - timedelta(days=40 + 30 * number),
        )
        chairs.keep_listed(chair, areas if number < 4 else areas[: 7 - number])
        ChairTraining(
            chair=chair,
            what="Course for chairs of reviews",
            trained_on=today - timedelta(days=300 + 90 * number),
        ).save()


def quote_and_choose(team: SimpleNamespace, cases: list[Case]) -> None:
    """Three quotes side by side for one review, the chosen one appointed, and the contract."""
    case = next((row for row in cases if row.reference == QUOTED), None)
    appointed = case.chairappointments.last() if case else None
    if appointed is None:
        return
    asked = appointed.appointed_on - timedelta(days=30)
    with acting(team.coordinator):
        for name, days, rate, cap in QUOTES:
            chair = ListedChair.objects.get(name=name)
            row = chairs.invite(case, chair, on=asked, due_on=asked + timedelta(days=14))
            row.quoted_on = asked + timedelta(days=9)
            row.days, row.day_rate = Decimal(days), Decimal(rate)
            row.cap = Decimal(cap) if cap else None
            if name == appointed.name:
                chairs.choose(row, reason=appointed.reason, on=asked + timedelta(days=16))
                appointed.listed = chair
                appointed.save()
            else:
                row.thanked_on = asked + timedelta(days=20)
                row.save()
        for kind, what, after in (("signed", "", 5), ("fee", "First third", 60), ("end", "", 400)):
            due = appointed.appointed_on + timedelta(days=after)
            ContractMilestone(
                case=case,
                kind=kind,
                what=what,
                due_on=due,
                reached_on=due if after < 400 else None,
            ).save()
