"""Whom labels mean is said once, and then stands in the rows and finds them (S80)."""

import pytest
from django.urls import reverse

from audit.actors import acting
from chronology.models import PersonLabel
from chronology.names import Known, Names
from chronology.names.proposing import propose, usually
from dhr_cases.models import Involvement, Person
from tests.facts.chronology import chronology, label
from tests.house import text_of

PEOPLE = (
    Known("a", ("Hilary Hartwell",), "Bryony", "HH", part="died"),
    Known("b", ("Conrad Hartwell",), "Adam", "CH", part="responsible"),
    Known("c", ("Zo\u00eb Hartwell",), "Child 1", "ZH", part="child", is_child=True),
    Known("d", ("Max Hartwell",), "Child 2", "MH", part="child", is_child=True),
    Known("e", ("Faye",), "[name]", "F"),
)


@pytest.mark.parametrize(
    "written, who, token, because",
    [
        ("hilary", "", "a", "name or pseudonym"),
        ("adam", "other", "b", "name or pseudonym"),
        ("h.h.", "family", "a", "initials"),
        ("mother", "died", "a", "the person who died"),
        ("child 2", "child", "d", "name or pseudonym"),
        ("hilary's friend", "other", "", ""),
        ("the older child", "child", "", ""),
        ("mgm", "family", "", ""),
        ("ch", "staff", "", ""),
        ("f", "family", "", ""),
        ("mother", "", "", ""),
    ],
)
def test_only_one_fitting_person_is_proposed_and_the_reason_said(written, who, token, because):
    found = propose(written, who, Names(PEOPLE))
    assert (found.person.token if found else "") == token
    assert because in (found.why if found else "")


def test_letters_are_explained():
    assert usually("MGM") == "mother of the mother" and not usually("Mother")


@pytest.fixture
def written(team, case):
    """The police wrote "mgm" and "mother", the health trust "mother" of somebody else."""
    with acting(team.coordinator):
        for name, pseudonym, part in (
            ("Hilary Hartwell", "Bryony", "died"), ("Joan Vale", "Wren", "family"),
        ):  # fmt: skip
            row = Person(case=case, name=name, pseudonym=pseudonym)
            row.save()
            Involvement(case=case, person=row, part=part).save()
        rows = (
            {"starts": "2021", "source": "Log", "happened": "A call.", "people": "Mother; MGM",
             "labels": ";mother;mgm;"},
            {"starts": "2022", "source": "Log", "happened": "A visit.", "people": "Mother",
             "labels": ";mother;"},
        )  # fmt: skip
        chronology(case, team, rows=rows)
        chronology(case, team, team.bodies.health, rows=rows[1:])
        label(case, team.bodies.police, "mother", who="died")
        label(case, team.bodies.police, "mgm", who="family")
    return {person.pseudonym: person for person in case.persons.all()}


@pytest.mark.django_db
def test_a_link_stands_in_the_rows_and_finds_them(team, case, written, signed_in):
    browser = signed_in(team.coordinator)
    address = reverse("chronology:labels", args=[case.reference])
    home = reverse("chronology:combined", args=[case.reference])
    page = text_of(browser.get(address))
    assert "The letters usually mean: mother of the mother." in page
    assert "Proposed: Bryony, because the agency says “the person who died”" in page
    assert not PersonLabel.objects.exclude(person=None).exists()
    answers = {"label_0": written["Bryony"].token, "label_1": written["Wren"].token, "label_2": ""}
    assert browser.post(address, answers).url == home
    shown = text_of(browser.get(home))
    assert "Mother (Bryony); MGM (Wren)" in shown and "Joan" not in shown
    found = text_of(browser.get(f"{home}?person={written['Wren'].token}"))
    assert "1 of 3 rows" in found
    assert "2 of 3 rows" in text_of(browser.get(f"{home}?person={written['Bryony'].token}"))
    browser.post(address, answers | {"label_1": ""})
    assert "MGM (Wren)" not in text_of(browser.get(home))
    assert PersonLabel.objects.get(label="mgm").person is None


@pytest.mark.django_db
def test_whoever_does_not_run_the_review_links_nothing(team, case, written, signed_in):
    address = reverse("chronology:labels", args=[case.reference])
    assert signed_in(team.panel_member).get(address).status_code == 403
    assert signed_in(team.independent_chair).get(address).status_code == 200
    refused = signed_in(team.coordinator).post(address, {"label_0": "nobody"})
    assert "govuk-error-summary" in text_of(refused)
