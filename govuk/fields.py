"""Questions that Django does not have: dates in parts, yes or no, and text with a count."""

import calendar
import datetime
import re

from django import forms
from django.core.exceptions import ValidationError

from .dates import FIRST_YEAR, LAST_YEAR, UncertainDate
from .widgets import CountedTextarea, DateWidget, UncertainDateWidget

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_NAMES = ("a day", "a month", "a year")
DAY, MONTH, YEAR = 0, 1, 2
NOT_KNOWN_BOX = 6
LARGEST_KEY = 2**63 - 1


class PartFault(ValidationError):
    """What is wrong with an answer in parts, and which boxes to look at."""

    def __init__(self, message: str, code: str, faults: tuple[int, ...]):
        super().__init__(message, code=code)
        self.faults = faults


class _PartsField(forms.Field):
    """A date typed in boxes. `subject` names it in messages when the label is a question."""

    def __init__(self, *, subject: str = "", **options):
        self.subject = subject
        super().__init__(**options)

    @property
    def called(self) -> str:
        """What messages call this date: the subject, a label that is no question, or The date."""
        if self.subject:
            return self.subject
        label = str(self.label or "")
        return label if label and not label.endswith("?") else "The date"

    def _point(self, boxes: list[str], first: int = 0, called: str = "") -> UncertainDate | None:
        """The date in three boxes, as far as it was given; None when all are empty.

        Args: boxes as typed; first is the number of the day's box; called is the name to use.
        Raises PartFault naming what is missing or wrong; never completes a part.
        """
        called = called or self.called
        if not any(boxes):
            return None
        missing = self._missing(boxes)
        if missing:
            names = " and ".join(_NAMES[part] for part in missing)
            faults = tuple(first + part for part in missing)
            raise PartFault(f"{called} must include {names}", "incomplete", faults)
        day, month, year = (text.strip() for text in boxes)
        year_number = self._year(year, called, first)
        month_number = self._month(month, called, first)
        day_number = self._day(day, month_number, year_number, called, first)
        return UncertainDate.from_parts(year_number, month_number, day_number)

    def _missing(self, boxes: list[str]) -> list[int]:
        raise NotImplementedError

    def _year(self, typed: str, called: str, first: int) -> int:
        if not re.fullmatch(r"[0-9]{4}", typed):
            raise PartFault(f"{called}: the year must be 4 numbers", "year", (first + YEAR,))
        if not FIRST_YEAR <= int(typed) <= LAST_YEAR:
            raise PartFault(
                f"{called}: the year must be between {FIRST_YEAR} and {LAST_YEAR}",
                "year",
                (first + YEAR,),
            )
        return int(typed)

    def _month(self, typed: str, called: str, first: int) -> int | None:
        if not typed:
            return None
        if typed.lower() in _MONTHS:
            return _MONTHS[typed.lower()]
        if not re.fullmatch(r"[0-9]{1,2}", typed) or not 1 <= int(typed) <= 12:
            raise PartFault(
                f"{called}: the month must be a number from 1 to 12, or its name",
                "month",
                (first + MONTH,),
            )
        return int(typed)

    def _day(self, typed: str, month: int | None, year: int, called: str, first: int) -> int | None:
        if not typed:
            return None
        if not re.fullmatch(r"[0-9]{1,2}", typed) or not 1 <= int(typed) <= 31:
            raise PartFault(
                f"{called}: the day must be a number from 1 to 31", "day", (first + DAY,)
            )
        last = calendar.monthrange(year, month)[1]
        if int(typed) > last:
            name = calendar.month_name[month]
            raise PartFault(
                f"{called}: there is no {int(typed)} {name} {year}. {name} {year} has {last} days",
                "no_such_day",
                (first + DAY,),
            )
        return int(typed)


class DateField(_PartsField):
    """A date known to the day, typed in three boxes; gives a `datetime.date` or None."""

    widget = DateWidget

    def __init__(self, **options):
        options.setdefault("help_text", "For example, 27 3 2026")
        super().__init__(**options)

    def to_python(self, value) -> datetime.date | None:
        if value in self.empty_values or isinstance(value, datetime.date):
            return value or None
        point = self._point([str(part or "").strip() for part in value])
        return point.earliest if point else None

    def _missing(self, boxes):
        return [part for part in (DAY, MONTH, YEAR) if not boxes[part]]

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True


class UncertainDateField(_PartsField):
    """A date as far as it is known; gives an UncertainDate or, when nothing was said, None."""

    widget = UncertainDateWidget

    def __init__(self, **options):
        options.setdefault(
            "help_text",
            "For example, 27 3 2026. Leave out the day, or the day and month, if not known.",
        )
        super().__init__(**options)

    def to_python(self, value) -> UncertainDate | None:
        if value in self.empty_values or isinstance(value, UncertainDate):
            return value or None
        if isinstance(value, str):
            return UncertainDate(value)
        boxes = [str(part or "").strip() for part in value[:NOT_KNOWN_BOX]]
        not_known = value[NOT_KNOWN_BOX] in (True, "on", "True", "true")
        if not_known and any(boxes):
            raise PartFault(
                f"{self.called}: give a date or choose “Not known”, not both",
                "both",
                (NOT_KNOWN_BOX,),
            )
        if not_known:
            return UncertainDate.unknown()
        start = self._point(boxes[:3])
        end = self._point(boxes[3:], first=3, called=f"{self.called} (the end of the range)")
        if end and not start:
            raise PartFault(
                f"{self.called}: say when the range starts, or leave its end empty",
                "incomplete",
                (DAY, MONTH, YEAR),
            )
        if not end:
            return start
        try:
            return UncertainDate.between(start, end)
        except ValueError as error:
            raise PartFault(
                f"{self.called}: the end of the range must be after its start", "range", (3, 4, 5)
            ) from error

    def _missing(self, boxes):
        if not boxes[YEAR]:
            return [MONTH, YEAR] if boxes[DAY] and not boxes[MONTH] else [YEAR]
        return [MONTH] if boxes[DAY] and not boxes[MONTH] else []

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True


class YesNoField(forms.TypedChoiceField):
    """A question answered yes or no; gives True, False or, when it may be left, None."""

    def __init__(self, **options):
        options.setdefault("widget", forms.RadioSelect(attrs={"class": "govuk-radios--inline"}))
        super().__init__(
            choices=(("yes", "Yes"), ("no", "No")),
            coerce=lambda answer: answer == "yes",
            empty_value=None,
            **options,
        )

    def prepare_value(self, value):
        return {True: "yes", False: "no"}.get(value, value)

    def has_changed(self, initial, data):
        return self.prepare_value(initial) != (data or None)


class CharacterCountField(forms.CharField):
    """Longer text with a limit in characters; a line break counts as one everywhere."""

    def __init__(self, *, max_length: int, rows: int = 5, **options):
        options.setdefault("widget", CountedTextarea({"rows": rows}, limit=max_length))
        super().__init__(max_length=max_length, **options)

    def to_python(self, value):
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if text else text


class RowsField(forms.ModelMultipleChoiceField):
    """Rows chosen by their keys. A key that no database can hold is no choice, and no fault."""

    def clean(self, value):
        """The rows chosen, or a sentence about one that is no choice."""
        for key in value or ():
            if str(key).isdecimal() and int(str(key)[:20]) > LARGEST_KEY:
                raise ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": key[:20]},
                )
        return super().clean(value)
