"""What must not leave besides names: listed, added, changed, ended, and kept to zone Z3."""

import pytest

from dhr_cases.models import ProtectedTerm, TermKind
from tests.dhr_cases.conftest import errors
from tests.facts.rows import day, person

PAGE = "protected-terms/"


@pytest.fixture
def marit(case, as_coordinator):
    """The person who died."""
    return person(case, "Marit Holmsen", "died")


@pytest.fixture
def school(case, marit):
    """Where her child goes."""
    row = ProtectedTerm(case=case, kind="school", value="Larch Rise School", person=marit)
    row.save()
    return row


@pytest.mark.parametrize("kind", TermKind)
def test_each_kind_is_added_and_listed(kind, reader, case, marit):
    answers = {"value": "Larch 12345", "person": marit.pk, "note": "As the deputy head wrote"}
    if kind == TermKind.EVENT:
        answers["day"] = day(-400)
    coordinator = reader("coordinator")
    assert coordinator.send(f"{PAGE}new/{kind}/", **answers).status_code == 302
    assert case.protectedterms.get().kind == kind
    text = coordinator.text(PAGE)
    assert "Larch 12345" in text and "Marit Holmsen" in text and "deputy head" in text


def test_is_changed_and_ended_with_a_reason_and_stays_listed(reader, school):
    coordinator = reader("coordinator")
    path = f"{PAGE}{school.token}/"
    assert coordinator.send(path, value="Larch Rise", variants="The Rise").status_code == 302
    assert "Also written: The Rise" in coordinator.text(PAGE)
    assert errors(coordinator.send(f"{path}end/", because="")) != []
    assert coordinator.send(f"{path}end/", because="It closed long ago").status_code == 302
    school.refresh_from_db()
    assert school.ended_on == day(0)
    assert "It closed long ago" in coordinator.text(PAGE)
    assert coordinator.get(path).status_code == coordinator.get(f"{path}end/").status_code == 404


@pytest.mark.parametrize(
    ("kind", "answers", "said"),
    [
        ("school", {"value": ""}, "Enter school or college"),
        ("school", {"value": "a"}, "Enter at least two letters or digits"),
        ("vehicle", {"value": "AB1"}, "Enter at least 5 letters or digits"),
        ("number", {"value": "22/4411", "variants": "22/4411\n22"}, "Enter at least 5 letters"),
        ("event", {"value": "The meeting"}, "Enter day"),
    ],
)
def test_what_would_match_nothing_or_everything_is_refused(kind, answers, said, reader, case):
    sent = reader("coordinator").send(f"{PAGE}new/{kind}/", **answers)
    assert len(errors(sent)) == 1 and errors(sent)[0].startswith(said)
    assert not case.protectedterms.exists()


def test_unknown_kind_is_not_found(reader, case):
    assert reader("coordinator").get(f"{PAGE}new/weapon/").status_code == 404


@pytest.mark.parametrize("name", ["panel_member", "county_partner", "auditor", "stranger"])
def test_closed_to_whoever_may_not_see_names(name, reader, school):
    someone = reader(name)
    for path in (PAGE, f"{PAGE}new/school/", f"{PAGE}{school.token}/"):
        assert someone.get(path).status_code in (403, 404)


def test_partnership_chair_reads_and_does_not_write(reader, school):
    chair = reader("partnership_chair")
    assert "Larch Rise School" in chair.text(PAGE) and "Add:" not in chair.text(PAGE)
    assert chair.get(f"{PAGE}new/school/").status_code == 403
