"""A question on a page: its classes, its ids, and what it says when an answer will not do."""

from django import forms
from django.forms.boundfield import BoundField
from django.forms.widgets import Input

from .fields import UncertainDateField
from .widgets import CountedTextarea, PartsWidget

_CLASSES = (
    (forms.HiddenInput, ""),
    (forms.CheckboxSelectMultiple, ""),
    (forms.RadioSelect, ""),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.Select, "govuk-select"),
    (CountedTextarea, "govuk-textarea govuk-js-character-count"),
    (forms.Textarea, "govuk-textarea"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.PasswordInput, "govuk-input govuk-password-input__input govuk-js-password-input-input"),
    (Input, "govuk-input"),
)


class GovukBoundField(BoundField):
    """A form's field, dressed in the GOV.UK pattern."""

    def __init__(self, form, field, name):
        super().__init__(form, field, name)
        if field.label is None:
            field.label = self.label
        _type_numbers_as_text(field.widget)
        _speak_plainly(field, str(self.label))

    def build_widget_attrs(self, attrs, widget=None):
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        attrs["maxlength"] = False
        attrs["class"] = self._classes(widget)
        if isinstance(widget, CountedTextarea) and self.auto_id:
            described = [attrs.get("aria-describedby", ""), f"{self.auto_id}-info"]
            attrs["aria-describedby"] = " ".join(filter(None, described))
        if isinstance(widget, forms.PasswordInput):
            attrs |= {"spellcheck": "false", "autocapitalize": "none"}
        if getattr(widget, "accepts_faults", False):
            attrs["faults"] = self.faults
        return {name: value for name, value in attrs.items() if value != ""}

    def _classes(self, widget) -> str:
        own = widget.attrs.get("class", "")
        base = next((css for kind, css in _CLASSES if isinstance(widget, kind)), "")
        error = ""
        if self.errors and base and not isinstance(widget, forms.CheckboxInput):
            error = f"{base.split()[0]}--error"
        return " ".join(css for css in (base, own, error) if css)

    @property
    def is_parts(self) -> bool:
        return isinstance(self.field.widget, PartsWidget)

    @property
    def is_single_checkbox(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def faults(self) -> tuple[int, ...]:
        """The numbers of the boxes at fault; the date's first three when nothing says."""
        if not self.errors:
            return ()
        for error in self.errors.as_data():
            if getattr(error, "faults", ()):
                return error.faults
        return (0, 1, 2)

    @property
    def first_input_id(self) -> str:
        """The id of an input that exists: the first choice, the first box at fault, or the box."""
        widget = self.field.widget
        id_ = widget.attrs.get("id") or self.auto_id
        if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            # Choices in groups are numbered twice, so the first one is asked for its own id.
            return self.subwidgets[0].id_for_label if self.subwidgets else id_
        if isinstance(widget, PartsWidget):
            return widget.id_for_label(id_, self.faults[0] if self.faults else 0)
        return self.id_for_label or id_


def _type_numbers_as_text(widget) -> None:
    """A number box throws away what it cannot read; a text box keeps what was typed."""
    if isinstance(widget, forms.NumberInput):
        widget.input_type = "text"
        widget.attrs = {
            "inputmode": "numeric",
            **{k: v for k, v in widget.attrs.items() if k not in ("min", "max", "step")},
        }


def _speak_plainly(field, label: str) -> None:
    """Put our sentences where Django's own would show; a form's own messages stay."""
    theirs: dict[str, object] = {}
    for kind in reversed(type(field).__mro__):
        theirs.update(getattr(kind, "default_error_messages", {}))
    for code, sentence in _sentences(field, label).items():
        if field.error_messages.get(code) == theirs.get(code):
            field.error_messages[code] = sentence


def _sentences(field, label: str) -> dict[str, str]:
    """What to say for each fault, GOV.UK wording; `%` is doubled where Django fills in a limit."""
    called = "Your answer" if label.endswith("?") else label
    named = called.replace("%", "%%")
    chooses = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
    uploads = isinstance(field, forms.FileField)
    if label.endswith("?"):
        required = f"Answer the question “{label}”"
    elif chooses or uploads:
        required = f"Select {_within_sentence(label)}"
    elif isinstance(field, forms.BooleanField):
        required = f"Tick to confirm: {_within_sentence(label)}"
    else:
        required = f"Enter {_within_sentence(label)}"
    if isinstance(field, UncertainDateField):
        required += ", or say that it is not known"
    said = {
        "required": required,
        "max_length": f"{named} must be %(limit_value)d characters or fewer",
        "min_length": f"{named} must be %(limit_value)d characters or more",
        "min_value": f"{named} must be %(limit_value)s or more",
        "max_value": f"{named} must be %(limit_value)s or less",
    }
    if uploads:
        said["max_length"] = f"{named}: the file's name must be %(max)d characters or fewer"
        said["empty"] = "The selected file is empty"
        said["invalid"] = f"Select {_within_sentence(label)}"
    if isinstance(field, forms.EmailField):
        said["invalid"] = "Enter an email address in the correct format, like name@example.org"
    elif isinstance(field, forms.DecimalField | forms.FloatField):
        said["invalid"] = f"{called} must be a number, like 1234.50"
    elif isinstance(field, forms.IntegerField):
        said["invalid"] = f"{called} must be a whole number"
    if chooses:
        said["invalid_choice"] = f"{named}: choose one of the answers in the list"
        said["invalid_list"] = f"{called}: choose one of the answers in the list"
    return said


def _within_sentence(label: str) -> str:
    """A label as it stands inside a sentence: initials such as IMR keep their capitals."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
