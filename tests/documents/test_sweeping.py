"""File and row do not lose each other: whatever stops in between, the night puts it right."""

import os
import time

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command

from audit.models import AuditEvent
from documents.models import Document, DocumentKind, Version, Zone
from tests.facts.rows import add_file

DAY = 24 * 60 * 60  # seconds


class Killed(BaseException):
    """The program stops here, as nothing in it can catch."""


@pytest.fixture(autouse=True)
def documents_dir(settings, tmp_path):
    """A storage of its own, since the one that tests share is full of what nothing names."""
    kept, folder = settings.STORAGES["documents"], tmp_path / "documents"
    options = {**kept["OPTIONS"], "location": folder}
    settings.STORAGES = {**settings.STORAGES, "documents": {**kept, "OPTIONS": options}}
    return folder


def add(case, team):
    return add_file(case, team, DocumentKind.MINUTES, Zone.WORKING, by="coordinator")


def files_of(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def grow_old(path, seconds):
    then = time.time() - seconds
    os.utime(path, (then, then))


@pytest.fixture
def killed(team, case, monkeypatch, documents_dir):
    """The bytes of an upload that was killed before its row; (all other files, its file)."""
    kept = add(case, team)
    before = files_of(documents_dir)

    def stop(*_, **__):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Version, "save", stop)
        with pytest.raises(Killed):
            add(case, team)
    assert Version.objects.filter(case=case).count() == Document.objects.count() == 1
    (left,) = set(files_of(documents_dir)) - set(before)
    return kept, left


def test_killed_upload_leaves_no_row_and_its_bytes_go_after_a_day(killed, documents_dir, capsys):
    kept, left = killed
    grow_old(left, DAY - 60)
    call_command("sweep_files")
    assert left.exists()
    assert "0 left-over files removed, 1 younger than a day kept." in capsys.readouterr().out
    grow_old(left, DAY + 60)
    grow_old(documents_dir / kept.storage_name, 400 * DAY)
    call_command("sweep_files")
    assert not left.exists() and (documents_dir / kept.storage_name).exists()
    said = capsys.readouterr()
    assert "1 left-over files removed" in said.out and not said.err
    assert AuditEvent.objects.filter(subject="sweep_files").last().details["removed"] == 1


def test_killed_before_the_bytes_leaves_nothing(team, case, monkeypatch, documents_dir):
    def stop(*_, **__):
        raise Killed

    before = files_of(documents_dir)
    monkeypatch.setattr(type(storages["documents"]), "_save", stop)
    with pytest.raises(Killed):
        add(case, team)
    assert not Document.objects.filter(case=case).exists()
    assert files_of(documents_dir) == before


def test_row_without_its_file_is_told_of_and_kept(team, case, capsys):
    version = add(case, team)
    storages["documents"].delete(version.storage_name)
    call_command("sweep_files")
    assert f"1 files are missing. Restore them: version {version.pk}." in capsys.readouterr().err
    assert Version.objects.filter(pk=version.pk).exists()


def test_rows_that_are_not_those_of_the_files_remove_nothing(db, documents_dir, capsys):
    store = storages["documents"]
    for number in range(21):
        name = store.save(f"strange/{number}", ContentFile(b"words"))
        grow_old(documents_dir / name, 2 * DAY)
    call_command("sweep_files")
    assert "21 stored files are named by no row" in capsys.readouterr().err
    assert len(list((documents_dir / "strange").iterdir())) == 21


def test_storage_where_nothing_was_kept_is_swept(db, documents_dir, capsys):
    assert not documents_dir.exists()
    call_command("sweep_files")
    assert "0 left-over files removed" in capsys.readouterr().out
