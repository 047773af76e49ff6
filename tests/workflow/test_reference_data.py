"""The rules, legal tests and bank holidays we ship are those of the sources (process.md A2)."""

from datetime import date

import pytest

from dhr_cases.codes import Regime
from dhr_cases.models import RegimeDate
from workflow.deadlines import due_date
from workflow.models import BankHoliday, DeadlineRule
from workflow.services import regime_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]

# Code: name, amount, unit, local target, moved by a pause. The columns of process.md A2.
SECTION_9 = {
    "D01": ("notify", 0, "none", False, True),
    "D02": ("decide", 1, "months", False, False),
    "D03": ("tell_home_office", 5, "working_days", True, True),
    "D04": ("tell_family", 5, "working_days", True, True),
    "D05": ("report", 6, "months", False, True),
    "D06": ("tell_commissioner", 0, "none", False, False),
    "D08": ("home_office_reply", 0, "none", False, True),
    "D09": ("publish", 28, "days", True, True),
    "D10": ("send_final", 0, "none", False, True),
    "D11": ("family_draft", 21, "days", True, True),
    "D12": ("family_notice", -14, "days", True, True),
    "D13": ("reply_to_commissioner", 56, "days", False, False),
    "D14": ("action_review", 3, "months", True, True),
    "D15": ("keep_online", 12, "months", True, True),
    "D16": ("weapons_homicide", 1, "months", False, False),
    "D17": ("data_breach", 72, "hours", False, False),
    "D18": ("subject_access", 1, "months", False, False),
    "D19": ("freedom_of_information", 20, "working_days", False, False),
    "D20": ("judicial_review", 3, "months", False, False),
}


def shipped(regime):
    """The shipped rules of one legal test, by code."""
    return {
        rule.code: (rule.name, rule.amount, rule.unit, rule.is_local, rule.held_by_pause)
        for rule in DeadlineRule.objects.filter(regime=regime)
    }


def test_rules_of_section_9_are_those_of_the_table():
    assert shipped(Regime.S9) == SECTION_9


def test_section_8a_adds_the_statutory_report_to_the_secretary_of_state():
    rules = shipped(Regime.S8A)
    assert rules.pop("D07") == ("tell_secretary_of_state", 0, "none", False, False)
    assert rules == SECTION_9


def test_statute_is_called_statute_and_what_is_unverified_says_so():
    natures = dict(DeadlineRule.objects.filter(regime="S8A").values_list("code", "nature"))
    assert {code for code, nature in natures.items() if nature == "Statute"} == {
        "D06",
        "D07",
        "D13",
        "D16",
    }
    assert natures["D02"] == natures["D05"] == "Not verified"


def test_the_twelve_months_of_the_draft_were_never_adopted():
    assert [rule.amount for rule in DeadlineRule.objects.filter(code="D05")] == [6, 6]


def test_the_56_days_begin_with_the_day_of_publication():
    rule = DeadlineRule.objects.get(code="D13", regime="S9")
    published_on = date(2026, 3, 2)
    day_before = date(2026, 3, 1)
    last = due_date(day_before, rule.amount, rule.unit)
    assert (last - published_on).days + 1 == 56


def test_every_rule_names_its_source():
    assert not DeadlineRule.objects.filter(source="").exists()


@pytest.mark.parametrize("on", [date(2011, 4, 13), date(2026, 11, 23), date(2040, 1, 1)])
def test_section_8a_applies_to_nothing_until_it_is_commenced(on):
    assert RegimeDate.objects.get(regime="S8A").applies_from is None
    assert regime_on(on) == Regime.S9


def test_eight_bank_holidays_a_year_and_the_three_that_were_added():
    days = list(BankHoliday.objects.values_list("day", flat=True))
    counts = {year: sum(day.year == year for day in days) for year in range(2015, 2033)}
    extra = {2022: 2, 2023: 1}
    # The substitute for a New Year's Day at a weekend is the only kind that can leave its year,
    # and it never does: it follows.
    assert counts == {year: 8 + extra.get(year, 0) for year in counts}


@pytest.mark.parametrize(
    "day, title",
    [
        (date(2020, 5, 8), "Early May bank holiday (VE Day)"),
        (date(2022, 6, 2), "Spring bank holiday"),
        (date(2022, 9, 19), "State funeral of Queen Elizabeth II"),
        (date(2023, 5, 8), "Coronation of King Charles III"),
        (date(2026, 12, 28), "Boxing Day (substitute day)"),
        (date(2027, 12, 27), "Christmas Day (substitute day)"),
        (date(2030, 4, 22), "Easter Monday"),
    ],
)
def test_known_bank_holidays_are_there(day, title):
    assert BankHoliday.objects.get(day=day).title == title


def test_no_bank_holiday_is_at_a_weekend():
    assert [row for row in BankHoliday.objects.all() if row.day.weekday() > 4] == []
