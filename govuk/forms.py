"""The base of every form: errors are ours to tell, never the browser's."""

from django import forms
from django.db import models

from .fields import DateField

FEW = 7
NO_ANSWER = "Not answered"


class GovukForm(forms.Form):
    """A plain form; `{{ form }}` writes all its questions in the GOV.UK pattern."""

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class GovukModelForm(forms.ModelForm):
    """A form over a model: dates in three boxes, and short lists of choices as radios."""

    use_required_attribute = False

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        meta = getattr(cls, "Meta", None)
        if meta is not None and not hasattr(meta, "formfield_callback"):
            meta.formfield_callback = staticmethod(as_question)

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


def as_question(db_field: models.Field, **kwargs):
    """The question for one model field; a widget named by the form's Meta is respected."""
    if type(db_field) is models.DateField:
        options = {key: value for key, value in kwargs.items() if key != "widget"}
        if not db_field.help_text and "help_text" not in options:
            options["help_text"] = "For example, 27 3 2026"
        return db_field.formfield(form_class=DateField, **options)
    field = db_field.formfield(**kwargs)
    if (
        type(field) is forms.TypedChoiceField
        and "widget" not in kwargs
        and len([value for value, _ in field.choices if value != ""]) <= FEW
    ):
        field.widget = forms.RadioSelect()
        field.choices = [
            (value, words if value != "" else NO_ANSWER)
            for value, words in field.choices
            if value != "" or not field.required
        ]
    return field
