"""Notices: written page by page, sent with four answers, joined, turned away (S30-S34)."""

import datetime
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from audit.actors import acting
from dhr_cases.codes import Part
from dhr_cases.models import Case, Notification, Person
from tests.bodies import person, two_areas
from workflow import intake
from workflow.models import Deadline


@pytest.fixture
def areas(db):
    return two_areas()


def draft(areas, by=None, *, names=("Maria Example",), **fields):
    """A notice with the four answers, not sent."""
    by = by or areas.coordinator
    with acting(by):
        notice = Notification(
            started_by=by,
            area=areas.north,
            county=areas.county,
            **{"sender_organisation": "Midshire Police", "concern": "abuse", **fields},
        )
        notice.save()
        for name in names:
            notice.people.create(part=Part.DIED, name=name, **{})
    return notice


def send(notice, by, **more):
    return intake.submit_notice(notice, by=by, on=timezone.localdate(), now=timezone.now(), **more)


def address(name, notice, *rest):
    return reverse(name, args=[notice.token, *rest])


def version(notice):
    return Notification.objects.get(pk=notice.pk).version


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


class TestSending:
    def test_four_answers_are_enough_and_none_less(self, client, areas):
        client.force_login(areas.coordinator)
        with acting(areas.coordinator):
            notice = Notification.objects.create(started_by=areas.coordinator, county=areas.county,
                                                 area=areas.north)  # fmt: skip
        url = address("workflow:notice_check", notice)
        page = client.post(url).content.decode()
        for sentence in ("Say who is telling us", "Say why a review may be needed"):
            assert sentence in page
        assert Case.objects.count() == 0

    def test_sending_opens_a_case_with_its_people_and_its_clock(self, client, areas):
        client.force_login(areas.coordinator)
        received = timezone.make_aware(datetime.datetime(2026, 10, 30, 9, 0))
        notice = draft(areas, received_at=received, died_on="2026-10")
        with acting(areas.coordinator):
            notice.people.create(part=Part.RESPONSIBLE, name="Piotr Example", relation="Parent",
                                 legal_status="charged")  # fmt: skip
            notice.people.create(part=Part.CHILD, name="Kim Example", where_now="With an aunt")
            notice.people.create(part=Part.CHILD, name="Not one of them", left_out=True)
        answer = client.post(address("workflow:notice_check", notice))
        case = Case.objects.get()
        assert answer.url == address("workflow:notice_sent", notice)
        assert (case.lead_partnership, case.county_partner) == (areas.north, areas.county)
        assert case.reference == "NOR-2026-01"
        assert case.died_on.text == "2026-10"
        assert Deadline.objects.get().due_on == datetime.date(2026, 11, 30)
        assert [str(person.name) for person in Person.objects.all()] == [
            "Maria Example", "Piotr Example", "Kim Example",
        ]  # fmt: skip
        assert case.involvements.get(part="responsible").words == "Person charged"
        assert case.relationships.get().relation == "Parent"
        page = client.get(answer.url).content.decode()
        assert "NOR-2026-01" in page and "30 November 2026" in page and "L01" in page
        assert "Maria" not in page

    def test_sending_twice_opens_one_case(self, client, areas):
        client.force_login(areas.coordinator)
        notice = draft(areas)
        url = address("workflow:notice_check", notice)
        assert client.post(url).url == client.post(url).url
        assert Case.objects.count() == 1
        with pytest.raises(intake.NotReady):
            send(notice, areas.coordinator)

    def test_county_partner_opens_it_at_the_area_and_sees_it(self, client, areas):
        client.force_login(areas.county_partner)
        client.post(address("workflow:notice_check", draft(areas, by=areas.county_partner)))
        case = Case.objects.get()
        assert case.lead_partnership == areas.north
        assert case in Case.objects.visible_to(areas.county_partner)
        assert case in Case.objects.visible_to(areas.coordinator)
        assert case not in Case.objects.visible_to(areas.elsewhere)

    def test_same_name_and_birthday_twice_is_one_person_with_two_parts(self, areas):
        notice = draft(areas, names=())
        with acting(areas.coordinator):
            for part in (Part.DIED, Part.RESPONSIBLE):
                notice.people.create(part=part, name="Alex Example", born_on="1980-02-03")
        case = send(notice, areas.coordinator)
        assert case.persons.count() == 1
        assert {row.part for row in case.involvements.all()} == {"died", "responsible"}

    def test_same_name_without_a_birthday_stays_two_people(self, areas):
        notice = draft(areas, names=())
        with acting(areas.coordinator):
            for part in (Part.DIED, Part.RESPONSIBLE):
                notice.people.create(part=part, name="Alex Example")
        assert send(notice, areas.coordinator).persons.count() == 2

    def test_receipt_recorded_later_moves_the_clock_back_only(self, client, areas):
        client.force_login(areas.coordinator)
        notice = draft(areas)
        case = send(notice, areas.coordinator)
        first = case.deadlines.get().due_on
        url = address("workflow:notice_receipt", notice)
        earlier = areas.today - datetime.timedelta(days=12)
        answer = client.post(url, {
            "version": version(notice), "sender_name": "Pat Police", "received_on_day": earlier.day,
            "received_on_month": earlier.month, "received_on_year": earlier.year,
        })  # fmt: skip
        assert answer.status_code == 302
        assert case.deadlines.get().counted_from_on == earlier
        assert case.deadlines.get().due_on < first


class TestSameDeath:
    def test_join_keeps_one_case_and_the_earliest_receipt(self, client, areas):
        late = timezone.make_aware(datetime.datetime(2026, 11, 10, 9, 0))
        early = timezone.make_aware(datetime.datetime(2026, 11, 2, 9, 0))
        case = send(draft(areas, received_at=late), areas.coordinator)
        client.force_login(areas.county_partner)
        second = draft(areas, by=areas.county_partner, names=("Exampel Maria",), received_at=early)
        url = address("workflow:notice_same_death", second)
        assert client.post(address("workflow:notice_check", second)).url == url
        page = client.get(url).content.decode()
        assert "The names are much alike" in page and "same area" in page
        assert b"Choose the review it belongs to" in client.post(url, {}).content
        client.post(url, {"choice": case.reference})
        assert Case.objects.count() == 1
        assert case.notifications.count() == 2
        assert case.deadlines.get().counted_from_on == datetime.date(2026, 11, 2)

    def test_different_death_opens_a_case_and_keeps_that_it_was_looked_at(self, client, areas):
        first = send(draft(areas), areas.coordinator)
        client.force_login(areas.coordinator)
        second = draft(areas)
        url = address("workflow:notice_same_death", second)
        client.post(url, {"choice": "different"})
        other = Case.objects.exclude(pk=first.pk).get()
        assert first.reference in other.notes.get().text

    @pytest.mark.parametrize(
        ("one", "two", "expected"),
        [
            ({"name": "Jon Smyth"}, {"name": "John Smith"}, "much alike"),
            ({"name": "Smith, John"}, {"name": "John Smith"}, "The name is the same"),
            ({"name": "A B", "born_on": "1980-02-03"}, {"name": "C D", "born_on": "1980-02-03"},
             "date of birth"),
            ({"name": "A B", "address": "1 Long Lane, Town"},
             {"name": "C D", "address": "1 long lane town"}, "last address"),
            ({"name": "Ann Archer"}, {"name": "Ben Baker"}, None),
            ({"name": "A B", "born_on": "1980"}, {"name": "C D", "born_on": "1980"}, None),
        ],
    )  # fmt: skip
    def test_likeness_is_explained(self, areas, one, two, expected):
        first, second = draft(areas, names=()), draft(areas, names=())
        with acting(areas.coordinator):
            first.people.create(part=Part.DIED, **one)
            second.people.create(part=Part.DIED, **two)
        send(first, areas.coordinator)
        found = intake.possible_duplicates(second, areas.coordinator)
        if expected is None:
            assert found == []
        else:
            assert any(expected in reason for reason in found[0].reasons)

    @pytest.mark.parametrize(
        ("one", "two", "words"),
        [
            ("2026-05-03", "2026-05", "may have died on the same day"),
            ("2026-05", "2026", "do not rule it out"),
            ("2026-05", "2026-07", "do not overlap"),
        ],
    )
    def test_uncertain_dates_of_death_are_compared_as_far_as_known(self, areas, one, two, words):
        send(draft(areas, died_on=one), areas.coordinator)
        found = intake.possible_duplicates(draft(areas, died_on=two), areas.coordinator)
        assert any(words in reason for reason in found[0].reasons)

    def test_case_one_may_not_see_is_never_hinted_at(self, areas):
        send(draft(areas), areas.coordinator)
        assert intake.possible_duplicates(draft(areas), areas.elsewhere) == []

    def test_queries_do_not_grow_with_cases(self, areas, django_assert_num_queries):
        for _ in range(6):
            send(draft(areas), areas.coordinator)
        notice = draft(areas)
        with django_assert_num_queries(3):
            assert len(intake.possible_duplicates(notice, areas.coordinator)) == 6


class TestTurningAway:
    def test_notice_is_passed_on_with_reason_and_day(self, client, areas):
        client.force_login(areas.coordinator)
        notice = draft(areas, out_of_area="Lived in Wales")
        url = address("workflow:notice_turn_away", notice)
        assert b"Lived in Wales" in client.get(url).content
        page = client.post(url, {"reason": "Lived in Wales", "told_on_year": "2026"})
        assert b"must include" in page.content and b"Lived in Wales" in page.content
        client.post(url, {"reason": "Lived in Wales", "passed_to": "Gwent", "how": "by post",
                          "told_on_day": "1", "told_on_month": "11", "told_on_year": "2026"})  # fmt: skip
        notice.refresh_from_db()
        assert "Passed to Gwent on 1 November 2026: by post." in notice.turned_away_reason
        assert client.get(url).status_code == 404
        assert Case.objects.count() == 0


class TestInbox:
    def show(self, client, which="new"):
        return client.get("/notifications/?" + urlencode({"show": which})).content.decode()

    def test_notices_stand_where_they_are_without_a_name(self, client, areas):
        send(draft(areas, names=("Very Secret",)), areas.coordinator)
        draft(areas)
        for user in (areas.coordinator, areas.county_partner, areas.chair):
            client.force_login(user)
            assert "NOR-2026-01" in self.show(client)
            assert "Very Secret" not in self.show(client)
            assert "Draft by Cora Coordinator" in self.show(client, "drafts")
        client.force_login(areas.elsewhere)
        assert "No notices waiting." in self.show(client)

    def test_stranger_sees_an_empty_inbox_and_no_button(self, client, areas):
        send(draft(areas), areas.coordinator)
        client.force_login(areas.stranger)
        page = self.show(client, "nonsense")
        assert "No notices waiting." in page and "Record a notice" not in page

    def test_each_body_acknowledges_for_itself_once(self, client, areas):
        notice = draft(areas)
        send(notice, areas.coordinator)
        url = address("dhr_cases:notice_acknowledge", notice)
        for user, other, mine in (
            (areas.coordinator, "county", "district"),
            (areas.county_partner, "district", "county"),
        ):
            client.force_login(user)
            client.post(url, {"body": other})
            client.post(url, {"body": mine})
        notice.refresh_from_db()
        assert notice.acknowledged_by == areas.coordinator
        assert notice.county_acknowledged_by == areas.county_partner
        client.force_login(areas.chair)
        page = client.get(address("dhr_cases:notice", notice)).content.decode()
        assert "Acknowledge for" not in page

    def test_inbox_costs_the_same_whatever_its_length(
        self, client, areas, django_assert_max_num_queries
    ):
        for _ in range(8):
            send(draft(areas), areas.coordinator)
        client.force_login(areas.coordinator)
        with django_assert_max_num_queries(16):
            self.show(client)
