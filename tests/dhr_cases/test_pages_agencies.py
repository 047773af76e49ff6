"""Agencies are asked, answer on their own side, and see nothing but their own (S41, S70 to S77)."""

import pytest
from django.urls import reverse

from accounts.models import Organisation
from accounts.roles import Role
from audit.actors import acting
from dhr_cases import policy
from dhr_cases.models import AgencyRequest, Outcome, RequestKind
from tests.dhr_cases.conftest import Reader, errors, queries, words
from tests.facts.rows import TODAY, ask_agency, day

WAITING = {"outcome": Outcome.WAITING, "received_on": None, "answer": ""}
READS = {
    "coordinator",
    "independent_chair",
    "emergency",
    "family_lead",
    "working_by_grant",
    "content_on_reason",
    "staff_material_by_consent",
}
REFUSED = {"partnership_chair", "county_partner", "panel_member", "auditor", "legal_adviser"}
NOT_FOUND = {"stranger", "other_coordinator", "barred", "expired", "agency_author", "action_owner"}


@pytest.fixture
def asked(case, team, as_coordinator):
    """The police are asked what they hold, and have not answered."""
    return ask_agency(case, team, RequestKind.SCOPING, team.bodies.police, **WAITING)


def again(row):
    return type(row).objects.get(pk=row.pk)


class TestWhoReads:
    @pytest.mark.parametrize("name", sorted(READS))
    def test_those_with_working_papers_read_the_list(self, name, reader, asked):
        assert "Severnshire Constabulary" in reader(name).text("agencies/")

    @pytest.mark.parametrize("name", sorted(REFUSED))
    def test_those_without_are_refused(self, name, reader, asked):
        assert reader(name).get("agencies/").status_code == 403

    @pytest.mark.parametrize("name", sorted(NOT_FOUND))
    def test_strangers_and_agencies_are_told_not_found(self, name, reader, asked):
        assert reader(name).get("agencies/").status_code == 404

    def test_only_the_coordinator_is_offered_to_ask(self, reader, asked):
        assert "Ask many" in reader("coordinator").text("agencies/")
        assert "Ask many" not in reader("independent_chair").text("agencies/")
        assert reader("independent_chair").get("agencies/new/").status_code == 403

    def test_empty_list_says_so(self, reader):
        assert "No agencies asked yet." in reader("coordinator").text("agencies/")


class TestAsking:
    def send(self, reader, team, **changes):
        answers = {
            "kind": "scoping",
            "agencies": [team.bodies.police.pk, team.bodies.health.pk],
            "question": "What do you hold from 2020 to 2026?",
            "how": "post",
            "asked_on": TODAY,
            "due_on": day(14),
        }
        return reader("coordinator").send("agencies/new/", **(answers | changes))

    def test_several_agencies_are_asked_in_one_act(self, reader, team, case):
        answer = self.send(reader, team)
        assert answer.url == f"/cases/{case.reference}/agencies/"
        rows = case.agencyrequests.order_by("organisation__name")
        assert [row.organisation for row in rows] == [team.bodies.police, team.bodies.health]
        assert {row.asked_by for row in rows} == {team.coordinator}

    def test_an_agency_is_not_asked_twice_and_typed_words_stay(self, reader, team, case, asked):
        answer = self.send(reader, team)
        assert errors(answer) == [
            "Severnshire Constabulary has already been asked for this. "
            "Leave out what was asked before."
        ]
        assert "from 2020 to 2026" in words(answer)
        assert case.agencyrequests.count() == 1

    def test_bad_answers_are_told_beside_the_field(self, reader, team, case):
        answer = self.send(
            reader, team, agencies=[], kind="review", asked_on=day(1), due_on=day(-1)
        )
        assert errors(answer) == [
            "Select agencies",
            "Select the form of the return",
            "Asked on must be today or in the past",
        ]
        answer = self.send(reader, team, due_on=day(-1))
        assert errors(answer) == ["Due on must be the day it was asked, or later"]
        assert not case.agencyrequests.exists()

    def test_form_is_kept_only_for_a_review_return(self, reader, team, case):
        self.send(reader, team, form="imr")
        self.send(reader, team, form="imr", kind="review")
        assert set(case.agencyrequests.values_list("kind", "form")) == {
            ("scoping", ""),
            ("review", "imr"),
        }


class TestWhatCame:
    def test_an_answer_by_post_is_recorded(self, reader, asked):
        answer = reader("coordinator").send(
            f"agencies/{asked.token}/received/",
            outcome="received",
            received_on=TODAY,
            answer="Four calls in 2025.",
            knew_died="Yes",
        )
        assert answer.status_code == 302
        row = again(asked)
        assert row.is_settled and row.scoping_answer.knew_died == "Yes"
        assert row.answered_by is None

    def test_nothing_held_says_what_was_searched(self, reader, asked):
        path = f"agencies/{asked.token}/received/"
        answer = reader("coordinator").send(path, outcome="nothing_held", received_on=TODAY)
        assert errors(answer) == ["Enter what was searched, so that others can rely on it"]
        assert again(asked).outcome == Outcome.WAITING

    def test_it_cannot_come_before_it_was_asked_or_tomorrow(self, reader, asked):
        path = f"agencies/{asked.token}/received/"
        for when, sentence in (
            (day(-16), "In on must be the day it was asked for, or later"),
            (day(1), "In on must be today or in the past"),
        ):
            answer = reader("coordinator").send(
                path, outcome="received", received_on=when, answer="x"
            )
            assert errors(answer) == [sentence]

    def test_silence_is_settled_by_what_was_done(self, reader, asked):
        path = f"agencies/{asked.token}/not-received/"
        answer = reader("coordinator").send(path, outcome="not_received")
        assert errors(answer) == ["Answer the question “What was done about it?”"]
        assert not again(asked).is_settled
        reader("coordinator").send(path, outcome="not_received", what_was_done="Two letters.")
        assert again(asked).is_settled
        assert "Not received" in reader("coordinator").text("agencies/")

    def test_two_people_writing_at_once_lose_nothing(self, reader, team, asked):
        path = f"agencies/{asked.token}/not-received/"
        reader("coordinator").send(path, outcome="not_received", what_was_done="One letter.")
        stale = Reader(team.family_lead, asked.case).client.post(
            f"/cases/{asked.case.reference}/{path}",
            {"version": 1, "outcome": "declined", "what_was_done": "They rang."},
        )
        assert "Someone changed this while you were editing." in words(stale)
        assert "They rang." in words(stale) and "One letter." in words(stale)

    def test_lateness_counts_working_days_without_bank_holidays(self, reader, asked, team):
        asked.due_on, asked.asked_on = TODAY.replace(2026, 3, 30), TODAY.replace(2026, 3, 1)
        asked.received_on, asked.outcome = TODAY.replace(2026, 4, 8), Outcome.RECEIVED
        asked.save()
        # 31 March, 1, 2, 7 and 8 April: Good Friday and Easter Monday lie between.
        assert "5 working days late" in reader("coordinator").text("agencies/")


class TestTheAgencySide:
    def test_author_sees_what_is_asked_of_their_agency(self, reader, asked):
        text = reader("agency_author").text("/agency/")
        assert "Scoping: what do you hold?" in text and asked.case.reference in text
        assert "By whom" not in text

    def test_no_agency_sees_another(self, reader, team, case, as_coordinator, asked):
        other = ask_agency(
            case, team, RequestKind.SCOPING, team.bodies.health, answer="The secret of the trust"
        )
        author = reader("agency_author")
        assert "Health Trust" not in author.text("/agency/")
        for name in ("our_request", "nothing_held", "sign_off_return"):
            assert author.get(reverse(f"dhr_cases:{name}", args=[other.token])).status_code == 404

    def test_agency_never_sees_the_case_nor_its_name(self, reader, asked):
        author = reader("agency_author")
        text = author.get(f"/agency/requests/{asked.token}/").content.decode()
        assert "Ama" not in text and "Health Trust" not in text
        assert author.get("").status_code == 404

    def test_what_was_done_to_chase_them_is_not_theirs_to_read(self, reader, asked):
        asked.outcome, asked.what_was_done = Outcome.NOT_RECEIVED, "Rang their chief officer"
        asked.save()
        page = reader("agency_author").text(f"/agency/requests/{asked.token}/")
        assert "chief officer" not in page and "Start" in page

    @pytest.mark.parametrize("name", ["stranger", "coordinator", "independent_chair", "barred"])
    def test_nobody_outside_the_agency_opens_its_page(self, name, reader, asked):
        assert reader(name).get(f"/agency/requests/{asked.token}/").status_code == 404
        assert "no open requests" in reader(name).text("/agency/")

    def test_a_part_in_the_review_for_an_agency_is_not_that_agency(self, reader, team, case):
        """A panel member from one agency who writes for another sees the other's alone."""
        with acting(team.coordinator):
            mine = ask_agency(case, team, RequestKind.SCOPING, team.bodies.police, **WAITING)
            theirs = ask_agency(case, team, RequestKind.SCOPING, team.bodies.council, **WAITING)
            policy.assign(
                case, team.agency_author, Role.PANEL_MEMBER, by=team.coordinator, on=TODAY,
                reason="For a test", organisation=team.bodies.council, last_day_on=day(9),
            )  # fmt: skip
        found = AgencyRequest.objects.visible_to(team.agency_author)
        assert mine in found and theirs not in found


@pytest.mark.parametrize(
    ("name", "path"), [("coordinator", "agencies/"), ("agency_author", "/agency/")]
)
def test_page_asks_as_little_of_many_rows_as_of_few(name, path, reader, case, team, asked):
    few = queries(reader(name), path)
    for number in range(10):
        body = Organisation(key=f"a{number}", kind="agency", name=f"Agency {number}")
        body.save()
        ask_agency(case, team, RequestKind.REVIEW, body)
    ask_agency(case, team, RequestKind.REVIEW, team.bodies.police)
    many = queries(reader(name), path)
    assert len(many) == len(few)
    assert len(many) <= 12, many
