"""From a notice to a decision in a browser: by hand, by keyboard alone, and without scripts."""

import datetime
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from audit.actors import acting
from dhr_cases.models import AgencyRequest, Case, Notification, Outcome, RequestKind
from tests.bodies import PASSWORD, two_areas
from tests.browser.conftest import expect_accessible, expect_error, walk
from tests.notices import draft, screening, send
from workflow.models import ELEMENTS
from workflow.services import perform


@pytest.fixture
def areas(transactional_db):
    return two_areas()


def click(page, role, name, **more):
    page.get_by_role(role, name=name, **more).first.click()


def save(page, name="Save and continue"):
    click(page, "button", name, exact=True)


def reach(page, locator):
    """Press Tab until this has the focus; a person with a keyboard alone does no other."""
    target = locator.first.element_handle()
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement === wanted", target):
            return
    raise AssertionError(f"Tab never reaches {locator}")


def press(page, role, name, **more):
    reach(page, page.get_by_role(role, name=name, **more))
    with page.expect_navigation():
        page.keyboard.press("Enter")


def choose(page, name):
    """Choose a radio button: Tab reaches the group, Space or the arrows choose in it."""
    wanted = page.get_by_role("radio", name=name, exact=True)
    group = page.locator(f"input[name='{wanted.get_attribute('name')}']")
    fieldset = wanted.locator("xpath=ancestor::fieldset[1]").element_handle()
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("group => group.contains(document.activeElement)", fieldset):
            break
    page.keyboard.press("Space")
    for _ in range(group.count()):
        if wanted.is_checked():
            return
        page.keyboard.press("ArrowDown")
    assert wanted.is_checked()


def write(page, label, text):
    reach(page, page.get_by_label(re.compile(f"^{re.escape(label)}")))
    page.keyboard.type(text)


def day(page, legend, on):
    group = page.get_by_role("group", name=legend)
    for part, number in (("Day", on.day), ("Month", on.month), ("Year", on.year)):
        box = group.get_by_label(part, exact=True)
        reach(page, box)
        page.keyboard.press("Control+A")
        page.keyboard.type(str(number))


def confirm_who(page):
    """The password again, where it is asked for."""
    if page.locator("input[type=password]").count():
        reach(page, page.locator("input[type=password]"))
        page.keyboard.type(PASSWORD)
        with page.expect_navigation():
            page.keyboard.press("Enter")


def put_for_decision(areas, case):
    """Agencies have answered and every element is found, by real rows and a real step."""
    with acting(areas.coordinator):
        AgencyRequest(
            case=case, organisation=areas.south, kind=RequestKind.SCOPING, asked_on=areas.today,
            asked_by=areas.coordinator,
            due_on=areas.today, outcome=Outcome.NOTHING_HELD, received_on=areas.today,
        ).save()  # fmt: skip
        for code, _ in ELEMENTS[case.regime]:
            if not case.findings.filter(element=code).exists():
                case.findings.create(
                    element=code, value="appears_met", evidence="A note", source="Police"
                )
        case.consultees.create(organisation="Health", role="Lead", consulted_on=areas.today)
    case = Case.objects.get(pk=case.pk)
    perform(case.progress, "put_for_decision", by=areas.coordinator, on=areas.today)


def test_notice_is_written_section_by_section_and_every_page_is_accessible(visitor, areas):
    page = visitor(areas.coordinator)
    page.goto("/notifications/")
    expect(page.get_by_text("No notices waiting.")).to_be_visible()
    expect_accessible(page)
    click(page, "button", "Record a notice")
    expect_accessible(page)
    save(page, "Start")
    expect_accessible(page)
    click(page, "link", "Who is telling us")
    expect_accessible(page)
    page.get_by_role("group", name="When was it received in writing?").get_by_label("Day").fill("3")
    save(page)
    expect_error(page, "received_on", "must include a month and a year")
    group = page.get_by_role("group", name="When was it received in writing?")
    group.get_by_label("Month").fill("11")
    group.get_by_label("Year").fill("2026")
    page.get_by_label("Name of the person telling us").fill("Pat Police")
    save(page)
    click(page, "link", "Person who died")
    expect_accessible(page)
    click(page, "link", "Add somebody")
    save(page)
    expect_error(page, "name", "Enter a name, or choose “Not identified yet”")
    expect_accessible(page)
    page.get_by_label("Full name").fill("Maria Example")
    save(page)
    expect_accessible(page)
    page.get_by_label("No", exact=True).check()
    save(page, "Continue")
    save(page)
    click(page, "link", "What happened")
    page.get_by_label("A suspected suicide after domestic abuse").check()
    died = page.get_by_role("group", name="When did the person die")
    died.get_by_label("Month", exact=True).fill("10")
    died.get_by_label("Year", exact=True).fill("2026")
    expect_accessible(page)
    save(page)
    click(page, "link", "Children and others at risk")
    page.get_by_label("Yes", exact=True).check()
    save(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("First, keep people safe")
    expect_accessible(page)
    save(page, "Save and go on")
    expect_error(page, "risk_done", "Say what has been done to keep them safe before going on")
    page.get_by_label("What has been done to keep them safe?").fill("Referred to social care")
    save(page, "Save and go on")
    click(page, "link", "Media")
    page.get_by_label("Not known yet").check()
    expect_accessible(page)
    save(page)
    expect_accessible(page)
    click(page, "button", "Check your answers")
    expect_accessible(page)
    save(page, "Send the notice")
    expect(page.get_by_text("NOR-2026-01").first).to_be_visible()
    expect(page.get_by_text("by 3 December 2026")).to_be_visible()
    expect_accessible(page)
    page.goto("/notifications/")
    expect_accessible(page)
    click(page, "link", "NOR-2026-01")
    expect_accessible(page)


def test_same_death_is_asked_about_in_words(visitor, areas):
    send(draft(areas), areas.coordinator)
    second = draft(areas)
    page = visitor(areas.coordinator)
    page.goto(f"/notifications/{second.token}/check/")
    save(page, "Send the notice")
    expect(page.get_by_text("The name is the same")).to_be_visible()
    expect_accessible(page)
    save(page, "Continue")
    expect_error(page, "choice", "Choose the review it belongs to, or say it is another death")
    page.get_by_label("Yes, it is the same death: join NOR-2026-01").check()
    save(page, "Continue")
    expect(page.get_by_text("Joined with")).to_be_visible()
    assert Case.objects.count() == 1


def test_pages_of_people_criteria_decision_and_transfer_are_accessible(visitor, areas):
    case = screening(areas)
    died = case.persons.get()
    page = visitor(areas.coordinator)
    for path in (
        "people/new/", f"people/{died.token}/", f"people/{died.token}/identity/",
        f"people/{died.token}/characteristics/", f"people/{died.token}/parts/",
        f"people/{died.token}/parts/died/", "people/relationships/new/", "facts/", "notices/",
        "criteria/E3/", "criteria/rest/", "criteria/legal-test/",
        "criteria/consulted/new/", "decision/brief/", "decision/outcome/",
        "decision/ask-county/", "decision/home-office/", "direction/", "direction/new/",
        "declarations/", "declarations/new/", "transfer/new/", "transfer/residence/",
    ):  # fmt: skip
        answer = page.goto(f"/cases/{case.reference}/{path}")
        assert answer.status == 200, path
        expect_accessible(page)
    at = f"/cases/{case.reference}/"
    walk(page, [at + path for path in ("people/", "criteria/", "decision/", "transfer/")])


def test_keyboard_alone_goes_from_notice_to_decision(visitor, areas):
    page = visitor(areas.coordinator)
    page.goto("/notifications/")
    press(page, "button", "Record a notice")
    press(page, "button", "Start")
    press(page, "link", "Who is telling us")
    write(page, "Name of the person telling us", "Pat Police")
    day(page, "When was it received in writing?", datetime.date(2026, 11, 3))
    press(page, "button", "Save and continue")
    press(page, "link", "Person who died")
    press(page, "link", "Add somebody")
    write(page, "Full name", "Maria Example")
    press(page, "button", "Save and continue")
    choose(page, "No")
    press(page, "button", "Continue")
    press(page, "button", "Save and continue")
    press(page, "link", "What happened")
    choose(page, "Abuse, violence or neglect may have played a part")
    day(page, "When did the person die", datetime.date(2026, 10, 30))
    press(page, "button", "Save and continue")
    press(page, "button", "Check your answers")
    press(page, "button", "Send the notice")
    expect(page.get_by_text("NOR-2026-01").first).to_be_visible()
    case = Case.objects.get()
    page.goto(f"/cases/{case.reference}/steps/accept/")
    press(page, "button", "Continue")
    press(page, "button", "Record it")
    page.goto(f"/cases/{case.reference}/criteria/")
    press(page, "link", "Answer E1")
    choose(page, "Met")
    write(page, "What does this rest on?", "The police notice")
    write(page, "Where does it come from?", "The police")
    press(page, "button", "Save and continue")
    assert case.findings.get().value == "met"
    put_for_decision(areas, case)

    page = visitor(areas.county_partner)
    page.goto(f"/cases/{case.reference}/decision/")
    press(page, "link", "Record the view")
    choose(page, "Hold a review")
    write(page, "Reasons", "It appears met")
    write(page, "Type your name to sign", areas.county_partner.name)
    press(page, "button", "Sign and record")
    confirm_who(page)
    expect(page.get_by_text("View recorded", exact=True)).to_be_visible()

    page = visitor(areas.chair)
    page.goto(f"/cases/{case.reference}/decision/outcome/")
    press(page, "link", "Hold a review")
    choose(page, "Hold a review")
    write(page, "Reasons", "Both bodies agree")
    write(page, "Type your name to sign", areas.chair.name)
    press(page, "button", "Continue")
    press(page, "button", "Record it")
    confirm_who(page)
    decision = Case.objects.get().decisions.get()
    assert (decision.outcome, decision.decided_by) == ("hold", areas.chair)
    page.goto(f"/cases/{case.reference}/decision/outcome/")
    expect(page.get_by_text("Who must be told, and by when")).to_be_visible()
    expect_accessible(page)


def test_notice_is_sent_without_javascript(visitor, areas):
    page = visitor(areas.county_partner, javascript=False)
    page.goto("/notifications/new/")
    save(page, "Start")
    notice = Notification.objects.get()
    click(page, "link", "Who is telling us")
    page.get_by_label("Their organisation").fill("Midshire Police")
    save(page)
    page.goto(f"/notifications/{notice.token}/people/died/add/")
    page.get_by_label("Not identified yet").check()
    save(page)
    page.goto(f"/notifications/{notice.token}/sections/happened/")
    page.get_by_label("Someone in the same household may be responsible").check()
    page.get_by_label("Safer North").check()
    save(page)
    page.goto(f"/notifications/{notice.token}/check/")
    save(page, "Send the notice")
    expect(page.get_by_text("NOR-2026-01").first).to_be_visible()
    assert Case.objects.get().deadlines.get().counted_from_on == timezone.localdate()
