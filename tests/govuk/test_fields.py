"""What people type in boxes becomes what they meant, or a sentence about the right box."""

import datetime

import pytest
from django import forms
from hypothesis import given
from lxml import html

from govuk.dates import UncertainDate
from govuk.fields import CharacterCountField, DateField, UncertainDateField, YesNoField
from govuk.forms import GovukForm
from tests.govuk.test_dates import anything


class Death(GovukForm):
    died_on = UncertainDateField(label="Date of death")


class Notice(GovukForm):
    came_on = DateField(label="Date of the notice")


class Answers(GovukForm):
    risk = YesNoField(label="Is anybody at risk now?")
    reason = CharacterCountField(label="Reason", max_length=10)


def asked(form_class, name, *boxes, **more):
    names = ("day", "month", "year", "to_day", "to_month", "to_year")
    typed = {f"{name}_{part}": box for part, box in zip(names, boxes, strict=False)}
    return form_class(typed | more)


def fault(form, name):
    (error,) = form.errors[name].as_data()
    return error.message, error.faults


def posted_again(form):
    """The answers a browser would send back from the page as it was written."""
    page = html.fromstring(f"<div>{form}</div>")
    return {
        box.get("name"): box.get("value", "on" if box.get("type") == "checkbox" else "")
        for box in page.iter("input")
        if box.get("type") != "checkbox" or box.get("checked") is not None
    }


@given(anything)
def test_date_shown_on_a_page_comes_back_unchanged(date):
    form = Death(posted_again(Death(initial={"died_on": date})), initial={"died_on": date})
    assert form.is_valid()
    assert form.cleaned_data["died_on"] == date
    assert not form.has_changed()


@pytest.mark.parametrize(
    ("boxes", "text"),
    [
        (("3", "5", "2026"), "2026-05-03"),
        (("03", "may", "2026"), "2026-05-03"),
        (("", "Sept", "2026"), None),
        (("", "September", "2026"), "2026-09"),
        (("", "", " 2026 "), "2026"),
        (("1", "5", "2026", "14", "5", "2026"), "2026-05-01/2026-05-14"),
        (("", "", "2019", "", "", "2021"), "2019/2021"),
    ],
)
def test_date_is_taken_as_far_as_it_was_typed(boxes, text):
    form = asked(Death, "died_on", *boxes)
    assert form.is_valid() is (text is not None)
    if text:
        assert form.cleaned_data["died_on"] == UncertainDate(text)


def test_not_known_is_an_answer():
    form = asked(Death, "died_on", died_on_not_known="on")
    assert form.is_valid()
    assert form.cleaned_data["died_on"] == UncertainDate.unknown()


@pytest.mark.parametrize(
    ("boxes", "sentence", "boxes_at_fault"),
    [
        (("3", "5", ""), "Date of death must include a year", (2,)),
        (("", "5", ""), "Date of death must include a year", (2,)),
        (("3", "", "2026"), "Date of death must include a month", (1,)),
        (("3", "", ""), "Date of death must include a month and a year", (1, 2)),
        (
            ("31", "2", "2026"),
            "Date of death: there is no 31 February 2026. February 2026 has 28 days",
            (0,),
        ),
        (("x", "2", "2026"), "Date of death: the day must be a number from 1 to 31", (0,)),
        (
            ("1", "13", "2026"),
            "Date of death: the month must be a number from 1 to 12, or its name",
            (1,),
        ),
        (("1", "2", "26"), "Date of death: the year must be 4 numbers", (2,)),
        (("1", "2", "٢٠٢٦"), "Date of death: the year must be 4 numbers", (2,)),
        (("1", "2", "1066"), "Date of death: the year must be between 1900 and 2100", (2,)),
        (
            ("", "", "", "1", "5", "2026"),
            "Date of death: say when the range starts, or leave its end empty",
            (0, 1, 2),
        ),
        (
            ("2", "5", "2026", "1", "5", "2026"),
            "Date of death: the end of the range must be after its start",
            (3, 4, 5),
        ),
        (
            ("2", "5", "2026", "1", "5", ""),
            "Date of death (the end of the range) must include a year",
            (5,),
        ),
    ],
)
def test_fault_is_a_sentence_about_the_right_box(boxes, sentence, boxes_at_fault):
    form = asked(Death, "died_on", *boxes)
    assert fault(form, "died_on") == (sentence, boxes_at_fault)
    typed = [posted_again(form).get(name, "") for name in form.data]
    assert typed == list(form.data.values())


def test_a_date_and_not_known_is_not_both():
    form = asked(Death, "died_on", "", "", "2026", died_on_not_known="on")
    assert fault(form, "died_on")[0] == (
        "Date of death: give a date or choose “Not known”, not both"
    )


def test_nothing_said_asks_for_the_date_or_not_known():
    assert Death({}).errors["died_on"] == ["Enter date of death, or say that it is not known"]


def test_question_is_not_used_as_a_name():
    field = UncertainDateField(label="When did they die?")
    with pytest.raises(forms.ValidationError, match=r"^\['The date must include a year'\]$"):
        field.clean(["", "5", "", "", "", "", ""])
    field.subject = "Date of death"
    with pytest.raises(forms.ValidationError, match="Date of death must include a year"):
        field.clean(["", "5", "", "", "", "", ""])


def test_known_date_needs_all_its_parts():
    form = asked(Notice, "came_on", "", "5", "2026")
    assert fault(form, "came_on") == ("Date of the notice must include a day", (0,))
    form = asked(Notice, "came_on", "4", "12", "2026")
    assert form.is_valid()
    assert form.cleaned_data["came_on"] == datetime.date(2026, 12, 4)


def test_known_date_that_did_not_change_is_not_a_change():
    day = datetime.date(2026, 12, 4)
    shown = posted_again(Notice(initial={"came_on": day}))
    assert not Notice(shown, initial={"came_on": day}).has_changed()
    assert asked(Notice, "came_on", "x", "1", "2026").has_changed()


@pytest.mark.parametrize(("sent", "meant"), [("yes", True), ("no", False)])
def test_yes_and_no_are_true_and_false(sent, meant):
    form = Answers({"risk": sent, "reason": "x"}, initial={"risk": meant, "reason": "x"})
    assert form.is_valid()
    assert form.cleaned_data["risk"] is meant
    assert not form.has_changed()


def test_no_answer_is_not_a_no():
    assert Answers({"reason": "x"}).errors["risk"] == [
        "Answer the question “Is anybody at risk now?”"
    ]
    assert YesNoField(required=False).clean("") is None


def test_line_break_counts_once():
    assert CharacterCountField(max_length=3).clean("a\r\nb") == "a\nb"


def test_text_over_the_limit_is_kept_and_said():
    form = Answers({"risk": "yes", "reason": "far too long"})
    assert form.errors["reason"] == ["Reason must be 10 characters or fewer"]
    assert "far too long" in str(form)
    assert "maxlength=" not in str(form).replace("data-maxlength=", "")


def test_stored_text_fills_the_boxes():
    form = Death(initial={"died_on": "2026-05"})
    assert posted_again(form)["died_on_month"] == "5"
    assert UncertainDateField(required=False).clean("2026-05") == UncertainDate("2026-05")
