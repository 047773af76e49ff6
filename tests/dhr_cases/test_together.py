"""Rows fetched together are the rows that their own querysets give, whatever kind they are."""

import pytest
from django.db import connection
from django.db.models import Count, QuerySet
from django.test.utils import CaptureQueriesContext

from audit.actors import acting
from dhr_cases.models import Involvement, Person
from dhr_cases.together import fetch_together, hang
from tests import factories
from tests.facts.rows import TODAY
from tests.house import make_house
from tests.prepared import shared
from tests.walls.zones import models_of_a_case
from workflow.models import Cost, Deadline

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def gone_far(django_db_setup, django_db_blocker):
    """A review with rows of many kinds."""
    with shared(django_db_blocker):
        yield make_house("ho_revision")


@pytest.fixture
def team(db, gone_far):
    """Its cast."""
    return gone_far[0]


@pytest.fixture
def case(db, gone_far):
    """That review, as the database has it."""
    return factories.fresh(gone_far[1])


def said(row):
    """Every column of a row with its type."""
    values = [getattr(row, field.attname) for field in type(row)._meta.concrete_fields]
    return type(row), [(type(value), value) for value in values]


def sets_of(case):
    """{name: every row} of each kind that belongs to a review, in an order both ways keep."""
    return {
        model._meta.label_lower.replace(".", "_"): QuerySet(model).filter(case=case).order_by("-pk")
        for model in models_of_a_case()
        if model is not type(case)
    }


def test_rows_come_as_their_own_querysets_give_them(case):
    sets = sets_of(case)
    assert connection.features.supports_json_field  # asked once of a connection
    with CaptureQueriesContext(connection) as captured:
        found = fetch_together(**sets)
    assert len(captured) == 1
    assert sum(1 for rows in found.values() if rows) > 20
    for name, rows in sets.items():
        assert [said(row) for row in found[name]] == [said(row) for row in rows], name


def test_money_keeps_its_pennies_and_an_agreement_with_nobody_is_none(team, case):
    with acting(team.coordinator):
        Cost(case=case, kind="chair", quoted="1200.5", quoted_on=TODAY).save()
    rows = Cost.objects.filter(case=case).select_related("agreement").order_by("-pk")
    (row,) = fetch_together(costs=rows)["costs"][:1]
    assert said(row) == said(Cost.objects.get(pk=row.pk)) and str(row.quoted) == "1200.50"
    assert "agreement" in row._state.fields_cache and row.agreement is None


def test_joins_annotations_and_order_come_along(case):
    people = case.persons.annotate(parts_played=Count("involvements")).order_by("-name")
    clocks = Deadline.objects.filter(case=case).select_related("rule").order_by("rule__name")
    found = fetch_together(people=people, clocks=clocks)
    with CaptureQueriesContext(connection) as captured:
        told = [row.rule.name for row in found["clocks"]]
        counts = [(row.name, row.parts_played) for row in found["people"]]
    assert not captured.captured_queries
    assert told == [row.rule.name for row in clocks]
    assert counts == [(row.name, row.parts_played) for row in people]


def test_children_hang_on_their_parents(case):
    found = fetch_together(
        people=Person.objects.filter(case=case), parts=Involvement.objects.filter(case=case)
    )
    hang(found["parts"], on=found["people"], by="person", name="involvements")
    with CaptureQueriesContext(connection) as captured:
        told = [[part.person.name for part in row.involvements.all()] for row in found["people"]]
    assert not captured.captured_queries
    assert told == [[row.name] * row.involvements.count() for row in case.persons.all()]


def test_nothing_is_an_empty_list(case):
    found = fetch_together(one=Person.objects.none(), other=case.persons.all())
    assert found["one"] == [] and len(found["other"]) == case.persons.count()
    assert fetch_together(one=Person.objects.none()) == {"one": []}


def test_what_a_union_cannot_say_is_refused(case):
    with pytest.raises(ValueError, match="sliced"):
        fetch_together(people=case.persons.all()[:1])
    with pytest.raises(ValueError, match="relation file"):
        fetch_together(rows=case.entrys.all())
