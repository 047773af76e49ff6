"""Every address of a case by everybody of the cast: in, 403 or 404, as the table of roles says."""

from functools import cache
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve

from accounts.roles import HIDDEN, Permission
from audit.models import AuditEvent, Event
from audit.who import in_request
from dhr_cases.models import Case
from dhr_cases.policy import case_for
from tests import factories
from tests.factories import OUTSIDERS, PARTS
from tests.matrix.pages import OF_A_CASE, PAGES
from tests.workflow.pages import confirm

pytestmark = pytest.mark.django_db
DUMMIES = {"number": 1, "pk": 1, "token": "none", "reference": "GLO-2026-01"}


def expected(may, needed):
    """What a gate should answer to somebody with these permissions."""
    if may & needed:
        return 200
    return 404 if Permission.VIEW_CASE not in may or needed <= HIDDEN else 403


def ask_gate(page, case, who, method):
    """What the gate in front of a page answers; the page behind it is not opened."""
    path = page.path(lambda key: case.reference if key == "cases/reference" else _dummy(key))
    request = getattr(RequestFactory(), method)(path)
    request.user, request.resolver_match = who, resolve(path)
    cells = dict(zip(page.view.__code__.co_freevars, page.view.__closure__, strict=True))
    behind = cells["view"].cell_contents
    cells["view"].cell_contents = lambda *args, **kwargs: HttpResponse("in")
    try:
        with in_request(request, "test"):
            return page.view(request, **request.resolver_match.kwargs).status_code, request
    except Http404:
        return 404, request
    except PermissionDenied:
        return 403, request
    finally:
        cells["view"].cell_contents = behind


@pytest.fixture
def asked_once():
    """What one person may do to one case is asked of the policy once, not before every page."""
    with patch("dhr_cases.gate.case_for", cache(case_for)):
        yield


def _dummy(key):
    return DUMMIES.get(key.rpartition("/")[2], "x")


@pytest.mark.usefixtures("asked_once")
@pytest.mark.parametrize("name", list(PARTS))
def test_every_page_of_a_case_answers_as_the_table_says(team, case, name):
    who, may, wrong = factories.user(team, name), team.may(name), []
    for page in OF_A_CASE:
        for method, needed in (("get", page.needs), ("post", page.change)):
            if method == "post" and not needed:
                continue
            answer = expected(may, page.needs)
            if answer == 200 and method == "post":
                answer = expected(may, needed)
            found, request = ask_gate(page, case, who, method)
            refused = bool(getattr(request, "refusal", None))
            if found != answer or refused is (answer == 200):
                wrong.append((page.name, method, found, answer, refused))
    assert wrong == []


def test_a_case_that_does_not_exist_looks_like_one_that_is_not_yours(team, case):
    nowhere = Case(reference="GLO-1999-01")
    for page in OF_A_CASE:
        assert ask_gate(page, nowhere, team.coordinator, "get")[0] == 404, page.name


def test_a_look_is_recorded_with_name_and_page(team, case):
    page = next(page for page in OF_A_CASE if page.name == "dhr_cases:overview")
    ask_gate(page, case, team.coordinator, "get")
    event = AuditEvent.objects.filter(event=Event.VIEWED).order_by("pk").last()
    assert (event.actor_id, event.subject) == (team.coordinator.pk, case.reference)
    assert event.details["page"] == "dhr_cases:overview"


def test_a_look_that_cannot_be_recorded_is_not_given(team, case):
    page = next(page for page in OF_A_CASE if page.name == "dhr_cases:overview")
    with patch("dhr_cases.gate.record", side_effect=OSError), pytest.raises(OSError):
        ask_gate(page, case, team.coordinator, "get")


@pytest.mark.parametrize("name", OUTSIDERS)
def test_outsiders_list_nothing(team, case, name):
    assert not Case.objects.visible_to(factories.user(team, name)).exists()


def test_the_list_and_the_pages_agree_for_everybody(team, case):
    """The second oracle: whoever the list shows a case to can open it, and nobody else."""
    overview = next(page for page in OF_A_CASE if page.name == "dhr_cases:overview")
    cases = [case, factories.make_case(team, lead=team.bodies.other_district)]
    for name in PARTS:
        who = factories.user(team, name)
        listed = set(Case.objects.visible_to(who))
        assert listed == {row for row in cases if ask_gate(overview, row, who, "get")[0] == 200}


# --- Pages that belong to no case ----------------------------------------------------------------

WITH_NO_CASE = [page for page in PAGES if not page.is_of_a_case]


def plain(*kinds):
    """Pages of these kinds whose address has nothing to fill in."""
    return [
        page
        for page in WITH_NO_CASE
        if getattr(page.view, "access", "") in kinds and not page.parts
    ]


ADMINISTRATION = plain("administrator")


def signed_in(who):
    browser = Client()
    browser.force_login(who)
    confirm(browser, who)
    return browser


@pytest.mark.parametrize(
    "page", plain("signed_in", "administrator", "standing"), ids=lambda page: page.name
)
def test_nobody_unknown_gets_past_the_sign_in_page(db, page):
    answer = Client().get(page.path(_dummy))
    assert answer.status_code == 302
    assert answer.url.startswith("/sign-in/")


@pytest.mark.parametrize("page", OF_A_CASE, ids=lambda page: page.name)
def test_nobody_unknown_gets_to_a_page_of_a_case(db, page):
    answer = Client().get(page.path(_dummy if "<reference:" not in page.route else _filled))
    assert answer.status_code == 302
    assert answer.url.startswith("/sign-in/")


def _filled(key):
    return "GLO-2026-01" if key == "cases/reference" else _dummy(key)


@pytest.mark.parametrize("name", list(PARTS))
def test_administrators_alone_open_their_pages(team, case, name):
    who = factories.user(team, name)
    browser = signed_in(who)
    answers = {page.name: browser.get(page.path(_dummy)).status_code for page in ADMINISTRATION}
    wanted = {"administrator": 200, "deactivated": 302}
    assert answers == dict.fromkeys(answers, wanted.get(name, 403))


def test_half_signed_in_reaches_no_case(team, case, settings):
    """Somebody with a password and no second step sees only the way to set one up."""
    settings.REQUIRE_SECOND_FACTOR = True
    browser = signed_in(team.coordinator)
    for page in OF_A_CASE:
        path = page.path(lambda key: case.reference if key == "cases/reference" else _dummy(key))
        assert browser.get(path).status_code == 302, page.name


@pytest.mark.parametrize("name", list(PARTS))
def test_notices_begin_with_those_who_work_with_them(team, case, name):
    roles = set() if name == "deactivated" else set(PARTS[name].standing)
    for page in plain("standing"):
        answer = signed_in(factories.user(team, name)).get(page.path(_dummy)).status_code
        allowed = roles & set(page.view.standing_roles)
        assert answer == (200 if allowed else 302 if name == "deactivated" else 403)
