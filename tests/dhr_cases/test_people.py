"""People of a review: names behind their wall, parts in the words the law allows (S22, S23)."""

import datetime

import pytest
from django.urls import reverse

from accounts.roles import Role
from audit.actors import acting
from dhr_cases import policy
from dhr_cases.models import Involvement, Person, Relationship
from tests.bodies import person, two_areas
from tests.notices import draft, send

SECRETS = ("Zorah Quillfeather", "17 Nightjar Row", "4 March 1961")


@pytest.fixture
def areas(db):
    return two_areas()


@pytest.fixture
def case(areas):
    return send(draft(areas, names=(SECRETS[0],)), areas.coordinator)


@pytest.fixture
def died(areas, case):
    with acting(areas.coordinator):
        row = case.persons.get()
        row.address, row.born_on = SECRETS[1], "1961-03-04"
        row.save()
    return row


def add(areas, case, name, part, **facts):
    with acting(areas.coordinator):
        row = Person(case=case, name=name)
        row.save()
        Involvement(case=case, person=row, part=part, **facts).save()
    return row


def url(name, case, *rest):
    return reverse(f"dhr_cases:{name}", args=[case.reference, *rest])


class TestWalls:
    def test_identity_holders_see_names_and_nobody_else_does(self, client, areas, case, died):
        member = person("Paul Panel")
        with acting(areas.coordinator):
            policy.assign(
                case, member, Role.PANEL_MEMBER, by=areas.coordinator, on=areas.today,
                reason="On the panel", last_day_on=areas.today + datetime.timedelta(days=30),
            )  # fmt: skip
        pages = (url("people", case), url("person", case, died.token))
        for user in (areas.coordinator, areas.chair):
            client.force_login(user)
            assert SECRETS[0] in client.get(pages[0]).content.decode()
            assert all(mark in client.get(pages[1]).content.decode() for mark in SECRETS)
        for user in (areas.county_partner, member):
            client.force_login(user)
            for page in pages:
                text = client.get(page).content.decode()
                assert "Person who died" in text
                assert not any(mark in text for mark in SECRETS)
        for user in (areas.stranger, areas.elsewhere):
            client.force_login(user)
            assert [client.get(page).status_code for page in pages] == [404, 404]

    def test_family_is_not_hinted_at_to_those_without_names(self, client, areas, case):
        sister = add(areas, case, "Sister Example", "family")
        client.force_login(areas.county_partner)
        page = client.get(url("people", case)).content.decode()
        assert "Family or friend" not in page
        assert client.get(url("person", case, sister.token)).status_code == 404
        client.force_login(areas.coordinator)
        assert "Sister Example" in client.get(url("people", case)).content.decode()

    def test_chair_reads_and_cannot_write(self, client, areas, case, died):
        client.force_login(areas.chair)
        for name, *rest in (
            ("add_person",),
            ("edit_identity", died.token),
            ("edit_parts", died.token),
            ("add_relationship",),
            ("edit_case",),
        ):
            assert client.get(url(name, case, *rest)).status_code == 403

    def test_no_page_title_holds_a_name(self, client, areas, case, died):
        client.force_login(areas.coordinator)
        page = client.get(url("person", case, died.token)).content.decode()
        assert SECRETS[0] not in page.split("</title>")[0]


class TestWriting:
    def test_somebody_may_have_died_and_be_thought_responsible(self, client, areas, case):
        client.force_login(areas.coordinator)
        given = {"name": "Alex Example", "parts": ["died", "responsible"]}
        assert client.post(url("add_person", case), given).status_code == 302
        row = case.persons.get(name="Alex Example")
        assert {part.part for part in row.involvements.all()} == {"died", "responsible"}

    def test_same_name_is_asked_about(self, client, areas, case):
        client.force_login(areas.coordinator)
        given = {"name": SECRETS[0].upper(), "parts": ["child"]}
        page = client.post(url("add_person", case), given).content.decode()
        assert "Somebody of this name is in this review" in page
        client.post(url("add_person", case), given | {"is_another": "on"})
        assert case.persons.count() == 2

    @pytest.mark.parametrize(
        ("given", "sentence"),
        [
            ({"name": ""}, "Enter a name, or say that they are not identified yet"),
            ({"name": "A", "is_unidentified": "on"}, "not both"),
            ({"name": "A", "pseudonym": "Our A"}, "The pseudonym must not be the real name"),
            ({"name": "Ann", "age_recorded": "600"}, "must be 120 or less"),
            ({"name": "Ann", "born_on_year": "2099"}, "must be today or in the past"),
            (
                {"name": "Ann", "born_on_year": "2001", "died_on_year": "1999"},
                "Date of death must be after the date of birth",
            ),
        ],
    )
    def test_bad_answers_get_a_sentence_and_save_nothing(
        self, client, areas, case, died, given, sentence
    ):
        client.force_login(areas.coordinator)
        answer = client.post(
            url("edit_identity", case, died.token), {"version": died.version, **given}
        )
        assert answer.status_code == 200 and sentence in answer.content.decode()
        assert case.persons.get().name == SECRETS[0]

    def test_three_silences_are_three_answers(self, client, areas, case, died):
        client.force_login(areas.coordinator)
        page = url("edit_characteristics", case, died.token)
        given = {
            "version": died.version, "sex": "Female", "gender_identity_differs": "not_known",
            "orientation": "prefer_not", "ethnicity": "not_asked", "religion": "not_known",
            "disability": "Yes", "pregnancy": "No", "nationality": "",
            "vulnerabilities": ["Mental ill-health"], "offending_history": "No",
        }  # fmt: skip
        assert client.post(page, given).status_code == 302
        row = case.persons.get()
        assert (row.orientation, row.ethnicity, row.nationality) == (
            "prefer_not", "not_asked", "not_asked",
        )  # fmt: skip
        shown = client.get(url("person", case, died.token)).content.decode()
        assert "Prefer not to say" in shown and "Not asked" in shown

    def test_law_decides_the_words_and_a_verdict_must_fit(self, client, areas, case):
        row = add(areas, case, "Piotr Example", "responsible", legal_status="charged")
        client.force_login(areas.coordinator)
        page = url("edit_part", case, row.token, "responsible")
        involvement = row.involvements.get()
        given = {
            "version": involvement.version, "legal_status": "acquitted", "verdict": "Murder",
            "died_by_suicide": "No", "marac_referred": "No",
        }  # fmt: skip
        answer = client.post(page, given).content.decode()
        assert "This verdict does not go with “acquitted”" in answer
        client.post(page, given | {"verdict": "Not guilty"})
        client.force_login(areas.county_partner)
        assert "Person found not guilty" in client.get(url("people", case)).content.decode()

    def test_relationship_states_its_direction(self, client, areas, case, died):
        row = add(areas, case, "Piotr Example", "responsible")
        client.force_login(areas.coordinator)
        given = {
            "died": died.pk, "responsible": row.pk, "relation": "Parent", "same_household": "Yes",
        }  # fmt: skip
        assert client.post(url("add_relationship", case), given).status_code == 302
        page = client.get(url("people", case)).content.decode()
        assert f"{SECRETS[0]} was the parent of Piotr Example, in the same household" in page
        again = client.post(url("add_relationship", case), given).content.decode()
        assert "This pair is recorded already" in again
        client.force_login(areas.county_partner)
        page = client.get(url("people", case)).content.decode()
        assert "Person who died was the parent of Person thought responsible" in page

    def test_part_with_a_relationship_is_not_taken_away(self, client, areas, case, died):
        row = add(areas, case, "Piotr Example", "responsible")
        with acting(areas.coordinator):
            Relationship(case=case, died=died, responsible=row, relation="Parent").save()
        client.force_login(areas.coordinator)
        page = url("edit_parts", case, row.token)
        assert (
            b"A relationship rests on this part" in client.post(page, {"parts": ["family"]}).content
        )
        assert b"Choose at least one part" in client.post(page, {}).content
        client.post(page, {"parts": ["responsible", "family"]})
        assert row.involvements.count() == 2

    def test_facts_name_nobody(self, client, areas, case):
        client.force_login(areas.coordinator)
        given = {
            "version": case.version, "known_as": f"Our {SECRETS[0]}", "death_kind": "adult_family",
            "death_place": "Residential location", "police_force": "Midshire",
            "aggravating_factors": ["Separation"], "died_on_month": "5", "died_on_year": "2026",
        }  # fmt: skip
        page = client.post(url("edit_case", case), given).content.decode()
        assert "somebody&#x27;s real name" in page or "somebody's real name" in page
        assert client.post(url("edit_case", case), given | {"known_as": "Rosa"}).status_code == 302
        case.refresh_from_db()
        assert (case.known_as, case.died_on.text) == ("Rosa", "2026-05")

    def test_two_people_on_one_page_lose_nothing(self, client, areas, case, died):
        client.force_login(areas.coordinator)
        page = url("edit_identity", case, died.token)
        stale = {"version": died.version, "name": SECRETS[0]}
        client.post(page, stale | {"address": "First address"})
        answer = client.post(page, stale | {"address": "Second address"}).content.decode()
        assert "First address" in answer and "Second address" in answer

    def test_pages_cost_the_same_whatever_the_number_of_people(
        self, client, areas, case, django_assert_max_num_queries
    ):
        for number in range(8):
            add(areas, case, f"Child {number}", "child")
        client.force_login(areas.coordinator)
        client.get(url("people", case))  # a new session looks once for what is in its menu
        with django_assert_max_num_queries(16):
            client.get(url("people", case))

    def test_notices_of_a_case_are_listed(self, client, areas, case):
        client.force_login(areas.chair)
        page = client.get(url("case_notices", case)).content.decode()
        assert "Notice 1" in page and "complete who told us" not in page
        client.force_login(areas.coordinator)
        assert "complete who told us" in client.get(url("case_notices", case)).content.decode()
