"""`import_chronology`: all rows or none unless told otherwise, each fault with its row."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from audit.models import AuditEvent, Event
from chronology.models import ChronologyFile, Entry, FileState
from tests.chronology.files import HEADINGS, workbook

pytestmark = pytest.mark.django_db
GOOD = ["3 April 2019", "Log 1", "She rang."]
BAD = ["Mai 2019", "Log 2", "He rang."]


@pytest.fixture
def run(team, case, tmp_path):
    def take_in(*rows, **options):
        file = tmp_path / "rows.xlsx"
        file.write_bytes(workbook([HEADINGS, *rows]))
        out, wrong = StringIO(), StringIO()
        try:
            call_command(
                "import_chronology",
                case.reference,
                team.bodies.police.key,
                str(file),
                stdout=out,
                stderr=wrong,
                **options,
            )
        except CommandError as refused:
            return str(refused), wrong.getvalue()
        return out.getvalue(), wrong.getvalue()

    return take_in


def test_good_rows_go_in_and_wait_to_be_accepted(run):
    said, wrong = run(GOOD, ["May 2019", "Log 2", "He rang."])
    assert "2 rows taken in as version 1" in said
    assert wrong == ""
    file = ChronologyFile.objects.get()
    assert (file.state, file.on_behalf, file.made_by) == (FileState.SENT, True, None)
    assert not file.original.document.is_held_back
    assert AuditEvent.objects.filter(event=Event.JOB_RUN).exists()


def test_one_faulty_row_keeps_everything_out_and_is_named(run):
    said, wrong = run(GOOD, BAD)
    assert "Nothing was taken in: 1 of 2 rows" in said
    assert "Sheet1, row 3, Start date: “Mai 2019” is not a date we can read." in wrong
    assert not ChronologyFile.objects.exists()


def test_keep_good_takes_in_the_rest(run):
    said, wrong = run(GOOD, BAD, keep_good=True)
    assert "1 rows taken in as version 1; 1 left out" in said
    assert "row 3" in wrong
    assert [entry.happened for entry in Entry.objects.all()] == ["She rang."]


def test_wrong_names_are_told(team, case):
    for reference, body, file, words in (
        ("GLO-1999-99", "police", "x.csv", "no such review"),
        (case.reference, "nobody", "x.csv", "no such organisation"),
        (case.reference, team.bodies.police.key, "missing.csv", "cannot be read"),
    ):
        with pytest.raises(CommandError, match=words):
            call_command("import_chronology", reference, body, file)
