"""The generated pages are fresh, and what they are made from is sound."""

import pytest
from django.core.management import CommandError, call_command

from workflow import forms
from workflow.models import DeadlineRule, Progress
from workflow.reference import all_guards, pages, path_to, words_of
from workflow.status import Status


def test_the_pages_are_fresh(capsys):
    call_command("workflow_reference", "--check")
    assert "up to date" in capsys.readouterr().out


def test_a_stale_page_is_named(tmp_path):
    call_command("workflow_reference", "--output", str(tmp_path))
    (tmp_path / "roles.md").write_text("Everybody may do everything.\n")
    with pytest.raises(CommandError, match=r"Out of date: roles\.md"):
        call_command("workflow_reference", "--check", "--output", str(tmp_path))


def test_a_stale_page_is_written_again(tmp_path):
    call_command("workflow_reference", "--output", str(tmp_path))
    (tmp_path / "roles.md").unlink()
    call_command("workflow_reference", "--output", str(tmp_path))
    assert (tmp_path / "roles.md").read_text() == pages()["roles.md"]


def test_the_steps_are_t01_to_t28():
    assert [step.code for step in Progress.steps()] == [f"T{number:02d}" for number in range(1, 29)]


@pytest.mark.parametrize("status", Status)
def test_a_path_leads_from_the_notice_to_every_status(status):
    path = path_to(status)
    places = [Status.NOTIFIED, *(step.target for step in path)]
    assert all(here in step.sources for here, step in zip(places, path, strict=False))
    assert places[-1] == status


def test_no_path_leads_to_a_status_that_is_none():
    with pytest.raises(ValueError, match="No step leads to lost"):
        path_to("lost")


@pytest.mark.parametrize("step", Progress.steps(), ids=lambda step: step.name)
def test_the_form_of_a_step_exists(step):
    assert hasattr(forms, step.form)


@pytest.mark.django_db
@pytest.mark.usefixtures("rules")
@pytest.mark.parametrize("step", Progress.steps(), ids=lambda step: step.name)
def test_the_deadlines_of_a_step_are_rules(step):
    names = set(DeadlineRule.objects.values_list("name", flat=True))
    assert set(step.meets) | set(step.opens) <= names


def test_every_step_and_guard_says_its_rule():
    said = [step.rule for step in Progress.steps()] + [guard.__doc__ for guard in all_guards()]
    assert all(said)


@pytest.mark.parametrize(
    "text, words",
    [
        ("T06, T07: those consulted\n    are listed.", "Those consulted are listed."),
        ("The report: as it is.", "The report: as it is."),
        (None, ""),
    ],
)
def test_codes_are_taken_off_the_words_of_a_guard(text, words):
    assert words_of(text) == words
