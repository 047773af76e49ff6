"""check_disclosure answers 0, 1 or 2, and never 0 because something failed."""

import json

import pytest
from django.core.management import call_command

from audit.actors import acting
from dhr_cases.models import Person
from tests.disclosure import planted

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture(autouse=True)
def somebody(case, team):
    """A review that knows one name."""
    with acting(team.coordinator):
        Person(case=case, name=planted.NAME).save()


@pytest.fixture
def run(case, capsys, tmp_path):
    def run_it(files, *options, reference=case.reference):
        paths = []
        for name, content in files.items():
            (tmp_path / name).write_bytes(content)
            paths.append(str(tmp_path / name))
        try:
            call_command("check_disclosure", reference, *paths, *options)
        except SystemExit as ended:
            return ended.code, capsys.readouterr().out
        return 0, capsys.readouterr().out

    return run_it


def test_clear_file_ends_with_nothing(run):
    code, words = run({"report.txt": b"It began in spring."})
    assert code == 0
    assert "It does not prove a document is safe." in words


def test_six_hiding_places_of_a_word_file_are_six_findings(run):
    places = ("header", "comment", "alternative text", "title", "tracked deletion", "picture")
    files = {f"{n}.docx": planted.WORD[place]() for n, place in enumerate(places)}
    code, words = run(files, "--json")
    found = json.loads(words)
    assert code == 1
    assert len(found) == 6
    for result in found.values():
        kinds = {row["kind"] for row in result["findings"] if row["group"] == "must fix"}
        assert "name" in kinds


def test_place_and_words_around_are_printed(run):
    code, words = run({"report.txt": b"On Sunday Marit rang."})
    assert code == 1
    assert "must fix, text: A real name" in words
    assert "On Sunday Marit rang." in words


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_unreadable_file_is_never_clear(run, options):
    files = {"report.txt": b"It began in spring.", "broken.pdf": b"%PDF-1.7"}
    assert run(files, *options)[0] == 2


def test_missing_file_and_unknown_review_are_never_clear(run, case, tmp_path):
    with pytest.raises(SystemExit) as ended:
        call_command("check_disclosure", case.reference, str(tmp_path / "none.txt"))
    assert ended.value.code == 2
    assert run({"report.txt": b"words"}, reference="GLO-1999-99")[0] == 2
