"""An agency sends its chronology in a browser, and it reaches the table of all (S73 to S80)."""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from audit.actors import acting
from dhr_cases.models import Outcome
from tests.browser.conftest import expect_accessible, expect_error
from tests.chronology.files import HEADINGS, csv_file, workbook
from tests.facts.rows import ask_agency
from tests.house import make_house_for_good

ROWS = [
    [*HEADINGS, "Person(s) concerned"],
    ["3 April 2019", "Log 12", "She rang at night.", "Mother"],
    ["May 2019", "", "A neighbour rang.", "Mother"],
]


@pytest.fixture
def asked(transactional_db):
    """The constabulary is asked for a chronology of a review that has begun."""
    cache.clear()
    team, case = make_house_for_good()
    waiting = {"outcome": Outcome.WAITING, "received_on": None, "answer": ""}
    with acting(team.coordinator):
        request = ask_agency(case, team, "chronology", team.bodies.police, **waiting)
    return team, case, request


def fits_a_phone(page):
    """Nothing is cut off at 320 pixels, and nothing there or on a wide screen is inaccessible."""
    expect_accessible(page)
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    expect_accessible(page)
    page.set_viewport_size({"width": 1280, "height": 900})


def give(page, name, content):
    """Choose a file and let it be read."""
    kind = "application/octet-stream"
    page.locator("[name=file]").set_input_files({"name": name, "mimeType": kind, "buffer": content})
    page.get_by_role("button", name="Read the file").click()


def test_a_file_with_faults_is_mended_sent_and_accepted(visitor, asked):
    team, case, request = asked
    page = visitor(team.agency_author)
    page.goto(f"/agency/requests/{request.token}/")
    page.get_by_role("button", name="Your chronology").click()
    fits_a_phone(page)
    give(page, "rows.csv", b"one,two\n1,2\n")
    expect_error(page, "file", re.compile("must use the template"))
    give(page, "rows.xlsx", workbook(ROWS))
    expect(page.get_by_text("2 rows: 1 ready, 1 to fix")).to_be_visible()
    fits_a_phone(page)
    page.get_by_role("link", name="Change row").first.click()
    page.get_by_label("Source of information").fill("Log 14")
    fits_a_phone(page)
    page.get_by_role("button", name="Save the row").click()
    expect(page.get_by_text("2 rows: 2 ready, 0 to fix")).to_be_visible()
    page.get_by_role("link", name="Say who they are").click()
    page.locator("[name=label_0][value=died]").check()
    fits_a_phone(page)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Go on to send").click()
    page.locator("[name=statement]").fill("All that we hold.")
    page.locator("[name=is_complete]").check()
    fits_a_phone(page)
    page.get_by_role("button", name=re.compile("Send")).click()
    expect(page.get_by_text("Thank you").first).to_be_visible()

    desk = visitor(team.coordinator)
    desk.goto(f"/cases/{case.reference}/chronology/files/")
    fits_a_phone(desk)
    desk.get_by_role("link", name=re.compile("Constabulary|Version 1")).first.click()
    fits_a_phone(desk)
    desk.get_by_role("button", name="Accept this version").click()
    desk.goto(f"/cases/{case.reference}/chronology/")
    expect(desk.get_by_text("She rang at night.")).to_be_visible()
    fits_a_phone(desk)


def test_it_works_without_scripts_for_the_co_ordinator_on_an_agencys_behalf(visitor, asked):
    team, case, request = asked
    page = visitor(team.coordinator, javascript=False)
    page.goto(f"/cases/{case.reference}/agencies/{request.token}/")
    page.get_by_role("link", name=re.compile("chronology that came by post")).click()
    give(page, "rows.csv", csv_file(ROWS[:2]))
    expect(page.get_by_text("1 row: 1 ready, 0 to fix")).to_be_visible()
