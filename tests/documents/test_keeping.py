"""Marked copies, originals, notes first, changes of zone, the blocked and the log (S120-S125)."""

import io

import pytest
from django.core.files.storage import storages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from accounts.models import User
from audit.actors import acting
from audit.models import AuditEvent, Event
from documents.intake import store
from documents.models import (
    Document,
    DocumentKind,
    OriginalGiven,
    ScanState,
    Version,
    Zone,
    ZoneChange,
)
from documents.watermark import CannotBeMarked, marked
from tests import factories
from tests.documents.test_pages_documents import page, take
from tests.facts.rows import add_file, clear_files, small_pdf
from tests.house import text_of

TODAY_AT = timezone.now()


def written(pages=2, turned=0, size=(595, 842)):
    """A PDF with words on each page, perhaps turned."""
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=size, invariant=True)
    for number in range(pages):
        canvas.drawString(72, 100, f"Words of page {number + 1}")
        canvas.setPageRotation(turned)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


@pytest.fixture
def version(team, case):
    """A PDF of two pages in the working papers."""
    with acting(team.coordinator):
        return store(
            case, content=written(), name="a.pdf", by=team.coordinator,
            kind=DocumentKind.MINUTES, zone=Zone.WORKING,
        )  # fmt: skip


# --- Copies and originals --------------------------------------------------------------------


def test_copy_names_its_reader_on_every_page_and_the_original_stays(signed_in, team, case, version):
    answer = take(signed_in(team.coordinator), page(case, version, "versions/1/"))
    for number, sheet in enumerate(PdfReader(io.BytesIO(answer.taken)).pages, 1):
        words = sheet.extract_text()
        assert f"Words of page {number}" in words
        assert f"{case.reference}. Copy of {team.coordinator.name}" in words
    with storages["documents"].open(version.storage_name) as kept:
        assert kept.read() == written()
    assert AuditEvent.objects.filter(event=Event.DOWNLOADED).last().details["marked"] is True


def test_what_is_cleared_for_release_leaves_as_it_was_cleared(signed_in, team, case):
    version = add_file(case, team, DocumentKind.LEARNING_SUMMARY, Zone.RELEASE)
    answer = take(signed_in(team.coordinator), page(case, version, "versions/1/"))
    with storages["documents"].open(version.storage_name) as kept:
        assert kept.read() == answer.taken


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("size", [(595, 842), (842, 595), (100, 60), (2384, 3370)])
def test_every_shape_of_page_is_marked_inside_its_edges(turned, size):
    before = written(1, turned, size)
    content = marked(before, reader="Ŵyn Żółć", reference="GLO-2026-01", at=TODAY_AT)
    was, now = (PdfReader(io.BytesIO(bytes_)).pages[0] for bytes_ in (before, content))
    assert list(now.mediabox) == list(was.mediabox)
    assert "Ŵyn Żółć" in now.extract_text()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"words"])
def test_what_cannot_be_marked_is_told_and_never_handed_out_bare(content):
    with pytest.raises(CannotBeMarked, match="cannot be marked with your name"):
        marked(content, reader="A", reference="B", at=TODAY_AT)


def test_unmarkable_pdf_leads_back_with_a_sentence(signed_in, team, case, version, monkeypatch):
    def fail(*_, **__):
        raise CannotBeMarked("This PDF cannot be marked with your name.")

    monkeypatch.setattr("documents.views.marked", fail)
    client = signed_in(team.coordinator)
    answer = client.get(page(case, version, "versions/1/"), follow=True)
    assert "This PDF cannot be marked with your name." in text_of(answer)


def test_original_asks_a_reason_and_the_log_tells_it(signed_in, team, case, version):
    client = signed_in(team.coordinator)
    address = page(case, version, "versions/1/original/")
    refused = client.post(address, {"reason": " "})
    assert refused.status_code == 200 and not OriginalGiven.objects.exists()
    answer = client.post(address, {"reason": "The court asked for it."})
    assert b"".join(answer.streaming_content) == written()
    assert OriginalGiven.objects.get().taken_by == team.coordinator
    listed = text_of(client.get(page(case, rest="log/")))
    assert "The court asked for it." in listed and "As it came" in listed


@pytest.mark.parametrize("who", ["independent_chair", "panel_member", "auditor", "administrator"])
def test_original_and_access_are_for_those_who_run_the_review(signed_in, team, case, version, who):
    client = signed_in(getattr(team, who))
    for rest in ("versions/1/original/", "access/"):
        assert client.get(page(case, version, rest)).status_code in (403, 404)
        answer = client.post(page(case, version, rest), {"reason": "Me", "zone": "bundle"})
        assert answer.status_code in (403, 404)


# --- A note first ----------------------------------------------------------------------------


@pytest.fixture
def distressing(team, case, version):
    """The same, marked as describing how the person died."""
    document = version.document
    document.is_distressing = True
    with acting(team.coordinator):
        document.save()
    return version


def test_note_comes_before_page_and_download_and_once(signed_in, team, case, distressing):
    client = signed_in(team.coordinator)
    first = text_of(client.get(page(case, distressing)))
    assert "Before you read this" in first and distressing.sha256 not in first
    assert client.get(page(case, distressing, "versions/1/")).status_code == 302
    client.post(page(case, distressing, "note/"))
    assert distressing.sha256 in text_of(client.get(page(case, distressing)))
    assert client.get(page(case, distressing, "versions/1/")).status_code == 200


@pytest.mark.parametrize("skip", [True, False])
def test_skipping_notes_holds_for_other_files_until_signing_out(
    signed_in, team, case, distressing, skip
):
    with acting(team.coordinator):
        other = store(
            case, content=small_pdf(), name="b.pdf", by=team.coordinator, is_distressing=True,
            kind=DocumentKind.OTHER, zone=Zone.WORKING,
        )  # fmt: skip
    client = signed_in(team.coordinator)
    client.post(page(case, distressing, "note/"), {"skip": "yes"} if skip else {})
    assert (other.sha256 in text_of(client.get(page(case, other)))) is skip
    client.logout()
    assert other.sha256 not in text_of(signed_in(team.coordinator).get(page(case, other)))


def test_note_of_a_file_one_may_not_know_of_is_not_found(signed_in, team, case, distressing):
    client = signed_in(team.panel_member)
    assert client.post(page(case, distressing, "note/")).status_code == 404


# --- Who may see it --------------------------------------------------------------------------


def test_moving_a_file_shows_who_gains_and_who_loses_and_keeps_the_reason(
    signed_in, team, case, version
):
    client = signed_in(team.coordinator)
    typed = {"zone": "identity", "reason": "It names the children."}
    shown = text_of(client.post(page(case, version, "access/"), typed))
    gains, _, loses = shown.partition("Will no longer know that it exists")
    assert team.partnership_chair.name in gains.partition("Will be able")[2]
    assert team.partnership_chair.name not in loses
    assert Document.objects.get(pk=version.document_id).zone == Zone.WORKING
    answer = client.post(page(case, version, "access/"), {**typed, "confirmed": "yes"})
    assert answer.status_code == 302
    assert Document.objects.get(pk=version.document_id).zone == Zone.IDENTITY
    change = ZoneChange.objects.get()
    assert (change.was, change.became, change.changed_by) == (
        "working", "identity", team.coordinator,
    )  # fmt: skip
    assert "It names the children." in text_of(client.get(page(case, version)))


def test_who_loses_a_file_finds_nothing_afterwards(signed_in, team, case):
    shared = add_file(case, team, DocumentKind.TERMS, Zone.BUNDLE)
    assert signed_in(team.panel_member).get(page(case, shared)).status_code == 200
    client = signed_in(team.coordinator)
    typed = {"zone": "working", "reason": "Too early."}
    shown = text_of(client.post(page(case, shared, "access/"), typed))
    assert team.panel_member.name in shown.partition("Will no longer know")[2]
    client.post(page(case, shared, "access/"), {**typed, "confirmed": "yes"})
    client = signed_in(team.panel_member)
    assert client.get(page(case, shared)).status_code == 404
    assert shared.document.token not in text_of(client.get(page(case)))


@pytest.mark.parametrize(
    "typed",
    [{}, {"zone": "identity"}, {"reason": "Why"}, {"zone": "family", "reason": "Why"},
     {"zone": "nowhere", "reason": "Why"}, {"zone": "working", "reason": "Why"},
     {"zone": "identity", "reason": "x" * 100_000}, {"zone": "identity\0", "reason": "a\0"}],
)  # fmt: skip
def test_wrong_answers_move_nothing(signed_in, team, case, version, typed):
    client = signed_in(team.coordinator)
    answer = client.post(page(case, version, "access/"), {**typed, "confirmed": "yes"})
    assert answer.status_code == 200 and "<title>Error: " in text_of(answer)
    assert not ZoneChange.objects.exists()


@pytest.mark.parametrize(
    "by, may", [(("coordinator", "independent_chair"), True), (("coordinator",), False)]
)
def test_nothing_is_approved_for_release_that_two_people_have_not_cleared(
    signed_in, team, case, version, by, may
):
    client = signed_in(team.coordinator)
    typed = {"zone": "release", "reason": "It goes out.", "confirmed": "yes"}
    answer = client.post(page(case, version, "access/"), typed)
    assert "have two people clear it" in text_of(answer)
    with acting(team.coordinator):
        clear_files(case, team, [version.document.kind], by=by)
    client.post(page(case, version, "access/"), typed)
    zone = Document.objects.get(pk=version.document_id).zone
    assert zone == (Zone.RELEASE if may else Zone.WORKING)


# --- The list, the blocked and the log -------------------------------------------------------


def test_list_is_filtered_and_says_where_each_came_from(signed_in, team, case, distressing):
    with acting(team.coordinator):
        store(
            case, content=small_pdf(), name="b.pdf", by=team.coordinator, source="Home Office",
            kind=DocumentKind.LETTER, zone=Zone.DRAFT, title="Reply of June",
        )  # fmt: skip
    client = signed_in(team.coordinator)
    words = text_of(client.get(page(case)))
    assert "Home Office" in words and team.coordinator.name in words and "Content note" in words
    for query, there, gone in (
        ("kind=letter", "Reply of June", ">Minutes</a>"),
        ("zone=working", ">Minutes</a>", "Reply of June"),
        ("note=without", "Reply of June", ">Minutes</a>"),
        ("note=with&kind=minutes", ">Minutes</a>", "Reply of June"),
    ):
        words = text_of(client.get(f"{page(case)}?{query}"))
        assert there in words and gone not in words, query
    words = text_of(client.get(f"{page(case)}?kind=family&status=%00"))
    assert "this filter was not understood" in words and "Reply of June" in words


def test_filters_offer_only_zones_that_the_reader_has_files_in(signed_in, team, case, version):
    add_file(case, team, DocumentKind.FAMILY, Zone.FAMILY)
    add_file(case, team, DocumentKind.TERMS, Zone.BUNDLE)
    offered = text_of(signed_in(team.panel_member).get(page(case)))
    assert "Shared with the panel" in offered
    for hidden in ("Working papers", ">Family<", "Family material", "Minutes"):
        assert hidden not in offered.partition("</h1>")[2], hidden


def test_list_costs_the_same_however_long(signed_in, team, case, version):
    client = signed_in(team.coordinator)
    client.get(page(case))
    with CaptureQueriesContext(connection) as few:
        client.get(page(case))
    for _ in range(5):
        add_file(case, team, DocumentKind.OTHER, Zone.WORKING)
    with CaptureQueriesContext(connection) as many:
        client.get(page(case))
    assert len(many) == len(few)


def block(version, state=ScanState.BLOCKED):
    version.scan_state = state
    version.save()


def test_blocked_file_is_listed_to_those_who_run_the_review_alone(signed_in, team, case, version):
    family = add_file(case, team, DocumentKind.FAMILY, Zone.FAMILY)
    with acting(team.coordinator):
        block(version)
        block(family)
    words = text_of(signed_in(team.coordinator).get(page(case, rest="blocked/")))
    assert version.document.token in words and family.document.token not in words
    assert "Ask whoever sent one for a clean copy" in words
    for who in ("panel_member", "independent_chair", "auditor"):
        client = signed_in(getattr(team, who))
        assert client.get(page(case, rest="blocked/")).status_code in (403, 404)


def test_administrator_learns_of_no_review_and_no_name(signed_in, team, case, version):
    with acting(team.coordinator):
        block(version)
    held = Version.objects.get(pk=version.pk)
    client = signed_in(User.objects.get(pk=team.administrator.pk))
    words = text_of(client.get("/settings/held-files/")).partition("</h1>")[2]
    assert held.sha256 in words and "Blocked by scan" in words
    for secret in (case.reference, held.original_name, team.coordinator.name, "Minutes",
                   held.document.token):  # fmt: skip
        assert secret not in words
    for who in ("coordinator", "independent_chair", "panel_member"):
        answer = signed_in(getattr(team, who)).get("/settings/held-files/")
        assert answer.status_code == 403


def test_log_tells_of_files_one_may_open_and_the_officer_of_the_rest(
    signed_in, team, case, version
):
    family = add_file(case, team, DocumentKind.FAMILY, Zone.FAMILY)
    take(signed_in(team.independent_chair), page(case, family, "versions/1/"))
    take(signed_in(team.independent_chair), page(case, version, "versions/1/"))
    mine = text_of(signed_in(team.coordinator).get(page(case, rest="log/"))).partition("<table")[2]
    assert "Minutes, version 1" in mine and mine.count(team.independent_chair.name) == 1
    all_of_it = text_of(signed_in(team.auditor).get(page(case, rest="log/"))).partition("<table")[2]
    assert all_of_it.count("A file you may not open") == 2
    assert "Family" not in all_of_it and "Minutes" not in all_of_it
    for who in ("panel_member", "partnership_chair"):
        client = signed_in(getattr(team, who))
        assert client.get(page(case, rest="log/")).status_code in (403, 404)


@pytest.mark.parametrize("who", factories.OUTSIDERS)
def test_strangers_find_nothing(signed_in, team, case, version, who):
    client = signed_in(getattr(team, who))
    # A deactivated account is signed out.
    refused = 302 if who == "deactivated" else 404
    for rest in ("access/", "versions/1/original/", "note/"):
        assert client.post(page(case, version, rest), {}).status_code == refused
    for rest in ("log/", "blocked/"):
        assert client.get(page(case, rest=rest)).status_code == refused


def test_log_of_one_file_tells_of_it_alone(signed_in, team, case, version):
    other = add_file(case, team, DocumentKind.TERMS, Zone.WORKING)
    take(signed_in(team.independent_chair), page(case, other, "versions/1/"))
    client = signed_in(team.coordinator)
    take(client, page(case, version, "versions/1/"))
    link = f"log/?document={version.document.token}"
    assert link in text_of(client.get(page(case, version)))
    told = text_of(client.get(page(case, rest=link)))
    assert "Who has taken this file" in told
    assert team.coordinator.name in told.partition("<table")[2]
    assert team.independent_chair.name not in told.partition("<table")[2]


def test_log_of_a_file_one_may_not_know_of_is_the_log_of_all(signed_in, team, case, version):
    hidden = add_file(case, team, DocumentKind.FAMILY, Zone.FAMILY, by="family_lead")
    told = text_of(
        signed_in(team.auditor).get(page(case, rest=f"log/?document={hidden.document.token}"))
    )
    assert "Who has taken this file" not in told and hidden.document.token not in told


@pytest.mark.parametrize("who", ["panel_member", "independent_chair", "partnership_chair"])
def test_link_to_the_log_is_for_those_who_may_open_it(signed_in, team, case, version, who):
    shared = add_file(case, team, DocumentKind.TERMS, Zone.BUNDLE, by="coordinator")
    words = text_of(signed_in(getattr(team, who)).get(page(case, shared)))
    assert "Who has taken this file" not in words
