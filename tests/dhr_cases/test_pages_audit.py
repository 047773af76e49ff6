"""Who saw what (S211): reads, refusals, roles of the day, and that looking here is written down."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from audit.log import record
from audit.models import AuditEvent, Event
from dhr_cases import policy
from tests import factories
from tests.facts.rows import day
from tests.house import text_of


def page(case, **asked):
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"/cases/{case.reference}/who-saw-what/?{query}"


def rows(answer):
    """The words of the table alone."""
    return text_of(answer).partition("<tbody")[2]


@pytest.fixture
def officer(signed_in, team):
    """The information-governance officer's client, signed in when asked."""
    return lambda: signed_in(team.auditor)


def test_reading_and_refusal_are_told_with_name_role_and_page(officer, signed_in, team, case):
    signed_in(team.panel_member).get(f"/cases/{case.reference}/documents/")
    signed_in(team.board_viewer).get(f"/cases/{case.reference}/terms/")
    words = rows(officer().get(page(case)))
    assert "Pauline Frost" in words and "Panel member" in words and "documents" in words
    refused = rows(officer().get(page(case, kind="refusals")))
    assert "Beth Winters" in refused and "Was refused a page" in refused and "terms" in refused
    assert "Pauline Frost" not in refused


def test_strangers_try_is_told_as_well(officer, signed_in, team, case):
    signed_in(team.stranger).get(f"/cases/{case.reference}/")
    refused = rows(officer().get(page(case, kind="refusals")))
    assert "Zoe Strang" in refused


def test_role_is_that_of_the_day_not_of_now(officer, signed_in, team, case):
    signed_in(team.panel_member).get(f"/cases/{case.reference}/")
    later = timezone.now() + timedelta(days=400)
    with time_machine.travel(later):
        words = rows(officer().get(page(case, person="pauline")))
        assert "Panel member" in words, "she read it as a panel member then"
        record(Event.VIEWED, actor=team.panel_member, subject=case.reference, page="x:later")
        today = timezone.localdate().isoformat()
        words = rows(officer().get(page(case, person="pauline", since=today)))
        assert "later" in words and "Panel member" not in words


def test_person_and_days_narrow_it(officer, signed_in, team, case):
    signed_in(team.panel_member).get(f"/cases/{case.reference}/")
    today, tomorrow = day(0).isoformat(), day(1).isoformat()
    assert "Pauline Frost" in rows(officer().get(page(case, person="frost", since=today)))
    assert "Pauline Frost" not in rows(officer().get(page(case, person="calder")))
    assert "Nothing matches." in rows(officer().get(page(case, since=tomorrow)))
    assert "Pauline Frost" not in rows(officer().get(page(case, until=day(-1).isoformat())))


@pytest.mark.parametrize("name", ["since", "until"])
@pytest.mark.parametrize("typed", ["yesterday", "2026-02-31", "31/12/2026", "%00"])
def test_bad_date_is_a_sentence_beside_its_box_and_keeps_what_was_typed(officer, case, name, typed):
    answer = officer().get(page(case, **{name: typed}))
    assert answer.status_code == 200
    assert f'id="{name}-error"' in text_of(answer)
    assert f'value="{typed}"' in text_of(answer) or typed == "%00"
    assert "<title>Error: " in text_of(answer)


def test_looking_here_is_written_down(officer, team, case):
    officer().get(page(case))
    event = AuditEvent.objects.filter(event=Event.AUDIT_READ, subject=case.reference).last()
    assert event.actor == team.auditor
    assert "Read the audit trail" in rows(officer().get(page(case, kind="reads")))


def test_changes_to_records_are_shown_when_asked_for(officer, case):
    assert "Created a record" not in rows(officer().get(page(case)))
    assert "Created a record" in rows(officer().get(page(case, kind="changes")))


def test_long_trails_come_in_pages(officer, team, case):
    for _ in range(60):
        record(Event.VIEWED, actor=team.panel_member, subject=case.reference, page="x:y")
    assert rows(officer().get(page(case))).count("<tr") == 50
    assert rows(officer().get(page(case, page=2))).count("<tr") >= 10


@pytest.mark.parametrize("who", ["coordinator", "partnership_chair", "independent_chair"])
def test_others_of_the_review_are_refused(signed_in, team, case, who):
    assert signed_in(getattr(team, who)).get(page(case)).status_code == 403
    assert signed_in(getattr(team, who)).get("/audit/").status_code == 404


@pytest.mark.parametrize("who", ["stranger", "other_coordinator", "administrator"])
def test_outsiders_find_nothing(signed_in, team, case, who):
    assert signed_in(getattr(team, who)).get(page(case)).status_code == 404
    assert signed_in(getattr(team, who)).get("/audit/").status_code == 404


def test_officer_sees_the_trail_of_their_own_partnership_alone(officer, signed_in, team, case):
    other = factories.make_case(team, lead=team.bodies.other_district, county=None)
    record(Event.VIEWED, actor=team.other_coordinator, subject=other.reference, page="x:theirs")
    assert officer().get(page(other)).status_code == 404
    words = text_of(officer().get("/audit/"))
    assert case.reference in words
    assert other.reference not in words and "Cleo Abbott" not in words
    asked = text_of(officer().get(f"/audit/?review={other.reference}"))
    assert "Cleo Abbott" not in asked and "Nothing matches." in asked


def test_officer_reads_no_content(team, case):
    may = policy.permissions_on(case, team.auditor)
    assert may == {"view_case", "view_audit", "dispose"}


def test_emergency_accesses_stand_at_the_head_with_their_reason(officer, case):
    words = text_of(officer().get(page(case)))
    assert "Ewan Blythe" in words and "A child may be at risk tonight." in words
    assert "Review this" in words
