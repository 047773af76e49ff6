"""Writing a notice: page by page, kept on the server, by those of the area (S30, S31)."""

import datetime

import pytest
from django.utils import timezone

from accounts.roles import Role
from audit.actors import acting
from dhr_cases.models import Notification
from tests.bodies import person, two_areas
from tests.notices import address, draft, version
from workflow import intake


@pytest.fixture
def areas(db):
    return two_areas()


class TestWriting:
    def test_coordinator_starts_a_draft_for_their_area(self, client, areas):
        client.force_login(areas.coordinator)
        answer = client.post("/notifications/new/")
        notice = Notification.objects.get()
        assert answer.url == address("dhr_cases:notice", notice)
        assert (notice.area, notice.county) == (areas.north, areas.county)

    def test_county_partner_starts_a_draft_and_names_the_area_later(self, client, areas):
        client.force_login(areas.county_partner)
        client.post("/notifications/new/")
        notice = Notification.objects.get()
        assert (notice.area, notice.county) == (None, areas.county)
        page = client.get(address("dhr_cases:notice_section", notice, "happened")).content.decode()
        assert "Safer North" in page and "Safer South" in page and "Safer West" not in page

    def test_chair_and_stranger_cannot_start_one(self, client, areas):
        for user in (areas.chair, areas.stranger):
            client.force_login(user)
            assert client.get("/notifications/new/").status_code == 403

    def test_somebody_of_two_bodies_says_for_which(self, client, areas):
        both = person("Bo Both", Role.COORDINATOR, areas.north)
        with acting(areas.chair):
            both.standing_roles.create(
                role=Role.COORDINATOR, organisation=areas.south, by_command=True,
                started_on=areas.today, given_on=areas.today, confirmed_on=areas.today,
            )  # fmt: skip
        client.force_login(both)
        answer = client.post("/notifications/new/")
        assert b"Answer the question" in answer.content
        client.post("/notifications/new/", {"body": areas.south.pk})
        assert Notification.objects.get().area == areas.south

    def test_another_area_gets_404_on_every_page_of_a_notice(self, client, areas):
        notice = draft(areas)
        for user in (areas.elsewhere, areas.stranger):
            client.force_login(user)
            for name, *rest in PAGES:
                assert client.get(address(name, notice, *rest)).status_code == 404

    def test_chair_reads_a_draft_and_cannot_write_it(self, client, areas):
        notice = draft(areas)
        client.force_login(areas.chair)
        page = client.get(address("dhr_cases:notice", notice))
        assert b"Maria Example" in page.content
        assert client.get(address("dhr_cases:notice_section", notice, "sender")).status_code == 404

    def test_bad_section_is_not_found(self, client, areas):
        client.force_login(areas.coordinator)
        notice = draft(areas)
        assert client.get(address("dhr_cases:notice_section", notice, "no")).status_code == 404
        url = address("dhr_cases:notice_add_person", notice, "no")
        assert client.get(url).status_code == 404


PAGES = [
    ("dhr_cases:notice",),
    ("dhr_cases:notice_section", "sender"),
    ("dhr_cases:notice_section", "died"),
    ("dhr_cases:notice_add_person", "died"),
    ("dhr_cases:notice_another", "died"),
    ("dhr_cases:notice_safety",),
    ("workflow:notice_check",),
    ("workflow:notice_same_death",),
    ("workflow:notice_turn_away",),
    ("workflow:notice_receipt",),
    ("workflow:notice_sent",),
]


class TestSections:
    def post(self, client, notice, key, **answers):
        url = address("dhr_cases:notice_section", notice, key)
        return client.post(url, {"version": version(notice), **answers})

    def test_receipt_keeps_day_and_time(self, client, areas):
        client.force_login(areas.coordinator)
        notice = draft(areas)
        answer = self.post(
            client, notice, "sender", sender_name="Pat Police", received_on_day="2",
            received_on_month="11", received_on_year="2026", received_time="2:30pm",
        )  # fmt: skip
        assert answer.status_code == 302
        notice.refresh_from_db()
        local = timezone.localtime(notice.received_at)
        assert local.replace(tzinfo=None) == datetime.datetime(2026, 11, 2, 14, 30)

    def test_date_without_a_year_is_named_and_what_was_typed_is_kept(self, client, areas):
        client.force_login(areas.coordinator)
        notice = draft(areas)
        page = self.post(
            client, notice, "happened", concern="abuse", area=areas.north.pk,
            death_kind="not_known", died_on_day="3", died_on_month="5", place="A kept place",
        ).content.decode()  # fmt: skip
        assert "Date of death must include a year" in page
        assert "A kept place" in page

    def test_future_death_and_range_backwards_are_refused(self, client, areas):
        client.force_login(areas.coordinator)
        notice = draft(areas)
        given = {"concern": "abuse", "area": areas.north.pk, "death_kind": "not_known"}
        page = self.post(client, notice, "happened", died_on_year="2099", **given)
        assert b"Date of death must be today or in the past" in page.content
        page = self.post(
            client, notice, "happened", died_on_month="6", died_on_year="2026",
            died_on_to_month="5", died_on_to_year="2026", **given,
        )  # fmt: skip
        assert b"the end of the range must be after its start" in page.content

    @pytest.mark.parametrize(
        ("boxes", "text"),
        [
            ({"day": "3", "month": "5", "year": "2026"}, "2026-05-03"),
            ({"month": "5", "year": "2026"}, "2026-05"),
            ({"month": "5", "year": "2026", "to_month": "6", "to_year": "2026"}, "2026-05/2026-06"),
            ({"not_known": "on"}, "unknown"),
        ],
    )
    def test_date_of_death_is_kept_as_far_as_it_is_known(self, client, areas, boxes, text):
        client.force_login(areas.coordinator)
        notice = draft(areas)
        answer = self.post(
            client, notice, "happened", concern="abuse", area=areas.north.pk,
            death_kind="not_known", **{f"died_on_{box}": value for box, value in boxes.items()},
        )  # fmt: skip
        assert answer.status_code == 302
        assert Notification.objects.get().died_on.text == text

    def test_not_known_yet_is_an_answer_and_not_beside_another(self, client, areas):
        client.force_login(areas.coordinator)
        notice = draft(areas)
        assert self.post(client, notice, "abuse", not_known_yet="on").status_code == 302
        assert b"Not known yet" in client.get(address("dhr_cases:notice", notice)).content
        page = self.post(client, notice, "abuse", abuse_known="Reports", not_known_yet="on")
        assert "or choose “Not known yet”, not both" in page.content.decode()

    def test_risk_now_interrupts_until_it_is_said_what_was_done(self, client, areas):
        client.force_login(areas.coordinator)
        notice = draft(areas)
        answer = self.post(client, notice, "risk", risk_now="yes")
        safety = address("dhr_cases:notice_safety", notice)
        assert answer.url == safety
        assert client.get(address("workflow:notice_check", notice)).url == safety
        page = client.post(safety, {"version": version(notice), "risk_done": ""})
        assert b"Say what has been done to keep them safe before going on" in page.content
        assert intake.reasons_not_ready(Notification.objects.get()) != []
        client.post(
            safety, {"version": version(notice), "risk_done": "Referred to children's care"}
        )
        assert intake.reasons_not_ready(Notification.objects.get()) == []

    def test_risk_needs_an_answer_when_its_page_is_sent(self, client, areas):
        client.force_login(areas.coordinator)
        page = self.post(client, draft(areas), "risk")
        assert "Answer the question “Is anyone at risk now?”" in page.content.decode()

    def test_two_people_on_one_section_lose_nothing(self, client, areas):
        client.force_login(areas.coordinator)
        notice = draft(areas)
        stale = version(notice)
        self.post(client, notice, "media", media="The first words")
        url = address("dhr_cases:notice_section", notice, "media")
        page = client.post(url, {"version": stale, "media": "The second words"}).content.decode()
        assert "The first words" in page and "The second words" in page

    def test_every_section_opens(self, client, areas):
        client.force_login(areas.coordinator)
        notice = draft(areas)
        for key in ("sender", "died", "happened", "responsible", "risk", "abuse", "agencies",
                    "proceedings", "family", "media"):  # fmt: skip
            assert client.get(address("dhr_cases:notice_section", notice, key)).status_code == 200


class TestPeople:
    def test_people_are_added_one_page_each_and_taken_off_again(self, client, areas):
        client.force_login(areas.coordinator)
        notice = draft(areas, names=())
        url = address("dhr_cases:notice_add_person", notice, "died")
        answer = client.post(url, {"name": "Maria Example"})
        assert answer.url == address("dhr_cases:notice_another", notice, "died")
        assert client.post(answer.url, {"another": "yes"}).url == url
        client.post(url, {"name": "Second Person"})
        assert notice.people.count() == 2
        gone = notice.people.last()
        page = address("dhr_cases:notice_remove_person", notice, gone.token)
        assert b"Second Person" in client.get(page).content
        client.post(page)
        shown = client.get(address("dhr_cases:notice_section", notice, "died")).content
        assert b"Maria Example" in shown and b"Second Person" not in shown

    def test_somebody_has_a_name_or_is_not_identified_yet(self, client, areas):
        client.force_login(areas.coordinator)
        notice = draft(areas, names=())
        url = address("dhr_cases:notice_add_person", notice, "died")
        page = client.post(url, {"name": ""}).content.decode()
        assert "Enter a name, or choose “Not identified yet”" in page
        page = client.post(url, {"name": "Ann", "is_unidentified": "on"}).content.decode()
        assert "not both" in page
        assert client.post(url, {"is_unidentified": "on"}).status_code == 302
        assert Notification.objects.get().missing() == []

    def test_change_shows_what_was_said_and_keeps_bad_input(self, client, areas):
        client.force_login(areas.coordinator)
        notice = draft(areas)
        row = notice.people.get()
        url = address("dhr_cases:notice_person", notice, row.token)
        assert b"Maria Example" in client.get(url).content
        given = {"version": row.version, "name": "Maria Exempel", "age_recorded": "999"}
        page = client.post(url, given).content.decode()
        assert "must be 120 or less" in page and "Maria Exempel" in page
        assert client.post(url, given | {"age_recorded": "61"}).status_code == 302
