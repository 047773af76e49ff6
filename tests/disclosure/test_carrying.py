"""Answers carried over to the check of the next version, where the finding is the same (ADR 31)."""

import pytest
from django.utils import timezone

from audit.actors import acting
from dhr_cases.models import Person
from disclosure import checking, clearance
from disclosure.models import FindingAnswer
from documents.intake import store
from documents.models import DocumentKind, Zone
from tests.disclosure import planted
from tests.facts.rows import TODAY
from tests.house import text_of

pytestmark = pytest.mark.django_db
DAY = "They met on 3 May 2019 and moved."
LINE = "Her neighbour Larkspur heard it."


@pytest.fixture(autouse=True)
def somebody(case, team):
    with acting(team.coordinator):
        Person(case=case, name=planted.NAME, pseudonym="Rowan").save()


def put_in(case, team, text, document=None):
    by = team.independent_chair
    kind = {} if document else {"kind": DocumentKind.OVERVIEW_REPORT}
    with acting(by):
        return store(
            case, content=text.encode(), name="a.txt", by=by, zone=Zone.DRAFT, document=document,
            **kind,
        )  # fmt: skip


def checked(version, team):
    return checking.check_version(version, by=team.coordinator, at=timezone.now())


def answer_all(run, team, outcome="not_a_match"):
    by = team.independent_chair
    with acting(by):
        for finding in run.findings.exclude(group="fine"):
            FindingAnswer(
                case=run.case, finding=finding, outcome=outcome, reason="Names nobody",
                answered_by=by, answered_at=timezone.now(),
            ).save()  # fmt: skip


def carried(run):
    rows = FindingAnswer.objects.filter(finding__run=run, carried_from__isnull=False)
    return {row.finding.shown: row for row in rows.select_related("finding", "answered_by")}


@pytest.fixture
def first(case, team):
    version = put_in(case, team, f"{LINE}\n\n{planted.NAME} left.")
    answer_all(checked(version, team), team)
    return version


def test_same_words_in_the_same_surroundings_keep_their_answer(signed_in, case, team, first):
    run = checked(put_in(case, team, f"{LINE}\n\n{planted.NAME} left.", first.document), team)
    assert set(carried(run)) == {"Larkspur"}
    assert carried(run)["Larkspur"].answered_by == team.independent_chair
    client = signed_in(team.coordinator)
    words = text_of(client.get(f"/cases/{case.reference}/disclosure/{run.token}/"))
    assert "1 answer carried over from the check before" in words and "Carried over" in words


def test_what_must_be_fixed_is_said_again(signed_in, case, team, first):
    run = checked(put_in(case, team, f"{LINE}\n\n{planted.NAME} left.", first.document), team)
    must_fix = run.findings.filter(group="must_fix")
    assert must_fix.exists() and not must_fix.filter(answers__isnull=False).exists()
    words = text_of(
        signed_in(team.coordinator).get(f"/cases/{case.reference}/disclosure/{run.token}/")
    )
    assert "Said in an earlier check, and not carried over" in words and "Names nobody" in words


@pytest.mark.parametrize(
    "text", ["The neighbour by the mill, Larkspur, heard it.", "Her neighbours Larkspur heard it."]
)
def test_other_surroundings_are_asked_again(case, team, first, text):
    assert carried(checked(put_in(case, team, text, first.document), team)) == {}


def test_answer_that_something_has_to_change_is_not_carried(case, team):
    version = put_in(case, team, LINE)
    answer_all(checked(version, team), team, outcome="to_fix")
    assert carried(checked(version, team)) == {}


def test_other_file_keeps_nothing(case, team, first):
    assert carried(checked(put_in(case, team, LINE), team)) == {}


def test_initials_are_asked_again_once_somebody_else_is_known(case, team):
    initials = "".join(word[0] for word in planted.NAME.split())
    version = put_in(case, team, f"Seen by {initials} at noon.")
    answer_all(checked(version, team), team)
    assert set(carried(checked(version, team))) == {initials}
    with acting(team.coordinator):
        Person(case=case, name="Hettie Larkspur").save()
    assert carried(checked(version, team)) == {}


def test_carried_answers_clear_nothing_by_themselves(case, team, first):
    version = put_in(case, team, LINE, first.document)
    run = checked(version, team)
    with pytest.raises(clearance.NotCleared, match="open points"):
        clearance.clear(version, run, passed=True, note="Read", by=team.coordinator, on=TODAY)
