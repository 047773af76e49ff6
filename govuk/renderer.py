"""How Django writes a form: the GOV.UK pattern, from `templates/govuk/`."""

from django.forms.renderers import TemplatesSetting

from .boundfield import GovukBoundField

OURS = {
    f"django/forms/widgets/{theirs}.html": f"govuk/widgets/{ours}.html"
    for theirs, ours in {
        "radio": "radios",
        "checkbox_select": "checkboxes",
        "clearable_file_input": "file",
        "file": "file",
        "password": "password",
    }.items()
} | {"django/forms/errors/list/default.html": "govuk/errors.html"}


class GovukRenderer(TemplatesSetting):
    """Named in settings as FORM_RENDERER, so that every form looks alike, sign-in included."""

    form_template_name = "govuk/form.html"
    field_template_name = "govuk/field.html"
    bound_field_class = GovukBoundField

    def get_template(self, template_name):
        return super().get_template(OURS.get(template_name, template_name))
