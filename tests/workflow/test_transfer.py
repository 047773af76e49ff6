"""Transfer: another area is asked, accepts in writing, and gets a linked review (T03)."""

import datetime

import pytest
from django.urls import reverse

from audit.actors import acting
from dhr_cases.models import Case
from tests.bodies import two_areas
from tests.notices import screening
from workflow.models import TransferOffer
from workflow.services import StepRefused, perform


@pytest.fixture
def areas(db):
    return two_areas()


@pytest.fixture
def case(areas):
    return screening(areas)


def url(name, case, *rest):
    return reverse(f"workflow:{name}", args=[case.reference, *rest])


def days(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def accepted(areas, case, **to):
    with acting(areas.coordinator):
        case.residence_reason = "Lived in the west for ten years"
        case.save()
        TransferOffer(
            case=case,
            asked_on=areas.today - datetime.timedelta(days=2),
            accepted_on=areas.today,
            accepted_by="Will West, chair",
            **to,
        ).save()


def take(areas, case):
    reason = {"reason": "They lived there"}
    return perform(case.progress, "transfer", by=areas.chair, on=areas.today, answers=reason)


def test_receiver_here_gets_a_linked_review_with_what_was_sent(areas, case):
    accepted(areas, case, to_partnership=areas.west)
    take(areas, case)
    new = Case.objects.get(transferred_from=case)
    assert (new.lead_partnership, new.county_partner) == (areas.west, None)
    assert new.reference == "WES-2026-01"
    assert new.died_on == case.died_on
    assert new.persons.get().name == "Maria Example"
    assert new.involvements.get().part == "died"
    clock = new.deadlines.get()
    assert clock.counted_from_on == areas.today - datetime.timedelta(days=2)
    assert new in Case.objects.visible_to(areas.elsewhere)
    assert new not in Case.objects.visible_to(areas.coordinator)
    assert case not in Case.objects.visible_to(areas.elsewhere)
    perform(new.progress, "accept", by=areas.elsewhere, on=areas.today)


def test_receiver_elsewhere_leaves_only_our_stub(areas, case):
    accepted(areas, case, to_name="A partnership in Wales")
    take(areas, case)
    assert Case.objects.get().progress.status == "transferred"


def test_nothing_is_sent_when_the_step_is_refused(areas, case):
    with pytest.raises(StepRefused):
        take(areas, case)
    assert Case.objects.count() == 1


def test_offer_and_answer_are_recorded_by_pages(client, areas, case):
    client.force_login(areas.coordinator)
    client.post(url("transfer_residence", case), {"version": case.version, "residence_reason": "W"})
    ask = url("transfer_ask", case)
    page = client.post(ask, days("asked_on", areas.today)).content.decode()
    assert "Choose a partnership from the list or give its name" in page
    given = {"to_partnership": areas.west.pk, **days("asked_on", areas.today)}
    assert client.post(ask, given).status_code == 302
    offer = case.transferoffers.get()
    answer = url("transfer_accept", case, offer.pk)
    early = areas.today - datetime.timedelta(days=9)
    page = client.post(
        answer, {"version": offer.version, "accepted_by": "Kept name", **days("accepted_on", early)}
    ).content.decode()
    assert "before they were asked" in page and "Kept name" in page
    client.post(
        answer, {"version": offer.version, "accepted_by": "W", **days("accepted_on", areas.today)}
    )
    client.force_login(areas.chair)
    page = client.get(url("transfer", case)).content.decode()
    assert "Accepted in writing" in page and "Transfer this review" in page


def test_one_s_own_area_and_an_unknown_one_are_not_offered(client, areas, case):
    client.force_login(areas.coordinator)
    page = client.get(url("transfer_ask", case)).content.decode()
    assert "Safer West" in page and "Safer North</option>" not in page
    given = {"to_partnership": areas.north.pk, **days("asked_on", areas.today)}
    answer = client.post(url("transfer_ask", case), given)
    assert b"choose one of the answers in the list" in answer.content


def test_walls_of_a_transfer(client, areas, case):
    for user, read, write in (
        (areas.stranger, 404, 404),
        (areas.elsewhere, 404, 404),
        (areas.county_partner, 200, 403),
        (areas.coordinator, 200, 200),
    ):
        client.force_login(user)
        assert client.get(url("transfer", case)).status_code == read
        assert client.get(url("transfer_ask", case)).status_code == write
