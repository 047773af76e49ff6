"""Files are read in a process of their own: what stops it stops nothing else, and is a refusal."""

import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest

from documents.kinds import FileRefused
from documents.reading import apart, child
from documents.reading.apart import check_apart
from documents.reading.limits import Remark
from tests.documents.disguises import huge_png, office, picture
from tests.facts.rows import small_pdf

HONEST = {".pdf": small_pdf, ".docx": office, ".png": picture}


@pytest.mark.parametrize("extension", HONEST)
def test_honest_file_is_taken_in(extension):
    assert check_apart(extension, HONEST[extension]()) == []


def test_what_it_can_do_is_told_and_what_it_hides_is_refused():
    pdf, held = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    pdf.save(held)
    assert check_apart(".pdf", held.getvalue()) == [Remark.SCRIPT]
    with pytest.raises(FileRefused, match="holds macros"):
        check_apart(".docx", office(**{"word/vbaProject.bin": "x"}))


def test_pictures_in_an_office_file_are_looked_at_there_too():
    assert check_apart(".docx", office(**{"word/media/image1.PNG": picture()})) == []
    with pytest.raises(FileRefused, match="larger than this service takes in"):
        check_apart(".docx", office(**{"word/media/image1.jpeg": huge_png()}))


@pytest.fixture
def reader(monkeypatch, tmp_path):
    """Another reader of PDFs in the place of ours, written by the test, with our limits on it."""

    def become(*lines):
        folder = tmp_path / "documents" / "reading"
        folder.mkdir(parents=True)
        for name in ("__init__.py", "child.py", "limits.py"):
            (folder / name).write_text((Path(child.__file__).parent / name).read_text())
        body = "\n    ".join(lines)
        (folder / "pdf.py").write_text(
            f"import os, socket, sys, time\n\ndef check(extension, content):\n    {body}\n"
        )
        monkeypatch.setattr(child, "__file__", str(folder / "child.py"))

    return become


@pytest.mark.parametrize(
    "lines",
    [
        ["bytearray(2 * 1024 ** 3)"],
        ["kept = []", "while True: kept.append(bytearray(1 << 20))"],
        ["os.kill(os.getpid(), 11)"],
        ["raise RuntimeError"],
        ["socket.socket()"],
        ["open('/etc/hostname')"],
        ["os.fork() or os._exit(0)", "raise RuntimeError"],
        ["print('x' * (1 << 20))"],
        ["return ['no remark of ours']"],
        ["print('{}', flush=True)", "os._exit(0)"],
        ["print('[1', flush=True)", "os._exit(0)"],
        ["os._exit(0)"],
    ],
    ids=["one large block", "many blocks", "crash", "fault", "connection", "another file",
         "process", "flood", "remark", "nothing said", "nonsense", "silence"],
)  # fmt: skip
def test_reader_that_fails_is_a_refusal_in_words(reader, lines):
    reader(*lines)
    with pytest.raises(FileRefused, match="time and memory allowed"):
        check_apart(".pdf", small_pdf())


def test_reader_that_sleeps_is_stopped(reader, monkeypatch):
    reader("time.sleep(60)")
    monkeypatch.setattr(apart, "PATIENCE_SECONDS", 1)
    began = time.monotonic()
    with pytest.raises(FileRefused, match="time and memory allowed"):
        check_apart(".pdf", small_pdf())
    assert time.monotonic() - began < 5


def test_reader_that_works_for_ever_is_stopped(reader, monkeypatch):
    reader("while True: pass")
    monkeypatch.setattr(apart, "PROCESSOR_SECONDS", 1)
    with pytest.raises(FileRefused, match="time and memory allowed"):
        check_apart(".pdf", small_pdf())


def test_reader_that_cannot_begin_is_a_refusal(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/no/such/program")
    with pytest.raises(FileRefused, match="time and memory allowed"):
        check_apart(".pdf", small_pdf())


def test_reader_is_told_no_secret_of_ours(reader, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "kept from it")
    reader("from documents.reading.limits import FileRefused",
           "raise FileRefused(' '.join(sorted(os.environ)))")  # fmt: skip
    with pytest.raises(FileRefused) as said:
        check_apart(".pdf", small_pdf())
    assert "SECRET_KEY" in os.environ and "SECRET" not in str(said.value)


def test_reader_needs_no_django():
    told = subprocess.run(
        [sys.executable, "-c",
         "import sys, documents.reading.child, documents.reading.pdf, documents.reading.office;"
         "import json; print(json.dumps([m for m in sys.modules if m.startswith('django')]))"],
        capture_output=True, text=True, check=True, cwd=Path(child.__file__).parents[2], env={},
    )  # fmt: skip
    assert json.loads(told.stdout) == []
