"""Who may see a review (S220) and emergency access (S222), over HTTP."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from accounts.roles import Role
from audit.actors import acting
from audit.models import AuditEvent, Event
from audit.verify import verify
from dhr_cases import policy
from dhr_cases.models import CaseAssignment
from tests.facts.rows import day
from tests.house import text_of, typed_day

pytestmark = pytest.mark.usefixtures("confirmed")
REASON = "A child of the household may be at risk tonight."


def page(case, rest=""):
    return f"/cases/{case.reference}/access/{rest}"


def give(client, case, person, role, last_day=None, **more):
    typed = {"user": person.email, "role": role, "reason": "To advise on one question", **more}
    return client.post(
        page(case, "new/"), typed | (typed_day("last_day_on", last_day) if last_day else {})
    )


def roles(case, person):
    return set(
        CaseAssignment.objects.live().filter(case=case, user=person).values_list("role", flat=True)
    )


def only(case, person, role):
    return CaseAssignment.objects.live().get(case=case, user=person, role=role)


# --- Seeing and giving -----------------------------------------------------------------------


def test_managers_see_everybody_with_their_role_and_when_they_last_looked(signed_in, team, case):
    signed_in(team.panel_member).get(f"/cases/{case.reference}/")
    words = text_of(signed_in(team.coordinator).get(page(case)))
    for name in ("Colin Marsh", "Priya Anand", "Pauline Frost", "Arthur Dean", "Basil Crane"):
        assert name in words
    assert "Not yet" in words and f"{timezone.localtime():%-d %B %Y}, " in words
    assert "Esme Thorne" not in words, "her last day has passed"


@pytest.mark.parametrize("who", ["panel_member", "auditor", "board_viewer", "independent_chair"])
def test_others_of_the_review_are_refused(signed_in, team, case, who):
    for rest in ("", "new/", "bar/"):
        assert signed_in(getattr(team, who)).get(page(case, rest)).status_code == 403


@pytest.mark.parametrize(
    "who",
    ["stranger", "other_coordinator", "other_chair", "barred", "expired", "administrator",
     "agency_author"],
)  # fmt: skip
def test_strangers_are_told_not_found(signed_in, team, case, who):
    client = signed_in(getattr(team, who))
    number = only(case, team.panel_member, "panel_member").pk
    for rest in ("", "new/", "bar/", f"{number}/end/", f"{number}/extend/"):
        assert client.get(page(case, rest)).status_code == 404
        assert client.post(page(case, rest)).status_code in (404, 405)


def test_given_role_opens_the_review_until_its_last_day(signed_in, team, case):
    answer = give(signed_in(team.coordinator), case, team.stranger, "legal_adviser", day(10))
    assert answer.status_code == 302
    assert signed_in(team.stranger).get(f"/cases/{case.reference}/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=11)):
        assert signed_in(team.stranger).get(f"/cases/{case.reference}/").status_code == 404
    event = AuditEvent.objects.filter(event=Event.ROLE_GIVEN).last()
    assert (event.actor, event.subject) == (team.coordinator, case.reference)
    assert team.stranger.name not in str(event.details)


def test_nobody_gives_a_role_to_themself(signed_in, team, case):
    answer = give(signed_in(team.coordinator), case, team.coordinator, "family_lead")
    assert "Nobody can give a role to themself. Ask a colleague." in text_of(answer)
    assert "family_lead" not in roles(case, team.coordinator)


def test_chair_opens_the_familys_pages_to_the_coordinator(signed_in, team, case):
    give(signed_in(team.partnership_chair), case, team.coordinator, "family_lead")
    assert "family_lead" in roles(case, team.coordinator)
    assert "view_family" in policy.permissions_on(case, team.coordinator)


@pytest.mark.parametrize(
    "person, role, words",
    [
        ("stranger", "legal_adviser", "Give the last day of this role."),
        ("stranger", "family_lead", "Only a coordinator or independent chair of this review"),
        ("stranger", "names_by_grant", "Only a county partner or panel member of this review"),
        ("stranger", "working_by_grant", "Only a county partner of this review"),
        ("stranger", "agency_author", "Choose the agency they act for."),
        ("barred", "legal_adviser", "This person is barred from this review."),
        ("stranger", "coordinator", "Choose"),
        ("stranger", "emergency", "Choose"),
    ],
)
def test_refused_gift_says_why_and_keeps_what_was_typed(signed_in, team, case, person, role, words):
    person = getattr(team, person)
    last = day(9) if words.startswith("This person") else None
    before = CaseAssignment.objects.count()
    answer = give(signed_in(team.coordinator), case, person, role, last)
    assert answer.status_code == 200
    assert words in text_of(answer)
    assert person.email in text_of(answer) and "To advise on one question" in text_of(answer)
    assert CaseAssignment.objects.count() == before


def test_last_day_in_the_past_is_refused(signed_in, team, case):
    answer = give(signed_in(team.coordinator), case, team.stranger, "communications", day(-1))
    assert "The last day must not be in the past." in text_of(answer)


def test_address_without_an_account_is_refused(signed_in, team, case):
    typed = {"user": "nobody@example.org", "role": "legal_adviser", "reason": "Advice"}
    answer = signed_in(team.coordinator).post(page(case, "new/"), typed)
    assert "There is no open account with this address." in text_of(answer)


def test_role_that_somebody_has_is_not_given_twice(signed_in, team, case):
    answer = give(signed_in(team.coordinator), case, team.panel_member, "panel_member", day(9))
    assert "This person already has this role on this review." in text_of(answer)


# --- Ending and extending --------------------------------------------------------------------


def test_ended_role_opens_nothing_from_the_next_page_on(signed_in, team, case):
    row = only(case, team.panel_member, "panel_member")
    assert signed_in(team.panel_member).get(f"/cases/{case.reference}/").status_code == 200
    signed_in(team.coordinator).post(page(case, f"{row.pk}/end/"))
    assert signed_in(team.panel_member).get(f"/cases/{case.reference}/").status_code == 404


def test_role_that_only_adds_goes_with_the_role_it_adds_to(signed_in, team, case):
    row = only(case, team.names_by_grant, "panel_member")
    signed_in(team.coordinator).post(page(case, f"{row.pk}/end/"))
    assert roles(case, team.names_by_grant) == set()
    assert policy.permissions_on(case, team.names_by_grant) == frozenset()


def test_role_held_at_the_partnership_is_ended_and_extended_there(signed_in, team, case):
    row = only(case, team.board_viewer, "board_viewer")
    client = signed_in(team.coordinator)
    ended = client.post(page(case, f"{row.pk}/end/"))
    assert "held at the partnership" in text_of(ended)
    moved = client.post(page(case, f"{row.pk}/extend/"), typed_day("last_day_on", day(5)))
    assert "held at the partnership" in text_of(moved)
    row.refresh_from_db()
    assert (row.ended_on, row.last_day_on) == (None, None)


def test_last_coordinator_is_not_ended(team, case):
    chair = team.partnership_chair
    coordinators = CaseAssignment.objects.live().filter(case=case, role=Role.COORDINATOR)
    with acting(chair):
        for row in coordinators.exclude(user=team.coordinator):
            policy.end(row, by=chair, on=day(0))
        with pytest.raises(policy.NotAllowed, match="the only coordinator of the review"):
            policy.end(coordinators.get(), by=chair, on=day(0))


def test_last_day_moves_and_never_into_the_past(signed_in, team, case):
    row = only(case, team.panel_member, "panel_member")
    client = signed_in(team.coordinator)
    refused = client.post(page(case, f"{row.pk}/extend/"), typed_day("last_day_on", day(-1)))
    assert "The last day must not be in the past." in text_of(refused)
    client.post(page(case, f"{row.pk}/extend/"), typed_day("last_day_on", day(400)))
    row.refresh_from_db()
    assert row.last_day_on == day(400)
    assert AuditEvent.objects.filter(event=Event.ROLE_EXTENDED).exists()


def test_nobody_extends_their_own_role(signed_in, team, case):
    give(signed_in(team.partnership_chair), case, team.coordinator, "legal_adviser", day(5))
    row = only(case, team.coordinator, "legal_adviser")
    answer = signed_in(team.coordinator).post(
        page(case, f"{row.pk}/extend/"), typed_day("last_day_on", day(50))
    )
    assert "Nobody can extend their own role." in text_of(answer)


def test_role_of_another_review_is_not_found(signed_in, team, case):
    row = only(case, team.panel_member, "panel_member")
    assert signed_in(team.coordinator).get(page(case, f"{row.pk + 5000}/end/")).status_code == 404


# --- Barring ---------------------------------------------------------------------------------


def bar(client, case, person):
    return client.post(page(case, "bar/"), {"user": person.email, "reason": "A neighbour"})


def test_bar_wins_over_every_role_and_its_lifting_brings_standing_roles_back(signed_in, team, case):
    address = f"/cases/{case.reference}/"
    give(signed_in(team.coordinator), case, team.county_partner, "legal_adviser", day(9))
    bar(signed_in(team.coordinator), case, team.county_partner)
    assert signed_in(team.county_partner).get(address).status_code == 404
    refused = give(signed_in(team.coordinator), case, team.county_partner, "legal_adviser", day(9))
    assert "This person is barred from this review." in text_of(refused)

    row = case.bars.get(user=team.county_partner)
    signed_in(team.coordinator).post(page(case, f"bar/{row.pk}/lift/"))
    assert signed_in(team.county_partner).get(address).status_code == 200
    assert roles(case, team.county_partner) == {"county_partner"}
    assert AuditEvent.objects.filter(event__in=(Event.BARRED, Event.BAR_ENDED)).count() >= 2


def test_nobody_is_barred_twice(signed_in, team, case):
    assert "already barred" in text_of(bar(signed_in(team.coordinator), case, team.barred))


def test_nobody_lifts_their_own_bar(signed_in, team, case):
    bar(signed_in(team.coordinator), case, team.partnership_chair)
    row = case.bars.get(user=team.partnership_chair)
    assert (
        signed_in(team.partnership_chair).post(page(case, f"bar/{row.pk}/lift/")).status_code == 404
    )


def test_grants_equal_the_roles_after_all_this(signed_in, team, case):
    give(signed_in(team.coordinator), case, team.stranger, "legal_adviser", day(10))
    bar(signed_in(team.coordinator), case, team.auditor)
    report = verify()
    assert report.is_whole, report.sentence()


# --- Emergency access ------------------------------------------------------------------------


def emergency(client, case, reason=REASON):
    return client.post(f"/cases/{case.reference}/emergency-access/", {"reason": reason})


def test_emergency_access_opens_the_pages_and_a_banner_stands_on_each(signed_in, team, case):
    client = signed_in(team.board_viewer)
    documents = f"/cases/{case.reference}/documents/"
    assert "view_identity" not in policy.permissions_on(case, team.board_viewer)
    assert emergency(client, case).status_code == 302
    assert "view_identity" in policy.permissions_on(case, team.board_viewer)
    assert "Emergency access until" in text_of(client.get(documents))
    assert "Emergency access until" not in text_of(signed_in(team.coordinator).get(documents))


def test_emergency_access_ends_by_the_clock_after_four_hours(signed_in, team, case):
    now = timezone.now()
    emergency(signed_in(team.board_viewer), case)
    terms = f"/cases/{case.reference}/terms/"
    with time_machine.travel(now + timedelta(hours=3, minutes=59)):
        assert signed_in(team.board_viewer).get(terms).status_code == 200
    with time_machine.travel(now + timedelta(hours=4, minutes=1)):
        assert signed_in(team.board_viewer).get(terms).status_code == 403
        assert "Emergency access until" not in text_of(
            signed_in(team.board_viewer).get(f"/cases/{case.reference}/")
        )


@pytest.mark.parametrize(
    "address",
    ["access/new/", "chair/", "terms/new/", "documents/new/", "retention/hold/",
     "quality/letter/", "publication/decide/", "data-sharing/"],
)  # fmt: skip
def test_emergency_access_changes_nothing(signed_in, team, case, address):
    client = signed_in(team.board_viewer)
    emergency(client, case)
    assert client.post(f"/cases/{case.reference}/{address}").status_code in (403, 404)


def test_emergency_access_takes_no_step_and_exports_nothing(signed_in, team, case):
    emergency(signed_in(team.board_viewer), case)
    may = policy.permissions_on(case, team.board_viewer)
    assert all(permission.startswith("view_") for permission in may)
    assert not may & {"view_family", "view_staff_material", "view_audit", "view_costs"}
    assert signed_in(team.board_viewer).post(
        f"/cases/{case.reference}/submission/pack/", {}
    ).status_code in (403, 404)


@pytest.mark.parametrize("who", ["independent_chair", "panel_member", "legal_adviser"])
def test_emergency_access_is_for_people_of_the_partnerships(signed_in, team, case, who):
    answer = emergency(signed_in(getattr(team, who)), case)
    assert "Emergency access is for people of the partnerships" in text_of(answer)
    assert Role.EMERGENCY not in roles(case, getattr(team, who))


@pytest.mark.parametrize("who", ["barred", "administrator", "stranger", "other_coordinator"])
def test_emergency_access_is_not_found_by_outsiders(signed_in, team, case, who):
    assert emergency(signed_in(getattr(team, who)), case).status_code == 404
    refusal = AuditEvent.objects.filter(event=Event.VIEW_REFUSED).last()
    assert refusal.actor == getattr(team, who)


def test_emergency_access_needs_a_sentence(signed_in, team, case):
    answer = emergency(signed_in(team.board_viewer), case, "urgent")
    assert "Say in a sentence why you need to see this review now." in text_of(answer)
    assert Role.EMERGENCY not in roles(case, team.board_viewer)


def test_alert_goes_at_once_to_chair_and_officer_and_says_nothing(
    signed_in, team, case, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        emergency(signed_in(team.board_viewer), case)
    told = {address for message in mail.outbox for address in message.to}
    assert {team.partnership_chair.email, team.auditor.email} <= told
    assert team.coordinator.email not in told and team.other_chair.email not in told
    for message in mail.outbox:
        words = f"{message.subject} {message.body}"
        assert REASON not in words and team.board_viewer.name not in words
        assert "no details on purpose" in words


def test_emergency_access_is_reviewed_by_somebody_else_once(signed_in, team, case):
    emergency(signed_in(team.auditor), case)
    row = only(case, team.auditor, "emergency")
    review = f"/cases/{case.reference}/emergency-access/{row.pk}/review/"
    refused = signed_in(team.auditor).post(review)
    assert "Somebody else must review this access." in text_of(refused)
    assert signed_in(team.board_viewer).post(review).status_code == 403
    assert REASON in text_of(signed_in(team.content_on_reason).get(review))
    answer = signed_in(team.content_on_reason).post(review)
    assert answer["Location"].endswith("/who-saw-what/")
    row.refresh_from_db()
    assert row.reviewed_by == team.content_on_reason
    assert signed_in(team.content_on_reason).post(review).status_code == 404


def test_emergency_access_can_be_taken_again_once_it_ran_out(signed_in, team, case):
    emergency(signed_in(team.board_viewer), case)
    assert "already has this role" in text_of(emergency(signed_in(team.board_viewer), case))
    with time_machine.travel(timezone.now() + timedelta(hours=5)):
        assert emergency(signed_in(team.board_viewer), case).status_code == 302


def test_access_ends_at_midnight_in_england_not_in_utc(signed_in, team, case):
    give(signed_in(team.coordinator), case, team.stranger, "legal_adviser", day(200))
    last = datetime.combine(day(200), datetime.min.time()) + timedelta(hours=23, minutes=30)
    address = f"/cases/{case.reference}/"
    with time_machine.travel(timezone.make_aware(last)):
        assert signed_in(team.stranger).get(address).status_code == 200
    with time_machine.travel(timezone.make_aware(last + timedelta(minutes=31))):
        assert signed_in(team.stranger).get(address).status_code == 404
