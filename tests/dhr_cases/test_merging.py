"""Two rows, one person: everything of both stays, and nobody decides by accident (S22)."""

import pytest

from audit.actors import acting
from dhr_cases import merging
from dhr_cases.models import Involvement, Person, Relationship
from tests.facts.rows import person
from tests.house import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(team, case):
    with acting(team.coordinator):
        kept = person(case, "Marit Lowe", "died")
        other = person(case, "Marit Low", "family")
        other.address = "4 Abbey Close"
        other.save()
    return kept, other


def page(case, kept, rest=""):
    return f"/cases/{case.reference}/people/{kept.token}/same-as/{rest}"


def test_coordinator_makes_two_one_by_clicking(signed_in, team, case, pair):
    kept, other = pair
    client = signed_in(team.coordinator)
    answer = client.post(page(case, kept), {"other": other.token}, follow=True)
    assert "Say of each fact" in text_of(answer)
    here = answer.redirect_chain[-1][0]
    assert "Say which is right: full name" in text_of(client.post(here, {}))
    assert case.persons.filter(pk=other.pk).exists()
    client.post(here, {"name": "other"})
    row = Person.objects.get(pk=kept.pk)
    assert (row.name, row.address) == ("Marit Low", "4 Abbey Close")
    assert {part.part for part in row.involvements.all()} == {"died", "family"}
    assert not case.persons.filter(pk=other.pk).exists()
    assert Person.history.filter(id=other.pk, history_type="-").exists()


def test_contradiction_nobody_settled_changes_nothing(team, case, pair):
    kept, other = pair
    with pytest.raises(merging.Contradiction):
        merging.merge(kept, other, by=team.coordinator, chosen={})
    assert case.persons.filter(pk__in=[kept.pk, other.pk]).count() == 2


def test_relationship_between_the_two_stands_in_the_way(team, case, pair):
    kept, other = pair
    with acting(team.coordinator):
        Involvement(case=case, person=other, part="responsible").save()
        Relationship(case=case, died=kept, responsible=other, relation="Parent").save()
    with pytest.raises(ValueError, match="joins these two"):
        merging.merge(kept, other, by=team.coordinator, chosen={"name": "kept"})
    assert Person.objects.filter(pk=other.pk).exists()


def test_relationships_go_along(team, case, pair):
    kept, other = pair
    with acting(team.coordinator):
        son = person(case, "Jonas Vik", "responsible")
        for died in (kept, other):
            Relationship(case=case, died=died, responsible=son, relation="Parent").save()
    merging.merge(kept, other, by=team.coordinator, chosen={"name": "kept"})
    assert [row.died_id for row in son.relationships_as_responsible.all()] == [kept.pk]


def test_nobody_of_another_review_is_merged(signed_in, team, case, pair):
    client = signed_in(team.coordinator)
    assert client.get(page(case, pair[0], f"{pair[0].token}/")).status_code == 404
    assert client.get(page(case, pair[0], "nobody000000/")).status_code == 404


@pytest.mark.parametrize(("name", "status"), [("partnership_chair", 403), ("stranger", 404)])
def test_others_cannot(signed_in, team, case, pair, name, status):
    assert signed_in(getattr(team, name)).get(page(case, pair[0])).status_code == status
