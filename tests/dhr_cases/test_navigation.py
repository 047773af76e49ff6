"""The side of a review shows what this person may open, and nothing else."""

import datetime
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from lxml import html

from accounts.roles import GRANTS, Permission, Role
from dhr_cases import navigation

CASE = SimpleNamespace(
    reference="GLO-2026-02",
    known_as="Ama",
    progress=SimpleNamespace(stage="Gathering"),
    joint_with="",
    is_paused=False,
)


@pytest.fixture(autouse=True)
def every_page_exists(monkeypatch):
    monkeypatch.setattr(
        navigation,
        "_address",
        lambda entry, reference: f"/cases/{reference}/{entry.url_name.partition(':')[2]}/",
    )


def labels(may):
    return [label for _, links in navigation.links_for("GLO-2026-02", may) for label, _ in links]


def show(may, address="/cases/GLO-2026-02/people/somebody/", case=CASE, until=None):
    text = "{% load cases %}{% case_bar case may %}{% case_navigation case may %}"
    request = RequestFactory().get(address)
    request.emergency_until = until
    context = {"request": request, "case": case, "may": may}
    return html.fromstring(f"<div>{Template(text).render(Context(context))}</div>")


@pytest.mark.parametrize("role", Role)
def test_family_is_named_only_to_those_who_may_read_it(role):
    assert ("Family and friends" in labels(GRANTS[role])) is (
        Permission.VIEW_FAMILY in GRANTS[role]
    )


def test_nobody_without_permission_is_shown_anything():
    assert labels(frozenset()) == []


def test_every_label_is_there_for_somebody_who_may_see_all():
    shown = labels(frozenset(Permission))
    assert shown == [entry.label for _, entries in navigation.GROUPS for entry in entries]
    assert len(set(shown)) == len(shown)


def test_page_we_are_under_is_marked():
    found = show(frozenset(Permission))
    marked = found.xpath("//*[@aria-current='true']")
    assert {link.text for link in marked} == {"People"}


def test_person_comes_before_the_reference():
    text = show(frozenset()).text_content()
    assert text.index("Ama") < text.index("GLO-2026-02")


def test_page_that_does_not_exist_yet_is_left_out(monkeypatch):
    monkeypatch.undo()
    entry = navigation.Entry("Nowhere", "dhr_cases:nowhere", (Permission.VIEW_CASE,))
    monkeypatch.setattr(navigation, "GROUPS", (("Group", (entry,)),))
    assert navigation.links_for("GLO-2026-02", {Permission.VIEW_CASE}) == []


def test_pause_is_said_at_the_head():
    paused = SimpleNamespace(**vars(CASE) | {"is_paused": True})
    assert "Paused" in show(frozenset(), case=paused).text_content()
    assert "Paused" not in show(frozenset()).text_content()


def test_emergency_access_says_when_it_ends():
    until = datetime.datetime(2026, 11, 23, 14, 30, tzinfo=datetime.UTC)
    text = show(frozenset(), until=until).text_content()
    assert "Emergency access until 14:30 on 23 November 2026" in text
    assert "Emergency" not in show(frozenset()).text_content()
