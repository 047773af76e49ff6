"""Every question on a page has its label, its hint and its error where a reader expects them."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.utils import isolate_apps
from lxml import html

from govuk.fields import CharacterCountField, DateField, UncertainDateField, YesNoField
from govuk.forms import GovukForm, GovukModelForm

KINDS = (("a", "Homicide"), ("b", "Death by suicide"))


class Everything(GovukForm):
    name = forms.CharField(label="Agency's name", max_length=5, help_text="As it calls itself.")
    age = forms.IntegerField(label="Age", min_value=0)
    email = forms.EmailField(label="Email address")
    cost = forms.DecimalField(label="Cost")
    came_on = DateField(label="Date of the notice")
    died_on = UncertainDateField(label="Date of death")
    risk = YesNoField(label="Is anybody at risk now?", help_text="This interrupts the rest.")
    reason = CharacterCountField(label="Reason", max_length=100)
    kind = forms.ChoiceField(label="Kind of death", choices=KINDS, widget=forms.RadioSelect)
    body = forms.ChoiceField(label="Body", choices=KINDS)
    told = forms.MultipleChoiceField(
        label="Who was told", choices=KINDS, widget=forms.CheckboxSelectMultiple
    )
    grouped = forms.ChoiceField(
        label="Group", choices=[("Those who live here", KINDS)], widget=forms.RadioSelect
    )
    letter = forms.FileField(label="Signed letter")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    agreed = forms.BooleanField(label="I have read the undertaking", help_text="It binds you.")
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    token = forms.CharField(widget=forms.HiddenInput)


def page(form, before="{% error_summary form %}"):
    text = Template("{% load govuk %}" + before + "{{ form }}").render(Context({"form": form}))
    return html.fromstring(f"<div>{text}</div>")


@pytest.fixture(params=["empty", "with faults"])
def form(request):
    return Everything() if request.param == "empty" else Everything({"name": "far too long"})


def test_every_input_has_a_label(form):
    found = page(form)
    labels = {label.get("for") for label in found.iter("label")}
    inputs = [
        box for box in found.xpath("//input | //select | //textarea") if box.get("type") != "hidden"
    ]
    assert inputs
    assert [box.get("id") for box in inputs if box.get("id") not in labels] == []


def test_ids_are_given_once(form):
    ids = page(form).xpath("//@id")
    assert len(ids) == len(set(ids))


def test_descriptions_lead_to_something(form):
    found = page(form)
    ids = set(found.xpath("//@id"))
    named = {name for names in found.xpath("//@aria-describedby") for name in names.split()}
    assert named
    assert named <= ids


def test_each_fault_leads_to_an_input_that_exists():
    form = Everything({"name": "far too long"})
    found = page(form)
    links = found.xpath("//*[contains(@class, 'error-summary')]//a/@href")
    visible = [bound for bound in form if not bound.is_hidden and bound.errors]
    assert len(links) == len(visible) > 10
    for link in links:
        (target,) = found.xpath(f"//*[@id='{link[1:]}']")
        assert target.tag in ("input", "select", "textarea")


def test_fault_of_a_hidden_answer_is_said_without_a_link():
    found = page(Everything({}))
    items = found.xpath("//*[contains(@class, 'error-summary')]//li[not(a)]/text()")
    assert items == ["Enter token"]


def test_browser_never_refuses_before_we_do(form):
    found = page(form)
    assert found.xpath("//*[@required or @maxlength or @min or @type='number']") == []


def test_what_was_typed_stays():
    form = Everything({"name": "far too long", "age": "old", "came_on_day": "x", "kind": "b"})
    found = page(form)
    assert found.xpath("//input[@name='name']/@value") == ["far too long"]
    assert found.xpath("//input[@name='age']/@value") == ["old"]
    assert found.xpath("//input[@name='came_on_day']/@value") == ["x"]
    assert found.xpath("//input[@name='kind'][@checked]/@value") == ["b"]


def test_password_is_never_written_back():
    found = page(Everything({"password": "a long secret"}))
    assert found.xpath("//input[@name='password']/@value") == []


def test_group_of_choices_is_a_fieldset_with_a_legend():
    found = page(Everything())
    (legend,) = found.xpath("//input[@name='kind'][1]/ancestor::fieldset/legend")
    assert legend.text_content() == "Kind of death"


def test_hint_and_fault_describe_the_group():
    (group,) = page(Everything({})).xpath("//input[@id='id_risk_0']/ancestor::fieldset")
    assert group.get("aria-describedby") == "id_risk_helptext id_risk_error"


def test_only_the_box_at_fault_is_marked():
    found = page(Everything({"died_on_day": "3", "died_on_month": "5"}))
    marked = found.xpath("//input[starts-with(@name, 'died_on')][@aria-invalid]/@name")
    assert marked == ["died_on_year"]


def test_question_that_may_be_left_says_so():
    (label,) = page(Everything()).xpath("//label[@for='id_note']")
    assert label.text_content() == "Note (optional)"


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("name", "", "Enter agency's name"),
        ("name", "far too long", "Agency's name must be 5 characters or fewer"),
        ("age", "old", "Age must be a whole number"),
        ("age", "-1", "Age must be 0 or more"),
        ("cost", "much", "Cost must be a number, like 1234.50"),
        ("email", "me", "Enter an email address in the correct format, like name@example.org"),
        ("kind", "", "Select kind of death"),
        ("kind", "z", "Kind of death: choose one of the answers in the list"),
        ("letter", "", "Select signed letter"),
        ("agreed", "", "Tick to confirm: I have read the undertaking"),
    ],
)
def test_fault_says_what_to_do(name, typed, sentence):
    assert Everything({name: typed}).errors[name] == [sentence]


def test_empty_file_is_said():
    form = Everything({}, {"letter": SimpleUploadedFile("letter.pdf", b"")})
    assert form.errors["letter"] == ["The selected file is empty"]


def test_percent_sign_in_a_label_is_only_a_sign():
    class Share(GovukForm):
        share = forms.CharField(label="Share in %", max_length=2)

    assert Share({"share": "100"}).errors["share"] == ["Share in % must be 2 characters or fewer"]


def test_forms_own_words_stay():
    class Own(GovukForm):
        name = forms.CharField(error_messages={"required": "Tell us the name"})

    assert Own({}).errors["name"] == ["Tell us the name"]


def test_whole_form_fault_is_in_the_summary():
    form = Everything({})
    form.add_error(None, "The review has ended")
    assert "The review has ended" in page(form).text_content()
    assert "govuk-error-message" in str(form.non_field_errors())


@isolate_apps("govuk")
def test_model_form_asks_for_dates_in_boxes_and_short_lists_as_radios():
    class Thing(models.Model):  # noqa: DJ008 - a model for this test alone
        held_on = models.DateField("held on")
        kind = models.CharField("kind", max_length=1, choices=KINDS)
        again = models.CharField("again", max_length=1, choices=KINDS, blank=True)
        long = models.IntegerField("long", choices=[(n, str(n)) for n in range(9)])

        class Meta:
            app_label = "govuk"

    class ThingForm(GovukModelForm):
        class Meta:
            model = Thing
            fields = "__all__"

    form = ThingForm()
    assert isinstance(form.fields["held_on"], DateField)
    assert isinstance(form.fields["kind"].widget, forms.RadioSelect)
    assert "" not in dict(form.fields["kind"].choices)
    assert "" in dict(form.fields["again"].choices)
    assert type(form.fields["long"].widget) is forms.Select
    assert "27 3 2026" in form.fields["held_on"].help_text


@pytest.mark.parametrize(("data", "prefix"), [(None, ""), ({}, "Error: ")])
def test_form_page_is_whole(data, prefix):
    form = Everything(data)
    request = RequestFactory().get("/notice/")
    context = {"title": "Tell us", "form": form, "submit": "Send", "back": "/cases/"}
    found = html.fromstring(render_to_string("form_page.html", context, request))
    (form_tag,) = found.xpath("//main//form")
    assert found.findtext(".//title").startswith(f"{prefix}Tell us - ")
    assert form_tag.get("method") == "post"
    assert form_tag.get("enctype") == "multipart/form-data"
    assert form_tag.get("novalidate") is not None
    assert form_tag.xpath(".//input[@name='csrfmiddlewaretoken']/@value")
    assert form_tag.xpath("normalize-space(.//button[@type='submit'][last()])") == "Send"
    assert found.xpath("//h1/text()") == ["Tell us"]
    assert found.xpath("//a[@class='govuk-back-link']/@href") == ["/cases/"]


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429", "500"])
def test_refusal_page_needs_nothing(name):
    found = html.fromstring(render_to_string(f"{name}.html"))
    assert len(found.xpath("//h1")) == 1
    assert found.get("lang") == "en-GB"
