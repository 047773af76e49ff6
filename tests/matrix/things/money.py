"""Agreements, costs, invoices and payments that fill in parts of addresses."""

from audit.actors import job
from tests.facts.rows import TODAY, day
from tests.matrix.things.registry import thing
from workflow.models import (
    Cost,
    FundingAgreement,
    FundingPartner,
    FundingShare,
    Invoice,
    Payment,
)


def funding(team):
    """An agreement of the county in which the district pays everything."""
    found = FundingAgreement.objects.first()
    if found is None:
        with job("tests"):
            found = FundingAgreement(
                body=team.bodies.county, starts_on=day(-100), ends_on=day(200), source="A meeting"
            )
            found.save()
            FundingPartner(agreement=found, organisation=team.bodies.district).save()
            FundingShare(
                agreement=found, kind="chair", organisation=team.bodies.district, percent=100
            ).save()
    return found


@thing("funding/token")
def _(case, team):
    return funding(team).token


@thing("funding/kind")
def _(case, team):
    return "chair"


@thing("for/key")
def _(case, team):
    return team.bodies.county.key


@thing("costs/token")
def _(case, team):
    row = case.costs.first()
    if row is None:
        row = Cost(case=case, kind="chair", description="A chair", agreement=funding(team))
        row.save()
    return row.token


@thing("invoices/token")
def _(case, team):
    cost = Cost(case=case, kind="chair", description="A chair", agreement=funding(team))
    cost.save()
    row = Invoice(case=case, cost=cost, number="1", dated_on=TODAY, amount="10.00")
    row.save()
    return row.token


@thing("payments/token")
def _(case, team):
    row = Payment(
        case=case,
        agreement=funding(team),
        organisation=team.bodies.district,
        amount="5.00",
        received_on=TODAY,
    )
    row.save()
    return row.token
