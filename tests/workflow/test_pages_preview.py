"""What would be published, byte for byte, and what stands against it (S173)."""

import pytest

from audit.actors import acting
from documents.models import DocumentKind, Zone
from tests.facts.rows import add_file, clear, clear_files, pass_check, person, publication_decision
from tests.house import text_of
from workflow.guards.files import REPORT
from workflow.guards.publication import release_is_cleared

KINDS = (*REPORT, DocumentKind.QUALITY_LETTER)
CLEARING = ("coordinator", "independent_chair")


@pytest.fixture
def team(db, house):
    """Everybody of the house."""
    return house[0]


@pytest.fixture
def page(case):
    return f"/cases/{case.reference}/publication/preview/"


@pytest.fixture
def held(team, case):
    """The files of a full publication, decided and uncleared."""
    with acting(team.partnership_chair):
        publication_decision(case, team, "full")
    return [add_file(case, team, kind, Zone.DRAFT) for kind in KINDS]


def test_undecided_publishes_nothing(signed_in, team, case, page):
    words = text_of(signed_in(team.partnership_chair).get(page))
    assert "nothing is approved yet" in words


def test_each_file_is_shown_with_what_is_missing(signed_in, team, case, page, held):
    words = text_of(signed_in(team.partnership_chair).get(page))
    for version in held:
        assert version.sha256 in words
    assert "Check the overview report for disclosure, and have two people clear it." in words
    assert "Not checked" in words and "Continue to publish" not in words


def test_one_persons_clearance_is_refused(signed_in, team, case, page, held):
    with acting(team.coordinator):
        clear_files(case, team, KINDS, by=("independent_chair",))
        for version in held:
            clear(version, version.check_runs.get(), team.partnership_chair)
    words = text_of(signed_in(team.partnership_chair).get(page))
    sentence = "Two people, other than whoever takes this step, must clear the overview report:"
    assert f"{sentence} one of them has." in words
    assert sentence in release_is_cleared(case.progress, team.partnership_chair)


def test_name_added_after_clearance_shows_as_stale(signed_in, team, case, page, held):
    with acting(team.coordinator):
        clear_files(case, team, KINDS, by=CLEARING)
    assert release_is_cleared(case.progress, team.partnership_chair) is None
    client = signed_in(team.partnership_chair)
    assert "Every file is cleared." in text_of(client.get(page))
    with acting(team.coordinator):
        person(case, "Hettie Larkspur", "friend")
    words = text_of(client.get(page))
    assert "Stale" in words and "What this review knows has changed" in words
    assert "has changed" in release_is_cleared(case.progress, team.partnership_chair)


def test_changed_byte_is_said(signed_in, team, case, page, held, documents_dir):
    with acting(team.coordinator):
        clear_files(case, team, KINDS, by=CLEARING)
    stored = documents_dir / held[0].storage_name
    stored.chmod(0o600)
    stored.write_bytes(stored.read_bytes() + b" ")
    words = text_of(signed_in(team.partnership_chair).get(page))
    assert "The file of the overview report is not what came in." in words


def test_readers_of_what_is_released_open_no_check(signed_in, team, case, page, held):
    with acting(team.coordinator):
        run = pass_check(held[0], team.coordinator)
    words = text_of(signed_in(team.board_viewer).get(page))
    assert held[0].sha256 in words and run.token not in words and "Download" not in words
