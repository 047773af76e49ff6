"""Many writers at once and sudden death leave the record and its trail whole."""

import random
import time

import pytest

from accounts.models import Organisation
from audit.actors import job
from audit.seal import seal_pending
from audit.verify import verify

pytestmark = pytest.mark.shake

WRITERS, TURNS, KILLS = 8, 25, 25


@pytest.fixture
def body(transactional_db):
    """One body that everybody edits."""
    with job("tests"):
        return Organisation.objects.create(
            key="northshire", kind=Organisation.Kind.AGENCY, name="Northshire Council"
        )


def assert_whole(body):
    """Each version has one history row, and the trail proves whole."""
    seal_pending(everything=True)
    body = Organisation.objects.get(pk=body.pk)
    assert body.history.count() == body.version
    assert body.history.first().short_name == body.short_name
    report = verify()
    assert report.is_whole, report.sentence()


def test_eight_writers_wait_for_each_other(body, start):
    writers = [start("edit", TURNS) for _ in range(WRITERS)]
    complaints = [writer.communicate(timeout=240)[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * WRITERS, complaints
    assert not any("locked" in text or "deadlock" in text for text in complaints)
    body.refresh_from_db()
    assert body.version == 1 + WRITERS * TURNS
    assert_whole(body)


def test_killed_writer_leaves_nothing_half_done(body, start):
    chance = random.Random(20261123)
    for _ in range(KILLS):
        writer = start("edit", 100_000)
        assert writer.stdout.readline() == "ready\n", writer.stderr.read()
        time.sleep(chance.uniform(0.02, 0.3))
        writer.kill()
        writer.communicate(timeout=30)
    assert_whole(body)
    assert Organisation.objects.get(pk=body.pk).version > KILLS
