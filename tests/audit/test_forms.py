"""Two people edit one page: the second is told, sees both texts, and loses nothing."""

import pytest
from django import forms

from accounts.models import Organisation
from audit.actors import acting
from audit.forms import RecordedForm
from audit.recorded import StaleRow

pytestmark = pytest.mark.django_db


class NameForm(RecordedForm):
    class Meta:
        model = Organisation
        fields = ("name", "short_name")


def sent(form, **answers):
    """What a browser sends back for a page that was shown with this form."""
    shown = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else str(value) for name, value in (shown | answers).items()}


def test_the_version_travels_hidden_in_the_form(body):
    form = NameForm(instance=body)
    assert isinstance(form.fields["version"].widget, forms.HiddenInput)
    assert 'name="version"' in str(form)
    assert 'value="1"' in str(form["version"])


def test_a_fresh_version_saves(ann, body):
    form = NameForm(sent(NameForm(instance=body), name="New name"), instance=body)
    with acting(ann):
        assert form.is_valid(), form.errors
        form.save()
    assert Organisation.objects.get().name == "New name"


def test_a_stale_version_shows_both_texts_and_sending_again_saves(ann, body):
    page = sent(NameForm(instance=body), name="Mine")
    with acting(ann):
        other = Organisation.objects.get()
        other.name = "Theirs"
        other.save()
        form = NameForm(page, instance=Organisation.objects.get())
        assert not form.is_valid()
        assert "Someone changed this while you were editing." in form.non_field_errors()[0]
        assert form.errors["name"] == ["It now says: Theirs"]
        assert "short_name" not in form.errors
        assert form["name"].value() == "Mine"
        assert Organisation.objects.get().name == "Theirs"

        again = NameForm(sent(form), instance=Organisation.objects.get())
        assert again.is_valid(), again.errors
        again.save()
    assert Organisation.objects.get().name == "Mine"


def test_a_form_without_its_version_is_stale(body):
    page = sent(NameForm(instance=body))
    del page["version"]
    assert not NameForm(page, instance=body).is_valid()


def test_a_row_that_went_is_said(ann, body):
    page = sent(NameForm(instance=body))
    copy = Organisation.objects.get()
    with acting(ann):
        body.delete()
    form = NameForm(page, instance=copy)
    assert form.non_field_errors() == ["Someone removed this while you were editing."]


def test_saving_a_row_somebody_changed_meanwhile_is_refused(ann, body):
    with acting(ann):
        first, second = Organisation.objects.get(), Organisation.objects.get()
        first.name = "First"
        first.save()
        second.name = "Second"
        with pytest.raises(StaleRow):
            second.save()
    assert second.version == 1
    assert Organisation.objects.get().name == "First"
