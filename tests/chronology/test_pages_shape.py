"""Gaps, silences and the strip over HTTP (S83, S84)."""

import re

import pytest
from django.urls import reverse

from audit.actors import acting
from chronology import deciding
from tests.facts.rows import TODAY, ask_agency
from tests.house import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(case):
    """The address of a page of the chronology."""
    return lambda name, query="": reverse(f"chronology:{name}", args=[case.reference]) + query


def test_gaps_of_all_and_of_each_with_the_edges_of_the_period(team, three, page, signed_in):
    text = text_of(signed_in(team.coordinator).get(page("gaps")))
    assert "from 1 January 2021 to 30 June 2022" in text
    parts = re.split(r"<h2[^>]*>\s*(?:<span class=.rv-agency[^>]*>)?", text)
    lengths = {
        part.split("<")[0]: re.findall(r'data-label="Days, at least">(\d+)', part)
        for part in parts[1:]
    }
    assert lengths["All agencies together"] == ["122", "83", "211"]
    assert lengths["Severnshire Constabulary"] == ["122", "201", "222"]
    assert lengths["Severnshire Health Trust"] == ["123", "83", "273"]
    assert lengths["Severn Domestic Abuse Service"] == ["334", "211"]


def test_a_number_of_days_is_chosen_and_a_wrong_one_told(team, three, page, signed_in):
    client = signed_in(team.coordinator)
    assert "No gaps over 900 days" in text_of(client.get(page("gaps", "?days=900")))
    for wrong in ("?days=many", "?days=-1", "?days=99999999999999999999"):
        answer = client.get(page("gaps", wrong))
        assert answer.status_code == 200 and "There is a problem" in text_of(answer)


def test_agencies_without_rows_are_told(team, case, three, page, signed_in):
    with acting(team.coordinator):
        ask_agency(case, team, "chronology", team.bodies.council, outcome="nothing_held")
    text = text_of(signed_in(team.coordinator).get(page("gaps")))
    assert "Glevum City Council" in text and "Says that it holds nothing" in text


def test_the_strip_is_said_in_words_and_in_a_table(team, case, three, rows, page, signed_in):
    with acting(team.coordinator):
        deciding.set_marks(case, rows["Log 12"], ["key_event"], by=team.coordinator, on=TODAY)
    client = signed_in(team.coordinator)
    text = text_of(client.get(page("strip")))
    assert "<title id" in text and "<desc id" in text
    assert text.count('class="rv-strip__mark"') == 1 and text.count('class="rv-strip__dot"') == 5
    assert text.count('data-label="Ages then"') == 6 and "Child aged 6" in text
    marked = text_of(client.get(page("strip", "?marked=1")))
    assert marked.count('data-label="Ages then"') == 1 and "Too few dated rows" in marked
    assert " style=" not in text
