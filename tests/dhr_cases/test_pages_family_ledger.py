"""Contacts, promises, wishes and hard days: kept with the family, and hinted at to nobody else."""

from datetime import date, timedelta

import pytest

from dhr_cases import ledger
from dhr_cases.avoid import DaysToAvoid, dates_to_avoid
from dhr_cases.models import DateToAvoid, FamilyPromise, FamilyWish, OwedState
from tests.dhr_cases.conftest import errors
from tests.factories import make_case
from tests.facts.family import meet, relative
from tests.facts.rows import TODAY, day

WHAT = "Find out why the trial was moved"


@pytest.fixture
def efe(case, team, as_coordinator):
    """Somebody bereaved who takes part."""
    return relative(case, team)


@pytest.fixture
def lead(reader):
    """The family lead's browser."""
    return reader("family_lead")


@pytest.fixture
def owed(case, team, efe):
    """A promise that is overdue."""
    meet(case, team, efe)
    return promise(case, team, efe, due_on=day(-2))


def promise(case, team, member, **facts):
    row = FamilyPromise(
        case=case, member=member, recorded_by=team.family_lead,
        **({"kind": "promise", "what": WHAT, "due_on": day(5)} | facts),
    )  # fmt: skip
    row.save()
    return row


def wish(case, member, topic="progress", answer="yes", heard=-30, **facts):
    row = FamilyWish(
        case=case, member=member, topic=topic, answer=answer, heard_on=day(heard),
        heard_by="Faye Linton", **facts,
    )  # fmt: skip
    row.save()
    return row


def log(lead, efe, **changes):
    answers = {
        "happened_on": day(-1), "how": "call", "made_by": "Faye Linton",
        "their_words": "Why did it move?", "our_words": "We do not know yet.",
    }  # fmt: skip
    return lead.send(f"family/{efe.token}/contacts/new/", **(answers | changes))


class TestContacts:
    def test_five_answers_are_required_and_no_more(self, lead, efe, case):
        answer = log(lead, efe, happened_on="", how="", made_by="", their_words="", our_words="")
        assert len(errors(answer)) == 5
        assert log(lead, efe).status_code == 302
        assert case.familycontacts.get().their_words == "Why did it move?"

    def test_each_promise_becomes_a_dated_task(self, lead, efe, case):
        log(lead, efe, promise="Send the leaflet", promise_due_on=day(3),
            question="Why did it move?", question_due_on=day(9))  # fmt: skip
        rows = [(row.kind, row.what, row.due_on) for row in case.familypromises.all()]
        assert rows == [
            ("promise", "Send the leaflet", day(3)), ("answer", "Why did it move?", day(9)),
        ]  # fmt: skip
        assert {row.contact_id for row in case.familypromises.all()} == {
            case.familycontacts.get().pk
        }

    def test_promise_without_a_day_is_told_and_nothing_is_kept(self, lead, efe, case):
        answer = log(lead, efe, promise="Send the leaflet")
        assert errors(answer) == ["Enter the day by which you will do it"]
        assert "Send the leaflet" in answer.content.decode()
        assert not case.familycontacts.exists() and not case.familypromises.exists()
        assert errors(log(lead, efe, question_due_on=day(1))) == [
            "Say what it is, or leave the date empty"
        ]

    def test_it_has_happened(self, lead, efe):
        assert errors(log(lead, efe, happened_on=day(1))) == [
            "The day must be today or in the past"
        ]

    @pytest.mark.parametrize("nonsense", ["\0", "x" * 100_000])
    def test_nonsense_is_told_beside_the_field(self, lead, efe, case, nonsense):
        answer = log(lead, efe, their_words=nonsense, made_by=nonsense, how=nonsense)
        assert answer.status_code == 200 and len(errors(answer)) == 3
        assert not case.familycontacts.exists()

    def test_stop_shows_before_anything_is_typed_and_holds(self, lead, efe, case):
        lead.send(f"family/{efe.token}/stop/", do_not_contact="no",
                  do_not_contact_reason="Threats were made to her")  # fmt: skip
        shown = lead.text(f"family/{efe.token}/contacts/new/")
        assert "Do not contact. Threats were made to her" in shown
        assert errors(log(lead, efe)) == [ledger.STOPPED]
        assert not case.familycontacts.exists()
        assert log(lead, efe, started_by="them").status_code == 302
        assert log(lead, efe, despite_stop="She answered her sister's phone").status_code == 302

    def test_stop_has_its_reason(self, lead, efe):
        answer = lead.send(f"family/{efe.token}/stop/", do_not_contact="no")
        assert errors(answer) == ["Say why this person is not to be contacted"]

    def test_contact_of_another_reviews_family_is_not_found(self, lead, team, case):
        other = make_case(team)
        stranger = relative(other, team, "Far Away")
        assert lead.get(f"family/{stranger.token}/").status_code == 404
        assert lead.get(f"family/{stranger.token}/contacts/new/").status_code == 404


class TestPromises:
    def test_family_lead_is_reminded_on_their_page_and_keeps_it(self, lead, owed):
        page = lead.text("/my-work/")
        assert "Keep a promise to the family" in page and "Overdue" in page
        assert WHAT not in page
        assert WHAT in lead.text("family/")
        lead.send(f"family/owed/{owed.token}/", state="kept", settled_on=TODAY,
                  outcome="The judge was ill.")  # fmt: skip
        owed.refresh_from_db()
        assert (owed.state, owed.settled_on) == (OwedState.KEPT, TODAY)
        assert "Keep a promise to the family" not in lead.text("/my-work/")

    @pytest.mark.parametrize(
        "name", ["coordinator", "panel_member", "partnership_chair", "auditor", "emergency",
                 "county_partner", "names_by_grant", "other_coordinator"],
    )  # fmt: skip
    def test_nobody_else_is_reminded_or_finds_it(self, name, reader, owed):
        someone = reader(name)
        assert "promise" not in someone.text("/my-work/").lower()
        assert someone.get(f"family/owed/{owed.token}/").status_code == 404
        sent = someone.client.post(
            someone.address(f"family/owed/{owed.token}/"), {"state": "kept", "outcome": "x"}
        )
        assert sent.status_code == 404

    def test_nobody_is_written_to(self, lead, efe, mailoutbox):
        log(lead, efe, promise="Send the leaflet", promise_due_on=day(-3))
        lead.get("/my-work/")
        assert mailoutbox == []

    def test_ending_has_its_words_and_its_day(self, lead, owed):
        answer = lead.send(f"family/owed/{owed.token}/", state="kept", settled_on=day(1))
        assert errors(answer) == [
            "The day must be today or in the past",
            "Answer the question “What was done, or what was the answer?”",
        ]

    def test_contact_is_not_planned_on_a_day_to_avoid(self, lead, efe, case):
        DateToAvoid(case=case, day=day(3), kind="birthday").save()
        answers = {"kind": "contact", "what": "Ring her", "due_on": day(3)}
        answer = lead.send(f"family/{efe.token}/owed/new/", **answers)
        assert errors(answer) == ["Avoid this date. Choose another day"]
        lead.send(f"family/{efe.token}/owed/new/", **(answers | {"due_on": day(4)}))
        assert case.familypromises.get().due_on == day(4)


class TestWishes:
    def send(self, lead, efe, topic="tribute", **changes):
        answers = {"answer": "yes", "heard_on": day(-2), "heard_by": "The advocate"}
        return lead.send(f"family/{efe.token}/wishes/{topic}/", **(answers | changes))

    def test_wish_changes_and_what_was_said_before_stays(self, lead, efe, case):
        self.send(lead, efe, heard_on=day(-9), words="A poem")
        self.send(lead, efe, answer="no")
        shown = lead.text(f"family/{efe.token}/wishes/")
        assert "A tributeNoHeard on" in shown
        assert "Before: Yes, A poem" in shown
        assert case.familywishs.count() == 2

    def test_nothing_asked_is_said(self, lead, efe):
        assert lead.text(f"family/{efe.token}/wishes/").count("Not yet asked") == 10

    def test_name_they_chose_is_used_from_then_on(self, lead, efe):
        self.send(lead, efe, topic="name", words="Auntie Efe")
        assert "Auntie Efe, Sister" in lead.text("family/")

    def test_concerns_are_an_answer_about_publication_alone(self, lead, efe, case):
        assert errors(self.send(lead, efe, topic="draft", answer="concerns"))
        self.send(lead, efe, topic="publication", answer="concerns", words="Her photograph")
        assert case.familywishs.get().answer == "concerns"
        assert "Has concerns" in lead.text("publication/family/")

    def test_unknown_topic_is_not_found(self, lead, efe):
        assert lead.get(f"family/{efe.token}/wishes/money/").status_code == 404

    @pytest.mark.parametrize("days", [0, 401, -1])
    def test_rhythm_is_a_number_of_days(self, lead, efe, days):
        assert errors(self.send(lead, efe, topic="progress", every_days=days))

    def test_what_they_may_be_told_is_ticked(self, lead, efe):
        lead.send(f"family/{efe.token}/told/", may_be_told=["stage", "dates"],
                  told_agreed_on=day(-1))  # fmt: skip
        assert "How far the review has come" in lead.text(f"family/{efe.token}/")


class TestStanding:
    def of(self, case, on=TODAY):
        return ledger.standings(case, on=on, offers=case.offers.all())[0]

    def test_days_since_last_contact_and_whether_that_is_their_wish(self, case, team, efe):
        assert "have not been asked how often" in self.of(case).rhythm
        meet(case, team, efe, happened_on=day(-41))
        wish(case, efe, every_days=42)
        card = self.of(case)
        assert card.since == "41 days ago" and card.rhythm.endswith("that is as they wish.")
        assert card.turn == f"Ours, by {ledger.said(day(1))}"
        late = self.of(case, on=day(4))
        assert late.rhythm.endswith("about every 42 days: that was 3 days ago.")

    def test_newest_wish_holds_whatever_the_order_of_writing(self, case, efe):
        wish(case, efe, answer="no", heard=-1)
        wish(case, efe, every_days=7, heard=-30)
        assert self.of(case).rhythm == "They do not wish to be told of progress."

    def test_turn_is_nobodys_where_contact_is_stopped(self, case, team, efe):
        promise(case, team, efe)
        efe.do_not_contact, efe.do_not_contact_reason = True, "Her wish"
        efe.save()
        assert self.of(case).turn == "Nobody's, unless they get in touch"

    def test_turn_is_ours_by_the_first_day_owed(self, case, team, efe):
        promise(case, team, efe, due_on=day(9))
        promise(case, team, efe, due_on=day(2))
        promise(case, team, efe, due_on=day(1), state="kept", settled_on=TODAY)
        assert self.of(case).turn == f"Ours, by {ledger.said(day(2))}"


class TestDatesToAvoid:
    def test_day_once_and_day_every_year(self, case, as_coordinator):
        DateToAvoid(case=case, day=date(2026, 3, 9), kind="hearing").save()
        DateToAvoid(case=case, day=date(2001, 12, 24), kind="birthday", yearly=True).save()
        days = dates_to_avoid(case)
        assert date(2026, 3, 9) in days and date(2027, 3, 9) not in days
        assert date(2031, 12, 24) in days and None not in days
        assert days.between(date(2026, 12, 20), date(2026, 12, 31)) == [date(2026, 12, 24)]

    def test_leap_day_is_kept_every_year(self):
        days = DaysToAvoid.of([DateToAvoid(day=date(2024, 2, 29), yearly=True)])
        assert date(2025, 2, 28) in days and date(2028, 2, 29) in days
        assert date(2028, 2, 28) not in days

    def test_others_learn_no_reason(self, case, as_coordinator):
        DateToAvoid(case=case, day=day(3), kind="faith", note="Secret feast").save()
        told = repr(dates_to_avoid(case))
        assert "Secret" not in told and "faith" not in told

    def test_date_is_added_and_changed(self, lead, case, efe):
        lead.send("family/dates/new/", day=day(8), kind="birthday", yearly="on", member=efe.pk)
        row = case.datetoavoids.get()
        assert (row.day, row.yearly, row.member) == (day(8), True, efe)
        assert f"{day(8):%-d %B}, every year" in lead.text("family/dates/")
        lead.send(f"family/dates/{row.token}/", day=day(9), kind="birthday")
        row.refresh_from_db()
        assert (row.day, row.yearly, row.member) == (day(9), False, None)

    def test_card_names_the_days_ahead(self, case, lead, efe):
        DateToAvoid(case=case, day=TODAY + timedelta(days=20), kind="other", member=efe).save()
        assert f"Avoid{day(20):%-d %B}" in lead.text(f"family/{efe.token}/")
