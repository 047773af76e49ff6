"""Files as people meet them: several at once, one held by a silent scanner, one moved."""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from audit.actors import acting
from documents.intake import store
from documents.models import ScanState, Version
from tests.browser.conftest import expect_accessible, expect_error
from tests.documents.disguises import office
from tests.facts.rows import small_pdf
from tests.house import make_house_for_good


@pytest.fixture
def review(transactional_db):
    """A review with its people."""
    cache.clear()
    return make_house_for_good()


def chosen(name, content):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def add(page, *files):
    page.locator("input[type=file]").set_input_files([chosen(*file) for file in files])
    page.get_by_label("What is it?").select_option("minutes")
    page.get_by_label("Working papers").check()
    page.get_by_role("button", name="Add", exact=True).click()


def test_two_files_at_once_of_which_one_is_refused(visitor, review):
    team, case = review
    page = visitor(team.coordinator)
    page.goto(f"/cases/{case.reference}/documents/")
    page.get_by_role("link", name="Add files").click()
    expect(page).to_have_title(re.compile("^Add files"))
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 1280, "height": 900})
    add(page)
    expect_error(page, "file", "Select the files")
    expect_accessible(page)
    add(page, ("minutes.pdf", small_pdf()), ("report.pdf", office()))
    expect(page.get_by_text("“minutes.pdf” was added.")).to_be_visible()
    expect(page.get_by_text("“report.pdf” was not added.")).to_be_visible()
    expect(page.get_by_label("Working papers")).to_be_checked()
    expect_accessible(page)

    page.goto(f"/cases/{case.reference}/documents/")
    expect_accessible(page)
    page.get_by_role("link", name="Minutes", exact=True).click()
    expect_accessible(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name=re.compile("^Download version 1")).click()
    assert taken.value.suggested_filename == f"{case.reference}-minutes-v1.pdf"
    page.get_by_role("link", name="Who has taken this file").click()
    expect(page.get_by_role("cell", name=team.coordinator.name)).to_be_visible()
    expect_accessible(page)


def test_file_is_held_while_the_scanner_is_away(visitor, review, settings):
    team, case = review
    settings.CLAMAV_SOCKET = "/nowhere/clamd.sock"
    page = visitor(team.coordinator, javascript=False)
    page.goto(f"/cases/{case.reference}/documents/new/")
    add(page, ("minutes.pdf", small_pdf()))
    expect(page.get_by_text("nobody can open it until that is done")).to_be_visible()
    expect(page.get_by_text("This file is held until the scan has looked at it.")).to_be_visible()
    assert page.get_by_role("link", name=re.compile("^Download")).count() == 0
    assert Version.objects.get(case=case).scan_state == ScanState.CHECKING
    answer = page.goto(f"{page.url}versions/1/")
    assert answer.status == 404


def test_change_of_zone_shows_who_gains_and_who_loses(visitor, review):
    team, case = review
    with acting(team.coordinator):
        kept = store(
            case, content=b"Words", name="a.txt", by=team.coordinator, kind="minutes",
            zone="working",
        )  # fmt: skip
    page = visitor(team.coordinator)
    page.goto(f"/cases/{case.reference}/documents/{kept.document.token}/")
    page.get_by_role("link", name="Change who may see it").click()
    page.get_by_label("Shared with the panel").check()
    page.get_by_label("Why?").fill("The panel is to read it.")
    page.get_by_role("button", name="Continue to check").click()
    gains = page.locator("h2:has-text('Will be able to open it') + ul")
    expect(gains).to_contain_text(team.panel_member.name)
    expect_accessible(page)
    page.get_by_role("button", name="Move it").click()
    expect(page.get_by_text("Moved to: shared with the panel")).to_be_visible()
