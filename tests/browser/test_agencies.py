"""A management review is written at an agency, and its senior officer signs it off."""

from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from audit.actors import acting
from dhr_cases import agencies, returns
from dhr_cases.models import AgencyRequest, RequestKind
from tests.browser.conftest import expect_accessible
from tests.facts.rows import TODAY, day
from tests.house import make_house_for_good
from tests.workflow.pages import confirm


@pytest.fixture
def review(transactional_db):
    """A review just notified."""
    cache.clear()
    return make_house_for_good(known_as="Ama")


def test_a_senior_officer_signs_off(visitor, review):
    team, case = review
    with acting(team.coordinator):
        asked = agencies.ask(
            case, [team.bodies.police], kind=RequestKind.REVIEW, form="short", question="Why?",
            due_on=day(30), by=team.coordinator, on=TODAY, terms=["Who knew?"],
        )[0]  # fmt: skip
    author = visitor(team.agency_author)
    author.goto(f"/agency/requests/{asked.token}/imr/")
    expect_accessible(author)
    author.get_by_role("button", name="We take this on").click()
    author.get_by_role("link", name="Who writes it").click()
    author.get_by_label("Author (optional)").fill("Arthur Dean")
    author.get_by_role("button", name="Save", exact=True).click()
    author.get_by_role("link", name="What was found").click()
    author.get_by_label("Summary of your involvement").fill("Two visits.")
    expect_accessible(author)
    author.get_by_role("button", name="Save", exact=True).click()
    author.get_by_role("link", name="Term 1: Who knew?").click()
    author.get_by_label("Your answer").fill("The sergeant knew.")
    author.get_by_role("button", name="Save", exact=True).click()
    author.get_by_role("link", name="Quality list").click()
    expect_accessible(author)
    author.goto(f"/agency/requests/{asked.token}/imr/")
    author.get_by_role("button", name="Pass it to a senior officer").click()
    expect_accessible(author)
    senior = visitor(team.agency_senior)
    _shown_again(senior, team.agency_senior)
    senior.goto(f"/agency/requests/{asked.token}/")
    senior.get_by_role("button", name="Read and sign off").click()
    expect_accessible(senior)
    assert "The sergeant knew." in senior.inner_text("main")
    senior.get_by_label("Yes", exact=True).check()
    senior.get_by_role("button", name="Save", exact=True).click()
    assert "Your reference is" in senior.inner_text("main")
    expect_accessible(senior)
    row = AgencyRequest.objects.get(pk=asked.pk)
    assert row.signed_off_by == team.agency_senior.name
    assert returns.stage(row)[0] == "Submitted"


def _shown_again(page, user):
    """The visitor's session as one whose second step was shown just now."""
    client = Client()
    client.force_login(user)
    confirm(client, user)
    here = urljoin(page.request.get("/static/images/mark.svg").url, "/")
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": here}])
