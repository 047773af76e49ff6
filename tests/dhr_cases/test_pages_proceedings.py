"""What runs beside a review: recorded, concluded with its outcome, unknown to those outside."""

import pytest
from django.urls import reverse
from django.utils import timezone

from dhr_cases.models import Proceeding
from tests.house import typed_day

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
WORDS = "Look at the words used of a person"


def answers(**changes):
    plain = {
        "kind": "criminal",
        "state": "under_way",
        "next_event": "Plea hearing",
        "next_date_month": "3",
        "next_date_year": "2027",
        "effect": "pause",
        "version": "0",
    }
    return plain | changes


def page(name, case, *parts):
    return reverse(f"dhr_cases:{name}", args=[case.reference, *parts])


@pytest.fixture
def coordinator(signed_in, team):
    return signed_in(team.coordinator)


def test_a_month_stays_a_month(coordinator, case):
    coordinator.post(page("add_proceeding", case), answers())
    row = case.proceedings.get(next_event="Plea hearing")
    assert str(row.next_date) == "March 2027"
    assert "March 2027" in coordinator.get(page("proceedings", case)).content.decode()


def test_an_outcome_asks_about_the_words_used_of_a_person(coordinator, case):
    coordinator.post(page("add_proceeding", case), answers())
    row = case.proceedings.get(next_event="Plea hearing")
    concluded = answers(
        state="concluded", outcome="Guilty of manslaughter.", version=row.version,
        **typed_day("concluded_on", TODAY),
    )  # fmt: skip
    answer = coordinator.post(page("change_proceeding", case, row.token), concluded)
    assert answer.url.endswith("?changed")
    assert WORDS in coordinator.get(answer.url).content.decode()
    assert Proceeding.objects.get(pk=row.pk).outcome == "Guilty of manslaughter."


def test_an_inquest_asks_nothing_about_the_words_used(coordinator, case):
    coordinator.post(page("add_proceeding", case), answers(kind="coroner"))
    row = case.proceedings.get(next_event="Plea hearing")
    shown = coordinator.get(page("proceeding", case, row.token) + "?changed")
    assert WORDS not in shown.content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"state": "concluded"}, "Enter the outcome, or that it is not known"),
        (typed_day("concluded_on", TODAY), "Leave this empty until it is concluded"),
        ({"kind": "nonsense"}, "Error:"),
    ],
)
def test_a_wrong_answer_is_told_and_nothing_is_saved(coordinator, case, changes, sentence):
    before = case.proceedings.count()
    answer = coordinator.post(page("add_proceeding", case), answers(**changes))
    assert sentence in answer.content.decode() and "Plea hearing" in answer.content.decode()
    assert case.proceedings.count() == before


@pytest.mark.parametrize("name", ["panel_member", "county_partner", "auditor", "stranger"])
def test_those_outside_are_told_there_is_no_such_page(signed_in, team, case, name):
    client = signed_in(getattr(team, name))
    assert client.get(page("proceedings", case)).status_code == 404
    assert client.post(page("add_proceeding", case), answers()).status_code == 404


def test_a_legal_adviser_reads_and_may_not_write(signed_in, team, case):
    client = signed_in(team.legal_adviser)
    assert client.get(page("proceedings", case)).status_code == 200
    assert client.post(page("add_proceeding", case), answers()).status_code == 403
