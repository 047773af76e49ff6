"""What the overview calls done is what the guards call done, all along the road."""

import pytest

from tests.factories import satisfy, take
from tests.house import make_house
from tests.workflow.pages import today
from workflow.facts import Facts, facts_of, known
from workflow.mending import MENDING
from workflow.models import Progress, Status
from workflow.tasks import NOT_WORK, ROAD, road_from

GUARDS = {guard.__name__: guard for step in Progress.steps() for guard in step.guards}
# Their answer lies in the bytes of files, which no query reads.
NEED_BYTES = {"report_is_cleared", "release_is_cleared"}


def test_every_task_of_the_road_is_known_or_needs_bytes():
    guards = {guard.__name__ for name in ROAD.values() for guard in Progress.step(name).guards}
    assert {name for name in guards if not known(name)} == NEED_BYTES | NOT_WORK
    assert guards - set(MENDING) == set()


def test_every_fact_is_named_after_a_guard():
    assert {name for name in vars(Facts) if not name.startswith("_")} <= set(GUARDS)


def compare(case, by):
    """What the facts say beside what the guards say."""
    progress = Progress.objects.select_related("case").get(case=case)
    names = [name for name in GUARDS if known(name)]
    facts = facts_of(progress, names, on=today())
    assert facts == {name: GUARDS[name](progress, by) is None for name in facts}


def test_facts_agree_with_guards_all_along_the_road(db):
    team, case = make_house()
    status = case.progress.status
    while status in ROAD:
        compare(case, team.coordinator)
        satisfy(case, Progress.step(ROAD[status]), team)
        compare(case, team.coordinator)
        take(case, ROAD[status], team)
        status = Progress.objects.get(case=case).status
    compare(case, team.coordinator)
    assert status == Status.CLOSED


@pytest.mark.parametrize("status", [Status.NO_REVIEW_HO, Status.HO_REVISION])
def test_facts_agree_with_guards_beside_the_road(status, db):
    team, case = make_house(status)
    compare(case, team.coordinator)


def test_road_leads_from_each_status_to_an_end():
    for status in ROAD:
        assert road_from(status)[0][1].sources.count(str(status)) == 1
    assert road_from(Status.CLOSED) == []
