"""Several files added at once (S121): each has a verdict of its own, and none loses another."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.models import Document, ScanState, Version
from tests.documents.disguises import office
from tests.facts.rows import small_pdf
from tests.house import text_of


def add(client, case, *files, **typed):
    typed = {"kind": "minutes", "zone": "working", "title": "", **typed}
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(f"/cases/{case.reference}/documents/new/", {**typed, "file": sent})


@pytest.fixture
def client(signed_in, team):
    return signed_in(team.coordinator)


GOOD, ALSO = ("one.pdf", small_pdf()), ("two.docx", office())
BAD = ("three.pdf", office())


def test_each_becomes_a_document_with_a_numbered_title(client, case):
    answer = add(client, case, GOOD, ALSO, title="Papers of May", is_distressing="on")
    assert answer["Location"] == f"/cases/{case.reference}/documents/"
    kept = Document.objects.filter(case=case).order_by("pk")
    assert [row.title for row in kept] == ["Papers of May (1)", "Papers of May (2)"]
    assert {(row.kind, row.zone, row.is_distressing) for row in kept} == {
        ("minutes", "working", True)
    }
    words = text_of(client.get(answer["Location"]))
    assert "“one.pdf” was added." in words and "“two.docx” was added." in words


def test_one_refused_loses_none_of_the_others(client, case):
    answer = add(client, case, GOOD, BAD, ("empty.pdf", b""), ALSO)
    assert answer["Location"].endswith("/documents/new/?kind=minutes&zone=working")
    assert Version.objects.filter(case=case).count() == 2
    words = text_of(client.get(answer["Location"]))
    assert "“three.pdf” was not added. The selected file is named .pdf but is something" in words
    assert "“empty.pdf” was not added. The selected file is empty." in words
    assert "“one.pdf” was added." in words and "“two.docx” was added." in words


def test_all_refused_are_each_told_beside_the_box_and_words_are_kept(client, case):
    answer = add(client, case, BAD, ("macro.docm", b"x"), title="Papers of May")
    words = text_of(answer)
    assert answer.status_code == 200 and not Document.objects.filter(case=case).exists()
    assert "“three.pdf”: The selected file is named .pdf" in words
    assert "“macro.docm”: The selected file must be Word" in words
    assert "Papers of May" in words


def test_too_many_and_too_much_are_refused_in_words(client, case, monkeypatch):
    answer = add(client, case, *[GOOD] * 11)
    assert "Choose 10 files at most. You chose 11." in text_of(answer)
    monkeypatch.setattr("documents.forms.LARGEST_AT_ONCE", len(GOOD[1]) * 2)
    answer = add(client, case, GOOD, GOOD, ("a.txt", b"x"))
    assert "must be smaller than 100MB together" in text_of(answer)
    assert not Document.objects.filter(case=case).exists()


def test_review_that_is_full_half_way_keeps_the_first(client, case, monkeypatch):
    monkeypatch.setattr("documents.intake.LARGEST_CASE", len(GOOD[1]) + 10)
    answer = add(client, case, GOOD, ALSO)
    words = text_of(client.get(answer["Location"]))
    assert Version.objects.filter(case=case).count() == 1
    assert "“two.docx” was not added. This review holds as many files as it may" in words


def test_silent_scanner_is_waited_for_once(client, case, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "documents.intake.scan", lambda content: asked.append(1) or ScanState.CHECKING
    )
    answer = add(client, case, GOOD, ALSO, ("three.txt", b"words"))
    assert len(asked) == 1
    kept = Version.objects.filter(case=case)
    assert {row.scan_state for row in kept} == {ScanState.CHECKING} and len(kept) == 3
    words = text_of(client.get(answer["Location"]))
    assert words.count("nobody can open it until that is done") == 3


def test_form_takes_several_without_javascript(client, case):
    page = text_of(client.get(f"/cases/{case.reference}/documents/new/"))
    (box,) = [tag for tag in page.split("<") if tag.startswith("input") and "file" in tag]
    assert " multiple" in box and 'name="file"' in box
    assert "Up to 10 files of one kind, 50MB each and 100MB together." in page
    nothing = client.post(f"/cases/{case.reference}/documents/new/", {"kind": "minutes"})
    assert "Select the files" in text_of(nothing)
