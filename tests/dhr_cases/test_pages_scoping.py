"""Many agencies are asked in one act, chased up the ladder, and told of in the report."""

import pytest
from django.core import mail

from accounts.models import Organisation
from audit.actors import job
from dhr_cases import chasing
from dhr_cases.models import AgencyArea, AgencyContact, Outcome, Reminder, RequestKind
from tests.dhr_cases.conftest import day, errors, words
from tests.facts.rows import TODAY, ask_agency, person
from workflow.asking import lines_of
from workflow.models import TermsOfReference

WAITING = {"outcome": Outcome.WAITING, "received_on": None, "answer": ""}
NEW = "agencies/scoping/new/"


@pytest.fixture
def twelve(team, db):
    """Twelve agencies of the county, each with a secure contact; one more has none."""
    made = []
    with job("tests"):
        for number in range(13):
            body = Organisation(key=f"body-{number}", kind="agency", name=f"Body {number:02}")
            body.save()
            AgencyArea(agency=body, area=team.bodies.county).save()
            made.append(body)
            if number < 12:
                AgencyContact(
                    organisation=body, part="single_point", name="Somebody", from_on=TODAY,
                    route="service", email=f"box{number}@body.example",
                ).save()  # fmt: skip
    return made


@pytest.fixture
def people(case, as_coordinator):
    """The person who died, and a sister whom no agency is ever asked about."""
    return person(case, "Marit Okafor", "died"), person(case, "Efua Mensah", "family")


def answers(twelve, people, **changes):
    given = {
        "agencies": [body.pk for body in twelve[:12]],
        "named": [people[0].pk],
        "search_from": day(-2000),
        "search_to": TODAY,
        "due_on": day(14),
        "question": "Please search.\n\nTell us what you hold.",
    }
    return given | changes


class TestScopingManyAtOnce:
    def test_choose_check_send(self, reader, case, twelve, people):
        page = reader("coordinator").send(NEW, check="1", **answers(twelve, people))
        said = words(page)
        assert "12 agencies are asked" in said and "Marit Okafor" in said
        assert "Tell us what you hold." in said and not case.agencyrequests.exists()
        mail.outbox.clear()
        sent = reader("coordinator").send(NEW, send="1", **answers(twelve, people))
        assert sent.url == f"/cases/{case.reference}/agencies/"
        rows = case.agencyrequests.filter(kind=RequestKind.SCOPING)
        assert rows.count() == 12
        assert {row.named.get().person for row in rows} == {people[0]}
        assert {(row.search_to, row.due_on) for row in rows} == {(TODAY, day(14))}

    def test_area_is_selected_at_a_press_and_relatives_are_no_choice(
        self, reader, twelve, people, team
    ):
        page = reader("coordinator").get(f"{NEW}?select=area").content.decode()
        assert page.count(" checked") == 13 and "Efua Mensah" not in page
        assert "Severnshire Constabulary" in page

    def test_no_secure_contact_is_refused_or_acknowledged(self, reader, case, twelve, people):
        both = [twelve[0].pk, twelve[12].pk]
        page = reader("coordinator").send(NEW, check="1", **answers(twelve, people, agencies=both))
        assert "There is no secure contact for Body 12." in errors(page)[0]
        assert "Tell us what you hold." in page.content.decode()
        given = answers(twelve, people, agencies=both, other_way="on")
        page = reader("coordinator").send(NEW, check="1", **given)
        assert "You have said that you reach them another safe way" in words(page)
        reader("coordinator").send(NEW, send="1", **given)
        assert case.agencyrequests.count() == 2

    def test_wrong_answers_are_told(self, reader, case, twelve, people):
        given = answers(
            twelve, people, agencies=[], named=[people[1].pk], search_to=day(1), due_on=TODAY
        )
        found = errors(reader("coordinator").send(NEW, send="1", **given))
        assert "Select at least one agency" in found
        assert "Search records to must be today or in the past" in found
        assert "Reply by must be in the future" in found
        assert len(found) == 4 and not case.agencyrequests.exists()

    def test_nobody_is_asked_twice(self, reader, case, twelve, people):
        for _ in range(2):
            answer = reader("coordinator").send(NEW, send="1", **answers(twelve, people))
        assert "already been asked" in errors(answer)[0]
        assert case.agencyrequests.count() == 12

    @pytest.mark.parametrize("name", ["independent_chair", "panel_member", "county_partner"])
    def test_only_the_coordinator_asks(self, name, reader):
        assert reader(name).get(NEW).status_code == 403

    def test_change_something_keeps_what_was_typed(self, reader, case, twelve, people):
        page = reader("coordinator").send(NEW, change="1", **answers(twelve, people))
        assert "Tell us what you hold." in page.content.decode()
        assert not case.agencyrequests.exists()


class TestAskingForReturns:
    def test_terms_are_handed_over_as_they_stand(self, reader, case, team, as_coordinator):
        TermsOfReference(
            case=case, number=1, period_from=day(-900), period_to=day(-30), period_reason="r",
            questions="1. Who knew?\n\n- Who asked?", equality="e", people="p", agencies="a",
            family_plan="f",
        ).save()  # fmt: skip
        given = {"agencies": [team.bodies.police.pk], "form": "imr", "due_on": day(60)}
        given |= {"question": "Why?", "other_way": "on", "terms": ["1"]}
        answer = reader("coordinator").send("agencies/imrs/new/", **given)
        assert answer.status_code == 302, errors(answer)
        row = case.agencyrequests.get(kind=RequestKind.REVIEW)
        assert [(term.number, term.term) for term in row.term_answers.all()] == [(1, "Who asked?")]

    def test_questions_lose_their_numbers(self):
        text = "1) One?\n(2) Two?\n• Three?\n\n2020 was when?"
        assert lines_of(text) == ["One?", "Two?", "Three?", "2020 was when?"]


class TestTheLadder:
    @pytest.fixture
    def asked(self, case, team, as_coordinator):
        """The police are asked, and silent."""
        row = ask_agency(case, team, RequestKind.SCOPING, team.bodies.police, **WAITING)
        row.due_on = day(-9)
        row.save()
        return row

    def test_each_step_is_dated_reasoned_and_never_taken_back(self, reader, asked):
        path = f"agencies/{asked.token}/escalate/"
        reader("coordinator").send(path, rung="chair", taken_on=day(-2), reason="No answer.")
        answer = reader("coordinator").send(path, rung="coordinator", taken_on=TODAY, reason="x")
        assert errors(answer) and asked.escalations.count() == 1
        answer = reader("coordinator").send(path, rung="county", taken_on=day(-99), reason="x")
        assert errors(answer) == ["It was not asked before that day. Give a later date."]
        assert "No answer." in reader("coordinator").text(f"agencies/{asked.token}/")
        assert "Last chased" in reader("coordinator").text("agencies/")
        assert "No answer." not in reader("agency_author").text(f"/agency/requests/{asked.token}/")

    def test_top_of_the_ladder_is_the_end(self, reader, team, asked):
        chasing.escalate(asked, rung="direction", reason="r", by=team.coordinator, on=TODAY)
        assert reader("coordinator").get(f"agencies/{asked.token}/escalate/").status_code == 404

    def test_report_says_who_took_no_part_and_what_was_done(self, reader, case, team, asked):
        chasing.escalate(asked, rung="chair", reason="Silent.", by=team.coordinator, on=TODAY)
        Reminder(
            case=case, request=asked, audience="contact", about_due_on=asked.due_on,
            sent_on=day(-4), delivery="sent",
        ).save()  # fmt: skip
        ask_agency(case, team, RequestKind.SCOPING, team.bodies.health)
        rows = chasing.took_no_part(case, TODAY)
        told = chasing.paragraph(rows)
        assert told.startswith("Severnshire Constabulary was asked on")
        assert "has not answered yet." in told and "Health" not in told
        assert "It was reminded 1 time, and these further steps were taken: letter from" in told
        assert told in reader("independent_chair").text("agencies/took-no-part/")
        table = reader("coordinator").get("agencies/took-no-part/?as=csv").content.decode()
        assert "Severnshire Constabulary,Scoping" in table

    def test_when_all_answered_it_says_so(self, case):
        assert "has answered" in chasing.paragraph(chasing.took_no_part(case, TODAY))

    def test_letter_says_what_is_late(self, reader, asked):
        text = reader("coordinator").text(f"agencies/{asked.token}/letter/")
        assert "It has not come." in text
        assert reader("independent_chair").get(f"agencies/{asked.token}/letter/").status_code == 403
