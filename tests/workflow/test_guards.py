"""Each guard refuses while its fact is missing, in its own sentence, and passes with it."""

import re
from pathlib import Path

import pytest
from django.core.files.storage import storages

from tests import factories
from tests.facts import SATISFY
from tests.facts.rows import TODAY, clear_files, day, person, view_of
from tests.workflow.spoils import SPOIL
from workflow.guards import decision, files, quality
from workflow.models import CountyAsked, Progress
from workflow.reference import all_guards
from workflow.services import StepRefused, perform, reasons_against
from workflow.status import Status

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def team(everybody):
    """The whole cast, in place of the small one of the page tests."""
    return everybody


def guarded_steps(status):
    """The steps with guards that start from a status."""
    return [step for step in Progress.steps() if step.guards and status in step.sources]


def test_every_guard_has_its_fact():
    assert [guard.__name__ for guard in all_guards() if guard not in SATISFY] == []
    assert [guard.__name__ for guard in SATISFY if guard not in all_guards()] == []


def test_each_guard_refuses_without_its_fact_and_passes_with_it(team):
    proved = set()
    for case in factories.tour(team):
        for step in guarded_steps(case.progress.status):
            with factories.undone():
                proved |= prove_guards(case, step, team)
    assert proved == {(step.name, guard) for step in Progress.steps() for guard in step.guards}


def prove_guards(case, step, team):
    """Go through a step's guards in order: refuse, then satisfy; at the end nothing is against."""
    by = team.holder(step.permission)
    proved = set()
    for guard in step.guards:
        if guard(factories.fresh(case).progress, by) is None:
            SPOIL[guard](factories.fresh(case), team)
        sentence = guard(factories.fresh(case).progress, by)
        assert sentence, f"{step.name}: {guard.__name__} lets it pass"
        assert re.match(r"[A-Z0-9].*\.$", sentence), sentence
        assert sentence in reasons_against(factories.fresh(case).progress, step, by)
        with pytest.raises(StepRefused):
            perform(case.progress, step, by=by, on=TODAY)
        SATISFY[guard](factories.fresh(case), team)
        assert guard(factories.fresh(case).progress, by) is None, guard.__name__
        proved.add((step.name, guard))
    # Only a spoilt file leaves work behind: the fact of a later guard may undo an earlier one.
    factories.satisfy(case, step, team)
    assert reasons_against(factories.fresh(case).progress, step, by) == []
    return proved


@pytest.fixture
def approved(team):
    """A case with the partnership for approval, its pack complete, nothing checked."""
    case = factories.case_at(Status.CSP_APPROVAL, team)
    SATISFY[quality.pack_is_complete](case, team)
    return factories.fresh(case)


def vouch(case, team, *names):
    """Some of the cast clear the report's files."""
    with factories.acting(team.people[names[0]]):
        clear_files(case, team, files.REPORT, by=names)


@pytest.mark.parametrize(
    "names, passes",
    [
        (["independent_chair"], False),
        (["coordinator", "independent_chair"], False),
        (["independent_chair", "partnership_chair"], True),
    ],
)
def test_clearing_a_file_takes_two_people_besides_who_submits_it(approved, team, names, passes):
    """The coordinator submits; the independent chair uploaded, and may be one of the two."""
    vouch(approved, team, *names)
    reason = quality.report_is_cleared(approved.progress, team.coordinator)
    assert (reason is None) is passes


def test_clearance_is_void_when_the_stored_bytes_change(approved, team):
    vouch(approved, team, "independent_chair", "partnership_chair")
    version = files.current_versions(approved, files.REPORT)["overview_report"]
    path = files_path(version)
    whole = path.read_bytes()
    path.chmod(0o600)
    path.write_bytes(whole.replace(b"A", b"B", 1) + b" ")
    assert "overview report" in quality.report_is_cleared(approved.progress, team.coordinator)


def test_clearance_is_void_when_a_name_is_added(approved, team):
    vouch(approved, team, "independent_chair", "partnership_chair")
    with factories.acting(team.coordinator):
        person(approved, "Hettie Larkspur", "friend")
    reason = quality.report_is_cleared(approved.progress, team.coordinator)
    assert "What this review knows has changed since the overview report was checked." in reason


def files_path(version):
    """Where a version's bytes rest in these tests."""
    return Path(storages["documents"].path(version.storage_name))


@pytest.fixture
def undecided(team):
    """A case waiting for its decision."""
    return factories.case_at(Status.DECISION_DUE, team)


@pytest.mark.parametrize("days, blocks", [(1, True), (0, True), (-1, False)])
def test_the_silence_of_the_county_is_no_veto(undecided, team, days, blocks):
    with factories.acting(team.coordinator):
        CountyAsked(
            case=undecided,
            decision_round=1,
            asked_on=day(-14),
            answer_by_on=day(days),
            asked_by=team.coordinator,
        ).save()
    reason = decision.county_partner_is_consulted(undecided.progress, team.partnership_chair)
    assert bool(reason) is blocks


def test_a_case_without_a_county_partner_asks_none(undecided, team):
    with factories.acting(team.coordinator):
        undecided.county_partner = None
        undecided.save()
    assert decision.county_partner_is_consulted(undecided.progress, team.partnership_chair) is None


def test_disagreement_blocks_only_where_both_bodies_have_agreed_that_it_may(undecided, team):
    by = team.partnership_chair
    with factories.acting(team.county_partner):
        view_of(undecided, team, "county", "hold")
        view_of(undecided, team, "district", "other_learning")
    assert decision.county_partner_does_not_block(undecided.progress, by) is None
    SPOIL[decision.county_partner_does_not_block](undecided, team)
    refused = decision.county_partner_does_not_block(factories.fresh(undecided).progress, by)
    assert refused == "The two partnerships differ. Meet, and record the views again."


def test_a_declared_link_stops_nobody_else(undecided, team):
    SPOIL[decision.decider_has_no_conflict](undecided, team)
    assert decision.decider_has_no_conflict(undecided.progress, team.partnership_chair)
    assert decision.decider_has_no_conflict(undecided.progress, team.coordinator) is None
