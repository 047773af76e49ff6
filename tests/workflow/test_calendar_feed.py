"""The calendar at a secret address (S11): what it tells, to whom, and when it stops."""

import re

import pytest
from django.core.cache import cache

from accounts.models import User
from audit.actors import acting
from audit.models import AuditEvent, Event
from dhr_cases import policy
from tests import factories
from tests.facts.rows import TODAY, day
from tests.house import text_of
from tests.matrix.things.meetings import panel_meeting
from tests.matrix.things.timetable import planned
from workflow import feeds
from workflow.models import CalendarFeed

pytestmark = pytest.mark.usefixtures("confirmed")
PAGE = "/my-work/calendar/address/"


@pytest.fixture
def team(db, house):
    cache.clear()
    return house[0]


@pytest.fixture
def case(db, house):
    return factories.fresh(house[1])


@pytest.fixture
def secret(team):
    """The secret of the panel member's address."""
    with acting(team.panel_member):
        return feeds.make(team.panel_member, on=TODAY)


def test_it_is_shown_once_and_only_its_digest_is_kept(signed_in, client, team):
    shown = text_of(signed_in(team.coordinator).post(f"{PAGE}new/"))
    secret = re.search(r"/calendar/([\w-]{43})\.ics", shown)[1]
    row = CalendarFeed.objects.get()
    assert secret not in {str(value) for value in vars(row).values()}
    assert secret not in text_of(client.get(PAGE))
    client.logout()
    assert client.get(f"/calendar/{secret}.ics").status_code == 200


def test_it_tells_reference_day_and_kind_and_no_more(client, team, case, secret):
    panel_meeting(case, team, held_on=day(9), place="Refuge in Mill Lane", chaired_by="Dana")
    planned(case, team, what="Visit to the refuge")
    with acting(team.coordinator):
        own = feeds.make(team.coordinator, on=TODAY)
    words = client.get(f"/calendar/{own}.ics").content.decode()
    assert f"SUMMARY:{case.reference}: meeting" in words
    assert f"SUMMARY:{case.reference}: planned stage" in words
    assert not re.search("Mill Lane|Dana|refuge|Panel", words, re.IGNORECASE)
    theirs = client.get(f"/calendar/{secret}.ics").content.decode()
    assert "meeting" in theirs and "planned stage" not in theirs
    reads = AuditEvent.objects.filter(event=Event.DOWNLOADED, actor=team.panel_member)
    assert reads.get().details["page"] == "workflow:calendar_feed"


def test_a_role_that_ends_a_bar_and_a_closed_account_count_at_once(client, team, case, secret):
    panel_meeting(case, team, held_on=day(9))
    address = f"/calendar/{secret}.ics"
    assert "meeting" in client.get(address).content.decode()
    member = team.panel_member
    with acting(team.coordinator):
        policy.bar(case, member, by=team.coordinator, on=TODAY, reason="Conflict")
    assert "VEVENT" not in client.get(address).content.decode()
    with acting(team.coordinator):
        person = User.objects.get(pk=member.pk)
        person.is_active = False
        person.save()
    assert client.get(address).status_code == 404


def test_another_address_ends_the_first_and_a_wrong_one_finds_nothing(
    signed_in, client, team, secret
):
    with acting(team.panel_member):
        new = feeds.make(team.panel_member, on=TODAY)
    assert client.get(f"/calendar/{secret}.ics").status_code == 404
    assert client.get(f"/calendar/{new}.ics").status_code == 200
    assert client.get("/calendar/nothing.ics").status_code == 404
    signed_in(team.panel_member).post(f"{PAGE}end/")
    assert client.get(f"/calendar/{new}.ics").status_code == 404


def test_one_place_may_not_ask_without_end(client, monkeypatch, secret):
    monkeypatch.setattr(feeds, "AT_MOST", 2)
    answers = [client.get(f"/calendar/{secret}.ics").status_code for _ in range(4)]
    assert answers == [200, 200, 429, 429]


def test_making_one_asks_again_who_they_are(signed_in, team, monkeypatch):
    monkeypatch.setattr("accounts.step_up.confirmed_within", lambda *rest: False)
    answer = signed_in(team.coordinator).post(f"{PAGE}new/")
    assert answer.status_code in (302, 403)
    assert not CalendarFeed.objects.exists()
