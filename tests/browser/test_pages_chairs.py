"""The directory of chairs, the choice of one, and declarations: walked wide and narrow."""

import pytest
from django.core.cache import cache

from audit.actors import acting
from tests import factories
from tests.browser.conftest import walk
from tests.house import make_house_for_good
from tests.matrix.pages import find_thing
from workflow.models import Declaration


@pytest.fixture
def review(transactional_db):
    """A review being set up, with a chair who quoted, a stage of the contract, and a link."""
    cache.clear()
    team, case = make_house_for_good("in_review")
    with acting(team.coordinator):
        find_thing("quotes/token", case, team)
        find_thing("milestones/token", case, team)
    with acting(team.panel_member):
        Declaration(
            case=case,
            declared_by=team.panel_member,
            declared_on=factories.TODAY,
            has_link=True,
            explanation="Worked there once",
        ).save()
    return team, case


def test_the_choice_of_a_chair_and_declarations(visitor, review):
    team, case = review
    at = f"/cases/{case.reference}/"
    quote, stage = case.chairquotes.get(), case.contractmilestones.get()
    chair = quote.chair
    training = find_thing("training/training", case, team)
    row = case.declarations.get()
    walk(
        visitor(team.coordinator),
        [
            "/settings/chairs/", "/settings/chairs/new/", f"/settings/chairs/{chair.token}/",
            f"/settings/chairs/{chair.token}/change/",
            f"/settings/chairs/{chair.token}/training/new/",
            f"/settings/chairs/{chair.token}/training/{training}/",
            at + "chair/options/", f"{at}chair/options/{chair.token}/invite/",
            f"{at}chair/quotes/{quote.token}/", f"{at}chair/quotes/{quote.token}/choose/",
            f"{at}chair/quotes/{quote.token}/thank/", at + "chair/milestones/new/",
            f"{at}chair/milestones/{stage.token}/",
            at + "panel/", f"{at}panel/{case.panelmembers.first().token}/replace/",
            at + "declarations/", at + "declarations/new/", f"{at}declarations/{row.pk}/settle/",
        ],
    )  # fmt: skip
    walk(visitor(team.administrator), ["/settings/chairs/", f"/settings/chairs/{chair.token}/"])
