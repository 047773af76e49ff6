"""The learning summary: two tagged pages, public words only, approved before it is shared."""

import io
import stat

import pikepdf
import pypdf
import pytest
from django.core.management import CommandError, call_command

from accounts.roles import GRANTS, Role
from audit.actors import acting
from audit.models import AuditEvent, Event
from disclosure import anonymise
from govuk.uncertain import UncertainDate
from reports import learning
from reports.content.learning_summary import FIELDS, HELP_LINES, month_of
from reports.models import Export, LearningSummary
from reports.services import ExportRefused
from tests.factories import fresh
from tests.facts.rows import TODAY, clear, pass_check
from tests.reports.paper import faults, said
from tests.reports.review import TEXTS, write_summary

LEAKS = {
    "name": "Marit was my friend.",
    "name in capitals": "MARIT",
    "surname without its letters": "The Halvorsens moved here.",
    "middle name, plain": "Elodie's garden",
    "possessive": "Marit\u2019s garden",
    "nickname": "Everybody called her Maggie.",
    "short name in full": "Bo Li was known to nobody.",
    "broken over a line": "Hal-\nvorsen",
    "glued with underscores": "see Halvorsen_notes",
    "date of birth": "Born 24 September 1987.",
    "date of birth in numbers": "24/09/87",
    "date of birth, year first": "1987-09-24",
    "address": "She lived at 14 Larkspur Close.",
    "street": "Neighbours in Larkspur Close",
    "postcode": "GL19ZZ",
    "date of death": "She died on 3rd May 2026.",
    "somebody else's name": "Sven was arrested.",
}


def run(*arguments):
    """The command's own words."""
    out = io.StringIO()
    call_command("learning_summary", *arguments, stdout=out)
    return out.getvalue()


def opened(path):
    return pypdf.PdfReader(path)


def test_approved_summary_becomes_a_tagged_pdf_of_two_pages_at_most(case, team, tmp_path):
    write_summary(case, team, is_approved=True)
    path = tmp_path / "summary.pdf"
    assert run(case.reference, "--output", str(path)) == (
        f"Learning summary of {case.reference} written to {path}.\n"
    )
    content = path.read_bytes()
    assert faults(content) == []
    assert 1 <= len(opened(path).pages) <= 2
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_pdf_is_read_in_the_order_of_its_sections(case, team, tmp_path):
    write_summary(case, team, is_approved=True)
    path = tmp_path / "summary.pdf"
    run(case.reference, "--output", str(path))
    words = said(path.read_bytes())
    assert words == [
        "Rowan: what we learned",
        "Safer Glevum led a domestic homicide review, to learn from this death. Rowan died in "
        "May 2026. Rowan is not a real name.",
        "Who Rowan was",
        TEXTS["who"],
        "What happened",
        TEXTS["what_happened"],
        "What we learned",
        "Ask about money when you ask about safety.",
        "Leaving is a time of danger.",
        "What helped",
        TEXTS["helped"],
        "What has changed",
        TEXTS["changed"],
        "What you can do",
        TEXTS["you_can_do"],
        "Where to get help",
        TEXTS["get_help"],
        *HELP_LINES,
        "To have this in another format or language, ask Safer Glevum.",
    ]


def test_pdf_says_title_and_language_and_nothing_of_its_makers(case, team, tmp_path):
    write_summary(case, team, is_approved=True)
    path = tmp_path / "summary.pdf"
    run(case.reference, "--output", str(path))
    with pikepdf.open(path) as document:
        assert str(document.Root.Lang) == "en-GB"
        said_of_itself = document.Root.Metadata.read_bytes().decode()
        assert "Rowan: what we learned" in said_of_itself
        told = said_of_itself + " ".join(str(value) for value in document.docinfo.values())
        for maker in (team.coordinator, team.independent_chair):
            assert maker.name not in told
        assert "reportlab" not in told.lower()
        assert "/" not in str(document.docinfo.get("/Author", ""))


def test_same_words_give_the_same_bytes(case, team, tmp_path):
    write_summary(case, team, is_approved=True)
    for name in ("a.pdf", "b.pdf"):
        run(case.reference, "--output", str(tmp_path / name))
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_what_left_is_written_down_with_its_hash(case, team, tmp_path):
    write_summary(case, team, is_approved=True)
    run(case.reference, "--output", str(tmp_path / "a.pdf"), "--recipient", "The board")
    row = Export.objects.get()
    assert (row.kind, row.recipient, row.made_by) == ("learning_summary", "The board", None)
    assert row.made_by_name.startswith("learning_summary (run by ")
    assert row.size == (tmp_path / "a.pdf").stat().st_size
    event = AuditEvent.objects.get(event=Event.EXPORTED)
    assert (event.subject, event.details["sha256"]) == (case.reference, row.sha256)
    assert AuditEvent.objects.filter(
        event=Event.ROW_ADDED, details__table="reports_export"
    ).exists()


def test_bytes_that_two_people_have_not_cleared_do_not_leave(case, team, tmp_path):
    write_summary(case, team, is_approved=True)
    case.known_as = "Robin"
    with acting(team.coordinator):
        case.save()
    with pytest.raises(CommandError, match="These exact bytes have not been cleared"):
        run(case.reference, "--output", str(tmp_path / "a.pdf"))
    with acting(team.coordinator):
        version = learning.keep_with_files(fresh(case), by=team.coordinator)
        check = pass_check(version, team.coordinator)
        clear(version, check, team.coordinator)
    with pytest.raises(CommandError, match="Two people must clear the learning summary: one"):
        run(case.reference, "--output", str(tmp_path / "a.pdf"))
    assert not Export.objects.exists()


@pytest.mark.parametrize("arguments", [[], ["--draft"]])
def test_nothing_written_gives_a_sentence_and_no_file(case, tmp_path, arguments):
    path = tmp_path / "summary.pdf"
    with pytest.raises(CommandError, match="has not been written yet"):
        run(case.reference, "--output", str(path), *arguments)
    assert list(tmp_path.iterdir()) == []
    assert not Export.objects.exists()
    assert AuditEvent.objects.filter(event=Event.EXPORT_REFUSED).exists()


def test_unapproved_words_leave_only_as_a_marked_draft(case, team, tmp_path):
    write_summary(case, team)
    path = tmp_path / "summary.pdf"
    with pytest.raises(CommandError, match="has not approved"):
        run(case.reference, "--output", str(path))
    run(case.reference, "--output", str(path), "--draft")
    assert said(path.read_bytes())[0] == "Draft, not for sharing"
    assert faults(path.read_bytes()) == []
    assert Export.objects.get().kind == "learning_draft"


def test_newer_draft_does_not_take_the_place_of_approved_words(case, team, tmp_path):
    write_summary(case, team, is_approved=True)
    write_summary(case, team, helped="A neighbour rang.")
    path = tmp_path / "summary.pdf"
    run(case.reference, "--output", str(path))
    assert TEXTS["helped"] in said(path.read_bytes())


def test_more_than_two_pages_are_refused_with_a_sentence(case, team, tmp_path):
    long = " ".join(["Somebody could have asked once more."] * 70)
    summary = write_summary(case, team, who=long, changed=long, what_happened=long)
    with pytest.raises(learning.NotPossible, match=r"takes \d pages"):
        learning.approve(summary, by=team.independent_chair, on=TODAY)
    with pytest.raises(CommandError, match=r"takes \d pages"):
        run(case.reference, "--output", str(tmp_path / "a.pdf"), "--draft")
    assert list(tmp_path.iterdir()) == []


def test_output_that_is_no_place_for_a_file_is_a_sentence(case, tmp_path):
    for place in (tmp_path, tmp_path / "nowhere" / "a.pdf"):
        with pytest.raises(CommandError, match="not a place for a file"):
            run(case.reference, "--output", str(place))
    with pytest.raises(CommandError, match="There is no review"):
        run("GLO-1999-99", "--output", str(tmp_path / "a.pdf"))


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("leak", LEAKS.values(), ids=LEAKS)
def test_real_name_date_or_address_is_refused_in_every_box(case, team, field, leak):
    with pytest.raises(learning.NotPossible) as refused:
        learning.write(case, by=team.coordinator, on=TODAY, **{**TEXTS, field: leak})
    assert leak not in str(refused.value)
    assert not LearningSummary.objects.exists()


def test_name_learned_later_stops_words_already_approved(case, team, tmp_path):
    write_summary(case, team, is_approved=True, helped="Somebody called Tamsin rang.")
    person = case.persons.get(pseudonym="Ash")
    person.other_names = "Tamsin"
    with acting(team.coordinator):
        person.save()
    with pytest.raises(CommandError, match="a real name"):
        run(case.reference, "--output", str(tmp_path / "a.pdf"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        "Rowan died in May 2026.", "Mariticide", "A lively garden in Gloucester", "In 1987 and 38",
        "Call 0808 2000 247", "Close to larkspur, and close to home",
    ],
)  # fmt: skip
def test_ordinary_words_are_left_alone(case, words):
    assert anonymise.find(case, {"text": words}) == []


def test_name_that_is_a_month_is_told_from_the_month(case, team):
    person = case.persons.get(pseudonym="Ash")
    person.name = "May Green"
    with acting(team.coordinator):
        person.save()
    clear = "In May 2026 the green gate may open. It opened in May."
    assert anonymise.find(case, {"text": clear}) == []
    found = anonymise.find(case, {"text": "May rang. Mrs Green rang."})
    assert [finding.shown for finding in found] == [
        "May",
        "Green",
    ]


def test_finding_repeats_the_name_only_to_those_who_may_see_it(case):
    (finding,) = anonymise.find(case, {"covering note": "Dear Marit"})
    assert "Marit" in finding.sentence(may_see_names=True)
    assert finding.sentence(may_see_names=False) == (
        "There is a real name in the covering note. Use the pseudonym."
    )


def test_only_the_independent_chair_may_approve():
    holders = [role for role in Role if "lead_review" in GRANTS[role]]
    assert holders == [Role.INDEPENDENT_CHAIR]


def test_approval_holds_for_the_newest_words_alone(case, team):
    first = write_summary(case, team)
    write_summary(case, team, helped="A neighbour rang.")
    with pytest.raises(learning.NotPossible, match="newer version, number 2"):
        learning.approve(first, by=team.independent_chair, on=TODAY)


def test_empty_box_and_missing_pseudonym_stop_approval(case, team):
    case.known_as = ""
    with acting(team.coordinator):
        case.save()
    summary = write_summary(case, team, changed="")
    reasons = learning.reasons_against_approval(case, summary)
    assert learning.NO_NAME in reasons
    assert "Answer the question “What has changed?”" in reasons
    with pytest.raises(ExportRefused, match="Agree how"):
        learning.printed(case, draft=True)


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2026-05-03", "May 2026"), ("2026-05", "May 2026"), ("2026", "2026"), ("unknown", ""),
        ("2026-05-01/2026-05-14", "May 2026"),
        ("2025-12-30/2026-01-02", "between December 2025 and January 2026"),
    ],
)  # fmt: skip
def test_death_is_told_to_the_month_at_most(date, words):
    assert month_of(UncertainDate(date)) == words


def test_approved_pdf_can_be_put_among_the_files_to_be_cleared(case, team):
    write_summary(case, team, is_approved=True)
    with acting(team.coordinator):
        first = learning.keep_with_files(case, by=team.coordinator)
        second = learning.keep_with_files(case, by=team.coordinator)
    assert (first.document.kind, first.document.zone) == ("learning_summary", "draft")
    assert second.document == first.document
    assert second.sha256 == first.sha256
