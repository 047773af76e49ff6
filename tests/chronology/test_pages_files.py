"""The co-ordinator's side: put in by post, read, accept, open again, compare (S78)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from audit.actors import acting
from chronology.models import ChronologyFile, Entry, FileState
from dhr_cases.models import Outcome
from tests.chronology.files import HEADINGS, table_document
from tests.facts.chronology import THREE_ROWS, chronology
from tests.facts.rows import ask_agency, person
from tests.house import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(signed_in, team):
    return signed_in(team.coordinator)


def page(case, name, *args):
    return reverse(f"chronology:{name}", args=[case.reference, *args])


def test_what_came_by_post_is_put_in_and_accepted(team, case, coordinator):
    with acting(team.coordinator):
        asked = ask_agency(
            case, team, "chronology", team.bodies.health, outcome="waiting", received_on=None
        )
    content = table_document([HEADINGS, ["3 April 2019", "Notes", "Seen for a cut hand."]])
    coordinator.post(
        page(case, "their_start", asked.token),
        {"file": SimpleUploadedFile("post.docx", content)},
    )
    coordinator.post(
        page(case, "their_send", asked.token), {"statement": "By post.", "is_complete": "on"}
    )
    file = ChronologyFile.objects.get()
    assert (file.state, file.on_behalf, file.came_as) == (FileState.SENT, True, "docx")
    shown = text_of(coordinator.get(page(case, "file", file.token)))
    assert "Seen for a cut hand." in shown
    download = reverse("documents:download", args=[case.reference, file.original.document.token, 1])
    assert b"".join(coordinator.get(download).streaming_content) == content
    coordinator.post(page(case, "accept_file", file.token))
    assert Entry.objects.counting().count() == 1


def test_a_newer_version_takes_the_place_and_what_differs_is_shown(team, case, coordinator):
    with acting(team.coordinator):
        first = chronology(case, team)
        second = chronology(
            case,
            team,
            state=FileState.SENT,
            rows=[{**THREE_ROWS[0], "outcome": "Advice given."}, THREE_ROWS[1]],
        )
        for row in second.entries.all():
            row.lineage = first.entries.get(happened=row.happened).lineage
            row.save()
    told = text_of(coordinator.get(page(case, "differences", second.token)))
    assert "0 added, 1 changed, 1 gone, 1 as they were" in told
    assert "A neighbour spoke of shouting." in told
    coordinator.post(page(case, "accept_file", second.token))
    first.refresh_from_db()
    assert first.state == FileState.REPLACED
    assert "Only a chronology that has been sent" in text_of(
        coordinator.post(page(case, "accept_file", first.token), follow=True)
    )


def test_opened_again_the_agency_puts_right_the_same_events(team, case, coordinator, client):
    with acting(team.coordinator):
        asked = ask_agency(case, team, "chronology", team.bodies.police)
        sent = chronology(case, team, request=asked)
    names = set(sent.entries.values_list("lineage", flat=True))
    assert coordinator.post(page(case, "open_again", sent.token), {}).status_code == 200
    coordinator.post(page(case, "open_again", sent.token), {"because": "Add the log of May."})
    asked.refresh_from_db()
    assert asked.outcome == Outcome.WAITING
    again = coordinator.post(page(case, "open_again", sent.token), {"because": "Once more."})
    assert "It is open already." in text_of(again)
    client.force_login(team.agency_author)
    ours = reverse("chronology:our_start", args=[asked.token])
    assert "Add the log of May." in text_of(client.get(ours))
    client.post(
        reverse("chronology:our_send", args=[asked.token]),
        {"statement": "With May.", "is_complete": "on"},
    )
    newest = ChronologyFile.objects.get(state=FileState.SENT)
    assert (newest.number, set(newest.entries.values_list("lineage", flat=True))) == (2, names)
    sent.refresh_from_db()
    assert sent.state == FileState.ACCEPTED


def test_who_reads_returns_but_does_not_run_the_case_changes_nothing(team, case, client):
    with acting(team.coordinator):
        file = chronology(case, team, state=FileState.SENT)
    client.force_login(team.independent_chair)
    shown = text_of(client.get(page(case, "file", file.token)))
    assert "Accept this version" not in shown
    assert client.post(page(case, "accept_file", file.token)).status_code == 403


def test_who_may_not_know_names_reads_the_rows_under_pseudonyms(signed_in, team, case):
    with acting(team.coordinator):
        person(case, "Marit Okafor", "died")
        first = chronology(case, team, rows=[{**THREE_ROWS[0], "happened": "Marit rang."}])
        second = chronology(
            case,
            team,
            state=FileState.SENT,
            rows=[{**THREE_ROWS[0], "happened": "Marit Okafor rang twice."}],
        )
    for token, told in ((first.token, "rang."), (second.token, "rang twice.")):
        for name in ("file", "differences"):
            address = page(case, name, token)
            outside = text_of(signed_in(team.working_by_grant).get(address))
            assert "Marit" not in outside and "Okafor" not in outside
            if name == "file":
                assert f"Mara {told}" in outside
                assert "Marit" in text_of(signed_in(team.coordinator).get(address))
