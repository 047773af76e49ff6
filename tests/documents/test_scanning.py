"""The malware scanner: found is blocked, silence is held, and only "OK" is clean."""

import shutil
import socket
import struct
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from documents.models import DocumentKind, ScanState, Version, Zone
from documents.scanning import scan
from tests.facts.rows import add_file, small_pdf
from tests.house import text_of

# The test file of the scanners' makers, in two halves so that no scanner stops at this one.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class FakeDaemon:
    """Speaks as clamd does, on a socket of its own; `answer` is what it says."""

    def __init__(self, folder):
        self.address = str(folder / "clamd.sock")
        self.answer = None
        self.drip = False
        self.limit = None
        self.read = b""
        self.server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.server.bind(self.address)
        self.server.listen()
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                one, _ = self.server.accept()
            except OSError:
                return
            with one, one.makefile("rb") as asked, suppress(OSError):
                assert asked.read(10) == b"zINSTREAM\0"
                self.read = b""
                while length := struct.unpack("!L", asked.read(4))[0]:
                    self.read += asked.read(length)
                    if self.limit and len(self.read) > self.limit:
                        break
                found = EICAR in self.read
                said = self.answer or (b"stream: Eicar FOUND\0" if found else b"stream: OK\0")
                while self.drip:
                    one.sendall(b"s")
                    time.sleep(0.1)
                if self.limit:
                    said = b"INSTREAM size limit exceeded. ERROR\0"
                one.sendall(said)


@pytest.fixture
def daemon(settings):
    """A scanner that answers."""
    folder = Path(tempfile.mkdtemp(prefix="clamd-"))
    fake = FakeDaemon(folder)
    settings.CLAMAV_SOCKET = fake.address
    yield fake
    fake.server.shutdown(socket.SHUT_RDWR)  # else its thread would answer for the next one
    fake.server.close()
    shutil.rmtree(folder)


def test_all_bytes_reach_the_scanner(daemon):
    content = bytes(range(256)) * 1000
    assert scan(content) == ScanState.CLEAN
    assert daemon.read == content


def test_what_is_found_is_blocked(daemon):
    assert scan(b"before" + EICAR) == ScanState.BLOCKED


@pytest.mark.parametrize(
    "said",
    [b"INSTREAM size limit exceeded. ERROR\0", b"\0", b"stream: OK but\0", b"OK", b"\xff\xfe\0"],
)
def test_any_other_answer_holds_the_file(daemon, said):
    daemon.answer = said
    assert scan(b"words") == ScanState.CHECKING


def test_answer_that_never_ends_holds_the_file(daemon, monkeypatch):
    monkeypatch.setattr("documents.scanning.PATIENCE_SECONDS", 0.3)
    daemon.drip = True
    began = time.monotonic()
    assert scan(b"words") == ScanState.CHECKING
    assert time.monotonic() - began < 2


def test_scanner_that_closes_early_holds_the_file(daemon):
    daemon.limit = 100_000
    assert scan(bytes(4_000_000)) == ScanState.CHECKING


def test_no_answer_holds_the_file(settings):
    settings.CLAMAV_SOCKET = "/nowhere/clamd.sock"
    assert scan(b"words") == ScanState.CHECKING


def test_installation_without_a_scanner_says_so(settings):
    settings.CLAMAV_SOCKET = ""
    assert scan(b"words") == ScanState.NOT_SCANNED


def address(case, version):
    return f"/cases/{case.reference}/documents/{version.document.token}/"


def upload(case, team):
    return add_file(case, team, DocumentKind.MINUTES, Zone.WORKING, by="coordinator")


@pytest.mark.parametrize(
    "said, state, words",
    [
        (b"stream: Eicar FOUND\0", ScanState.BLOCKED, "Blocked by scan"),
        (b"no idea\0", ScanState.CHECKING, "Being checked"),
    ],
)
def test_file_not_known_clean_is_listed_and_never_handed_out(
    daemon, signed_in, team, case, said, state, words
):
    daemon.answer = said
    version = upload(case, team)
    assert version.scan_state == state
    client = signed_in(team.coordinator)
    listed = client.get(f"/cases/{case.reference}/documents/").content.decode()
    page = client.get(address(case, version)).content.decode()
    assert words in listed and words in page
    assert "versions/1/" not in page
    assert client.get(address(case, version) + "versions/1/").status_code == 404


def test_whoever_adds_a_harmful_file_is_told_in_words(daemon, signed_in, team, case):
    daemon.answer = b"stream: Eicar FOUND\0"
    client = signed_in(team.coordinator)
    typed = {"kind": "minutes", "zone": "working", "file": SimpleUploadedFile("a.pdf", small_pdf())}
    answer = client.post(f"/cases/{case.reference}/documents/new/", typed, follow=True)
    assert "found something harmful in it, so it is kept apart" in text_of(answer)
    assert "Ask whoever sent it for a clean copy." in text_of(answer)


def test_clean_file_is_handed_out(daemon, signed_in, team, case):
    version = upload(case, team)
    answer = signed_in(team.coordinator).get(address(case, version) + "versions/1/")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")


def test_held_file_is_scanned_again_by_the_command(daemon, team, case, capsys):
    daemon.answer = b"busy\0"
    version = upload(case, team)
    call_command("scan_files")
    assert "0 scanned, 1 still waiting." in capsys.readouterr().out
    daemon.answer = None
    call_command("scan_files")
    assert "1 scanned, 0 still waiting." in capsys.readouterr().out
    assert Version.objects.get(pk=version.pk).scan_state == ScanState.CLEAN
