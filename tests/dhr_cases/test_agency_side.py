"""An agency answers page by page, passes work on, asks and is asked, and sees its own alone."""

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from audit.actors import acting
from dhr_cases import exchange, policy
from dhr_cases.models import AgencyRequest, NamedPerson, Outcome, RequestKind, Side
from dhr_cases.scoping_return import PAGES
from tests.dhr_cases.conftest import Reader, errors, words
from tests.facts.rows import TODAY, ask_agency, day, person

WAITING = {"outcome": Outcome.WAITING, "received_on": None, "answer": ""}
ANSWERS = {
    "you": {"completed_by": "Arthur Dean", "completed_by_job": "Records officer"},
    "search": {"systems": "Crime and custody.", "names_searched": "Both names given."},
    "contact": {"knew_died": "Yes", "knew_responsible": "No", "knew_children": "Not known"},
    "when": {"period": "2021 to 2025"},
    "summary": {"about_died": "Four calls."},
    "risk": {"abuse": "Threats were recorded."},
    "learned": {},
    "others": {"other_agencies": "The housing provider."},
    "secured": {"secured_what": "both", "records_secured_on": TODAY},
    "review": {"suggests_review": "Yes", "review_reason": "There is much to learn."},
}


@pytest.fixture
def asked(case, team, as_coordinator):
    """The police are asked what they hold about two named people, and have not answered."""
    row = ask_agency(case, team, RequestKind.SCOPING, team.bodies.police, **WAITING)
    NamedPerson(case=case, request=row, person=person(case, "Marit Okafor", "died")).save()
    return row


@pytest.fixture
def other(case, team, as_coordinator):
    """The health trust is asked too, about somebody else, and has answered."""
    row = ask_agency(
        case, team, RequestKind.SCOPING, team.bodies.health, answer="The secret of the trust"
    )
    NamedPerson(case=case, request=row, person=person(case, "Jonas Vik", "responsible")).save()
    exchange.ask_query(
        row, side=Side.TO_AGENCY, question="A hidden question?", by=team.coordinator, on=TODAY
    )
    return row


def again(row):
    return type(row).objects.get(pk=row.pk)


def home(row):
    return f"/agency/requests/{row.token}/"


class TestScoping:
    def test_ten_pages_are_kept_one_by_one_then_sent(self, reader, asked):
        author = reader("agency_author")
        for key, given in ANSWERS.items():
            answer = author.send(f"{home(asked)}scoping/{key}/", **given)
            assert answer.status_code == 302, (key, errors(answer))
        assert answer.url == f"{home(asked)}scoping/"
        assert "Draft started" in reader("coordinator").text("agencies/")
        assert "Four calls." not in reader("coordinator").text(f"agencies/{asked.token}/")
        sent = author.client.post(f"{home(asked)}scoping/")
        assert sent.url == home(asked)
        row = again(asked)
        assert (row.outcome, row.received_on, row.answer) == (
            Outcome.RECEIVED,
            TODAY,
            "Four calls.",
        )
        assert row.searched == "Crime and custody.\n\nBoth names given."
        receipt = row.receipts.get()
        page = author.text(home(asked))
        assert receipt.reference in page and "Scoping return" in page
        assert author.get(f"{home(asked)}scoping/").status_code == 404
        assert "The person who died: yes" in reader("coordinator").text("agencies/")
        assert "Four calls." in reader("coordinator").text(f"agencies/{asked.token}/")

    def test_what_is_open_is_told_by_its_page_and_nothing_is_sent(self, reader, asked):
        author = reader("agency_author")
        author.send(f"{home(asked)}scoping/you/", **ANSWERS["you"])
        assert "Answer “What was searched?”" in author.text(f"{home(asked)}scoping/")
        refused = author.client.post(f"{home(asked)}scoping/")
        assert "Some questions must still be answered" in words(refused)
        assert again(asked).outcome == Outcome.WAITING and not asked.receipts.exists()

    def test_a_page_refuses_what_it_needs_and_keeps_what_was_typed(self, reader, asked):
        answer = reader("agency_author").send(f"{home(asked)}scoping/search/", systems="Custody")
        assert len(errors(answer)) == 1 and "Custody" in answer.content.decode()
        answer = reader("agency_author").send(
            f"{home(asked)}scoping/secured/", secured_what="both", records_secured_on=day(1)
        )
        assert errors(answer) == ["Records secured on must be today or in the past"]
        nonsense = reader("agency_author").send(
            f"{home(asked)}scoping/contact/", knew_died="\0", knew_responsible="x" * 100_000
        )
        assert nonsense.status_code == 200

    def test_there_are_ten_pages_and_no_other(self, reader, asked):
        assert len(PAGES) == 10 and set(ANSWERS) == {page.key for page in PAGES}
        assert reader("agency_author").get(f"{home(asked)}scoping/none/").status_code == 404


class TestNothingHeld:
    def test_three_short_pages(self, reader, asked):
        author = reader("agency_author")
        assert author.send(f"{home(asked)}nothing-held/you/", **ANSWERS["you"]).status_code == 302
        answer = author.send(f"{home(asked)}nothing-held/search/", **ANSWERS["search"])
        assert answer.url == f"{home(asked)}nothing-held/"
        assert "you hold" not in author.text(answer.url)
        author.client.post(answer.url)
        row = again(asked)
        assert row.outcome == Outcome.NOTHING_HELD and row.is_settled
        assert row.scoping_answer.knew_died == "No"
        assert row.receipts.get().what == "Scoping return: nothing held"

    def test_without_a_search_it_is_not_taken(self, reader, asked):
        reader("agency_author").client.post(f"{home(asked)}nothing-held/")
        assert again(asked).outcome == Outcome.WAITING

    def test_late_answer_is_welcome_after_the_silence_was_settled(self, reader, asked):
        asked.outcome, asked.what_was_done = Outcome.NOT_RECEIVED, "Two letters"
        asked.save()
        author = reader("agency_author")
        for key in ("you", "search"):
            author.send(f"{home(asked)}nothing-held/{key}/", **ANSWERS[key])
        author.client.post(f"{home(asked)}nothing-held/")
        row = again(asked)
        assert row.outcome == Outcome.NOTHING_HELD and row.what_was_done == "Two letters"


class TestTheWall:
    def test_each_reads_the_people_they_were_asked_about_alone(self, reader, asked, other):
        page = reader("agency_author").text(home(asked))
        assert "Marit Okafor" in page and "Jonas Vik" not in page

    @pytest.mark.parametrize("name", ["our_request", "scoping", "nothing_held", "pass_on",
                                      "ask_question", "decline_request", "our_return",
                                      "sign_off_return"])  # fmt: skip
    def test_no_page_of_another_agency_opens(self, name, reader, asked, other):
        address = reverse(f"dhr_cases:{name}", args=[other.token])
        assert reader("agency_author").get(address).status_code == 404
        assert reader("agency_author").client.post(address).status_code == 404

    def test_lists_counts_and_questions_are_their_own(self, reader, team, case, asked, other):
        author = reader("agency_author")
        text = author.text("/agency/")
        assert "Health Trust" not in text and "1 question" not in text
        for path in (home(asked), f"{home(asked)}queries/1/", "/my-work/"):
            said = author.get(path).content.decode()
            assert "hidden question" not in said and "secret of the trust" not in said
        for path in ("history/", "queries/", "agencies/imrs/", "agencies/took-no-part/"):
            assert author.get(path).status_code == 404
        assert list(AgencyRequest.objects.visible_to(team.agency_author)) == [asked]

    def test_access_that_ended_ends_the_page(self, reader, team, case, asked):
        for row in case.assignments.filter(user=team.agency_author, ended_on__isnull=True):
            policy.end(row, by=team.coordinator, on=TODAY)
        assert reader("agency_author").get(home(asked)).status_code == 404

    def test_opening_is_noted_once_on_the_first_day(self, reader, asked):
        assert "Sent" in reader("coordinator").text("agencies/")
        reader("agency_author").get(home(asked))
        row = again(asked)
        assert row.opened_on == TODAY
        reader("agency_author").get(home(asked))
        assert again(asked).version == row.version
        assert "Opened" in reader("coordinator").text("agencies/")


class TestPassingOn:
    def ask(self, reader, asked, email, role="agency_author"):
        return reader("agency_author").send(
            f"{home(asked)}colleague/", name="Rana Quill", email=email, role=role, reason="Leave"
        )

    def colleague(self, body):
        row = User(email="rana@police.example", name="Rana Quill", organisation=body)
        row.save()
        return row

    def test_only_the_coordinators_word_gives_access(self, reader, team, case, asked):
        colleague = self.colleague(team.bodies.police)
        self.ask(reader, asked, "RANA@police.example")
        assert Reader(colleague, case).get(home(asked)).status_code == 404
        row = asked.hand_overs.get()
        assert "Rana Quill" in reader("coordinator").text(f"agencies/{asked.token}/")
        reader("coordinator").send(f"colleagues/{row.token}/", give="yes")
        assert Reader(colleague, case).get(home(asked)).status_code == 200
        assert again(row).is_given and "access given" in reader("agency_author").text(home(asked))
        held = case.assignments.get(user=colleague)
        assert (held.role, held.organisation) == (Role.AGENCY_AUTHOR, team.bodies.police)

    def test_somebody_of_another_body_is_never_let_in(self, reader, team, case, asked):
        self.ask(reader, asked, team.stranger.email)
        row = asked.hand_overs.get()
        answer = reader("coordinator").send(f"colleagues/{row.token}/", give="yes")
        assert "Nobody at this agency has an account" in errors(answer)[0]
        assert not case.assignments.filter(user=team.stranger).exists()

    def test_a_no_has_its_reason_and_they_read_it(self, reader, asked):
        self.ask(reader, asked, "rana@police.example")
        path = f"colleagues/{asked.hand_overs.get().token}/"
        answer = reader("coordinator").send(path, give="no")
        assert errors(answer) == ["Say why not, so that they can ask for somebody else"]
        reader("coordinator").send(path, give="no", note="She managed the case.")
        assert "She managed the case." in reader("agency_author").text(home(asked))
        assert reader("coordinator").get(path).status_code == 404
        assert reader("independent_chair").get(path).status_code == 403


class TestQuestions:
    def test_an_agency_asks_and_is_answered(self, reader, asked):
        reader("agency_author").send(f"{home(asked)}question/", question="Which years?")
        row = asked.queries.get()
        assert "Which years?" in reader("coordinator").text("queries/")
        reader("coordinator").send(f"queries/{row.token}/", answer="From 2020.")
        assert "From 2020." in reader("agency_author").text(home(asked))

    def test_what_waits_stands_on_the_work_page_of_whom_it_waits_for(
        self, reader, team, asked, other
    ):
        reader("agency_author").send(f"{home(asked)}question/", question="Which years?")
        reader("agency_author").send(
            f"{home(asked)}colleague/", name="Rana", email="r@police.example", role="agency_author"
        )
        mine = reader("coordinator").text("/my-work/")
        assert "Answer an agency's question" in mine and "colleague may have access" in mine
        theirs = reader("agency_author").text("/my-work/")
        assert "agency's question" not in theirs and "question about your return" not in theirs
        with acting(team.coordinator):
            asked.outcome, asked.received_on = Outcome.RECEIVED, TODAY
            asked.save()
            exchange.ask_query(
                asked, side=Side.TO_AGENCY, question="Why?", by=team.coordinator, on=TODAY
            )
        assert "question about your return" in reader("agency_author").text("/my-work/")

    def test_a_chronology_that_is_waited_for_stands_there_too(self, reader, case, team):
        with acting(team.coordinator):
            ask_agency(case, team, RequestKind.CHRONOLOGY, team.bodies.council, **WAITING)
        assert "Glevum City Council: chronology" in reader("coordinator").text("/my-work/")

    def test_declining_has_a_reason_and_is_not_settled_by_itself(self, reader, asked):
        path = f"{home(asked)}decline/"
        assert errors(reader("agency_author").send(path)) != []
        reader("agency_author").send(path, declined_because="We were not there.")
        row = again(asked)
        assert row.outcome == Outcome.DECLINED and not row.is_settled
        assert "We were not there." in reader("coordinator").text(f"agencies/{asked.token}/")
        assert reader("agency_author").get(path).status_code == 404
        assert reader("agency_author").get(f"{home(asked)}scoping/you/").status_code == 200


def test_nobody_outside_the_agency_answers_for_it(reader, team, asked):
    with acting(team.coordinator):
        for name in ("stranger", "coordinator", "independent_chair", "barred", "panel_member"):
            assert reader(name).get(f"{home(asked)}scoping/you/").status_code == 404
