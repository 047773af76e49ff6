"""Reminders: on the right working day, once, to the right person, and telling nothing."""

from datetime import date
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command

from audit.actors import job
from dhr_cases.models import (
    AgencyContact,
    AgencyRequest,
    Delivery,
    Outcome,
    Reminder,
    ReminderRule,
    RequestKind,
)
from tests.facts.rows import TODAY, ask_agency, day
from workflow import reminders
from workflow.deadlines import add_working_days
from workflow.models import BankHoliday
from workflow.services import hold

WAITING = {"outcome": Outcome.WAITING, "received_on": None, "answer": ""}
DUE = date(2026, 3, 31)  # a Tuesday; Good Friday is 3 April and Easter Monday 6 April


@pytest.fixture
def asked(case, team):
    """The health trust, which has a contact and a senior lead, is asked what it holds."""
    with job("tests"):
        row = ask_agency(case, team, RequestKind.SCOPING, team.bodies.health, **WAITING)
        row.asked_on, row.due_on = date(2026, 3, 1), DUE
        row.save()
        for part in ("single_point", "senior_lead"):
            AgencyContact(
                organisation=team.bodies.health, part=part, name=part, from_on=day(-900),
                email=f"{part}@health.example", route="secure_email",
            ).save()  # fmt: skip
    return row


def go(today):
    """One round; whom it wrote to."""
    mail.outbox.clear()
    with job("tests"):
        reminders.send_due(today)
    return sorted(to for sent in mail.outbox for to in sent.to)


CONTACT, SENIOR = ["single_point@health.example"], ["senior_lead@health.example"]


def test_the_ladder_day_by_day_over_easter(asked):
    said = {}
    for number in range(20, 32):
        said[date(2026, 3, number)] = go(date(2026, 3, number))
    for number in range(1, 16):
        said[date(2026, 4, number)] = go(date(2026, 4, number))
    assert {day: whom for day, whom in said.items() if whom} == {
        date(2026, 3, 26): CONTACT,  # three working days before
        date(2026, 3, 31): CONTACT,  # the day itself
        date(2026, 4, 7): CONTACT,  # three after, with Easter between
        date(2026, 4, 9): SENIOR,  # five after
    }
    assert Reminder.objects.count() == 4


def test_nothing_goes_twice_and_a_new_date_begins_again(asked):
    assert go(DUE) == CONTACT
    assert go(DUE) == []
    asked.refresh_from_db()
    asked.due_on = date(2026, 4, 14)
    with job("tests"):
        asked.save()
    assert go(date(2026, 4, 8)) == []
    assert go(date(2026, 4, 14)) == CONTACT


def test_after_a_quiet_week_one_goes_not_three(asked):
    assert go(date(2026, 4, 20)) == SENIOR
    assert go(date(2026, 4, 21)) == []


@pytest.mark.parametrize("quiet", [date(2026, 4, 3), date(2026, 4, 6), date(2026, 4, 5)])
def test_bank_holidays_and_weekends_are_quiet(asked, quiet):
    assert BankHoliday.objects.filter(day=date(2026, 4, 3)).exists()
    assert go(quiet) == []


def test_an_answer_a_pause_and_an_end_are_quiet(asked, case, team):
    with job("tests"):
        hold(
            case, by=team.coordinator, on=TODAY, reason="chair", explanation="Away", scope="all",
            continues="Nothing", look_again_on=day(30),
        )  # fmt: skip
    assert go(DUE) == []
    with job("tests"):
        pause = case.holds.last()
        pause.ended_on, pause.ended_by = TODAY, team.coordinator
        pause.save()
        assert len(reminders.waiting()) == 1
        row = AgencyRequest.objects.get(pk=asked.pk)
        row.outcome, row.received_on = Outcome.NOTHING_HELD, TODAY
        row.save()
    assert go(DUE) == []


def test_a_finished_return_waits_for_the_senior_officer_alone(asked, team):
    asked.refresh_from_db()
    asked.kind, asked.answered_by = RequestKind.REVIEW, team.agency_author
    with job("tests"):
        asked.save()
    assert go(DUE) == SENIOR


def test_a_rung_taken_out_of_force_is_left_out(asked):
    rung = ReminderRule.objects.get(kind="scoping", working_days=0)
    rung.is_in_force = False
    with job("tests"):
        rung.save()
    assert go(date(2026, 3, 26)) == CONTACT
    assert go(DUE) == []


def test_no_word_of_the_review_is_in_an_email(asked, case):
    go(DUE)
    said = "".join(f"{sent.subject} {sent.body}" for sent in mail.outbox)
    assert "31 March 2026" in said
    assert str(asked.due_on.year) in said
    for word in (case.reference, "Ama", "death", "Health", "Glevum", asked.token, "scoping"):
        assert word.lower() not in said.lower().replace("review service", "")


def test_without_an_address_it_says_so(asked):
    for row in AgencyContact.objects.all():
        row.email = ""
        with job("tests"):
            row.save()
    assert go(DUE) == []
    assert Reminder.objects.get().delivery == Delivery.NO_ADDRESS
    assert go(DUE) == []


def test_a_mail_server_that_is_down_is_tried_again_next_time(asked, monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError("down")

    with monkeypatch.context() as down:
        down.setattr("accounts.notices.send_mail", refuse)
        assert go(DUE) == []
    assert Reminder.objects.get().delivery == Delivery.FAILED
    assert go(DUE) == CONTACT
    assert Reminder.objects.get().delivery == Delivery.SENT


def test_a_round_that_broke_off_does_not_repeat_itself(asked):
    with job("tests"):
        Reminder(
            case=asked.case, request=asked, audience="contact", about_due_on=DUE, sent_on=DUE,
            rule=ReminderRule.objects.get(kind="scoping", working_days=0),
        ).save()  # fmt: skip
    assert go(DUE) == []


def test_the_command_says_what_it_did_and_asks_for_checks_once_a_year(asked, team, monkeypatch):
    sent, said = [], StringIO()
    monkeypatch.setattr("workflow.reminders.notices.send", lambda *words: sent.append(words))
    call_command("send_reminders", stdout=said)
    assert "Contacts to check: 2." in said.getvalue()
    call_command("send_reminders", stdout=said)
    assert "Contacts to check: 0." in said.getvalue()
    told = [address for _, _, address in sent]
    assert team.coordinator.email in told and team.administrator.email in told
    assert len(told) == len(set(told))


def test_ladder_is_data_and_whole(case):
    rungs = set(ReminderRule.objects.values_list("kind", "working_days", "audience"))
    assert {("scoping", 0, "contact"), ("scoping", 3, "contact"), ("scoping", 5, "senior")} <= rungs
    assert ("review", 10, "senior") in rungs


class TestByHand:
    @pytest.fixture
    def page(self, reader, case):
        """The co-ordinator on the page that reminds."""
        return reader("coordinator").client, f"/cases/{case.reference}/agencies/all/remind/"

    def test_several_are_reminded_at_once(self, page, asked):
        client, path = page
        answer = client.post(path, {"requests": [asked.pk], "audience": "senior"})
        assert answer.status_code == 302
        row = Reminder.objects.get()
        assert (row.audience, row.delivery, row.rule) == ("senior", Delivery.SENT, None)
        assert mail.outbox[-1].to == SENIOR
        again = client.post(path, {"requests": [asked.pk], "audience": "senior"})
        assert "Reminded in the last two days" in again.content.decode()
        client.post(path, {"requests": [asked.pk], "audience": "senior", "again": "on"})
        assert Reminder.objects.count() == 2

    def test_requests_of_another_review_cannot_be_reminded(self, page, asked, team):
        client, path = page
        answer = client.post(path, {"requests": [asked.pk + 999], "audience": "senior"})
        assert answer.status_code == 200 and not Reminder.objects.exists()


def test_working_days_are_counted_both_ways():
    holidays = {date(2026, 4, 3), date(2026, 4, 6)}
    assert add_working_days(date(2026, 4, 7), -3, holidays) == date(2026, 3, 31)
