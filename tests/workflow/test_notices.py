"""What becomes of a notice: sent with four answers, joined, turned away (S30-S34)."""

import datetime
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from audit.actors import acting
from dhr_cases.codes import Part
from dhr_cases.models import Case, Notification, Person
from tests.bodies import two_areas
from tests.notices import address, draft, send, version
from workflow import intake
from workflow.models import Deadline


@pytest.fixture
def areas(db):
    return two_areas()


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
        told = {"told_on_day": "1", "told_on_month": "11", "told_on_year": "2026"}
        client.post(url, {"reason": "Wales", "passed_to": "Gwent", "how": "by post", **told})
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
