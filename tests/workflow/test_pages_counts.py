"""Each page makes the same few queries whether there is little to show or much."""

import json
from datetime import timedelta

import pytest

from accounts.models import Organisation
from audit.actors import job
from dhr_cases.models import AgencyRequest
from tests.queries import COUNTS, count_queries
from tests.workflow.pages import body, today
from workflow.models import Letter, Note
from workflow.services import hold

AT_MOST = 12
PAGES = {
    "work": "/my-work/",
    "cases": "/cases/",
    "overview": "/cases/{}/",
    "story": "/cases/{}/story/",
    "notes": "/cases/{}/notes/",
    "deadlines": "/cases/{}/deadlines/",
    "letters": "/cases/{}/letters/",
    "step": "/cases/{}/steps/accept/",
}


def fill(team, number):
    """Give the team more of everything."""
    agencies = [
        body(f"agency-{number}-{place}", Organisation.Kind.AGENCY) for place in range(number)
    ]
    with job("tests"):
        for agency in agencies:
            AgencyRequest(
                case=team.case,
                organisation=agency,
                kind="scoping",
                asked_on=today(),
                due_on=today() + timedelta(days=9),
                asked_by=team.coordinator,
            ).save()
            Letter(
                case=team.case,
                audience="agency",
                purpose="consult",
                addressee="The office",
                sent_on=today(),
                how="post",
                recorded_by=team.coordinator,
            ).save()
            Note(
                case=team.case,
                text="A note",
                written_by=team.coordinator,
                written_on=today(),
            ).save()
            hold(
                team.case,
                by=team.coordinator,
                on=today(),
                reason="chair",
                explanation="The chair is away",
                scope="interviews",
                continues="Everything else",
                look_again_on=today() + timedelta(days=30),
            )
            team.open()


@pytest.mark.parametrize("page", PAGES)
def test_page_makes_the_same_few_queries_however_much_there_is(page, team, client):
    address = PAGES[page].format(team.case.reference)
    client.force_login(team.coordinator)
    client.get(address)
    fill(team, 1)
    with count_queries(page):
        assert client.get(address).status_code == 200
    fill(team, 6)
    with count_queries(page):
        assert client.get(address).status_code == 200


def test_pages_keep_to_their_budget():
    counts = json.loads(COUNTS.read_text())
    assert {page: counts[page] for page in PAGES if counts[page] > AT_MOST} == {}
