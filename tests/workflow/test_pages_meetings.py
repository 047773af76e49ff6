"""Meetings over HTTP (S90 to S95): planned, restricted, minuted, agreed, acted on."""

import re

import pytest

from audit.actors import acting, job
from dhr_cases.models import DateToAvoid
from documents.models import DocumentKind, Zone
from tests import factories
from tests.facts.rows import TODAY, add_file, day, person
from tests.house import text_of, typed_day
from tests.matrix.things.meetings import panel_meeting
from workflow.models import AgendaItem, Attendance, ItemPaper, Meeting, MeetingAction
from workflow.own_tasks import for_this_person


@pytest.fixture
def team(db, house):
    """Everybody of the house."""
    return house[0]


@pytest.fixture
def case(db, house):
    """Their review, as the database has it."""
    return factories.fresh(house[1])


@pytest.fixture
def page(signed_in, team):
    """Somebody of the cast on the test client."""
    return lambda name: signed_in(team.people[name])


@pytest.fixture
def home(case):
    """The address of the meetings of the review."""
    return f"/cases/{case.reference}/meetings/"


@pytest.fixture
def panel(case, team):
    """A panel meeting held ten days ago."""
    return panel_meeting(case, team)


def first_item(meeting):
    return meeting.items.first()


def test_coordinator_plans_a_panel_with_its_usual_agenda(page, case, home, team):
    body = team.bodies.district
    answer = page("coordinator").post(
        f"{home}new/",
        typed_day("held_on", day(20))
        | {"kind": "panel", "starts_at": "10:30", "quorum": "2", "agencies": [body.pk]},
    )
    assert answer.status_code == 302, text_of(answer)
    meeting = Meeting.objects.get(case=case)
    assert meeting.items.first().title == "A moment for the person who died"
    assert [row.organisation for row in meeting.attendances.all()] == [body]
    assert "Panel meeting 1" in text_of(page("panel_member").get(home))


def test_second_panel_has_the_agenda_of_later_panels(case, team, panel):
    second = panel_meeting(case, team)
    assert (second.number, second.items.first().title) == (2, "Interests to declare")


def test_day_to_avoid_says_avoid_and_no_more(page, case, home):
    with job("tests"):
        DateToAvoid(case=case, day=day(20), kind="birthday", note="Hers").save()
    asked = typed_day("held_on", day(20)) | {"kind": "panel"}
    answer = text_of(page("coordinator").post(f"{home}new/", asked))
    assert "Avoid this day." in answer and "Hers" not in answer and "irthday" not in answer
    assert not Meeting.objects.filter(case=case).exists()
    assert page("coordinator").post(f"{home}new/", asked | {"anyway": "on"}).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"starts_at": "half ten"}, "Enter a time, for example 10:00"),
        ({"quorum": "0"}, "must be 1 or more"),
        ({"kind": "party"}, "Choose which meeting it is"),
        ({"place": "Room\x00"}, "Null characters are not allowed"),
        ({"agencies": ["x"]}, "not a valid value"),
        (typed_day("papers_due_on", day(40)), "Papers must be due before the meeting."),
    ],
)
def test_wrong_plan_is_told(page, home, wrong, told):
    given = typed_day("held_on", day(20)) | {"kind": "panel"} | wrong
    answer = page("coordinator").post(f"{home}new/", given)
    assert answer.status_code == 200
    assert told in text_of(answer)


@pytest.mark.parametrize("name", ["stranger", "agency_author", "board_viewer"])
def test_others_do_not_reach_meetings(page, home, panel, name):
    assert page(name).get(f"{home}{panel.token}/").status_code in (403, 404)


def test_panel_meeting_is_not_found_by_partnership_nor_sign_off_by_the_panel(
    page, case, team, home, panel
):
    sign_off = panel_meeting(case, team, "sign_off")
    assert page("partnership_chair").get(f"{home}{panel.token}/").status_code == 404
    assert page("partnership_chair").get(f"{home}{sign_off.token}/").status_code == 200
    assert page("panel_member").get(f"{home}{sign_off.token}/").status_code == 404
    assert "sign-off" not in text_of(page("panel_member").get(home))


@pytest.mark.parametrize(
    ("zone", "who", "sees", "told"),
    [
        ("working", "panel_member", False, True),
        ("working", "coordinator", True, False),
        ("family", "panel_member", False, False),
        ("family", "coordinator", False, False),
        ("family", "independent_chair", True, False),
        ("proceedings", "panel_member", False, False),
    ],
)
def test_restricted_item_is_hidden_and_hinted_at_only_where_it_may_be(
    page, team, home, panel, zone, who, sees, told
):
    item = panel.items.all()[1]
    with acting(team.coordinator):
        item.zone, item.title = zone, "The quiet matter"
        item.save()
    shown = text_of(page(who).get(f"{home}{panel.token}/"))
    assert ("The quiet matter" in shown) is sees
    assert ("An item is restricted." in shown) is told
    if not sees:
        at = f"{home}{panel.token}/items/{item.token}/minutes/"
        assert page(who).get(at).status_code in (403, 404)


def test_coordinator_is_not_offered_the_zone_of_the_family(page, home, panel):
    at = f"{home}{panel.token}/items/new/"
    assert "what the family said" not in text_of(page("coordinator").get(at))
    answer = page("coordinator").post(at, {"title": "It", "zone": "family"})
    assert answer.status_code == 200
    assert "what the family said" in text_of(page("independent_chair").get(at))


def test_moving_an_item_passes_what_its_mover_cannot_see(page, team, home, panel):
    first, hidden, third = panel.items.all()[:3]
    with acting(team.coordinator):
        hidden.zone = "family"
        hidden.save()
    page("coordinator").post(f"{home}{panel.token}/items/{third.token}/move/", {"do": "up"})
    titles = [item.title for item in panel.items.all()]
    assert titles.index(third.title) < titles.index(first.title)


def test_paper_is_seen_only_by_those_who_may_open_the_document(page, case, team, home, panel):
    held = add_file(case, team, DocumentKind.OTHER, Zone.WORKING).document
    shared = add_file(case, team, DocumentKind.MINUTES, Zone.BUNDLE).document
    at = f"{home}{panel.token}/items/{first_item(panel).token}/papers/new/"
    for document in (held, shared):
        given = {"document": document.pk, "reading_minutes": "5", "content_note": "Hard to read"}
        assert page("coordinator").post(at, given).status_code == 302
    everything = text_of(page("coordinator").get(f"{home}{panel.token}/"))
    assert "about 10 minutes" in everything
    panels = text_of(page("panel_member").get(f"{home}{panel.token}/"))
    assert shared.token in panels
    assert held.token not in panels
    assert "about 5 minutes" in panels


def test_real_name_in_the_minutes_is_refused_and_what_was_typed_is_kept(
    page, case, team, home, panel
):
    with acting(team.coordinator):
        person(case, "Efua Mensah", "died")
    at = f"{home}{panel.token}/items/{first_item(panel).token}/minutes/"
    typed = {"discussion": "Efua was asked twice.", "version": "1"}
    answer = text_of(page("coordinator").post(at, typed))
    assert "a real name" in answer
    assert "Efua was asked twice." in answer
    assert first_item(panel).discussion == ""


def test_minutes_go_to_the_chair_and_are_agreed_for_good(page, home, panel):
    at, item = f"{home}{panel.token}/", first_item(panel)
    typed = {"discussion": "The terms.", "restricted_part": "A worry.", "version": item.version}
    assert page("coordinator").post(f"{at}items/{item.token}/minutes/", typed).status_code == 302
    page("coordinator").post(f"{at}minutes/")
    page("coordinator").post(f"{at}minutes/")
    panel.refresh_from_db()
    assert panel.minutes == "check"
    page("independent_chair").post(f"{at}minutes/")
    panel.refresh_from_db()
    assert (panel.minutes, panel.agreed_by.email) == ("agreed", "independent.chair@example.org")
    assert page("coordinator").get(f"{at}items/{item.token}/minutes/").status_code == 404
    shown = text_of(page("panel_member").get(at))
    assert "The terms." in shown
    assert "A worry." not in shown


def test_agreement_from_minutes_counts_for_the_guards(page, confirmed, case, team, home, panel):
    at = f"{home}{panel.token}/agreed/"
    asked = {"kind": "data_sharing", "conditions": ""}
    answer = text_of(page("coordinator").post(at, asked))
    assert "Write the minutes first." in answer
    with acting(team.coordinator):
        panel.minutes = "draft"
        panel.save()
    assert page("coordinator").post(at, asked).status_code == 302
    agreement = case.agreements.get(kind="data_sharing", minuted_at=panel)
    assert (agreement.meeting, agreement.held_on) == ("Panel meeting 1", day(-10))
    assert page("coordinator").post(at, asked | {"kind": "approval"}).status_code == 200
    assert page("panel_member").get(at).status_code == 403


def test_attendance_gives_pattern_and_quorum(page, team, home, panel):
    with acting(team.coordinator):
        panel.quorum = 2
        panel.save()
    rows = {f"came_{row.organisation_id}": "attended" for row in panel.attendances.all()}
    rows[f"came_{team.bodies.police.pk}"] = "apologies"
    assert page("coordinator").post(f"{home}{panel.token}/attendance/", rows).status_code == 302
    assert Attendance.objects.filter(meeting=panel, came="apologies").count() == 1
    assert "The quorum of 2 was not met" in text_of(
        page("coordinator").get(f"{home}{panel.token}/")
    )
    pattern = text_of(page("coordinator").get(home))
    assert "0 of 1" in pattern
    assert "Apologies" in pattern


def test_action_reaches_its_owner_and_is_done_by_them(page, case, team, home, panel):
    at = f"{home}{panel.token}/items/{first_item(panel).token}/actions/new/"
    given = typed_day("due_on", day(5)) | {
        "text": "Ask the housing team",
        "owner_role": "Police",
        "owner": team.panel_member.email,
    }
    assert page("coordinator").post(at, given).status_code == 302
    assert [row["task"] for row in for_this_person(team.panel_member, TODAY)] == ["meeting"]
    work = text_of(page("panel_member").get("/my-work/"))
    assert "Do what a meeting asked of you" in work
    assert "housing" not in work
    action = MeetingAction.objects.get(case=case)
    done = typed_day("done_on", TODAY) | {"done_note": "Asked", "version": "1"}
    assert page("panel_member").post(f"{home}actions/{action.token}/", done).status_code == 302
    assert for_this_person(team.panel_member, TODAY) == []


def test_action_is_not_given_to_somebody_who_cannot_read_the_item(page, team, home, panel):
    at = f"{home}{panel.token}/items/{first_item(panel).token}/actions/new/"
    given = typed_day("due_on", day(5)) | {"text": "Ask", "owner_role": "Police"}
    answer = page("coordinator").post(at, given | {"owner": team.stranger.email})
    assert "They may not read this meeting." in text_of(answer)


def test_date_file_says_nothing_but_reference_and_time(page, team, home, panel):
    answer = page("panel_member").get(f"{home}{panel.token}/date.ics")
    said = answer.content.decode()
    assert "-2026-01: meeting" in said or re.search(r"SUMMARY:\w+-\d{4}-\d\d: meeting", said)
    assert "Room 2" not in said
    assert "Panel" not in said


def test_item_with_minutes_stays_on_the_agenda(page, team, home, panel):
    item = first_item(panel)
    with acting(team.coordinator):
        item.decision = "Yes"
        item.save()
    page("coordinator").post(f"{home}{panel.token}/items/{item.token}/move/", {"do": "remove"})
    assert AgendaItem.objects.filter(pk=item.pk).exists()


def test_meeting_page_makes_as_many_queries_for_many_items(
    page, case, team, home, panel, django_assert_max_num_queries
):
    document = add_file(case, team, DocumentKind.OTHER, Zone.BUNDLE).document
    with acting(team.coordinator):
        for item in panel.items.all():
            ItemPaper(case=case, item=item, document=document).save()
            MeetingAction(
                case=case, item=item, text="Ask", owner_role="Police", due_on=TODAY
            ).save()
    client = page("coordinator")
    client.get(home)
    with django_assert_max_num_queries(18):
        client.get(f"{home}{panel.token}/")
