"""The e-mail or form that told of a death: attached to its notice, then a document (S32)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from documents import notice_files
from documents.models import DocumentKind, NoticeFile, ScanState, Version, Zone
from documents.notice_files import MOST
from tests.bodies import two_areas
from tests.facts.rows import small_pdf
from tests.notices import address, draft, send
from workflow import disposal

pytestmark = pytest.mark.django_db
LETTER = b"From the police. A death on Friday."


@pytest.fixture
def areas(db):
    return two_areas()


@pytest.fixture
def notice(areas):
    return draft(areas)


def attach(client, notice, content=LETTER, name="police.txt"):
    page = address("documents:notice_files", notice)
    return client.post(page, {"file": SimpleUploadedFile(name, content)}, follow=True)


def test_file_is_attached_and_becomes_a_document_in_zone_identity(client, areas, notice):
    client.force_login(areas.coordinator)
    assert "File 1 (TXT" in attach(client, notice).content.decode()
    case = send(notice, areas.coordinator)
    document = case.documents.get()
    assert (document.kind, document.zone) == (DocumentKind.NOTICE, Zone.IDENTITY)
    taken = client.get(f"/cases/{case.reference}/documents/{document.token}/versions/1/")
    assert b"".join(taken.streaming_content) == LETTER


def test_what_was_taken_off_is_no_document_but_goes_in_disposal(client, areas, notice):
    client.force_login(areas.coordinator)
    attach(client, notice)
    client.post(address("documents:remove_notice_file", notice, 1))
    assert (
        "No file is attached"
        in client.get(address("documents:notice_files", notice)).content.decode()
    )
    assert client.get(address("documents:notice_file", notice, 1)).status_code == 404
    case = send(notice, areas.coordinator)
    assert not case.documents.exists()
    assert NoticeFile.objects.get().case == case
    assert NoticeFile in disposal.models_of_a_case()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("form.exe", b"MZ", "must be"),
        ("form.pdf", b"not a PDF", "something else"),
        ("form.txt", b"", "empty"),
    ],
)
def test_wrong_files_are_told_beside_the_field(client, areas, notice, name, content, told):
    client.force_login(areas.coordinator)
    answer = attach(client, notice, content, name)
    assert answer.status_code == 200 and told in answer.content.decode()
    assert not NoticeFile.objects.exists()


def test_a_notice_has_so_many_files_and_no_more(client, areas, notice):
    client.force_login(areas.coordinator)
    for _ in range(MOST):
        notice_files.keep(notice, content=LETTER, name="a.txt", by=areas.coordinator)
    assert f"{MOST} files at most" in attach(client, notice).content.decode()


def test_nothing_is_attached_to_a_notice_that_was_sent(client, areas, notice):
    send(notice, areas.coordinator)
    client.force_login(areas.coordinator)
    assert attach(client, notice).status_code == 404


@pytest.mark.parametrize("who", ["elsewhere", "stranger"])
def test_those_outside_the_area_find_nothing(client, areas, notice, who):
    notice_files.keep(notice, content=small_pdf(), name="a.pdf", by=areas.coordinator)
    client.force_login(getattr(areas, who))
    assert client.get(address("documents:notice_files", notice)).status_code == 404
    assert client.get(address("documents:notice_file", notice, 1)).status_code == 404


def test_chair_reads_and_cannot_attach(client, areas, notice):
    client.force_login(areas.chair)
    assert client.get(address("documents:notice_files", notice)).status_code == 200
    assert attach(client, notice).status_code == 404


def test_held_file_is_not_handed_out(client, areas, notice, monkeypatch):
    monkeypatch.setattr(notice_files, "scan", lambda content: ScanState.BLOCKED)
    client.force_login(areas.coordinator)
    assert "blocked by scan" in attach(client, notice).content.decode()
    assert client.get(address("documents:notice_file", notice, 1)).status_code == 404
    send(notice, areas.coordinator)
    assert Version.objects.get().scan_state == ScanState.BLOCKED
