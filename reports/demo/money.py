"""What the demonstration's reviews cost, and the county's agreement about who pays."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from accounts.models import Organisation
from dhr_cases.models import Case
from workflow.costs import settle_shares
from workflow.models import Cost, CostKind, FundingAgreement, FundingPartner, Invoice, Payment

COMMISSIONER = "office-of-the-police-and-crime-commissioner"
HEALTH = "nhs-gloucestershire"


def agree_and_spend(cases: list[Case], today: date) -> None:
    """The county's agreement of this year, and the costs of two reviews under it.

    Half of the chair's fee is the Commissioner's up to a cap for one review; the rest is shared
    equally. Runs inside a job or somebody's acting.
    """
    county = Organisation.objects.get(key="safer-gloucestershire")
    started = date(today.year if today.month >= 4 else today.year - 1, 4, 1)
    agreement = FundingAgreement(
        body=county,
        starts_on=started,
        ends_on=date(started.year + 1, 3, 31),
        source="Invented: agreed by the partners in March",
    )
    agreement.save()
    districts = list(county.districts.order_by("name"))
    commissioner, health = (Organisation.objects.get(key=key) for key in (COMMISSIONER, HEALTH))
    for body in (*districts, commissioner, health):
        FundingPartner(agreement=agreement, organisation=body).save()
    equal = dict.fromkeys((*districts, health), (None, None))
    settle_shares(agreement, CostKind.CHAIR, {commissioner: (Decimal(50), Decimal(5000)), **equal})
    settle_shares(agreement, CostKind.ADVOCACY, {commissioner: (None, None), **equal})
    by_reference = {case.reference: case for case in cases}
    for reference, amounts in {"GLO-2024-01": (5600, 6800), "GLO-2025-01": (4200,)}.items():
        case = by_reference.get(reference)
        if case is not None:
            _spend(case, agreement, amounts, today)
    case = by_reference.get("GLO-2024-01")
    if case is not None:
        Payment(
            case=case,
            organisation=commissioner,
            agreement=agreement,
            amount=Decimal(2800),
            received_on=today - timedelta(days=40),
        ).save()


def _spend(case, agreement, amounts, today):
    cost = Cost(
        case=case,
        kind=CostKind.CHAIR,
        description="Chairing and writing the report, by days",
        agreement=agreement,
        quoted=Decimal(11500),
        quoted_on=today - timedelta(days=300),
        limit=Decimal(12000),
    )
    cost.save()
    total = Decimal(0)
    for number, amount in enumerate(amounts, 1):
        total += amount
        Invoice(
            case=case,
            cost=cost,
            number=f"Invoice {number}",
            dated_on=today - timedelta(days=120 - 60 * (number - 1)),
            amount=Decimal(amount),
            paid_on=today - timedelta(days=90) if number == 1 else None,
            over_limit_reason="Two more panel meetings; agreed by the partnership's chair"
            if total > cost.limit
            else "",
        ).save()
