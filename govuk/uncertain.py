"""How an uncertain date is kept in the database; the value itself is in `dates`."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models

from .dates import LONGEST_TEXT, UncertainDate
from .fields import UncertainDateField

__all__ = ["UncertainDate", "UncertainDateField", "UncertainDateModelField"]


class UncertainDateModelField(models.CharField):
    """Keeps an UncertainDate as its canonical text; nothing recorded is None, kept as "".

    On PostgreSQL the column is compared byte by byte, so that both engines sort alike.
    """

    description = "A date as it is known: day, month, year, range or not known"

    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = LONGEST_TEXT
        super().__init__(*args, **kwargs)
        self.error_messages["null"] = "Enter a date, or say that it is not known"

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def db_parameters(self, connection):
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters

    def get_default(self):
        return super().get_default() or None

    def from_db_value(self, value, expression, connection):
        return UncertainDate(value) if value else None

    def to_python(self, value):
        """An UncertainDate or None from a value, its canonical text or a date."""
        if value in (None, "") or isinstance(value, UncertainDate):
            return value or None
        if isinstance(value, datetime.date):
            return UncertainDate.from_date(value)
        try:
            return UncertainDate(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error

    def pre_save(self, model_instance, add):
        value = self.to_python(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, value)
        return value

    def get_prep_value(self, value):
        """Text for the database; a lookup may give any text, for example "2026-05"."""
        if value is None:
            return None if self.null else ""
        if isinstance(value, UncertainDate):
            return value.text
        return value.isoformat() if isinstance(value, datetime.date) else str(value)

    def run_validators(self, value):
        """The value proved itself when it was made."""

    def value_to_string(self, obj):
        value = self.to_python(self.value_from_object(obj))
        return value.text if value else ""

    def formfield(self, **kwargs):
        options = {"required": not self.blank, "label": _sentence(self.verbose_name)}
        options |= {"help_text": self.help_text} if self.help_text else {}
        for unwanted in ("max_length", "widget", "form_class", "choices_form_class"):
            kwargs.pop(unwanted, None)
        return UncertainDateField(**(options | kwargs))


def _sentence(words: str) -> str:
    return str(words)[:1].upper() + str(words)[1:]
