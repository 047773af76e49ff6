"""What is online: scheduled, taken down by one person, published again, about to end (S173)."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from audit.actors import acting, job
from dhr_cases.models import Offer, OfferKind, Reply
from documents.models import DocumentKind, Zone
from tests.facts.rows import TODAY, add_file, clear_files, day, person, publication_decision
from tests.house import text_of, typed_day
from workflow.forms.steps import PublishForm
from workflow.guards.files import REPORT
from workflow.models import Coverage, Deadline, Publication, Takedown
from workflow.publication_day import FAMILY_CALL, make_plan, mark
from workflow.published import reasons_against_again

STATUS = "published"
KINDS = (*REPORT, DocumentKind.QUALITY_LETTER)
pytestmark = pytest.mark.usefixtures("confirmed")


@pytest.fixture
def team(db, house):
    """Everybody of the house."""
    return house[0]


def page(case, rest=""):
    return f"/cases/{case.reference}/publication/{rest}"


def take_down(client, case, reason="A street was named."):
    return client.post(page(case, "take-down/"), {"reason": reason})


def tell_family(case, team):
    with acting(team.family_lead):
        Offer(
            case=case, kind=OfferKind.PUBLICATION_NOTICE, offered_on=TODAY, made_by="Us",
            reply=Reply.ACCEPTED, replied_on=TODAY, recorded_by=team.family_lead,
        ).save()  # fmt: skip


def test_nobody_is_said_to_publish_what_is_online(signed_in, team, case):
    words = text_of(signed_in(team.coordinator).get(page(case, "preview/")))
    assert "Passed" in words and "publishes" not in words


def test_one_person_takes_it_down_at_once(
    signed_in, team, case, django_capture_on_commit_callbacks
):
    client = signed_in(team.coordinator)
    assert "Take down now" in text_of(client.get(page(case)))
    with django_capture_on_commit_callbacks() as later:
        assert take_down(client, case).status_code == 302
    row = Takedown.objects.get(case=case)
    assert (row.taken_down_by, row.publication) == (team.coordinator, case.publications.last())
    words = text_of(client.get(page(case)))
    assert "Taken down" in words and "A street was named." in words
    assert "Take down now" not in words
    assert not case.deadlines.filter(rule__name="keep_online", met_on__isnull=True).exists()
    for tell in later:
        tell()
    told = {address for message in mail.outbox for address in message.to}
    assert {team.partnership_chair.email, team.independent_chair.email} <= told
    assert not any(case.reference in message.body for message in mail.outbox)


def test_reason_is_asked_and_a_second_time_is_refused(signed_in, team, case):
    client = signed_in(team.partnership_chair)
    refused = take_down(client, case, reason="")
    assert "Say why it is taken down" in text_of(refused)
    assert not Takedown.objects.filter(case=case).exists()
    take_down(client, case)
    assert "Nothing of this review is online." in text_of(
        client.get(page(case, "take-down/"), follow=True)
    )


def test_reader_of_what_is_released_takes_nothing_down(signed_in, team, case):
    client = signed_in(team.board_viewer)
    assert "Take down now" not in text_of(client.get(page(case)))
    assert take_down(client, case).status_code == 403


class TestPublishingAgain:
    @pytest.fixture
    def down(self, team, case, client):
        client.force_login(team.coordinator)
        take_down(client, case)

    def again(self, client, case):
        return client.post(
            page(case, "again/"),
            {"address": "https://example.org/reviews/2", "reason": "A street is left out."},
        )

    def test_needs_clearance_and_the_family_as_the_first_time(self, signed_in, team, case, down):
        with acting(team.coordinator):
            add_file(case, team, DocumentKind.OVERVIEW_REPORT, Zone.DRAFT)
        client = signed_in(team.partnership_chair)
        words = text_of(self.again(client, case))
        assert "Check the overview report for disclosure" in words
        assert "That the family knows it is published again is not recorded." in words
        assert case.publications.count() == 1

    def test_corrected_files_stand_beside_what_was_there(self, signed_in, team, case, down):
        tell_family(case, team)
        with acting(team.coordinator):
            corrected = add_file(
                case, team, DocumentKind.OVERVIEW_REPORT, Zone.DRAFT, words="Corrected"
            )
            clear_files(case, team, KINDS)
        client = signed_in(team.partnership_chair)
        assert self.again(client, case).status_code == 302
        first, second = Publication.objects.filter(case=case)
        assert corrected.sha256 in {file["sha256"] for file in second.files}
        assert corrected.sha256 not in {file["sha256"] for file in first.files}
        words = text_of(client.get(page(case)))
        assert "Published again: A street is left out." in words and "Take down now" in words
        assert case.deadlines.filter(rule__name="keep_online", met_on__isnull=True).count() == 1

    def test_is_the_partnership_chairs_alone(self, signed_in, team, case, down):
        assert self.again(signed_in(team.coordinator), case).status_code == 403


def test_end_is_told_once_thirty_days_before(team, case):
    deadline = case.deadlines.get(rule__name="keep_online", met_on__isnull=True)
    with job("tests"):
        deadline.due_on = TODAY + timedelta(days=30)
        deadline.save()
    call_command("send_reminders")
    call_command("send_reminders")
    told = [m for m in mail.outbox if m.subject.endswith("something ends soon")]
    addresses = [address for message in told for address in message.to]
    assert team.coordinator.email in addresses and len(set(addresses)) == len(addresses)
    assert case.reference not in told[0].body


def test_end_that_is_further_away_is_not_told(team, case):
    assert Deadline.objects.get(case=case, rule__name="keep_online").due_on > day(31)
    call_command("send_reminders")
    assert mail.outbox == []


def test_what_was_said_about_it_is_kept_and_can_be_put_right(signed_in, team, case):
    client = signed_in(team.coordinator)
    typed = {"where": "A newspaper", "about": "Fair, and kind about her."}
    refused = client.post(page(case, "coverage/new/"), typed | typed_day("appeared_on", day(1)))
    assert "The date must be today or in the past" in text_of(refused)
    client.post(page(case, "coverage/new/"), typed | typed_day("appeared_on", day(0)))
    row = Coverage.objects.get(case=case)
    assert "Fair, and kind about her." in text_of(client.get(page(case)))
    typed |= {"about": "Fair.", "version": row.version} | typed_day("appeared_on", day(0))
    client.post(page(case, f"coverage/{row.token}/"), typed)
    row.refresh_from_db()
    assert row.about == "Fair."


def form_of(case, team):
    data = typed_day("on", TODAY) | {"address": "https://example.org/reviews/"}
    return PublishForm(data, case=case, user=team.partnership_chair, today=timezone.localdate())


def test_nothing_is_published_before_its_day(team, case):
    with acting(team.partnership_chair):
        publication_decision(case, team, "full")
    assert "Publication is planned for" in form_of(case, team).errors["on"][0]


def test_family_is_rung_before_it_is_published(team, case):
    with acting(team.coordinator):
        publication_decision(case, team, "full", planned=0)
        make_plan(case)
        assert "Ring the family first" in form_of(case, team).non_field_errors()[0]
        mark(case.daylines.get(what=FAMILY_CALL), done=True, by=team.coordinator, on=TODAY)
    assert form_of(case, team).is_valid()


class TestEmbargo:
    def send(self, client, case, **changed):
        plan = case.mediaplans.get()
        typed = {
            "embargo_who": "One newsroom", "until_at": "11:00", "embargo_why": "To get facts right",
            "version": plan.version,
        }  # fmt: skip
        return client.post(page(case, "embargo/"), typed | typed_day("until_on", day(30)) | changed)

    def test_who_until_when_and_why_stand_on_the_day_plan(self, signed_in, team, case):
        with acting(team.partnership_chair):
            publication_decision(case, team, "full")
        client = signed_in(team.coordinator)
        words = text_of(self.send(client, case, embargo_who="", until_at="soon"))
        assert "Say who has it before then" in words and "Enter a time" in words
        assert "after the family has been rung" in text_of(
            self.send(client, case, **typed_day("until_on", day(29)))
        )
        assert self.send(client, case).status_code == 302
        words = text_of(client.get(page(case, "day/")))
        assert "One newsroom" in words and "To get facts right" in words and "11:00" in words

    def test_empty_page_ends_it(self, signed_in, team, case):
        client = signed_in(team.coordinator)
        self.send(client, case)
        nothing = {"embargo_who": "", "until_at": "", "embargo_why": ""}
        nothing |= dict.fromkeys(typed_day("until_on", day(30)), "")
        assert self.send(client, case, **nothing).status_code == 302
        assert case.mediaplans.get().embargo_until is None


def test_person_added_later_stops_publishing_again(team, case):
    """The gate is asked anew: what the review learned since makes every check stale."""
    tell_family(case, team)
    assert reasons_against_again(case.progress, team.partnership_chair) == []
    with acting(team.coordinator):
        person(case, "Hettie Larkspur", "friend")
    assert any(
        "has changed" in reason
        for reason in reasons_against_again(case.progress, team.partnership_chair)
    )
