"""A co-ordinator asks twelve agencies; one holds nothing and has no scripts; a senior signs off."""

import re
from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from accounts.models import Organisation
from audit.actors import acting, job
from dhr_cases import agencies, returns
from dhr_cases.codes import Part
from dhr_cases.models import AgencyArea, AgencyContact, AgencyRequest, Outcome, RequestKind
from tests import factories
from tests.browser.conftest import expect_accessible
from tests.facts.rows import TODAY, day, person
from tests.prepared import load_rules
from tests.workflow.pages import confirm


@pytest.fixture
def county(transactional_db):
    """A review just notified, and twelve agencies of the county that can be reached safely."""
    cache.clear()
    load_rules()
    team = factories.cast()
    case = factories.make_case(team, known_as="Ama")
    with job("tests"):
        bodies = [team.bodies.police, team.bodies.health, team.bodies.specialists]
        for number in range(9):
            body = Organisation(key=f"body-{number}", kind="agency", name=f"Body {number}")
            body.save()
            bodies.append(body)
        for body in bodies:
            AgencyArea(agency=body, area=team.bodies.county).save()
            AgencyContact(
                organisation=body, part="single_point", name="Somebody", route="service",
                email="box@body.example", from_on=TODAY,
            ).save()  # fmt: skip
        person(case, "Marit Okafor", Part.DIED)
    return team, case


def type_day(page, name, when):
    for part in ("day", "month", "year"):
        page.locator(f"[name={name}_{part}]").fill(str(getattr(when, part)))


def test_twelve_are_asked_and_one_says_nothing_held_without_scripts(visitor, county):
    team, case = county
    page = visitor(team.coordinator)
    page.goto(f"/cases/{case.reference}/agencies/")
    page.get_by_role("link", name="Ask many what they hold").or_(
        page.get_by_role("button", name="Ask many what they hold")
    ).click()
    expect_accessible(page)
    page.get_by_role("link", name=re.compile("Select every agency")).click()
    page.get_by_label(re.compile("Marit Okafor")).check()
    type_day(page, "search_from", day(-2000))
    type_day(page, "due_on", day(14))
    page.get_by_role("button", name="Continue to check").click()
    expect_accessible(page)
    assert "12 agencies are asked" in page.inner_text("main")
    page.get_by_role("button", name="Send to 12 agencies").click()
    expect_accessible(page)
    assert "We wait for 12 answers." in page.inner_text("main")
    assert AgencyRequest.objects.filter(case=case).count() == 12

    agency = visitor(team.agency_author, javascript=False)
    agency.goto("/agency/")
    agency.get_by_role("link", name=re.compile("Scoping")).click()
    assert "Marit Okafor" in agency.inner_text("main")
    agency.get_by_role("link", name="We hold nothing").click()
    agency.get_by_label("Your name").fill("Arthur Dean")
    agency.get_by_label("Your job").fill("Records officer")
    agency.get_by_role("button", name="Save and continue").click()
    agency.get_by_label("Which records and systems").fill("Crime, custody, paper.")
    agency.get_by_label("Which names").fill("The name and date of birth given.")
    agency.get_by_role("button", name="Save and continue").click()
    agency.get_by_role("button", name="Send: we hold nothing").click()
    assert re.search(r"Your reference is \S+-1\.", agency.inner_text("main"))
    row = AgencyRequest.objects.get(case=case, organisation=team.bodies.police)
    assert row.outcome == Outcome.NOTHING_HELD and row.is_settled
    page.reload()
    assert "We wait for 11 answers." in page.inner_text("main")


def test_a_senior_officer_signs_off(visitor, county):
    team, case = county
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
