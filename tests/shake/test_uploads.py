"""Killed between a file and its row, an upload loses nothing and leaves nothing for good."""

import random
import time
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.utils import timezone

from documents.models import Document, Version
from documents.storage import is_unaltered
from documents.sweeping import sweep
from tests import factories
from tests.prepared import load_rules
from tests.shake.whole import assert_whole, wait_for_the_dead

pytestmark = pytest.mark.shake

KILLS = 9  # fewer than the left-over files at which the sweep asks a person first


@pytest.fixture
def case(transactional_db):
    load_rules()
    return factories.make_case(factories.cast())


@pytest.fixture
def folder(settings, tmp_path):
    """A storage of its own, in which every file is known."""
    kept, folder = settings.STORAGES["documents"], tmp_path / "documents"
    options = {**kept["OPTIONS"], "location": folder}
    settings.STORAGES = {**settings.STORAGES, "documents": {**kept, "OPTIONS": options}}
    return folder


def kill_in_mid_upload(program, whole, seconds):
    """Let it keep so many whole files, then kill it so long after the next one's bytes.

    Returns the hashes that it told of.
    """
    assert program.stdout.readline() == "ready\n", program.stderr.read()
    program.stdin.write("begin\n")
    program.stdin.flush()
    said = [program.stdout.readline() for _ in range(1 + 2 * whole)]
    assert all(said), program.stderr.read()
    time.sleep(seconds)
    program.kill()
    said += program.communicate(timeout=30)[0].splitlines()
    return [line.strip() for line in said if line.strip() != "bytes"]


def test_kill_between_file_and_row_loses_nothing_and_leaves_nothing_for_good(case, folder, start):
    chance = random.Random(20261128)
    acknowledged = []
    following = start("upload", case.reference, folder)
    for number in range(KILLS):
        program, following = following, start("upload", case.reference, folder)
        acknowledged += kill_in_mid_upload(program, number % 3, chance.uniform(0.0, 0.08))
        wait_for_the_dead()
        rows = list(Version.objects.filter(case=case).select_related("document"))
        assert {row.sha256 for row in rows} >= set(acknowledged), "an acknowledged file is lost"
        assert len(rows) <= len(acknowledged) + KILLS
        assert Document.objects.filter(case=case).count() == len(rows), "a document without a file"
    assert all(is_unaltered(row) for row in rows)
    left = len([path for path in folder.rglob("*") if path.is_file()]) - len(rows)
    assert acknowledged and left, "no kill came before an acknowledgement, or none before a row"
    assert_swept(rows, left)
    assert_whole()


def assert_swept(rows, left):
    """Young bytes are left in peace; a day later the night takes them, and them alone."""
    now = timezone.now()
    young = sweep(now=now)
    assert (young.removed, young.waiting, young.missing) == (0, left, ())
    old = sweep(now=now + timedelta(days=2))
    assert (old.removed, old.held_back, old.missing) == (left, 0, ())
    assert all(storages["documents"].exists(row.storage_name) and is_unaltered(row) for row in rows)
