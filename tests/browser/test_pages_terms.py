"""Terms of reference walked by who writes, comments, answers and agrees, wide and narrow."""

import pytest
from django.core.cache import cache

from tests.browser.conftest import walk
from tests.house import make_house_for_good
from tests.matrix.things.terms import terms
from workflow.models import TermsComment


@pytest.fixture
def settled(transactional_db):
    """A review whose terms were sent round, commented, answered and agreed."""
    cache.clear()
    team, case = make_house_for_good()
    terms(case, team)
    return team, f"/cases/{case.reference}/terms/"


def test_chair_walks_the_terms_and_copies_a_clause_in(visitor, settled):
    team, home = settled
    page = visitor(team.independent_chair)
    token = TermsComment.objects.get().token
    rest = ["", "new/", "clauses/", "agree/", "1/circulate/", "1/final/", "1/family-line/",
            f"1/comments/{token}/"]  # fmt: skip
    walk(page, [home + name for name in rest])
    page.goto(f"{home}clauses/")
    page.get_by_label("coercive control, stalking and threats").check()
    page.get_by_role("button", name="Copy into the terms").click()
    asked = page.locator("#id_questions").input_value()
    assert "coercive control, stalking" in asked
    page.get_by_role("button", name="Save and continue").click()
    page.goto(f"{home}compare/")
    assert "coercive control, stalking" in page.locator("ins").nth(1).inner_text()
    walk(page, [f"{home}compare/"])


def test_member_walks_the_round(visitor, settled):
    team, home = settled
    walk(
        visitor(team.panel_member),
        [f"{home}agree/", f"{home}1/comments/new/", f"{home}1/agreement/", "/my-work/"],
    )
