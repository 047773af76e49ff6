"""What the source may not contain: long files, back doors to a case, machine paths."""

import re

import pytest

from tests.rules.tree import BASE, tracked

CODE = tracked("*.py")
WRITTEN_BY_HAND = [file for file in CODE if "migrations" not in file.parts]
TEXT = tracked("*.py", "*.sh", "*.html", "*.txt", "*.md", "*.toml", "*.json", "Makefile", ".ci/*")
MACHINE_PATHS = re.compile(r"(?<![\w.])/(work|root|home/\w+|Users|tmp/venv\w*)/|\.pyenv|/simple/")
BACK_DOORS = re.compile(r"\bCase\.objects\b|get_object_or_404\(\s*Case\b")


def relative(files):
    return [str(file.relative_to(BASE)) for file in files]


@pytest.mark.parametrize("name", relative(WRITTEN_BY_HAND))
def test_file_is_under_400_lines(name):
    assert len((BASE / name).read_text(encoding="utf-8").splitlines()) < 400


def test_no_module_is_called_utils():
    assert [name for name in relative(CODE) if re.search(r"(utils|helpers)\.py$", name)] == []


def test_no_view_fetches_a_case_past_the_gate():
    views = [file for file in CODE if re.search(r"/views(/|\.py$)", file.as_posix())]
    opened = [file for file in views if BACK_DOORS.search(file.read_text(encoding="utf-8"))]
    assert relative(opened) == []


def test_no_file_names_a_path_of_one_machine():
    this = "tests/rules/test_source.py"
    found = [
        f"{file.relative_to(BASE)}: {match.group()}"
        for file in TEXT
        if file != BASE / this and "vendor" not in file.parts
        for match in [MACHINE_PATHS.search(file.read_text(encoding="utf-8"))]
        if match
    ]
    assert found == []


def test_no_unfinished_marks():
    marks = re.compile(r"#\s*(TO" + "DO|FIX" + "ME|XXX)")
    found = [file for file in CODE if marks.search(file.read_text(encoding="utf-8"))]
    assert relative(found) == []


def test_every_rule_that_is_waived_says_why():
    waived = re.compile(r"#\s*no" + r"qa(?!: [A-Z]+\d+(, [A-Z]+\d+)* (- |\()\w)")
    found = [
        f"{file.relative_to(BASE)}:{number}"
        for file in WRITTEN_BY_HAND
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if waived.search(line)
    ]
    assert found == []
