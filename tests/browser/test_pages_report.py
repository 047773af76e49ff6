"""The report from its first version to its checklist, walked by those who write and read it."""

import io

import openpyxl
import pytest
from django.core.cache import cache

from audit.actors import acting
from tests.browser.conftest import walk
from tests.browser.whole.walk import real_pdf
from tests.facts import SATISFY
from tests.facts.rows import ask_agency, day
from tests.house import make_house_for_good
from tests.matrix.things import find_thing
from workflow.guards import review


@pytest.fixture
def gathered(transactional_db):
    """A review with a return of the police, a family that reads, and no report yet."""
    cache.clear()
    team, case = make_house_for_good()
    with acting(team.coordinator):
        ask_agency(case, team, "review", team.bodies.police, form="imr")
    with acting(team.independent_chair):
        SATISFY[review.family_has_answered_on_the_draft](case, team)
        find_thing("comments/token", case, team)
    return team, case


def press(page, name):
    page.get_by_role("main").get_by_role("button", name=name).click()


def follow(page, name):
    page.locator("main a", has_text=name).first.click()


def type_day(page, name, when):
    for part in ("day", "month", "year"):
        page.locator(f"[name={name}_{part}]").fill(str(getattr(when, part)))


def test_report_goes_from_its_first_version_to_its_checklist(visitor, gathered):
    team, case = gathered
    home = f"/cases/{case.reference}/report/"
    chair = visitor(team.independent_chair)
    chair.goto(home)
    follow(chair, "Put in the first version")
    walk(chair, [chair.url])
    chair.locator("[name=file]").set_input_files(real_pdf("Overview report"))
    chair.locator("[name=what_changed]").fill("All but the recommendations.")
    press(chair, "Put it in")
    follow(chair, "Ask for comments")
    type_day(chair, "closes_on", day(9))
    press(chair, "Open the round")
    round_page = chair.url

    member = visitor(team.panel_member)
    member.goto("/my-work/")
    follow(member, "Read a draft of the report and comment")
    follow(member, "Add a comment")
    member.locator("[name=place]").fill("14.3")
    member.get_by_label("A fact").check()
    member.locator("[name=text]").fill("=It was a Tuesday.")
    press(member, "Save and continue")
    walk(member, [home, round_page, f"{round_page}comments/new/"])

    chair.goto(round_page)
    follow(chair, "Answer")
    chair.get_by_label("Changed", exact=True).check()
    chair.locator("[name=answer_words]").fill("14.3 has the Tuesday.")
    press(chair, "Save and continue")
    follow(chair, "Take the table")
    chair.get_by_label("Excel").check()
    chair.locator("[name=recipient]").fill("The panel")
    chair.locator("[name=purpose]").fill("To read before it meets")
    with chair.expect_download() as taken:
        press(chair, "Make the copy")
    with open(taken.value.path(), "rb") as file:
        book = openpyxl.load_workbook(io.BytesIO(file.read()))
    assert book.active.cell(3, 3).value == "'=It was a Tuesday."

    chair.goto(f"{home}accuracy/")
    follow(chair, "Send a copy")
    chair.locator("[name=sections]").fill("14.3 to 14.9")
    chair.locator("[name=extract]").set_input_files(real_pdf("Extract"))
    press(chair, "Send")
    author = visitor(team.agency_author)
    author.goto("/my-work/")
    follow(author, "Answer what your agency has been asked")
    follow(author, "Read and answer")
    follow(author, "Add a correction")
    for name, words in (("place", "14.4"), ("says", "Two officers"), ("should_say", "Three")):
        author.locator(f"[name={name}]").fill(words)
    press(author, "Save and continue")
    walk(author, [author.url])
    follow(author, "Send your corrections")
    author.get_by_label("We have destroyed it").check()
    press(author, "Send")

    chair.goto(f"{home}checklist/")
    follow(chair, "No real names are left in")
    press(chair, "Save and go")
    chair.get_by_label("Met: it is shown").check()
    press(chair, "Save and go")
    assert "Page reference missing" in chair.locator(".govuk-error-summary").inner_text()
    chair.locator("[name=pages]").fill("12")
    press(chair, "Save and go")
    assert chair.url.endswith("/birth-dates/")
    walk(chair, [home, round_page, f"{home}accuracy/", f"{home}family/", f"{home}checklist/"])
