"""Every page of a case opens, with real things in its address, for somebody who may open it."""

import pytest

from audit.actors import acting
from tests import factories
from tests.factories import PARTS
from tests.facts import SATISFY
from tests.house import make_house
from tests.matrix.pages import OF_A_CASE, find_thing
from tests.prepared import shared
from tests.workflow.pages import confirm
from tests.workflow.spoils import SPOIL
from workflow.guards import ending
from workflow.models import Declaration
from workflow.status import Status

pytestmark = pytest.mark.django_db

ONLY_LATER = {
    "reports:download_pack": "a pack is made from the submission page; its own tests open it",
    "reports:learning_version": "a version is filed from the learning page; its own tests open it",
    "reports:learning_pdf": "as learning_version",
    "reports:approve_learning": "as learning_version",
}
"""Pages of things that only another app's service makes, each with the test that opens it."""


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker):
    """Everybody and a review that the Home Office sent back."""
    with shared(django_db_blocker):
        yield make_house(Status.HO_REVISION)


@pytest.fixture(scope="module")
def team(house):
    """Everybody."""
    return house[0]


@pytest.fixture(scope="module")
def case(house):
    """A case that has been through everything, with a second round at the Home Office."""
    team, case = house
    case = factories.take(case, "finish_changes", team)
    case = factories.take(case, "publish", team)
    SPOIL[ending.no_direction_stands](case, team)
    with acting(team.panel_member):
        Declaration(
            case=case, declared_by=team.panel_member, declared_on=factories.TODAY, has_link=True
        ).save()
        action = case.actions.first()
        action.progress, action.evidence = "evidence_awaited", "The new form."
        action.save()
    SATISFY[ending.retention_has_ended](case, team)
    return factories.fresh(case)


def first_who_may(page, team):
    """Somebody who may read and, if it asks for more, send."""
    both = [name for name in PARTS if team.may(name) & page.needs]
    able = [name for name in both if not page.change or team.may(name) & page.change]
    return (able or both)[0]


@pytest.mark.parametrize("page", OF_A_CASE, ids=lambda page: page.name)
def test_the_page_opens_for_somebody_who_may(page, case, team, client):
    if page.name in ONLY_LATER:
        assert ONLY_LATER[page.name]
        return
    with acting(team.coordinator):
        path = page.path(lambda key: find_thing(key, case, team))
    who = team.people[first_who_may(page, team)]
    client.force_login(who)
    confirm(client, who)
    answer = client.get(path)
    # 405: it is only ever sent to. 409: it says why it is too late.
    assert answer.status_code in (200, 302, 405, 409), f"{path}: {answer.status_code}"
    if answer.streaming:
        assert b"".join(answer.streaming_content)
    if answer.status_code == 302:
        assert not answer.url.startswith("/sign-in/")
