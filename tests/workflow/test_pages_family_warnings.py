"""What others are told of the family's days and stops: “avoid”, and nothing else."""

import pytest

from audit.actors import job
from dhr_cases.models import DateToAvoid
from tests import factories
from tests.facts.family import relative
from tests.facts.rows import TODAY, day
from tests.house import text_of, typed_day

AVOID = "Avoid this day. Choose another, or tick below to keep it."


@pytest.fixture
def team(db, house):
    """Everybody of the house."""
    return house[0]


@pytest.fixture
def case(db, house):
    """Their review, as the database has it."""
    return factories.fresh(house[1])


@pytest.fixture
def hard_days(case):
    """Today, and a day to come, are to be avoided."""
    with job("tests"):
        for on in (TODAY, day(30)):
            DateToAvoid(case=case, day=on, kind="birthday", note="Hers").save()


def letter_to(audience, addressee="Ms E Mensah"):
    return {
        "audience": audience, "purpose": "other", "addressee": addressee, "how": "secure_email",
        **typed_day("sent_on", TODAY),
    }  # fmt: skip


class TestLetters:
    @pytest.fixture
    def address(self, case):
        return f"/cases/{case.reference}/letters/record/"

    def test_letter_to_the_family_on_a_day_to_avoid_is_warned_of(
        self, signed_in, team, case, address, hard_days
    ):
        lead = signed_in(team.family_lead)
        answer = text_of(lead.post(address, letter_to("family")))
        assert AVOID in answer and "Hers" not in answer
        assert not case.letters.exists()
        assert lead.post(address, letter_to("family") | {"anyway": "on"}).status_code == 302
        assert case.letters.count() == 1

    def test_other_letters_are_not(self, signed_in, team, case, address, hard_days):
        sent = signed_in(team.family_lead).post(address, letter_to("home_office"))
        assert sent.status_code == 302

    def test_stop_shows_before_a_letter_and_holds(self, signed_in, team, case, address):
        relative(case, team, do_not_contact=True, do_not_contact_reason="Threats were made")
        lead = signed_in(team.family_lead)
        assert "Do not contact: Efe." in text_of(lead.get(address))
        answer = text_of(lead.post(address, letter_to("family", "Ms Efe Mensah")))
        assert "Do not contact this person. Threats were made" in answer
        assert not case.letters.exists()
        assert lead.post(address, letter_to("family", "Kofi Mensah")).status_code == 302

    def test_coordinator_is_told_of_no_stop(self, signed_in, team, case, address):
        relative(case, team, do_not_contact=True, do_not_contact_reason="Threats were made")
        shown = text_of(signed_in(team.coordinator).get(address))
        assert "Do not contact" not in shown and "Efe" not in shown


def test_day_of_publication_is_warned_of(signed_in, team, case, hard_days, confirmed):
    address = f"/cases/{case.reference}/publication/decide/"
    given = {"form": "full", **typed_day("planned_on", day(30))}
    chair = signed_in(team.partnership_chair)
    answer = text_of(chair.post(address, given))
    assert AVOID in answer and "Hers" not in answer and "irthday" not in answer
    assert not case.publication_decisions.exists()
    assert chair.post(address, given | {"anyway": "on"}).status_code == 302
    assert case.publication_decisions.count() == 1
