"""What is recommended, what is done about it, and who may say that it is done (S140 to S144)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from audit.actors import acting
from dhr_cases import learning
from dhr_cases.models import Action, CaseAssignment, Recommendation
from tests.house import typed_day

pytestmark = pytest.mark.django_db
STATUS = "in_review"
TODAY = timezone.localdate()


def recommendation_answers(**changes):
    answers = {
        "number": "2a",
        "text": "Ask about abuse and record the answer and act on it.",
        "level": "single",
        "recipient": "",
        "recipient_name": "A government department",
        "themes": ["Training"],
        "version": "0",
    }
    return answers | changes


def action_answers(team, **changes):
    answers = {
        "text": "Train every practice.",
        "lead": team.bodies.health.pk,
        "owner_role": "Head of safeguarding",
        "owner_email": team.stranger.email,
        **typed_day("due_on", TODAY + timedelta(days=30)),
        "version": "0",
    }
    return answers | changes


@pytest.fixture
def coordinator(signed_in, team):
    return signed_in(team.coordinator)


@pytest.fixture
def recommendation(case, team):
    with acting(team.coordinator):
        row = Recommendation(
            case=case, number="10", text="Do it.", level="national", recipient_name="A department"
        )
        row.save()
    return row


@pytest.fixture
def action(case, team, recommendation):
    """An action of somebody who has no other part in the review."""
    with acting(team.coordinator):
        row = Action(
            case=case,
            recommendation=recommendation,
            text="Write to them.",
            lead=team.bodies.health,
            owner=team.stranger,
            owner_role="Head of safeguarding",
            due_on=TODAY - timedelta(days=3),
        )
        learning.keep_action(row, by=team.coordinator, on=TODAY)
    return row


def page(name, case, *parts):
    return reverse(f"dhr_cases:{name}", args=[case.reference, *parts])


def again(row):
    return type(row).objects.get(pk=row.pk)


def report(row, **changes):
    answers = {
        "milestones": "Two letters sent.",
        "progress": "in_progress",
        "version": again(row).version,
    }
    return answers | changes


class TestRecommendations:
    def test_one_is_recorded_and_read_in_the_order_of_its_number(
        self, coordinator, case, recommendation
    ):
        answer = coordinator.post(page("add_recommendation", case), recommendation_answers())
        added = Recommendation.objects.get(case=case, number="2a")
        assert answer.url == page("recommendation", case, added.token)
        listed = coordinator.get(page("recommendations", case)).content.decode()
        assert listed.index("2a") < listed.index("A department")
        assert "A government department" in coordinator.get(answer.url).content.decode()

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"recipient_name": ""}, "Choose the body it is addressed to"),
            ({"number": "10"}, "Recommendation 10 is already recorded"),
            (typed_day("acknowledged_on", TODAY), "Enter the day it was sent"),
            (
                typed_day("sent_on", TODAY) | typed_day("acknowledged_on", TODAY - timedelta(3)),
                "acknowledged after it was sent",
            ),
            (typed_day("sent_on", TODAY + timedelta(3)), "Sent to the recipient on"),
        ],
    )
    def test_a_wrong_answer_is_told_beside_the_question_and_nothing_is_saved(
        self, coordinator, case, recommendation, changes, sentence
    ):
        answer = coordinator.post(
            page("add_recommendation", case), recommendation_answers(**changes)
        )
        assert sentence in answer.content.decode()
        assert "Ask about abuse" in answer.content.decode()
        assert case.recommendations.count() == 1

    def test_a_body_is_chosen_or_named_not_both(self, coordinator, case, team):
        both = recommendation_answers(recipient=team.bodies.health.pk)
        answer = coordinator.post(page("add_recommendation", case), both)
        assert "Choose a body or name one, not both" in answer.content.decode()

    def test_sending_is_recorded_and_shown(self, coordinator, case, recommendation):
        sent = recommendation_answers(
            number="10", version=recommendation.version, **typed_day("sent_on", TODAY)
        )
        coordinator.post(page("change_recommendation", case, recommendation.token), sent)
        assert again(recommendation).sent_on == TODAY
        assert "Sent" in coordinator.get(page("recommendations", case)).content.decode()

    def test_a_panel_member_reads_and_may_not_write(self, signed_in, team, case):
        client = signed_in(team.panel_member)
        assert client.get(page("recommendations", case)).status_code == 200
        assert client.post(page("add_recommendation", case), {}).status_code == 403

    def test_numbers_sort_as_a_reader_counts(self):
        rows = sorted(["10", "2b", "2a", "1", "a"], key=learning.natural)
        assert rows == ["a", "1", "2a", "2b", "10"]


class TestActions:
    def test_an_owner_with_an_account_is_let_in_for_that_and_nothing_else(
        self, coordinator, case, team, recommendation
    ):
        address = page("add_action", case, recommendation.token)
        assert coordinator.post(address, action_answers(team)).status_code == 302
        row = CaseAssignment.objects.live().get(case=case, user=team.stranger)
        assert row.role == Role.ACTION_OWNER
        coordinator.force_login(team.stranger)
        assert "Train every practice." in coordinator.get("/actions/").content.decode()
        assert coordinator.get(page("actions", case)).status_code == 404

    def test_an_unknown_address_is_told(self, coordinator, case, team, recommendation):
        answer = coordinator.post(
            page("add_action", case, recommendation.token),
            action_answers(team, owner_email="nobody@example.org"),
        )
        assert "No open account has this address" in answer.content.decode()

    def test_somebody_barred_cannot_own_one(self, coordinator, case, team, recommendation):
        answer = coordinator.post(
            page("add_action", case, recommendation.token),
            action_answers(team, owner_email=team.barred.email),
        )
        assert "barred from this review" in answer.content.decode()
        assert not recommendation.actions.exists()

    def test_the_plan_and_the_action_say_how_late_it_is(self, coordinator, case, action):
        for address in (page("actions", case), page("action", case, action.token)):
            assert "Overdue by 3 days" in coordinator.get(address).content.decode()

    def test_a_change_of_owner_ends_the_first_ones_part(self, coordinator, case, team, action):
        answers = action_answers(team, owner_email="", version=action.version)
        coordinator.post(page("change_action", case, action.token), answers)
        assert not CaseAssignment.objects.live().filter(case=case, user=team.stranger).exists()


class TestReporting:
    @pytest.fixture
    def owner(self, signed_in, team, action):
        return signed_in(team.stranger)

    def address(self, action):
        return reverse("dhr_cases:update_own_action", args=[action.token])

    def test_done_with_evidence_waits_for_somebody_elses_word(self, owner, case, team, action):
        done = report(
            action,
            progress="evidence_awaited",
            evidence="An audit of fifty records.",
            **typed_day("completed_on", TODAY),
        )
        assert owner.post(self.address(action), done).status_code == 302
        assert again(action).progress == "evidence_awaited"
        owner.force_login(team.coordinator)
        check = page("check_evidence", case, action.token)
        assert "An audit of fifty records." in owner.get(check).content.decode()
        verdict = {"verdict": "accept", "note": "Read.", "version": again(action).version}
        assert owner.post(check, verdict).status_code == 302
        settled = again(action)
        assert settled.is_ended and settled.checked_by == team.coordinator
        assert not CaseAssignment.objects.live().filter(case=case, user=team.stranger).exists()

    def test_more_may_be_asked_for(self, owner, case, team, action):
        done = report(action, progress="evidence_awaited", **typed_day("completed_on", TODAY))
        owner.post(self.address(action), done)
        owner.force_login(team.coordinator)
        check = page("check_evidence", case, action.token)
        accept = {"verdict": "accept", "note": "Read.", "version": again(action).version}
        assert "No evidence is named yet" in owner.post(check, accept).content.decode()
        more = accept | {"verdict": "more", "version": again(action).version}
        assert owner.post(check, more).status_code == 302
        assert again(action).progress == "in_progress"

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"progress": "evidence_awaited"}, "Enter the day it was done"),
            ({"progress": "not_done"}, "Say why, and who agreed"),
            (typed_day("completed_on", TODAY), "Leave this empty until it is done"),
            ({"milestones": ""}, "What has been done"),
        ],
    )
    def test_a_wrong_answer_is_told(self, owner, action, changes, sentence):
        answer = owner.post(self.address(action), report(action, **changes))
        assert answer.status_code == 200 and sentence in answer.content.decode()
        assert again(action).progress == "not_started"

    def test_not_being_done_is_an_honest_end(self, owner, action):
        ended = report(
            action, progress="not_done", reason="The department closed. The board agreed."
        )
        owner.post(self.address(action), ended)
        assert again(action).is_ended
        assert owner.get(self.address(action)).status_code == 404

    def test_somebody_elses_action_is_not_found(self, signed_in, team, action):
        assert signed_in(team.action_owner).get(self.address(action)).status_code == 404

    def test_the_coordinator_writes_for_an_owner_without_an_account(
        self, coordinator, case, action
    ):
        address = page("report_for_owner", case, action.token)
        answers = report(action, progress="superseded", reason="A county action took its place.")
        assert coordinator.post(address, answers).status_code == 302
        assert again(action).progress == "superseded"
        assert coordinator.get(page("check_evidence", case, action.token)).status_code == 404
