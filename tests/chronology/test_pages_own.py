"""An agency makes its chronology, and nobody else sees it before it is sent (S73 to S75)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.roles import Role
from audit.actors import acting
from chronology import services
from chronology.models import ChronologyFile, Entry, FileState, PersonLabel
from chronology.reading.reader import read
from dhr_cases import policy
from dhr_cases.models import Outcome
from documents.models import Document
from tests.chronology.files import HEADINGS, csv_file, workbook
from tests.facts.chronology import chronology
from tests.facts.rows import TODAY, ask_agency, day
from tests.house import text_of

pytestmark = pytest.mark.django_db
WAITING = {"outcome": Outcome.WAITING, "received_on": None, "answer": ""}
HEADS = [*HEADINGS, "Person(s) concerned"]
ROWS = [
    HEADS,
    ["03/04/2019", "Log 12", "She rang at night.", "victim"],
    ["04/13/2019", "Log 13", "A visit was made.", "Mother"],
    ["", "", "", "", ""],
    ["May 2019", "", "A neighbour rang.", "Mother; child 1"],
]


@pytest.fixture
def asked(team, case):
    with acting(team.coordinator):
        return ask_agency(case, team, "chronology", team.bodies.police, **WAITING)


def our(asked, name, *args):
    return reverse(f"chronology:our_{name}", args=[asked.token, *args])


def upload(browser, address, rows=ROWS, name="rows.xlsx"):
    content = csv_file(rows) if name.endswith("csv") else workbook(rows)
    return browser.post(address, {"file": SimpleUploadedFile(name, content)})


@pytest.fixture
def author(signed_in, team):
    return signed_in(team.agency_author)


def test_a_spreadsheet_with_faults_is_mended_and_sent(team, case, asked, author):
    answer = upload(author, our(asked, "start"))
    assert answer.url == our(asked, "check")
    page = text_of(author.get(our(asked, "check")))
    assert "3 rows: 1 ready, 2 to fix" in page
    assert "2 labels for people" in page
    assert page.index("A visit was made.") < page.index("She rang at night.")

    draft = ChronologyFile.objects.get()
    assert draft.original.document.is_held_back
    guessed, lacking = draft.entries.filter(state="faulty").order_by("position")
    assert (guessed.row, lacking.row) == (3, 5)
    author.post(our(asked, "accept", guessed.token))
    refused = author.post(
        our(asked, "row", lacking.token), {"starts": "Mai 2019", "happened": "A neighbour rang."}
    )
    words = text_of(refused)
    assert "“Mai 2019” is not a date we can read." in words
    assert "Enter the source of information" in words
    author.post(
        our(asked, "row", lacking.token),
        {
            "starts": "May 2019",
            "happened": "A neighbour rang.",
            "source": "Log 14",
            "people": lacking.people,
        },
    )
    assert "3 rows: 3 ready, 0 to fix" in text_of(author.get(our(asked, "check")))
    assert "Say who each person is" in text_of(author.get(our(asked, "send")))
    author.post(our(asked, "people"), {"label_0": "died", "label_1": "child"})
    assert PersonLabel.objects.get(label="mother").who == "died"

    author.post(our(asked, "send"), {"statement": "All of it.", "is_complete": "on"})
    draft.refresh_from_db()
    asked.refresh_from_db()
    assert (draft.state, draft.sent_by, asked.outcome) == (
        FileState.SENT,
        team.agency_author,
        Outcome.RECEIVED,
    )
    assert not Document.objects.get(pk=draft.original.document_id).is_held_back
    assert "Thank you" in text_of(author.get(our(asked, "start")))
    assert author.get(our(asked, "check")).status_code == 404
    lacking.refresh_from_db()
    assert lacking.cells == ["May 2019", "", "A neighbour rang.", "Mother; child 1"]


def test_rows_are_typed_one_by_one_and_taken_out(asked, author):
    author.post(our(asked, "type_rows"))
    for words in ("One thing.", "Another thing."):
        author.post(our(asked, "add_row"), {"starts": "?", "source": "Log", "happened": words})
    assert "2 rows: 2 ready, 0 to fix" in text_of(author.get(our(asked, "check")))
    first = Entry.objects.get(happened="One thing.")
    assert first.starts.text == "unknown"
    assert author.post(our(asked, "remove", first.token), {}).status_code == 200
    author.post(our(asked, "remove", first.token), {"sure": "on"})
    assert [row.happened for row in Entry.objects.all()] == ["Another thing."]
    assert Entry.history.filter(id=first.pk, history_type="-").exists()


def test_a_row_outside_the_period_is_kept_with_a_reason(team, case, asked, author):
    with acting(team.agency_author):
        file = chronology(case, team, state=FileState.DRAFT)
    twice = Entry.objects.filter(file=file).first()
    with acting(team.agency_author):
        row = services.row_of_entry(twice)
        row.lineage = ""
        services.keep_row(file, row)
    asked_about = file.entries.get(state="faulty")
    page = author.get(our(asked, "row", asked_about.token))
    assert "If it stays as it is, why?" in text_of(page)
    author.post(
        our(asked, "row", asked_about.token),
        {
            "starts": "3 April 2019",
            "source": "Log 12",
            "happened": asked_about.happened,
            "kept_because": "She rang twice that day.",
        },
    )
    asked_about.refresh_from_db()
    assert asked_about.state == "kept"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"%PDF-1.4", "must be an Excel workbook"),
        ("a.xlsx", b"", "is empty"),
        ("a.csv", b"one,two\n1,2\n", "must use the template"),
    ],
)
def test_a_file_we_do_not_take_is_refused_beside_the_question(asked, author, name, content, words):
    answer = author.post(our(asked, "start"), {"file": SimpleUploadedFile(name, content)})
    assert words in text_of(answer)
    assert not ChronologyFile.objects.exists()


def test_wrong_things_sent_are_told_and_never_an_error(asked, author):
    author.post(our(asked, "type_rows"))
    long = {"starts": "\x00", "happened": "x" * 100_000, "source": "\x00", "flags": "y" * 999}
    assert author.post(our(asked, "add_row"), long).status_code == 200
    assert author.post(our(asked, "start"), {"file": "no file"}).status_code == 200
    assert author.get(our(asked, "check") + "?page=x").status_code == 200
    assert author.get(our(asked, "row", "none")).status_code == 404
    assert author.get(our(asked, "template", "exe")).status_code == 404
    assert not Entry.objects.exists()


def test_the_templates_and_the_marked_file_are_handed_out(asked, author):
    upload(author, our(asked, "start"))
    for kind in ("xlsx", "docx"):
        answer = author.get(our(asked, "template", kind))
        assert f"chronology-template.{kind}" in answer["Content-Disposition"]
    marked = read("a.xlsx", author.get(our(asked, "marked")).content)
    assert marked.columns["Chronology 1"][-1] == "What to mend"
    assert [row.cells[-1] for row in marked.rows][1].startswith("The month must be between")


def test_another_agency_and_the_review_see_nothing_of_a_draft(team, case, asked, author, client):
    upload(author, our(asked, "start"))
    entry = Entry.objects.first()
    with acting(team.coordinator):
        policy.assign(
            case,
            team.stranger,
            Role.AGENCY_AUTHOR,
            by=team.coordinator,
            on=TODAY,
            reason="Writes",
            organisation=team.bodies.council,
            last_day_on=day(30),
        )
        theirs = ask_agency(case, team, "chronology", team.bodies.council, **WAITING)
    client.force_login(team.stranger)
    for name, *args in (("start",), ("check",), ("marked",), ("row", entry.token), ("send",)):
        assert client.get(our(asked, name, *args)).status_code == 404
    assert client.get(our(theirs, "row", entry.token)).status_code == 404
    client.force_login(team.coordinator)
    reference = case.reference
    file = ChronologyFile.objects.get()
    for address in (
        reverse("chronology:file", args=[reference, file.token]),
        reverse("chronology:their_check", args=[reference, asked.token]),
        reverse("chronology:their_row", args=[reference, asked.token, entry.token]),
        reverse("documents:document", args=[reference, file.original.document.token]),
    ):
        assert client.get(address).status_code == 404
    listed = client.get(reverse("chronology:files", args=[reference]))
    assert "No chronologies have come yet" in text_of(listed)


def test_other_requests_have_no_chronology(team, case, author):
    with acting(team.coordinator):
        other = ask_agency(case, team, "scoping", team.bodies.police, **WAITING)
    assert author.get(our(other, "start")).status_code == 404
