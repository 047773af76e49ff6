"""Legal hold and disposal by two people, over HTTP (T28)."""

import pytest

from tests.facts.rows import day
from tests.house import text_of, typed_day
from workflow.models import Disposal, LegalHold

pytestmark = pytest.mark.usefixtures("confirmed")


@pytest.fixture
def team(db, house):
    """Everybody of the house."""
    return house[0]


def page(case, rest=""):
    return f"/cases/{case.reference}/retention/{rest}"


def propose(client, case):
    typed = {"authority": "Schedule, row 12"} | typed_day("retention_until_on", day(-1))
    return client.post(page(case, "propose/"), typed)


def test_proposal_is_approved_by_somebody_else(signed_in, team, case):
    assert propose(signed_in(team.auditor), case).status_code == 302
    own = signed_in(team.auditor).post(page(case, "approve/"))
    assert "Somebody else must approve what you proposed." in text_of(own)
    assert Disposal.objects.get(case=case).approved_on is None
    signed_in(team.content_on_reason).post(page(case, "approve/"))
    assert Disposal.objects.get(case=case).approved_by == team.content_on_reason
    assert signed_in(team.content_on_reason).post(page(case, "approve/")).status_code == 404


def test_approving_asks_again_who_one_is(signed_in, team, case, monkeypatch):
    propose(signed_in(team.auditor), case)
    monkeypatch.setattr("accounts.step_up.confirmed_within", lambda request, minutes: False)
    signed_in(team.content_on_reason).post(page(case, "approve/"))
    assert Disposal.objects.get(case=case).approved_on is None


def test_hold_is_placed_and_lifted_with_names(signed_in, team, case):
    client = signed_in(team.auditor)
    client.post(page(case, "hold/"), {"reason": "An inquiry has begun"})
    words = text_of(client.get(page(case)))
    assert "An inquiry has begun" in words and "In force" in words and "Olu Adeyemi" in words
    hold = LegalHold.objects.get(case=case)
    client.post(page(case, f"hold/{hold.pk}/lift/"))
    assert "Lifted" in text_of(client.get(page(case)))
    assert client.post(page(case, f"hold/{hold.pk}/lift/")).status_code == 404


@pytest.mark.parametrize("who", ["coordinator", "partnership_chair", "independent_chair"])
def test_others_of_the_review_are_refused(signed_in, team, case, who):
    for rest in ("", "hold/", "propose/", "approve/"):
        assert signed_in(getattr(team, who)).get(page(case, rest)).status_code == 403


@pytest.mark.parametrize("who", ["stranger", "administrator", "other_coordinator", "barred"])
def test_outsiders_find_nothing(signed_in, team, case, who):
    for rest in ("", "hold/", "propose/", "approve/"):
        assert signed_in(getattr(team, who)).get(page(case, rest)).status_code == 404
