"""The criteria check: it suggests, a person decides, and no charge is never a no (S42)."""

import datetime

import pytest
from django.urls import reverse

from accounts.roles import Role
from audit.actors import acting
from dhr_cases import policy
from tests.bodies import person, two_areas
from tests.notices import screening
from workflow.criteria import conflicts, suggestion
from workflow.models import ELEMENTS, Finding


@pytest.fixture
def areas(db):
    return two_areas()


@pytest.fixture
def case(areas):
    return screening(areas)


def url(name, case, *rest):
    return reverse(f"workflow:{name}", args=[case.reference, *rest])


def findings(value, regime="S9", **others):
    return [Finding(element=code, value=others.get(code, value)) for code, _ in ELEMENTS[regime]]


class TestSuggestion:
    @pytest.mark.parametrize("regime", ["S9", "S8A"])
    def test_appears_met_is_enough(self, regime):
        way, words = suggestion(regime, findings("appears_met", regime))
        assert way == "review"
        assert words.startswith("Your answers suggest") and "A person decides" in words

    @pytest.mark.parametrize("regime", ["S9", "S8A"])
    def test_nothing_found_is_not_a_no(self, regime):
        way, words = suggestion(regime, [])
        assert way == "more" and "Not knowing is not a no" in words

    def test_unknown_asks_for_more_and_not_met_names_the_part(self):
        assert suggestion("S9", findings("met", E3="unknown"))[0] == "more"
        way, words = suggestion("S9", findings("met", E4="not_met"))
        assert way == "no_review" and "E4 may not be met" in words

    def test_no_words_ever_conclude(self):
        for value in ("met", "appears_met", "not_met", "unknown"):
            assert "criteria met" not in suggestion("S9", findings(value))[1].lower()

    @pytest.mark.parametrize(
        ("recommends", "suggested", "expected"),
        [
            ("review", "no_review", True),
            ("no_review", "review", True),
            ("no_review", "more", True),
            ("review", "review", False),
            ("more", "review", False),
            ("review", "more", False),
            ("", "review", False),
        ],
    )
    def test_conflict_is_a_recommendation_against_the_answers(
        self, recommends, suggested, expected
    ):
        assert conflicts(recommends, suggested) is expected


class TestPages:
    def answer(self, client, case, code, value="met", version=""):
        given = {"value": value, "evidence": "A note", "source": "Police", "version": version}
        return client.post(url("criterion", case, code), given)

    def test_one_page_an_element_in_the_words_of_the_act(self, client, areas, case):
        client.force_login(areas.coordinator)
        for code, words in ELEMENTS["S9"]:
            page = client.get(url("criterion", case, code)).content.decode()
            assert words in page
            assert "The absence of a charge" in page and "is never a no" in page
            assert self.answer(client, case, code).status_code == 302
        page = client.get(url("criteria", case)).content.decode()
        assert "Your answers suggest that a review should be held" in page
        assert client.get(url("criterion", case, "F1")).status_code == 404

    def test_finding_needs_evidence_and_keeps_what_was_typed(self, client, areas, case):
        client.force_login(areas.coordinator)
        given = {"value": "unknown", "evidence": "", "source": "Kept source"}
        page = client.post(url("criterion", case, "E3"), given).content.decode()
        assert "Say what this rests on" in page and "Kept source" in page
        page = client.post(url("criterion", case, "E3"), {"value": "nonsense"}).content.decode()
        assert "choose one of the answers in the list" in page
        assert case.findings.count() == 0

    def test_recommendation_against_the_answers_asks_for_a_reason(self, client, areas, case):
        client.force_login(areas.coordinator)
        for code, _ in ELEMENTS["S9"]:
            self.answer(client, case, code)
        answer = client.post(url("criteria_rest", case), {"recommends": "no_review"})
        assert answer.url == url("criteria_conflict", case)
        check = case.criteriachecks.get()
        page = client.post(answer.url, {"conflict_reason": "", "version": check.version})
        assert b"There is a problem" in page.content
        given = {"conflict_reason": "Reviewed elsewhere", "version": check.version}
        assert client.post(answer.url, given).url == url("criteria", case)
        assert "Reviewed elsewhere" in client.get(url("criteria", case)).content.decode()

    def test_recommendation_with_the_answers_goes_straight_on(self, client, areas, case):
        client.force_login(areas.coordinator)
        answer = client.post(url("criteria_rest", case), {"recommends": "more"})
        assert answer.url == url("criteria", case)
        assert client.get(url("criteria_conflict", case)).url == url("criteria", case)

    def test_legal_test_changes_with_day_and_reason_and_has_its_own_findings(
        self, client, areas, case
    ):
        client.force_login(areas.coordinator)
        self.answer(client, case, "E1")
        on = {"on_day": "1", "on_month": "11", "on_year": "2026"}
        page = client.post(url("legal_test", case), {"regime": "S8A", "label": "DARDR", **on})
        assert b"Give the reason" in page.content
        given = {"regime": "S8A", "label": "DHR", "reason": "Section 19 is in force", **on}
        assert client.post(url("legal_test", case), given).status_code == 302
        case.refresh_from_db()
        assert (case.regime, case.regime_set_on) == ("S8A", datetime.date(2026, 11, 1))
        assert (case.label, case.regime_reason) == ("DHR", "Section 19 is in force")
        page = client.get(url("criteria", case)).content.decode()
        assert "F5" in page and "E1:" not in page
        again = client.post(url("legal_test", case), given)
        assert b"This is what the review already has" in again.content

    def test_consulted_people_are_listed_and_corrected(self, client, areas, case):
        client.force_login(areas.coordinator)
        day = {"consulted_on_day": "2", "consulted_on_month": "11", "consulted_on_year": "2026"}
        given = {"organisation": "Midshire Health", "role": "Lead", **day}
        client.post(url("add_consultee", case), given)
        row = case.consultees.get()
        given |= {"view": "For a review", "version": row.version}
        client.post(url("consultee", case, row.pk), given)
        assert "For a review" in client.get(url("criteria", case)).content.decode()
        assert client.get(url("consultee", case, 999)).status_code == 404


class TestWalls:
    PAGES = (
        ("criteria",),
        ("criterion", "E1"),
        ("criteria_rest",),
        ("add_consultee",),
        ("legal_test",),
    )

    def test_strangers_and_other_areas_are_told_not_found(self, client, areas, case):
        for user in (areas.stranger, areas.elsewhere):
            client.force_login(user)
            for name, *rest in self.PAGES:
                assert client.get(url(name, case, *rest)).status_code == 404

    def test_county_partner_reads_and_cannot_write(self, client, areas, case):
        client.force_login(areas.county_partner)
        page = client.get(url("criteria", case))
        assert page.status_code == 200 and b"Change the legal test" not in page.content
        assert client.post(url("criteria_rest", case), {}).status_code == 403
        assert client.get(url("criterion", case, "E1")).status_code == 404

    def test_panel_member_is_refused(self, client, areas, case):
        member = person("Paul Panel")
        with acting(areas.coordinator):
            policy.assign(
                case, member, Role.PANEL_MEMBER, by=areas.coordinator, on=areas.today,
                reason="On the panel", last_day_on=areas.today + datetime.timedelta(days=30),
            )  # fmt: skip
        client.force_login(member)
        for name, *rest in self.PAGES:
            assert client.get(url(name, case, *rest)).status_code == 403
