"""The directory: whom to write to at an agency, kept right, and telling nothing of a review."""

import pytest

from audit.actors import job
from dhr_cases import directory
from dhr_cases.models import AgencyArea, AgencyContact
from tests.dhr_cases.conftest import day, errors
from tests.facts.rows import TODAY

HOME = "/settings/agencies/"


@pytest.fixture
def contact(team, db):
    """The police have a single point of contact, last checked long ago."""
    row = AgencyContact(
        organisation=team.bodies.police, part="single_point", name="Rhona Vane",
        email="rhona@police.example", route="secure_email", from_on=day(-800),
        verified_on=day(-400), verified_by=team.administrator,
    )  # fmt: skip
    with job("tests"):
        row.save()
    return row


def again(row):
    return type(row).objects.get(pk=row.pk)


@pytest.mark.parametrize("name", ["coordinator", "administrator"])
def test_keepers_read_it_and_see_what_is_missing(name, reader, contact):
    text = reader(name).text(HOME)
    assert "Rhona Vane, single point of contact" in text
    assert "3 agencies have no secure contact." in text and "Check these" in text


@pytest.mark.parametrize("name", ["panel_member", "agency_author", "partnership_chair", "stranger"])
def test_others_are_refused(name, reader, contact):
    assert reader(name).get(HOME).status_code == 403
    assert reader(name).get(f"{HOME}police/").status_code == 403


def test_nothing_of_a_review_is_told(reader, contact, case):
    text = reader("coordinator").text(f"{HOME}police/")
    assert case.reference not in text and "Ama" not in text


def test_coordinator_keeps_the_address_and_checks_by_it(reader, contact, team):
    path = f"{HOME}police/contacts/{contact.token}/"
    page = reader("coordinator").text(path)
    assert "In force until" not in page
    reader("coordinator").send(path, email="new@police.example", route="secure_email", name="X")
    row = again(contact)
    assert (row.email, row.name) == ("new@police.example", "Rhona Vane")
    assert (row.verified_on, row.verified_by) == (TODAY, team.coordinator)


def test_administrator_ends_it_and_it_is_no_longer_asked(reader, contact, team):
    path = f"{HOME}police/contacts/{contact.token}/"
    sent = {"part": "single_point", "name": "Rhona Vane", "from_on": day(-800)}
    answer = reader("administrator").send(path, **sent, until_on=day(-900))
    assert errors(answer) == ["In force until must be the first day or later"]
    reader("administrator").send(path, **sent, until_on=day(-1))
    assert directory.contacts_of([team.bodies.police.pk], TODAY) == {}
    assert "until" in reader("coordinator").text(f"{HOME}police/")


def test_a_route_needs_its_address(reader):
    path = f"{HOME}health/contacts/new/"
    sent = {"part": "deputy", "name": "Ivo Lund", "from_on": TODAY}
    answer = reader("coordinator").send(path, **sent, route="secure_email")
    assert errors(answer) == ["Enter the secure e-mail address"]
    answer = reader("coordinator").send(path, **sent, route="post")
    assert errors(answer) == ["Enter the postal address"]
    reader("coordinator").send(path, **sent, route="service")
    assert AgencyContact.objects.secure(TODAY).get().verified_on == TODAY


def test_one_press_says_it_is_right_today(reader, contact):
    answer = reader("coordinator").client.post(f"{HOME}police/contacts/{contact.token}/check/")
    assert answer.status_code == 302 and again(contact).verified_on == TODAY


def test_only_administrators_say_where_an_agency_works(reader, team):
    path = f"{HOME}police/areas/"
    assert reader("coordinator").get(path).status_code == 403
    reader("administrator").send(path, areas=[team.bodies.county.pk])
    assert AgencyArea.objects.get().area == team.bodies.county
    reader("administrator").send(path, areas=[team.bodies.district.pk])
    assert AgencyArea.objects.get().area == team.bodies.district
    assert reader("administrator").get(f"{HOME}glevum/").status_code == 404


def test_a_deputy_stands_in_and_somebody_with_an_address_goes_first():
    rows = [
        AgencyContact(pk=1, part="senior_lead", name="S", email="s@x.example"),
        AgencyContact(pk=2, part="deputy", name="D", email="d@x.example"),
        AgencyContact(pk=3, part="single_point", name="P"),
    ]
    assert directory.first_to_ask(rows, "contact").part == "deputy"
    assert directory.first_to_ask(rows, "senior").part == "senior_lead"
    assert directory.first_to_ask(rows[:1], "contact") is None
