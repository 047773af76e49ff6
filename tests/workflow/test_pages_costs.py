"""Costs over HTTP (S65, S232, S247): who keeps them, what is refused, what each partner owes."""

from decimal import Decimal

import pytest

from tests.facts.rows import TODAY, day
from tests.house import text_of, typed_day
from workflow.models import Cost, FundingAgreement, Invoice


@pytest.fixture
def team(db, house):
    """Everybody of the house."""
    return house[0]


@pytest.fixture
def page(signed_in, team):
    """Somebody of the cast on the test client."""
    return lambda name: signed_in(team.people[name])


@pytest.fixture
def agreement(page, team):
    """The county's: the constabulary half of a chair up to £5,000, two others the rest."""
    bodies = team.bodies
    answer = page("coordinator").post(
        f"/settings/funding/for/{bodies.county.key}/",
        typed_day("starts_on", day(-30))
        | typed_day("ends_on", day(330))
        | {
            "source": "Officer decision",
            "partners": [bodies.police.pk, bodies.district.pk, bodies.council.pk],
            "version": "0",
        },
    )
    assert answer.status_code == 302, text_of(answer)
    found = FundingAgreement.objects.get()
    answer = page("coordinator").post(f"/settings/funding/{found.token}/chair/", shares(team))
    assert answer.status_code == 302, text_of(answer)
    return found


def shares(team, **changed):
    """The form of who pays a chair, filled in."""
    police, district, council = team.bodies.police, team.bodies.district, team.bodies.council
    typed = {
        f"how_{police.pk}": "percent",
        f"percent_{police.pk}": "50",
        f"cap_{police.pk}": "£5,000",
        f"how_{district.pk}": "rest",
        f"how_{council.pk}": "rest",
    }
    return typed | changed


def spend(page, case, agreement, amount, **changed):
    """Record a chair's cost and one invoice; returns the answer to the invoice."""
    at = f"/cases/{case.reference}/costs/"
    typed = {
        "kind": "chair",
        "description": "Chairing",
        "agreement": agreement.pk,
        "quoted": "£12,000.00",
        "limit": "13,000",
        "version": "0",
    }
    assert page("coordinator").post(f"{at}new/", typed).status_code == 302
    cost = Cost.objects.get(case=case)
    typed = {"number": "17", "amount": amount, "version": "0", **typed_day("dated_on", TODAY)}
    return page("coordinator").post(f"{at}{cost.token}/invoices/new/", typed | changed)


def test_half_up_to_a_cap_and_the_rest_equally(page, team, case, agreement):
    assert spend(page, case, agreement, "12,000").status_code == 302
    at = f"/cases/{case.reference}/costs/"
    typed = {
        "organisation": team.bodies.council.pk,
        "agreement": agreement.pk,
        "amount": "1000",
        "version": "0",
        **typed_day("received_on", TODAY),
    }
    assert page("coordinator").post(f"{at}payments/new/", typed).status_code == 302
    words = text_of(page("coordinator").get(at))
    assert "£5,000.00" in words and "£3,500.00" in words and "£2,500.00" in words
    made = page("county_partner").get(f"{at}statement.csv").content.decode("utf-8-sig")
    assert "Severnshire Constabulary,5000.00" in made
    assert "Glevum City Council,3500.00,0.00,0.00,0.00,0.00,3500.00,1000.00,2500.00" in made
    words = text_of(page("coordinator").get("/insight/costs/"))
    assert "1 review, £12,000.00 invoiced" in words and "£3,500.00" in words


def test_an_invoice_beyond_what_was_approved_needs_a_reason(page, case, agreement):
    answer = spend(page, case, agreement, "13,000.01")
    words = text_of(answer)
    assert "£13,000.01 is charged and £13,000.00 was approved" in words
    assert 'value="13,000.01"' in words and not Invoice.objects.exists()
    cost = Cost.objects.get(case=case)
    typed = {
        "number": "17",
        "amount": "13,000.01",
        "over_limit_reason": "Two more meetings; the chair agreed",
        "version": "0",
        **typed_day("dated_on", TODAY),
    }
    at = f"/cases/{case.reference}/costs/"
    assert page("coordinator").post(f"{at}{cost.token}/invoices/new/", typed).status_code == 302
    assert "Above what was approved" in text_of(page("coordinator").get(at))


def test_shares_that_do_not_total_are_refused_and_nothing_is_kept(page, team, agreement):
    typed = shares(team, **{f"how_{team.bodies.district.pk}": "not"})
    typed[f"how_{team.bodies.council.pk}"] = "not"
    answer = page("coordinator").post(f"/settings/funding/{agreement.token}/chair/", typed)
    assert "The percentages come to 50, and nobody takes the rest" in text_of(answer)
    assert agreement.shares.count() == 3


@pytest.mark.parametrize(
    "amount, words",
    [
        ("", "Enter the amount"),
        ("ten", "The amount must be a number of pounds"),
        ("-5", "The amount must be more than 0"),
        ("NaN", "The amount must be a number of pounds"),
        ("1" * 5000, "The amount must be a number of pounds"),
        ("1.234", "The amount must be a number of pounds"),
        ("\x00", "The amount"),
    ],
)
def test_an_amount_that_is_none_is_told(page, case, agreement, amount, words):
    answer = spend(page, case, agreement, amount)
    assert answer.status_code == 200 and words in text_of(answer)
    assert not Invoice.objects.exists()


def test_an_agreement_of_another_county_cannot_be_chosen(page, team, case):
    other = team.bodies.other_district
    answer = page("other_coordinator").post(
        f"/settings/funding/for/{other.key}/",
        typed_day("starts_on", day(-30))
        | typed_day("ends_on", day(330))
        | {"source": "A meeting", "partners": [other.pk], "version": "0"},
    )
    assert answer.status_code == 302
    found = FundingAgreement.objects.get()
    typed = {"kind": "chair", "description": "It", "agreement": found.pk, "version": "0"}
    answer = page("coordinator").post(f"/cases/{case.reference}/costs/new/", typed)
    assert answer.status_code == 200 and "There is a problem" in text_of(answer)
    assert not Cost.objects.exists()
    assert page("coordinator").get(f"/settings/funding/{found.token}/").status_code == 404


@pytest.mark.parametrize("name", ["partnership_chair", "stranger", "administrator"])
def test_who_keeps_no_agreements_is_told_of_none(page, name, agreement):
    assert page(name).get("/settings/funding/").status_code == 404
    assert page(name).get(f"/settings/funding/{agreement.token}/").status_code == 404


@pytest.mark.parametrize("name, code", [("panel_member", 403), ("board_viewer", 403),
                                        ("other_coordinator", 404)])  # fmt: skip
def test_costs_are_for_those_who_may_see_costs(page, case, name, code):
    at = f"/cases/{case.reference}/costs/"
    assert page(name).get(at).status_code == code
    assert page(name).get(f"{at}statement.csv").status_code == code


def test_amounts_are_kept_to_the_penny(page, case, agreement):
    spend(page, case, agreement, "£ 1,000.10")
    assert Invoice.objects.get().amount == Decimal("1000.10")
