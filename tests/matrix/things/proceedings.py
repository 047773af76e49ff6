"""Other reviews, agreed facts and requests for material that fill in parts of addresses."""

from dhr_cases.models import (
    AgreedFact,
    DisclosureRequest,
    FactAgreement,
    OtherReview,
    Proceeding,
)
from tests.facts.rows import TODAY
from tests.matrix.things.registry import thing


def another_review(case):
    """A safeguarding adults review beside this one."""
    row = OtherReview.objects.filter(case=case).first()
    if row is None:
        beside = Proceeding(case=case, kind="adult_review")
        beside.save()
        row = OtherReview(case=case, proceeding=beside, led_by="A board", together="shared")
        row.save()
    return row


@thing("proceedings/token")
def _(case, team):
    return another_review(case).proceeding.token


@thing("facts/token")
def _(case, team):
    fact = AgreedFact(case=case, fact="The day", source="Police", agreed_on=TODAY)
    fact.save()
    FactAgreement(case=case, fact=fact, other_review=another_review(case)).save()
    return fact.token


@thing("disclosure/token")
def _(case, team):
    row = DisclosureRequest(case=case, asked_by="A court", asked_on=TODAY, asked_for="Minutes")
    row.save()
    return row.token
