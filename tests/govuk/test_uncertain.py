"""An uncertain date in the database is its own text, and nothing else gets in."""

import datetime
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import connections, models

from govuk.fields import UncertainDateField
from govuk.uncertain import UncertainDate, UncertainDateModelField

MAY = UncertainDate("2026-05")


def field(**options):
    made = UncertainDateModelField("date of death", **options)
    made.set_attributes_from_name("died_on")
    return made


def test_column_keeps_the_text():
    assert field().get_prep_value(MAY) == "2026-05"
    assert field().from_db_value("2026-05", None, None) == MAY


def test_nothing_recorded_is_kept_as_nothing():
    assert field().get_prep_value(None) == ""
    assert field(null=True).get_prep_value(None) is None
    assert field().from_db_value("", None, None) is None
    assert field().get_default() is None


def test_exact_date_is_understood():
    assert field().to_python(datetime.date(2026, 5, 3)) == UncertainDate("2026-05-03")
    assert field().get_prep_value(datetime.date(2026, 5, 3)) == "2026-05-03"


def test_text_that_is_no_date_is_not_saved():
    row = SimpleNamespace(died_on="last spring")
    with pytest.raises(ValidationError, match="not a date"):
        field().pre_save(row, add=True)


def test_saving_turns_text_into_the_value():
    row = SimpleNamespace(died_on="2026-05")
    assert field().pre_save(row, add=True) == MAY
    assert row.died_on == MAY
    assert field().value_to_string(row) == "2026-05"


def test_lookup_may_use_any_text():
    assert field().get_prep_value("2026-0") == "2026-0"


def test_required_date_says_what_to_do():
    with pytest.raises(ValidationError, match="Enter a date, or say that it is not known"):
        field().clean(None, None)
    assert field(blank=True, null=True).clean(None, None) is None
    assert field().clean(UncertainDate.unknown(), None) == UncertainDate.unknown()


def test_migration_names_no_length():
    _, path, _, options = field().deconstruct()
    assert path == "govuk.uncertain.UncertainDateModelField"
    assert "max_length" not in options


@pytest.mark.parametrize(("vendor", "collation"), [("postgresql", "C"), ("sqlite", None)])
def test_both_engines_sort_byte_by_byte(vendor, collation, monkeypatch):
    monkeypatch.setattr(connections["default"], "vendor", vendor)
    assert field().db_parameters(connections["default"])["collation"] == collation


def test_question_carries_the_fields_words():
    question = field(blank=True, help_text="As far as it is known.").formfield()
    assert isinstance(question, UncertainDateField)
    assert (question.label, question.required) == ("Date of death", False)
    assert question.help_text == "As far as it is known."
    assert isinstance(field(), models.CharField)
