"""Same event or not, and accounts at odds: proposed by wording, decided by a person (S82)."""

import re

import pytest
from django.urls import reverse

from audit.actors import acting
from chronology.combined import Combined
from chronology.comparing import compare
from chronology.models import Challenge, Entry, SettledPair
from tests.facts.combined import HEALTH, send_again
from tests.facts.rows import ask_agency
from tests.house import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(case):
    """The address of a page of the chronology."""
    return lambda name, *parts: reverse(f"chronology:{name}", args=[case.reference, *parts])


@pytest.fixture
def pair(case, rows):
    """The two rows of May, in the order in which a decision is kept."""
    return tuple(sorted((rows["Log 12"], rows["Emergency department card"])))


def hidden(answer, name):
    return re.search(rf'name="{name}" value="([^"]*)"', text_of(answer)).group(1)


def settle(client, address, choice):
    answer = client.get(address)
    given = {"seen": hidden(answer, "seen"), "version": hidden(answer, "version")}
    return client.post(address, {"choice": choice, **given})


def test_the_pair_of_may_is_proposed_and_settled_by_a_person(
    team, case, three, pair, page, signed_in
):
    client = signed_in(team.coordinator)
    text = text_of(client.get(page("matches")))
    assert "To decide (1)" in text and "1 day apart" in text
    assert settle(client, page("match", *pair), "same").status_code == 302
    row = SettledPair.objects.get()
    assert ((row.one, row.other), row.choice, row.decided_by) == (pair, "same", team.coordinator)
    assert "To decide (0)" in text_of(client.get(page("matches")))
    together = text_of(client.get(page("combined")))
    assert "One event, 2 accounts" in together
    assert Entry.objects.filter(case=case).count() == 6, "both accounts stay"


def test_either_way_round_is_the_same_pair(team, three, pair, page, signed_in):
    client = signed_in(team.independent_chair)
    settle(client, page("match", *pair), "unsure")
    settle(client, page("match", *reversed(pair)), "different")
    assert SettledPair.objects.get().choice == "different"


def test_not_sure_stays_on_the_list(team, three, pair, page, signed_in):
    client = signed_in(team.coordinator)
    settle(client, page("match", *pair), "unsure")
    assert "To decide (1)" in text_of(client.get(page("matches")))


def test_a_pair_that_changed_meanwhile_is_told(team, case, three, rows, pair, page, signed_in):
    client = signed_in(team.coordinator)
    read = client.get(page("match", *pair))
    with acting(team.coordinator):
        changed = {**HEALTH[0], "lineage": rows["Emergency department card"]}
        send_again(three[1], case, team, [{**changed, "starts": "2021-05-05"}])
    sent = {"choice": "same", "seen": hidden(read, "seen"), "version": 0}
    answer = client.post(page("match", *pair), sent)
    assert "has changed since you opened this page" in text_of(answer)
    assert not SettledPair.objects.exists()
    again = {"choice": "same", "seen": hidden(answer, "seen"), "version": 0}
    assert client.post(page("match", *pair), again).status_code == 302


def test_two_people_settling_at_once_are_told(team, three, pair, page, signed_in):
    client = signed_in(team.coordinator)
    read = client.get(page("match", *pair))
    settle(signed_in(team.independent_chair), page("match", *pair), "different")
    client = signed_in(team.coordinator)
    sent = {"choice": "same", "seen": hidden(read, "seen"), "version": 0}
    assert "Ines Calder settled this pair" in text_of(client.post(page("match", *pair), sent))
    assert SettledPair.objects.get().choice == "different"


def test_a_settled_pair_survives_and_says_when_a_row_changed_after(
    team, case, three, rows, pair, page, signed_in
):
    client = signed_in(team.coordinator)
    settle(client, page("match", *pair), "same")
    card = rows["Emergency department card"]
    with acting(team.coordinator):
        file = send_again(three[1], case, team, [{**HEALTH[0], "lineage": card}])
    assert "One event, 2 accounts" in text_of(client.get(page("combined")))
    assert "changed its row since" not in text_of(client.get(page("match", *pair)))
    with acting(team.coordinator):
        told = {**HEALTH[0], "lineage": card, "happened": "No bruise seen."}
        send_again(file, case, team, [told])
    assert "changed its row since this was decided" in text_of(client.get(page("match", *pair)))


def test_rows_of_one_agency_and_unknown_rows_are_no_pair(team, three, rows, page, signed_in):
    client = signed_in(team.coordinator)
    for one, other in (("Log 12", "Log 40"), ("Log 12", "Log 12")):
        assert client.get(page("match", rows[one], rows[other])).status_code == 404
    assert client.get(page("match", rows["Log 12"], "nothing")).status_code == 404


@pytest.mark.parametrize(
    "sent", [{}, {"choice": "both"}, {"choice": "same", "version": "x"}, {"choice": "same\x00"}]
)
def test_wrong_input_is_told(sent, team, three, pair, page, signed_in):
    answer = signed_in(team.coordinator).post(page("match", *pair), sent)
    assert answer.status_code == 200 and "There is a problem" in text_of(answer)
    assert not SettledPair.objects.exists()


@pytest.mark.parametrize(
    "name", ["panel_member", "working_by_grant", "emergency", "county_partner"]
)
def test_others_do_not_settle(name, team, three, pair, page, signed_in):
    client = signed_in(team.people[name])
    for address in (page("matches"), page("match", *pair), page("challenges")):
        assert client.get(address).status_code == 403


def test_contradictions_are_listed_and_challenged(team, case, three, rows, pair, page, signed_in):
    client = signed_in(team.coordinator)
    settle(client, page("match", *pair), "same")
    text = text_of(client.get(page("challenges")))
    assert "Dated differently" in text and "Told differently" in text
    assert "The accounts count differently (children: 2 and 3)." in text
    assert "Severnshire Health Trust records contact with Severn Domestic Abuse Service" in text
    address = page("challenge", "unrecorded", rows["Clinic letter"], "refuge")
    client.post(address, {"state": "asked", "note": "Rang Hilary\u2019s worker.", "version": 0})
    row = Challenge.objects.get()
    assert (row.state, row.decided_by, row.other) == ("asked", team.coordinator, "refuge")
    listed = text_of(client.get(page("challenges") + "?state=asked"))
    assert "Rang Bryony\u2019s worker." in listed and "Dated differently" not in listed
    client.post(address, {"state": "set_aside", "note": "", "version": 1})
    assert Challenge.objects.get().state == "set_aside"


def test_a_challenge_stays_listed_when_the_contradiction_no_longer_shows(
    team, case, three, rows, page, signed_in
):
    client = signed_in(team.coordinator)
    address = page("challenge", "unrecorded", rows["Clinic letter"], "refuge")
    client.post(address, {"state": "asked", "note": "Rang", "version": 0})
    with acting(team.coordinator):
        found = {"starts": "2021-06-12", "happened": "Referral received from the hospital."}
        send_again(three[2], case, team, [found])
    text = text_of(client.get(page("challenges")))
    assert "no longer shows in the rows" in text and "Rang" in text
    assert client.get(address).status_code == 200


def test_what_was_never_listed_cannot_be_challenged(team, three, rows, page, signed_in):
    client = signed_in(team.coordinator)
    for kind, one, other in (
        ("unrecorded", rows["Log 12"], "refuge"),
        ("shouted", rows["Log 12"], "refuge"),
        ("dated", rows["Log 12"], rows["Log 40"]),
    ):
        assert client.get(page("challenge", kind, one, other)).status_code == 404


def test_a_stale_challenge_is_told(team, three, rows, page, signed_in):
    client = signed_in(team.coordinator)
    address = page("challenge", "unrecorded", rows["Clinic letter"], "refuge")
    client.post(address, {"state": "asked", "note": "One", "version": 0})
    answer = client.post(address, {"state": "answered", "note": "Two", "version": 0})
    assert "Someone changed this" in text_of(answer) and Challenge.objects.get().note == "One"


def test_an_agency_that_holds_nothing_can_be_asked_why(team, case, three, page, signed_in):
    with acting(team.coordinator):
        send_again(three[2], case, team, [])
        ask_agency(case, team, "chronology", team.bodies.specialists, outcome="nothing_held")
    text = text_of(signed_in(team.coordinator).get(page("challenges")))
    assert "records contact with Severn Domestic Abuse Service" in text


def test_comparing_is_kept_until_a_row_changes(case, team, three, django_assert_num_queries):
    combined = Combined(case)
    first = compare(combined)
    with django_assert_num_queries(1):
        assert compare(combined) == first
    with acting(team.coordinator):
        row = Entry.objects.get(case=case, source="Log 12")
        row.happened = "Nothing like it."
        row.save()
    assert compare(Combined(case)) != first
