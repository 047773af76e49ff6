"""Many writers at once wait for each other, and leave the record and its trail whole."""

import pytest

from accounts.models import Organisation
from audit.actors import job
from tests.shake.whole import assert_whole

pytestmark = pytest.mark.shake

WRITERS, TURNS = 8, 25


@pytest.fixture
def body(transactional_db):
    """One body that everybody edits."""
    with job("tests"):
        return Organisation.objects.create(
            key="northshire", kind=Organisation.Kind.AGENCY, name="Northshire Council"
        )


def test_eight_writers_wait_for_each_other(body, start):
    writers = [start("edit", TURNS) for _ in range(WRITERS)]
    complaints = [writer.communicate(timeout=240)[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * WRITERS, complaints
    assert not any("locked" in text or "deadlock" in text for text in complaints)
    body.refresh_from_db()
    assert body.history.count() == body.version == 1 + WRITERS * TURNS
    assert body.history.first().short_name == body.short_name
    assert_whole()
