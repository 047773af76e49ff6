"""One row: as it came, marked, noted, linked, and sent again by its agency (S81)."""

import pytest
from django.urls import reverse

from audit.actors import acting
from chronology import deciding
from chronology.models import Entry, Mark, PanelNote, TermsLink
from tests.facts.combined import HEALTH, POLICE, send_again, terms
from tests.facts.rows import TODAY
from tests.house import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(case, rows):
    """The address of a page of the row of Log 12, or of another source."""
    return lambda name="event", *parts, source="Log 12": reverse(
        f"chronology:{name}", args=[case.reference, rows[source], *parts]
    )


def test_a_row_shows_what_others_recorded_at_the_time(team, three, at, signed_in):
    text = text_of(signed_in(team.coordinator).get(at()))
    assert "What others recorded within 7 days" in text and "4 May 2021" in text
    assert "10 June 2021" not in text
    assert "Version 1" in text and "Typed on screen" in text


def test_a_row_that_counts_nowhere_is_not_found(team, case, three, signed_in):
    client = signed_in(team.coordinator)
    for lineage in ("nothing", "x" * 500, "\x01"):
        for name in ("event", "mark_row", "link_row"):
            address = reverse(f"chronology:{name}", args=[case.reference, lineage])
            assert client.get(address).status_code == 404


def test_cells_stand_under_the_headings_of_their_file(team, case, three, rows, at, signed_in):
    with acting(team.coordinator):
        row = Entry.objects.get(lineage=rows["Log 12"])
        row.cells = ["3/5/21", "", "Hilary seen", "extra"]
        row.file.columns = {"": ["Date", "Time", "Event"]}
        row.file.save()
        row.save()
    text = text_of(signed_in(team.coordinator).get(at()))
    assert "Event</dt>" in text and "Bryony seen" in text and "Column 4</dt>" in text
    assert "Time</dt>" not in text


def test_marks_are_set_taken_off_and_refused_when_unknown(team, case, three, rows, at, signed_in):
    client = signed_in(team.coordinator)
    client.post(at("mark_row"), {"marks": ["key_event", "strangulation", "report"]})
    kinds = set(Mark.objects.filter(case=case).values_list("kind", flat=True))
    assert kinds == {"key_event", "strangulation", "report"}
    client.post(at("mark_row"), {"marks": ["key_event"]})
    mark = Mark.objects.get(case=case)
    assert (mark.lineage, mark.kind, mark.marked_by) == (
        rows["Log 12"],
        "key_event",
        team.coordinator,
    )
    refused = client.post(at("mark_row"), {"marks": ["shouting"]})
    assert refused.status_code == 200 and Mark.objects.filter(case=case).count() == 1
    history = Mark.history.filter(case_id=case.pk, history_type="-")
    assert history.count() == 2, "taking a mark off keeps its history"


@pytest.mark.parametrize("name", ["panel_member", "emergency", "working_by_grant"])
def test_only_those_who_keep_the_record_mark_and_link(name, team, three, at, signed_in):
    client = signed_in(team.people[name])
    for page in ("mark_row", "link_row"):
        assert client.post(at(page), {"marks": ["key_event"]}).status_code == 403
    assert not Mark.objects.exists()


def test_notes_are_for_the_panel_and_the_chair_alone(team, case, three, at, signed_in):
    with acting(team.independent_chair):
        deciding.share(case, by=team.independent_chair, on=TODAY)
    for name in ("panel_member", "independent_chair"):
        client = signed_in(team.people[name])
        assert client.post(at("add_note"), {"text": f"Ask, said {name}"}).status_code == 302
        assert "said panel_member" in text_of(client.get(at()))
    for name in ("coordinator", "working_by_grant"):
        client = signed_in(team.people[name])
        assert client.post(at("add_note"), {"text": "Me too"}).status_code == 403
        text = text_of(client.get(at()))
        assert "said panel_member" not in text and "Panel notes" not in text
    client = signed_in(team.emergency)
    assert client.post(at("add_note"), {"text": "Me too"}).status_code == 403
    assert PanelNote.objects.count() == 2


def test_a_note_is_changed_by_its_writer_alone_and_bad_ones_are_told(
    team, case, three, rows, at, signed_in
):
    with acting(team.independent_chair):
        deciding.share(case, by=team.independent_chair, on=TODAY)
        deciding.add_note(case, rows["Log 12"], "Mine", by=team.independent_chair, on=TODAY)
    note = PanelNote.objects.get()
    address = at("change_note", note.token)
    assert signed_in(team.panel_member).get(address).status_code == 404
    client = signed_in(team.independent_chair)
    for text in ("", "x" * 100_000, "a\x00b"):
        answer = client.post(address, {"text": text, "version": 1})
        assert answer.status_code == 200 and "There is a problem" in text_of(answer)
    stale = client.post(address, {"text": "Later", "version": 7})
    assert "Someone changed this" in text_of(stale)
    client.post(address, {"text": "Ours", "version": 1})
    assert PanelNote.objects.get().text == "Ours"


def test_a_row_is_linked_to_numbered_lines_of_the_terms(team, case, three, rows, at, signed_in):
    client = signed_in(team.independent_chair)
    page = text_of(client.get(at("link_row")))
    assert "1. How was risk understood?" in page and "2. Were the children heard?" in page
    client.post(at("link_row"), {"questions": ["2"]})
    link = TermsLink.objects.get()
    assert (link.terms_number, link.question_number, link.question) == (
        1, 2, "Were the children heard?",
    )  # fmt: skip
    assert "Line 2 (version 1)" in text_of(client.get(at()))
    assert client.post(at("link_row"), {"questions": ["9"]}).status_code == 200
    with acting(team.coordinator):
        terms(
            case, number=2, questions="Who knew?", approved_on=TODAY, approved_by=team.coordinator
        )
    assert "1. Who knew?" in text_of(client.get(at("link_row")))
    client.post(at("link_row"), {"questions": []})
    assert TermsLink.objects.get() == link, "what was linked to an earlier version stays"
    client.post(at("link_row"), {"questions": ["1"]})
    assert TermsLink.objects.count() == 2


def test_no_terms_is_said(team, case, three, at, signed_in):
    with acting(team.coordinator):
        case.termsofreferences.get().delete()
    assert "no terms of reference yet" in text_of(signed_in(team.coordinator).get(at("link_row")))


def test_what_the_review_added_survives_when_an_agency_sends_again(
    team, case, three, rows, at, signed_in
):
    police = three[0]
    first, second = rows["Log 12"], rows["Log 40"]
    with acting(team.independent_chair):
        chair = {"by": team.independent_chair, "on": TODAY}
        deciding.set_marks(case, first, ["key_event"], **chair)
        deciding.set_marks(case, second, ["separation"], **chair)
        deciding.add_note(case, first, "Ask the police", **chair)
        deciding.link_to_terms(case, first, 1, {1: "How was risk understood?"}, [1], **chair)
        mended = {**POLICE[0], "lineage": first, "outcome": "Risk assessment: high."}
        send_again(police, case, team, [mended, {"starts": "2021-12", "happened": "New row."}])
    client = signed_in(team.independent_chair)
    text = text_of(client.get(at()))
    for kept in ("Key event", "Ask the police", "Line 1 (version 1)", "Version 2", "high."):
        assert kept in text
    assert "(before: Risk assessment: medium." in text
    back = text_of(client.get(reverse("chronology:left_behind", args=[case.reference])))
    assert "20 November 2021" in back and "Separation" in back and "Key event" not in back
    assert client.get(at(source="Log 40")).status_code == 404


def test_how_an_agency_mended_its_draft_is_not_told(team, case, three, rows, at, signed_in):
    with acting(team.agency_author):
        row = Entry.objects.get(lineage=rows["Clinic letter"])
        row.happened = "A first wording of the draft."
        row.save()
        row.happened = HEALTH[1]["happened"]
        row.save()
    text = text_of(signed_in(team.coordinator).get(at(source="Clinic letter")))
    assert "first wording" not in text and "changed this row on screen before sending" in text
