"""Input boxes that Django does not have: dates in parts, and text with a count."""

from django import forms

from .dates import NOT_KNOWN, UncertainDate

DATE_BOXES = (("day", "Day", 2), ("month", "Month", 2), ("year", "Year", 4))


class PartBox(forms.TextInput):
    """One box of a date."""

    def __init__(self, label: str, width: int):
        self.label = label
        super().__init__(
            {
                "inputmode": "numeric",
                "autocomplete": "off",
                "class": f"govuk-input govuk-date-input__input govuk-input--width-{width}",
            }
        )


class PartsWidget(forms.MultiWidget):
    """Several boxes for one answer; names end in the part, ids in its number."""

    use_fieldset = True
    accepts_faults = True

    def id_for_label(self, id_: str, index: int = 0) -> str:
        """The id of a box, the first unless told; the error summary leads there."""
        return f"{id_}_{index}" if id_ else id_

    def get_context(self, name, value, attrs):
        attrs = dict(attrs or {})
        at_fault = attrs.pop("faults", ())
        invalid = attrs.pop("aria-invalid", None)
        context = super().get_context(name, value, attrs)
        for number, (box, part) in enumerate(
            zip(self.widgets, context["widget"]["subwidgets"], strict=True)
        ):
            part["label"] = getattr(box, "label", "")
            if invalid and number in at_fault:
                part["attrs"]["aria-invalid"] = "true"
                part["attrs"]["class"] = (
                    f"{part['attrs'].get('class', '')} govuk-input--error".strip()
                )
        return context


class DateWidget(PartsWidget):
    """Day, month and year boxes: `<name>_day`, `<name>_month`, `<name>_year`."""

    template_name = "govuk/widgets/date.html"

    def __init__(self, attrs=None):
        super().__init__({part: PartBox(label, width) for part, label, width in DATE_BOXES}, attrs)

    def decompress(self, value):
        if not value:
            return ["", "", ""]
        return [str(value.day), str(value.month), str(value.year)]


class UncertainDateWidget(PartsWidget):
    """Seven inputs: a day, month and year; the same again with `_to_`; and `_not_known`."""

    template_name = "govuk/widgets/uncertain_date.html"

    def __init__(self, attrs=None):
        boxes = {part: PartBox(label, width) for part, label, width in DATE_BOXES}
        boxes |= {
            f"to_{part}": PartBox(f"To {label.lower()}", width) for part, label, width in DATE_BOXES
        }
        boxes["not_known"] = forms.CheckboxInput()
        super().__init__(boxes, attrs)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        parts = context["widget"]["subwidgets"]
        context["widget"]["from_boxes"] = parts[:3]
        context["widget"]["to_boxes"] = parts[3:6]
        context["widget"]["not_known"] = parts[6]
        context["widget"]["has_range"] = any(part["value"] for part in parts[3:6])
        return context

    def decompress(self, value):
        if isinstance(value, str) and value:
            value = UncertainDate(value)
        if not value:
            return ["", "", "", "", "", "", False]
        if value.text == NOT_KNOWN:
            return ["", "", "", "", "", "", True]
        end = _boxes(value.end) if value.kind == "range" else ["", "", ""]
        return [*_boxes(value.start), *end, False]


class CountedTextarea(forms.Textarea):
    """A text box that says how many characters are left."""

    template_name = "govuk/widgets/counted_textarea.html"

    def __init__(self, attrs=None, *, limit: int | None = None):
        self.limit = limit
        super().__init__({"rows": 5, **(attrs or {})})

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["limit"] = self.limit
        return context


def _boxes(point: UncertainDate) -> list[str]:
    year, month, day = point.parts
    return [str(part) if part else "" for part in (day, month, year)]
