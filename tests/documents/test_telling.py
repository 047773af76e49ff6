"""Whoever sent a file that a later scan blocked is told, neutrally, and asked for a clean copy."""

from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.management import call_command

from accounts import notices
from audit.actors import acting
from documents import notice_files
from documents.intake import store
from documents.models import DocumentKind, ReturnFile, ScanState, Version, Zone
from tests.facts.rows import add_file, ask_agency
from tests.house import text_of
from tests.notices import draft

WAITS = "Replace a file of yours that the virus scan stopped"


@pytest.fixture
def scanner(monkeypatch):
    """A scanner that is away, until it says otherwise."""
    said = {"is": ScanState.CHECKING}
    for where in (
        "documents.intake.scan",
        "documents.notice_files.scan",
        "documents.management.commands.scan_files.scan",
    ):
        monkeypatch.setattr(where, lambda content: said["is"])
    # What goes once a transaction has ended goes at once: a test has no end of its own.
    monkeypatch.setattr("accounts.notices.send", notices.send_now)
    return said


@pytest.fixture
def held(scanner, team, case):
    return add_file(case, team, DocumentKind.MINUTES, Zone.WORKING, by="coordinator")


def scan_again(scanner, state=ScanState.BLOCKED):
    scanner["is"] = state
    call_command("scan_files")


def work_of(client):
    return text_of(client.get("/my-work/"))


def test_sender_is_told_by_a_neutral_e_mail_and_on_their_work_page(
    scanner, held, signed_in, team, case
):
    client = signed_in(team.coordinator)
    assert WAITS not in work_of(client)
    scan_again(scanner)
    (sent,) = mail.outbox
    assert sent.to == [team.coordinator.email]
    words = f"{sent.subject} {sent.body}"
    assert "stopped by the virus scan" in words
    for secret in (case.reference, "inutes", held.original_name, case.known_as or "?", "Eicar"):
        assert secret not in words
    assert WAITS in work_of(client)
    blocked = text_of(client.get(f"/cases/{case.reference}/documents/blocked/"))
    assert "Its sender was told on" in blocked
    assert client.get(
        f"/cases/{case.reference}/documents/{held.document.token}/versions/1/"
    ).status_code == 404  # fmt: skip
    assert WAITS not in work_of(signed_in(team.independent_chair))


def test_nobody_is_told_twice_nor_of_a_clean_file(scanner, held, team, case):
    add_file(case, team, DocumentKind.MINUTES, Zone.WORKING, by="coordinator")
    scan_again(scanner, ScanState.CHECKING)
    assert mail.outbox == []
    scan_again(scanner)
    scan_again(scanner)
    assert len(mail.outbox) == 2
    assert Version.objects.filter(sender_told_at__isnull=False).count() == 2


def test_clean_next_version_settles_it(scanner, held, signed_in, team, case):
    scan_again(scanner)
    scanner["is"] = ScanState.CLEAN
    client = signed_in(team.coordinator)
    with acting(team.coordinator):
        facts = {"content": b"words", "name": "a.txt", "by": team.coordinator}
        store(case, document=held.document, **facts)
    assert WAITS not in work_of(client)


def test_agency_is_told_where_its_own_return_is(scanner, signed_in, team, case):
    with acting(team.agency_author):
        asked = ask_agency(case, team, "review", team.bodies.police, outcome="waiting",
                           received_on=None, answer="")  # fmt: skip
        version = add_file(case, team, DocumentKind.AGENCY_RETURN, Zone.WORKING, by="agency_author")
        ReturnFile(case=case, request=asked, document=version.document).save()
    scan_again(scanner)
    page = work_of(signed_in(team.agency_author))
    assert WAITS in page and f"/agency/requests/{asked.token}/file/" in page


def test_file_of_a_notice_is_told_of_once(scanner, signed_in, team):
    areas = SimpleNamespace(north=team.bodies.district, county=team.bodies.county)
    notice = draft(areas, by=team.coordinator)
    with acting(team.coordinator):
        notice_files.keep(notice, content=b"words", name="a.txt", by=team.coordinator)
    scan_again(scanner)
    assert len(mail.outbox) == 1
    page = work_of(signed_in(team.coordinator))
    assert WAITS in page and f"/notifications/{notice.token}/attachments/" in page


def test_account_that_was_closed_is_written_to_no_more(scanner, held, team):
    with acting(team.independent_chair):
        team.coordinator.is_active = False
        team.coordinator.save()
    scan_again(scanner)
    assert mail.outbox == []
    held.refresh_from_db()
    assert held.scan_state == ScanState.BLOCKED and held.sender_told_at is None
