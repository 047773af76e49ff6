"""Files over HTTP (S120 to S122): taking in, zones, checks, and how a file is handed out."""

import hashlib
import io

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.roles import Permission as P
from audit.actors import acting
from audit.models import AuditEvent, Event
from documents.models import PERMISSION_FOR, Document, DocumentKind, Version, Zone, ZoneChange
from documents.storage import is_unaltered
from tests import factories
from tests.documents.disguises import office
from tests.facts.rows import CLEARERS, add_file, clear, clear_files, small_pdf
from tests.house import text_of
from workflow.guards.files import REPORT, not_cleared


def page(case, version=None, rest=""):
    token = f"{version.document.token}/" if version else ""
    return f"/cases/{case.reference}/documents/{token}{rest}"


def take(client, address):
    """Ask for a file and read it to its end, which closes it; the bytes are in `answer.taken`."""
    answer = client.get(address)
    answer.taken = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer


def add(client, case, name="report.pdf", content=None, **typed):
    content = small_pdf() if content is None else content
    typed = {"kind": "minutes", "zone": "working", "title": "", **typed}
    return client.post(
        page(case, rest="new/"), {**typed, "file": SimpleUploadedFile(name, content)}
    )


@pytest.fixture
def version(team, case):
    """A file of the working papers."""
    return add_file(case, team, DocumentKind.MINUTES, Zone.WORKING, by="coordinator")


# --- Taking in -------------------------------------------------------------------------------


def test_added_file_is_listed_with_its_hash_and_written_down(signed_in, team, case):
    answer = add(signed_in(team.coordinator), case)
    assert answer.status_code == 302
    kept = Version.objects.get(case=case)
    assert kept.sha256 == hashlib.sha256(small_pdf()).hexdigest() and is_unaltered(kept)
    assert kept.sha256 in text_of(signed_in(team.coordinator).get(answer["Location"]))
    event = AuditEvent.objects.filter(event=Event.UPLOADED).last()
    assert event.details["sha256"] == kept.sha256 and "report" not in str(event.details)


@pytest.mark.parametrize(
    "name, content, words",
    [
        ("a.pdf", office(), "named .pdf but is something else"),
        ("a.docm", office(), "must be Word"),
        ("a.pdf", b"", "empty"),
    ],
)
def test_refused_file_is_told_beside_its_box_and_nothing_is_kept(
    signed_in, team, case, name, content, words, documents_dir
):
    before = sum(1 for _ in documents_dir.rglob("*"))
    answer = add(signed_in(team.coordinator), case, name, content, title="Minutes of May")
    assert answer.status_code == 200
    assert words in text_of(answer) and "Minutes of May" in text_of(answer)
    assert not Document.objects.filter(case=case).exists()
    assert sum(1 for _ in documents_dir.rglob("*")) == before


def test_oversized_file_is_refused_in_words(signed_in, team, case, monkeypatch):
    monkeypatch.setattr("documents.intake.LARGEST_FILE", 100)
    answer = add(signed_in(team.coordinator), case)
    assert "The selected file must be smaller than 50MB." in text_of(answer)


def test_full_review_takes_no_more_and_keeps_what_was_typed(
    signed_in, team, case, monkeypatch, documents_dir
):
    client = signed_in(team.coordinator)
    add(client, case)
    monkeypatch.setattr("documents.intake.LARGEST_CASE", len(small_pdf()) * 2 - 1)
    before = sum(1 for _ in documents_dir.rglob("*"))
    answer = add(client, case, title="Minutes of May")
    assert answer.status_code == 200 and Version.objects.filter(case=case).count() == 1
    assert "2GB in all" in text_of(answer) and "Minutes of May" in text_of(answer)
    assert sum(1 for _ in documents_dir.rglob("*")) == before


def test_reader_is_told_what_a_file_can_do(signed_in, team, case):
    pdf, held = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    pdf.save(held)
    answer = add(signed_in(team.coordinator), case, content=held.getvalue())
    words = text_of(signed_in(team.coordinator).get(answer["Location"]))
    assert "It holds a script." in words


def test_nothing_chosen_is_told(signed_in, team, case):
    answer = signed_in(team.coordinator).post(page(case, rest="new/"), {})
    assert answer.status_code == 200 and "<title>Error: " in text_of(answer)


@pytest.mark.parametrize(
    "name",
    ["n" * 300 + ".pdf", "\u202efdp.txt.pdf", "..\\..\\evil.pdf", "../../evil.pdf", "Ama Quill.pdf",
     "a\nb.pdf", "'; DROP TABLE.pdf", "<script>.pdf", "é\u0301\U0001f600.pdf"],
)  # fmt: skip
def test_name_of_the_sender_goes_nowhere(signed_in, team, case, name, documents_dir):
    client = signed_in(team.coordinator)
    assert add(client, case, name).status_code == 302
    kept = Version.objects.get(case=case)
    assert len(kept.original_name) <= 255
    assert (documents_dir / kept.storage_name).is_file()
    answer = take(client, page(case, kept, "versions/1/"))
    assert answer["Content-Disposition"] == (
        f'attachment; filename="{case.reference}-minutes-v1.pdf"'
    )


def test_stored_name_and_mode_tell_nothing(version, documents_dir):
    stored = documents_dir / version.storage_name
    assert stored.suffix == "" and len(stored.name) == 48
    assert stored.stat().st_mode & 0o077 == 0


# --- Handing out -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name, content",
    [("a.pdf", small_pdf()), ("a.txt", b"<html><script>alert(1)</script>"), ("a.docx", office())],
)
def test_every_file_is_an_attachment_that_runs_nothing(signed_in, team, case, name, content):
    client = signed_in(team.coordinator)
    add(client, case, name, content)
    answer = take(client, page(case, Version.objects.get(case=case), "versions/1/"))
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in answer["Cache-Control"]
    assert "html" not in answer["Content-Type"]
    if not name.endswith(".pdf"):
        assert answer.taken == content


def test_download_is_written_down(signed_in, team, case, version):
    take(signed_in(team.coordinator), page(case, version, "versions/1/"))
    event = AuditEvent.objects.filter(event=Event.DOWNLOADED).last()
    assert (event.actor, event.details["version"]) == (team.coordinator, 1)


@pytest.mark.parametrize("spoil", ["alter", "remove"])
def test_file_altered_on_the_disk_is_not_handed_out(
    signed_in, team, case, version, spoil, documents_dir
):
    stored = documents_dir / version.storage_name
    if spoil == "alter":
        stored.write_bytes(stored.read_bytes() + b" ")
    else:
        storages["documents"].delete(version.storage_name)
    answer = take(signed_in(team.coordinator), page(case, version, "versions/1/"))
    assert answer.status_code == 404
    assert AuditEvent.objects.filter(event=Event.DOWNLOAD_REFUSED).last().actor == team.coordinator


def test_no_address_of_the_storage_exists(client, version):
    for address in (f"/media/{version.storage_name}", f"/documents-store/{version.storage_name}"):
        assert client.get(address).status_code == 404


# --- Zones -----------------------------------------------------------------------------------


@pytest.fixture
def one_of_each(team, case):
    """One file in each zone."""
    return {
        zone: add_file(case, team, DocumentKind.OTHER, zone, by="independent_chair")
        for zone in Zone
    }


@pytest.mark.parametrize("who", [*factories.ROLE_PEOPLE, *factories.OUTSIDERS])
def test_list_page_and_download_agree_on_every_zone(signed_in, team, case, one_of_each, who):
    client = signed_in(getattr(team, who))
    may = team.may(who)
    listed = text_of(client.get(page(case)))
    for zone, version in one_of_each.items():
        is_open = PERMISSION_FOR[zone] in may or (zone == Zone.BUNDLE and P.RUN_CASE in may)
        assert (version.document.token in listed) is is_open, zone
        for rest in ("", "versions/1/", "new-version/"):
            answer = take(client, page(case, version, rest))
            assert (answer.status_code == 200) is is_open, (zone, rest)


def test_panel_member_never_sees_working_papers(signed_in, team, case, one_of_each):
    words = text_of(signed_in(team.panel_member).get(page(case)))
    assert "Shared with the panel" in words and "Report drafts" in words
    for hidden in ("Working papers", "Identity", "Family", "Proceedings"):
        assert hidden not in words.partition("<table")[2]


@pytest.mark.parametrize("who", ["panel_member", "partnership_chair", "board_viewer", "auditor",
                                 "emergency", "legal_adviser", "county_partner"])  # fmt: skip
def test_readers_add_nothing(signed_in, team, case, version, who):
    client = signed_in(getattr(team, who))
    assert add(client, case).status_code in (403, 404)
    answer = client.post(
        page(case, version, "new-version/"), {"file": SimpleUploadedFile("a.pdf", small_pdf())}
    )
    assert answer.status_code in (403, 404)
    assert Version.objects.filter(case=case).count() == 1


def test_coordinator_puts_nothing_into_the_familys_part(signed_in, team, case):
    answer = add(signed_in(team.coordinator), case, zone="family")
    assert answer.status_code == 200 and not Document.objects.filter(case=case).exists()
    assert 'value="family"' not in text_of(signed_in(team.coordinator).get(page(case, rest="new/"))
        ).partition('name="zone"')[2]  # fmt: skip


# --- Clearance -------------------------------------------------------------------------------


@pytest.fixture
def report(team, case):
    """The files of the report, each cleared by two people."""
    kept = [add_file(case, team, kind, Zone.DRAFT) for kind in REPORT]
    with acting(team.family_lead):
        clear_files(case, team, REPORT)
    return kept


def test_clearance_holds_for_these_bytes_and_is_void_after_a_new_version(
    signed_in, team, case, report
):
    assert not_cleared(case, REPORT, team.coordinator) == []
    words = text_of(signed_in(team.coordinator).get(page(case, report[0])))
    assert "Cleared: Faye Linton" in words
    answer = signed_in(team.independent_chair).post(
        page(case, report[0], "new-version/"),
        {"file": SimpleUploadedFile("b.pdf", small_pdf("Second"))},
    )
    assert answer.status_code == 302
    (reason,) = not_cleared(case, REPORT, team.coordinator)
    assert reason == "Check the overview report for disclosure, and have two people clear it."
    assert "By nobody yet" in text_of(signed_in(team.coordinator).get(page(case, report[0])))


def test_clearance_is_void_when_the_bytes_change_on_the_disk(team, case, report, documents_dir):
    stored = documents_dir / report[1].storage_name
    storages["documents"].delete(report[1].storage_name)
    storages["documents"].save(report[1].storage_name, ContentFile(small_pdf("Other")))
    assert stored.is_file()
    (reason,) = not_cleared(case, REPORT, team.coordinator)
    assert reason == "The file of the executive summary is not what came in. Add it again."


def test_whoever_takes_the_step_is_neither_of_the_two(team, case, report):
    for name in CLEARERS:
        reasons = not_cleared(case, REPORT, getattr(team, name))
        assert len(reasons) == len(REPORT) and "one of them has" in reasons[0]


def test_the_same_person_twice_is_one(team, case):
    version = add_file(case, team, REPORT[0], Zone.DRAFT)
    with acting(team.family_lead):
        clear_files(case, team, REPORT, by=("independent_chair",))
        clear(version, version.check_runs.get(), team.independent_chair)
    (reason,) = not_cleared(case, REPORT, None)
    assert reason == "Two people must clear the overview report: one of them has."


def test_new_version_of_what_is_approved_for_release_is_not_approved(signed_in, team, case):
    version = add_file(case, team, REPORT[0], Zone.RELEASE)
    signed_in(team.coordinator).post(
        page(case, version, "new-version/"),
        {"file": SimpleUploadedFile("b.pdf", small_pdf("Second"))},
    )
    assert Document.objects.get(pk=version.document_id).zone == Zone.DRAFT
    assert ZoneChange.objects.get().became == Zone.DRAFT
