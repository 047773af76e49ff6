"""A tribute is printed at the front of the summary with its giver's consent, and not without."""

import pytest

from dhr_cases.models import Tribute
from dhr_cases.tributes import printable
from reports.content.learning_summary import report
from reports.models import LearningSummary
from tests.dhr_cases.conftest import errors
from tests.facts.family import relative
from tests.facts.rows import TODAY, day

WORDS = "She sang as she worked, and we sang with her."


@pytest.fixture
def efe(case, team, as_coordinator):
    return relative(case, team)


@pytest.fixture
def lead(reader):
    return reader("family_lead")


def summary_of(case, **facts):
    return LearningSummary(case=case, number=1, who="She was kind.", **facts)


def words_of(case, summary):
    return str([block for block in report(case, summary).blocks])


FACTS = {"words": WORDS, "consented_on": TODAY, "heard_by": "Faye", "signed_as": "Her sister"}


def give(lead, efe, **changes):
    return lead.send(f"family/{efe.token}/tributes/new/", **(FACTS | changes))


def change(lead, row, **changes):
    return lead.send(f"family/tributes/{row.token}/", **(FACTS | changes))


def test_it_stands_at_the_front_once_agreed(lead, case, efe):
    give(lead, efe)
    (row,) = case.tributes.all()
    words = words_of(case, summary_of(case))
    assert words.index("In memory") < words.index(WORDS) < words.index("She was kind.")
    assert "Her sister" in words
    assert WORDS in lead.text(f"family/{efe.token}/wishes/")
    change(lead, row, taken_back_on=TODAY)
    assert WORDS not in words_of(case, summary_of(case))


def test_without_consent_it_is_not_printed(lead, case, efe):
    give(lead, efe, consented_on="", heard_by="")
    assert WORDS not in words_of(case, summary_of(case))
    assert "it is not printed" in lead.text(f"family/{efe.token}/wishes/")


def test_consent_has_a_hearer_and_no_day_to_come(lead, case, efe):
    assert "Say who heard them agree" in str(errors(give(lead, efe, heard_by="")))
    assert "today or in the past" in str(errors(give(lead, efe, consented_on=day(2))))
    assert not Tribute.objects.exists()


def test_new_words_need_a_new_consent(lead, case, efe):
    give(lead, efe, consented_on=day(-3))
    (row,) = case.tributes.all()
    answer = change(lead, row, words="Other words.", consented_on=day(-3))
    assert "ask again, and enter the day" in str(errors(answer))
    change(lead, row, words="Other words.")
    assert printable(case).get().words == "Other words."


def test_summary_approved_before_holds_no_words_that_came_after(lead, case, efe):
    give(lead, efe)
    approved = summary_of(case, approved_on=day(-1))
    assert WORDS not in words_of(case, approved)
    approved.approved_on = TODAY
    assert WORDS in words_of(case, approved)


@pytest.mark.parametrize("who", ["coordinator", "panel_member", "partnership_chair"])
def test_others_cannot_learn_of_it(lead, reader, case, efe, who):
    give(lead, efe)
    other = reader(who)
    assert other.get(f"family/{efe.token}/tributes/new/").status_code == 404
    assert other.get(f"family/tributes/{case.tributes.get().token}/").status_code == 404
