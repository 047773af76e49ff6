"""Long text that is not saved yet: kept for its writer alone, told apart from the record (S07)."""

import datetime
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.actors import acting
from dhr_cases.drafts import forget_old
from dhr_cases.models import Draft
from tests.factories import make_case
from tests.facts.rows import person
from workflow import disposal

pytestmark = pytest.mark.django_db
HALF = "What was known to the school, and"


def notes(case):
    return reverse("workflow:notes", args=[case.reference])


def keep(client, page, **typed):
    return client.post(page, {"keep_draft": "yes", **typed})


@pytest.fixture
def coordinator(signed_in, team):
    return signed_in(team.coordinator)


def test_a_draft_comes_back_and_is_no_part_of_the_record(coordinator, case):
    keep(coordinator, notes(case), text=HALF)
    assert not case.notes.filter(text=HALF).exists()
    page = coordinator.get(notes(case)).content.decode()
    assert HALF in page and "not yet part of the record" in page
    assert "Notes" in coordinator.get(reverse("dhr_cases:drafts")).content.decode()


def test_nobody_else_sees_a_draft(client, coordinator, case, team):
    keep(coordinator, notes(case), text=HALF)
    client.force_login(team.independent_chair)
    assert HALF not in client.get(notes(case)).content.decode()
    assert "You have no drafts" in client.get(reverse("dhr_cases:drafts")).content.decode()


def test_a_stranger_can_keep_nothing_on_a_review(signed_in, team, case):
    assert keep(signed_in(team.stranger), notes(case), text=HALF).status_code == 404
    assert not Draft.objects.exists()


def test_saving_the_page_ends_its_draft(coordinator, case):
    keep(coordinator, notes(case), text=HALF)
    coordinator.post(notes(case), {"text": f"{HALF} the doctor."})
    assert not Draft.objects.exists()


def test_a_draft_can_be_thrown_away(coordinator, case):
    keep(coordinator, notes(case), text=HALF)
    coordinator.post(notes(case), {"drop_draft": "yes"})
    assert not Draft.objects.exists()


def test_a_script_is_answered_without_a_message(coordinator, case):
    answer = coordinator.post(
        notes(case), {"keep_draft": "yes", "text": HALF}, headers={"X-Draft": "quiet"}
    )
    assert answer.status_code == 204
    assert "Draft saved" not in coordinator.get(notes(case)).content.decode()


@pytest.mark.parametrize("typed", ["a\x00b", "x" * 300_000, "\ud83d", "<script>"])
def test_whatever_is_typed_is_kept_without_a_fault(coordinator, case, typed):
    given = typed.encode("utf-8", "surrogatepass")
    body = urlencode({"keep_draft": "yes", "text": given})
    sent = coordinator.post(notes(case), body, content_type="application/x-www-form-urlencoded")
    assert sent.status_code == 302
    assert Draft.objects.get().texts["text"]
    assert coordinator.get(notes(case)).status_code == 200


def test_a_draft_over_a_row_that_changed_meanwhile_hides_nobodys_words(coordinator, case, team):
    with acting(team.coordinator):
        row = person(case, "Marit Lowe", "died")
    page = reverse("dhr_cases:edit_identity", args=[case.reference, row.token])
    keep(coordinator, page, address="12 Mill", version=row.version)
    row.address = "4 Abbey Close"
    with acting(team.independent_chair):
        row.save()
    typed = coordinator.get(page).context["form"]
    answers = {"name": row.name, "address": typed["address"].value(),
               "version": typed["version"].value()}  # fmt: skip
    told = coordinator.post(page, answers).content.decode()
    assert "12 Mill" in told and "It now says: 4 Abbey Close" in told


def test_drafts_go_with_their_review_and_with_time(coordinator, case, team):
    keep(coordinator, notes(case), text=HALF)
    assert Draft.objects.get().case == case
    assert Draft in disposal.models_of_a_case()
    other = make_case(team)
    keep(coordinator, notes(other), text=HALF)
    draft = Draft.objects.get(case=other)
    draft.saved_at = timezone.now() - datetime.timedelta(days=31)
    draft.save()
    assert forget_old() == 1
    assert Draft.objects.get().case == case
