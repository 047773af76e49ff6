"""What the check knows of a case, and the digest that tells a stale check."""

import pytest

from audit.actors import acting
from dhr_cases.models import PseudonymEntry
from disclosure import identities
from disclosure.finding import in_passage
from disclosure.identities import known, state_of_identities
from disclosure.reading import Passage
from tests.facts.rows import person

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture(autouse=True)
def as_coordinator(team):
    """Rows made in a test are the coordinator's."""
    with acting(team.coordinator):
        yield


@pytest.fixture
def marit(case):
    """The person who died."""
    return person(case, "Marit Holmsen", "died")


@pytest.fixture
def entry(case, marit):
    """What the register says of her."""
    row = PseudonymEntry(
        case=case, person=marit, variants="Maryth", nicknames="Birdie, Bee", initials="M.A.H."
    )
    row.save()
    return row


def shown(case, text):
    return {hit.shown for hit in in_passage(known(case), Passage("text", text))}


def test_spellings_nicknames_and_initials_of_the_register_are_known(case, entry):
    assert shown(case, "Then Birdie rang.") == {"Birdie"}
    assert shown(case, "Then Maryth rang.") == {"Maryth"}
    assert shown(case, "Then M.A.H. rang.") == {"M.A.H."}


class TestState:
    def test_same_until_something_known_changes(self, case, marit):
        before = state_of_identities(case)
        assert state_of_identities(case) == before
        assert len(before) == 64 and int(before, 16)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", "Marit Holmson"), ("other_names", "Mattie"),
            ("born_on", "1987-03-04"), ("address", "4 Larch Rise, Dursley"),
        ],
    )  # fmt: skip
    def test_changes_with_a_person(self, case, marit, field, value):
        before = state_of_identities(case)
        setattr(marit, field, value)
        marit.save()
        assert state_of_identities(case) != before

    def test_changes_with_the_register(self, case, entry):
        before = state_of_identities(case)
        entry.nicknames = "Birdie"
        entry.save()
        assert state_of_identities(case) != before

    def test_changes_with_the_rules(self, case, marit, monkeypatch):
        before = state_of_identities(case)
        monkeypatch.setattr(identities, "RULES_VERSION", identities.RULES_VERSION + 1)
        assert state_of_identities(case) != before

    def test_costs_at_most_eight_queries(self, case, marit, django_assert_max_num_queries):
        with django_assert_max_num_queries(8):
            state_of_identities(case)
