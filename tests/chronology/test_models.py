"""Who may see which version of a chronology, and which one counts."""

import pytest
from django.db import IntegrityError, transaction

from audit.actors import acting
from chronology.models import ChronologyFile, Entry, FileState
from chronology.rows import NAMES
from tests.facts.chronology import chronology
from tests.facts.rows import ask_agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(team, case):
    """The police asked, with an accepted version and a draft of the next; health with one sent."""
    with acting(team.coordinator):
        ask_agency(case, team, "chronology", team.bodies.police)
        yield (
            chronology(case, team),
            chronology(case, team, state=FileState.DRAFT),
            chronology(case, team, team.bodies.health, state=FileState.SENT),
        )


def test_an_agency_sees_its_own_versions_and_no_others(team, files):
    accepted, draft, _ = files
    assert set(ChronologyFile.objects.visible_to(team.agency_author)) == {accepted, draft}
    for name in ("stranger", "coordinator", "barred", "deactivated", "action_owner"):
        assert not ChronologyFile.objects.visible_to(team.people[name]).exists(), name


def test_a_draft_is_nobodys_but_the_agencys(files):
    accepted, _, theirs = files
    assert set(ChronologyFile.objects.handed_in()) == {accepted, theirs}


def test_a_draft_given_up_was_never_handed_in_but_one_taken_back_was(team, files):
    accepted, draft, theirs = files
    for file in (draft, theirs):
        file.state = FileState.WITHDRAWN
        file.save()
    assert set(ChronologyFile.objects.handed_in()) == {accepted, theirs}


def test_only_rows_of_accepted_versions_count(files):
    assert {entry.file for entry in Entry.objects.counting()} == {files[0]}


@pytest.mark.parametrize("state", [FileState.ACCEPTED, FileState.DRAFT])
def test_an_agency_has_one_version_that_counts_and_one_being_made(team, case, files, state):
    with pytest.raises(IntegrityError), transaction.atomic():
        chronology(case, team, state=state)


def test_a_row_and_an_entry_share_their_fields():
    columns = {field.name for field in Entry._meta.concrete_fields}
    assert set(NAMES) <= columns
