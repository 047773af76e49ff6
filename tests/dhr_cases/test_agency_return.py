"""A management review from the asking to its acceptance: terms, quality, sign-off, queries."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dhr_cases import agencies, chasing, policy, returns
from dhr_cases.models import AgencyRequest, Outcome, RequestKind
from tests.dhr_cases.conftest import errors, words
from tests.facts.rows import TODAY, ask_agency, day, small_pdf
from tests.workflow.pages import confirm

WAITING = {"outcome": Outcome.WAITING, "received_on": None, "answer": ""}
YES = dict.fromkeys(returns.QUALITY, "yes")


@pytest.fixture
def asked(case, team, as_coordinator):
    """The police are asked for a management review that answers two terms."""
    made = agencies.ask(
        case, [team.bodies.police], kind=RequestKind.REVIEW, form="imr", question="What, and why?",
        due_on=day(40), by=team.coordinator, on=day(-5), terms=["Who knew?", "Who asked?"],
    )  # fmt: skip
    return made[0]


@pytest.fixture
def author(reader):
    """The police's author."""
    return reader("agency_author")


@pytest.fixture
def senior(reader):
    """The police's senior officer, who has just shown the second step."""
    found = reader("agency_senior")
    confirm(found.client, found.user)
    return found


def imr(row, path=""):
    return f"/agency/requests/{row.token}/imr/{path}"


def stage(row):
    return returns.stage(AgencyRequest.objects.get(pk=row.pk))[0]


def write(author, asked):
    """Everything an author must write."""
    author.send(imr(asked, "cover/"), author="Arthur Dean", independence="From another force.")
    author.send(imr(asked, "findings/"), summary="What we did.", lessons="Ask twice.")
    author.send(imr(asked, "support/"), staff_support="Told in person.")
    for number in (1, 2):
        author.send(imr(asked, f"terms/{number}/"), answer=f"Answer {number}.")
    author.send(imr(asked, "quality/"), **YES)


def sign(senior, asked, **changes):
    return senior.send(imr(asked, "sign-off/"), **(YES | {"approved": "yes"} | changes))


class TestTheWay:
    def test_every_stage_in_turn(self, author, senior, reader, asked):
        assert stage(asked) == "Requested"
        author.client.post(imr(asked, "take-on/"))
        assert stage(asked) == "Taken on"
        author.send(imr(asked, "cover/"), author="Arthur Dean", independence="From elsewhere.")
        assert stage(asked) == "In progress"
        write(author, asked)
        assert stage(asked) == "Draft"
        assert "What we did." not in reader("coordinator").text(f"agencies/{asked.token}/")
        author.client.post(imr(asked, "pass-on/"))
        assert stage(asked) == "Agency sign-off"
        sign(senior, asked)
        assert stage(asked) == "Submitted"
        assert "Answer 2." in reader("independent_chair").text(f"agencies/{asked.token}/")
        reader("independent_chair").send(f"agencies/{asked.token}/query/", question="Why then?")
        assert stage(asked) == "Panel queries"
        author.send(f"/agency/requests/{asked.token}/queries/1/", answer="Because.")
        author.send(imr(asked, "terms/2/"), answer="A better answer.")
        sign(senior, asked)
        assert stage(asked) == "Revised"
        query = asked.queries.get()
        reader("independent_chair").send(f"queries/{query.token}/", settlement="satisfied")
        reader("independent_chair").client.post(
            f"/cases/{asked.case.reference}/agencies/{asked.token}/accept/"
        )
        assert stage(asked) == "Accepted"
        assert [row.what for row in asked.receipts.all()] == [
            "Individual management review",
            "Answer to question 1",
            "Individual management review, revised",
        ]
        assert author.client.post(imr(asked, "terms/1/"), {"answer": "Late"}).status_code == 404

    def test_beside_it_stand_overdue_escalated_refused(self, case, team, asked, as_coordinator):
        def beside():
            row = chasing.with_last_chased(AgencyRequest.objects.filter(pk=asked.pk)).get()
            return [words for words, _ in returns.beside(row, day(41))]

        assert beside() == ["Overdue"]
        chasing.escalate(asked, rung="chair", reason="Late.", by=team.coordinator, on=TODAY)
        assert beside() == ["Overdue", "Escalated"]
        agencies.decline(asked, because="No.", by=team.agency_author)
        assert stage(asked) == "Refused"

    def test_terms_are_handed_over_as_rows_and_seen_by_the_agency(self, author, asked):
        assert "Term 2: Who asked?" in author.text(imr(asked))
        assert author.get(imr(asked, "terms/3/")).status_code == 404


class TestPassingOn:
    def test_what_is_missing_is_told(self, author, asked):
        author.client.post(imr(asked, "pass-on/"))
        page = author.text(imr(asked))
        assert "Still open: 1, 2." in page and "Go through the quality list." in page
        assert stage(asked) == "Requested"

    def test_a_short_report_needs_less(self, case, team, author, as_coordinator):
        police = team.bodies.police
        row = ask_agency(case, team, RequestKind.REVIEW, police, **WAITING, form="short")
        author.send(imr(row, "cover/"), author="Arthur Dean")
        author.send(imr(row, "findings/"), summary="Little contact.")
        author.client.post(imr(row, "pass-on/"))
        assert stage(row) == "Agency sign-off"

    def test_return_waits_and_says_so_when_nobody_can_sign(self, author, team, asked):
        for row in team.agency_senior.case_assignments.filter(ended_on__isnull=True):
            policy.end(row, by=team.coordinator, on=TODAY)
        write(author, asked)
        author.client.post(imr(asked, "pass-on/"))
        page = author.text(f"/agency/requests/{asked.token}/")
        assert "give a senior officer access" in page


class TestSigningOff:
    @pytest.fixture
    def passed(self, author, asked):
        """The author has written it and passed it on."""
        write(author, asked)
        author.client.post(imr(asked, "pass-on/"))
        return asked

    def test_it_asks_for_the_second_step_again(self, reader, passed):
        found = reader("agency_senior")  # the cast has neither password nor second step to show
        assert found.get(imr(passed, "sign-off/")).status_code == 403
        confirm(found.client, found.user)
        assert found.get(imr(passed, "sign-off/")).status_code == 200

    def test_author_cannot_sign(self, author, passed):
        confirm(author.client, author.user)
        assert author.get(imr(passed, "sign-off/")).status_code == 403

    def test_the_senior_goes_through_the_list_too(self, senior, passed):
        answer = senior.send(imr(passed, "sign-off/"), approved="yes")
        assert len(errors(answer)) == len(returns.QUALITY)
        answer = sign(senior, passed, fair="no")
        assert errors(answer) == ["Say why a point is not met"]
        assert stage(passed) == "Agency sign-off"

    def test_it_goes_back_with_notes(self, senior, author, passed):
        assert errors(sign(senior, passed, approved="no")) == ["Say what must be changed"]
        sign(senior, passed, approved="no", note="Say more of the second call.")
        assert stage(passed) == "Draft"
        assert "second call" in author.text(imr(passed))

    def test_senior_cannot_sign_what_they_wrote(self, senior, passed):
        passed.refresh_from_db()
        passed.answered_by = senior.user
        passed.save()
        answer = sign(senior, passed)
        assert errors(answer) == [
            "Somebody other than the person who wrote the return must sign it off."
        ]
        assert stage(passed) == "Agency sign-off"

    def test_another_agency_cannot_sign_or_read(self, reader, case, team, passed):
        theirs = ask_agency(
            case, team, RequestKind.REVIEW, team.bodies.health, **WAITING, form="imr"
        )
        for path in ("", "sign-off/", "quality/", "recommendations/", "cover/"):
            assert reader("agency_senior").get(imr(theirs, path)).status_code == 404


class TestRecommendations:
    def test_they_join_the_reviews_own_when_the_return_is_accepted(
        self, author, senior, reader, case, asked
    ):
        write(author, asked)
        author.send(
            imr(asked, "recommendations/new/"), text="Ask twice.", lesson="Nobody asked.",
            action="Train staff.", owner_job="Head of training", due_on=day(90),
        )  # fmt: skip
        author.send(imr(asked, "recommendations/new/"), text="Write it down.")
        author.client.post(imr(asked, "pass-on/"))
        sign(senior, asked)
        assert not case.recommendations.exists()
        reader("coordinator").client.post(f"/cases/{case.reference}/agencies/{asked.token}/accept/")
        first, second = case.recommendations.all()
        assert (first.number, first.recipient, first.level) == (
            "A1",
            asked.organisation,
            "single",
        )
        assert first.actions.get().owner_role == "Head of training"
        assert second.number == "A2" and not second.actions.exists()

    def test_an_action_has_a_leader_and_a_day(self, author, asked):
        answer = author.send(imr(asked, "recommendations/new/"), text="X", action="Train staff.")
        assert errors(answer) == [
            "Say whose job it is to lead this",
            "Say by when it will be done",
        ]


class TestTheFile:
    def send(self, author, asked, content, name="review.pdf"):
        upload = SimpleUploadedFile(name, content)
        return author.client.post(f"/agency/requests/{asked.token}/file/", {"file": upload})

    def test_it_is_kept_read_back_and_hidden_from_other_agencies(
        self, author, senior, reader, case, team, asked
    ):
        self.send(author, asked, small_pdf())
        self.send(author, asked, small_pdf("Another"))
        document = asked.returnfiles.get().document
        assert document.versions.count() == 2
        ours = f"documents/{document.token}/"
        assert reader("coordinator").get(ours).status_code == 404
        own = f"/agency/requests/{asked.token}/file/2/"
        assert b"".join(author.get(own).streaming_content) == small_pdf("Another")
        assert reader("stranger").get(own).status_code == 404
        assert author.get(f"/agency/requests/{asked.token}/file/3/").status_code == 404
        theirs = ask_agency(case, team, RequestKind.REVIEW, team.bodies.health, **WAITING)
        assert author.get(f"/agency/requests/{theirs.token}/file/").status_code == 404
        write(author, asked)
        author.client.post(imr(asked, "pass-on/"))
        sign(senior, asked)
        assert reader("coordinator").get(ours).status_code == 200

    def test_what_is_no_document_is_refused_in_words(self, author, asked):
        answer = self.send(author, asked, b"MZ nothing", "review.pdf")
        assert answer.status_code == 200 and errors(answer)
        assert not asked.returnfiles.exists()


class TestQueries:
    @pytest.fixture
    def came(self, case, team, as_coordinator):
        """A short report has come."""
        return ask_agency(case, team, RequestKind.REVIEW, team.bodies.police, form="short")

    def test_one_thread_of_several_questions(self, reader, author, came):
        chair = reader("independent_chair")
        chair.send(f"agencies/{came.token}/query/", question="Who was told?")
        first = came.queries.get()
        answer = chair.send(f"queries/{first.token}/", settlement="satisfied")
        assert "There is no answer yet" in errors(answer)[0]
        author.send(f"/agency/requests/{came.token}/queries/1/", answer="The sergeant.")
        chair.send(f"queries/{first.token}/", settlement="panel", next_question="And after that?")
        text = chair.text("queries/")
        assert "Carried to the panel" in text and "And after that?" in text
        assert came.queries.last().follows == first
        assert author.get(f"/agency/requests/{came.token}/queries/1/").status_code == 404

    def test_an_open_query_keeps_it_from_being_accepted(self, reader, came):
        reader("coordinator").send(f"agencies/{came.token}/query/", question="Who?")
        answer = reader("coordinator").client.post(
            f"/cases/{came.case.reference}/agencies/{came.token}/accept/", follow=True
        )
        assert "Settle the open queries first" in words(answer)
        assert "Query raised" in reader("coordinator").text("agencies/")

    @pytest.mark.parametrize("name", ["content_on_reason", "working_by_grant"])
    def test_readers_read_and_do_not_settle(self, name, reader, came):
        reader("coordinator").send(f"agencies/{came.token}/query/", question="Who?")
        assert "Settle" not in reader(name).text("queries/")
        assert (
            reader(name)
            .client.post(f"/cases/{came.case.reference}/queries/{came.queries.get().token}/")
            .status_code
            == 403
        )


def test_contributions_show_stage_and_hide_drafts(reader, author, asked):
    write(author, asked)
    page = reader("independent_chair").text("agencies/imrs/")
    assert "Draft" in page and "Not yet" in page and "What we did." not in page
    assert reader("panel_member").get("agencies/imrs/").status_code == 403
