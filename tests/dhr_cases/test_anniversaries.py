"""Birthday and day of death stand among the days to avoid by themselves, once known to the day."""

from datetime import date

import pytest

from dhr_cases.avoid import is_to_avoid
from dhr_cases.models import Involvement, Person
from dhr_cases.people import Part
from govuk.uncertain import UncertainDate
from tests.facts.family import relative


@pytest.fixture
def died(case, as_coordinator):
    """Somebody who died, born on a known day."""
    for row in case.persons.filter(involvements__part=Part.DIED):
        row.born_on = row.died_on = None
        row.save()
    case.died_on = None
    case.save()
    person = Person(
        case=case, name="Ama Quill", born_on=UncertainDate("1987-06-02"),
        died_on=UncertainDate("2026-05"),
    )  # fmt: skip
    person.save()
    Involvement(case=case, person=person, part=Part.DIED).save()
    return person


def days(case):
    return [(row.kind, row.day, row.yearly) for row in case.datetoavoids.order_by("pk")]


def test_birthday_comes_by_itself_and_a_month_is_never_filled_in(case, died):
    assert days(case) == [("birthday", date(1987, 6, 2), True)]
    assert is_to_avoid(case, date(2031, 6, 2)) and not is_to_avoid(case, date(2031, 5, 1))


def test_day_of_death_follows_what_is_recorded(case, died):
    died.died_on = UncertainDate("2026-05-03")
    died.save()
    assert ("anniversary", date(2026, 5, 3), True) in days(case)
    died.died_on = UncertainDate("2026-05-04")
    died.save()
    assert [day for kind, day, _ in days(case) if kind == "anniversary"] == [date(2026, 5, 4)]
    died.died_on = UncertainDate.unknown()
    died.save()
    assert [kind for kind, *_ in days(case)] == ["birthday"]


def test_death_known_only_of_the_review_counts(case, died):
    died.died_on = None
    died.save()
    case.died_on = UncertainDate("2026-05-09")
    case.save()
    assert ("anniversary", date(2026, 5, 9), True) in days(case)


def test_relatives_birthday_does_not_come_by_itself(case, died):
    Person(case=case, name="Ida Quill", born_on=UncertainDate("1960-01-01")).save()
    assert len(days(case)) == 1


def test_day_left_out_stays_out_until_it_is_taken_back(reader, team, case, died):
    relative(case, team)
    lead, (row,) = reader("family_lead"), case.datetoavoids.all()
    page = lead.text("family/dates/")
    assert "2 June, every year" in page and "The person who died" in page
    assert lead.get(f"family/dates/{row.token}/").status_code == 404
    out = lead.address(f"family/dates/{row.token}/leave-out/")
    assert lead.client.post(out).status_code == 302
    died.save()
    assert not is_to_avoid(case, date(2031, 6, 2))
    assert "Avoid it again" in lead.text("family/dates/") and len(days(case)) == 1
    lead.client.post(out)
    assert is_to_avoid(case, date(2031, 6, 2))
    for who in ("coordinator", "panel_member"):
        assert reader(who).client.post(out).status_code == 404
