"""The Home Office pack: whole or not at all, the same bytes for the same facts, no real names."""

import hashlib
import io
import json
import stat
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from PIL import Image

from audit.actors import acting
from audit.models import AuditEvent, Event
from dhr_cases.codes import UNCLEAR, Part
from documents.models import DocumentKind, ScanState, Version
from govuk.uncertain import UncertainDate
from reports.models import Export
from tests.factories import fresh, make_case
from tests.facts.rows import add_file, clear, clear_files, person
from tests.reports.paper import png
from tests.reports.review import add_words, cleared, paper, word_file
from workflow.guards.files import REPORT, current_versions

OVERVIEW = DocumentKind.OVERVIEW_REPORT


@pytest.fixture
def path(tmp_path):
    """Where the pack goes."""
    return tmp_path / "pack.zip"


def run(case, path, *arguments):
    """The command's own words."""
    out = io.StringIO()
    call_command("submission_pack", case.reference, "--output", str(path), *arguments, stdout=out)
    return out.getvalue()


def refusal(case, path):
    """The sentences on standard error; nothing may be left at the place or beside it."""
    with pytest.raises(CommandError) as refused:
        run(case, path)
    assert list(path.parent.iterdir()) == []
    assert not Export.objects.exists()
    first, *reasons = str(refused.value).splitlines()
    assert first == "Nothing was written."
    return reasons


def unpacked(path):
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {info.filename: archive.read(info) for info in archive.infolist()}


def test_pack_holds_report_return_note_and_index(case, path):
    said = run(case, path)
    assert said == (
        f"Home Office pack of {case.reference} written to {path}: 7 files and an index.\n"
    )
    ref = case.reference
    assert list(unpacked(path)) == [
        f"{ref}/covering-note.txt",
        f"{ref}/{ref}-overview-report-v2.pdf",
        f"{ref}/{ref}-executive-summary-v2.pdf",
        f"{ref}/{ref}-action-plan-v2.pdf",
        f"{ref}/data-return.json",
        f"{ref}/data-return.csv",
        f"{ref}/action-plan.csv",
        f"{ref}/index.json",
        f"{ref}/index.txt",
    ]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_documents_are_the_very_bytes_that_were_checked(case, path):
    run(case, path)
    held = unpacked(path)
    for version in current_versions(case, REPORT).values():
        content = held[f"{case.reference}/{version.download_name}"]
        assert hashlib.sha256(content).hexdigest() == version.sha256


def test_index_gives_the_hash_of_each_file(case, path):
    run(case, path)
    held = unpacked(path)
    index = json.loads(held[f"{case.reference}/index.json"])
    words = held[f"{case.reference}/index.txt"].decode()
    assert (index["reference"], index["title"]) == (case.reference, "Rowan")
    assert {f"{case.reference}/{row['name']}" for row in index["files"]} == {
        name for name in held if "/index." not in name
    }
    for row in index["files"]:
        content = held[f"{case.reference}/{row['name']}"]
        assert row["sha256"] == hashlib.sha256(content).hexdigest()
        assert row["size"] == len(content)
        assert row["sha256"] in words and row["name"] in words


def test_same_facts_give_the_same_bytes(case, tmp_path):
    for name in ("a.zip", "b.zip"):
        run(case, tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_what_left_is_written_down(case, path):
    run(case, path, "--recipient", "The Home Office, by secure e-mail")
    row = Export.objects.get()
    assert row.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert row.recipient == "The Home Office, by secure e-mail"
    assert "Section 9" in row.purpose
    assert len(row.contents) == 7
    with storages["documents"].open(row.storage_name) as kept:
        assert kept.read() == path.read_bytes()
    assert AuditEvent.objects.get(event=Event.EXPORTED).actor_name.startswith("submission_pack")


def test_case_just_notified_is_told_everything_it_lacks(team, case, path):
    bare = make_case(team)
    assert refusal(bare, path) == [
        "Add the overview report.",
        "Add the executive summary.",
        "Add the action plan.",
        "Agree how the person who died is known in this review.",
        "Record the year of the death.",
        "Record the person who died.",
        "Record the meeting at which the partnership approved the report.",
    ]


def test_new_version_needs_a_new_check(team, case, path):
    with acting(team.independent_chair):
        add_file(case, team, DocumentKind.ACTION_PLAN, "draft")
    assert refusal(case, path) == [
        "Check the action plan for disclosure, and have two people clear it."
    ]


def test_one_persons_clearance_is_not_enough(team, case, path):
    with acting(team.independent_chair):
        version = add_file(case, team, DocumentKind.ACTION_PLAN, "draft")
        cleared(version, team, by=("independent_chair",))
    assert refusal(case, path) == ["Two people must clear the action plan: one of them has."]


def test_a_later_doubt_takes_clearance_back(team, case, path):
    version = current_versions(case, REPORT)[OVERVIEW]
    with acting(team.coordinator):
        clear(version, version.check_runs.last(), team.coordinator, passed=False)
    assert refusal(case, path) == ["Two people must clear the overview report: nobody has yet."]


def test_name_added_afterwards_takes_clearance_back(team, case, path):
    with acting(team.coordinator):
        person(case, "Hettie Larkspur", "friend")
    reasons = refusal(case, path)
    assert len(reasons) == len(REPORT) and all("has changed since" in row for row in reasons)


def test_altered_bytes_are_refused(team, case, path):
    version = add_words(case, team, OVERVIEW, paper("As it came in."))
    store = storages["documents"]
    store.delete(version.storage_name)
    store.save(version.storage_name, ContentFile(paper("Other words.")))
    assert refusal(case, path) == [
        "The file of the overview report is not what came in. Add it again."
    ]


@pytest.mark.parametrize("state", [ScanState.BLOCKED, ScanState.CHECKING])
def test_file_that_a_scan_holds_back_is_refused(team, case, path, state):
    version = Version.objects.get(pk=current_versions(case, REPORT)[OVERVIEW].pk)
    version.scan_state = state
    with acting(team.coordinator):
        version.save()
    assert "virus" in refusal(case, path)[0]


def change(case, team, **facts):
    with acting(team.coordinator):
        for name, value in facts.items():
            setattr(case, name, value)
        case.save()
        clear_files(case, team, REPORT)  # what is known changed, so all is checked again


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"known_as": " "}, "Agree how the person who died is known in this review."),
        ({"police_force": ""}, "Say which police force area it is."),
        ({"died_on": UncertainDate("unknown")}, "Record the year of the death."),
        ({"died_on": UncertainDate("2025-12/2026-01")}, "Record the year of the death."),
    ],
)
def test_each_required_fact_of_the_review_is_asked_for(team, case, path, facts, sentence):
    change(case, team, **facts)
    assert refusal(case, path) == [sentence]


def test_partnership_without_a_name_at_the_home_office_is_asked_for_it(team, case, path):
    case.lead_partnership.area_code = "ZZZ"
    with acting(team.coordinator):
        case.lead_partnership.save()
    assert refusal(case, path) == ["Say what the Home Office calls Safer Glevum in its list."]
    change(fresh(case), team, ho_csp_label="Gloucester")
    run(case, path)


def died(case):
    return case.persons.get(involvements__part=Part.DIED)


def test_age_may_be_unknown_but_not_left_out(team, case, path):
    person = died(case)
    person.age_recorded, person.born_on = None, None
    with acting(team.coordinator):
        person.save()
        clear_files(case, team, REPORT)
    assert refusal(case, path) == [
        "Record the age of Rowan, or say that the date of birth is not known."
    ]
    person.born_on = UncertainDate("unknown")
    with acting(team.coordinator):
        person.save()
    run(case, path)


def test_whether_it_was_suicide_must_be_said(team, case, path):
    part = died(case).involvements.get()
    part.died_by_suicide = UNCLEAR
    with acting(team.coordinator):
        part.save()
    assert refusal(case, path) == ["Say whether Rowan died by suicide."]


def test_each_of_two_people_who_died_needs_a_pseudonym(team, case, path):
    with acting(team.coordinator):
        other = case.persons.get(pseudonym="Ash")
        other.pseudonym = ""
        other.save()
        other.involvements.model(
            case=case, person=other, part=Part.DIED, died_by_suicide="Yes"
        ).save()
        clear_files(case, team, REPORT)
    assert refusal(case, path) == ["Agree a pseudonym for person 2 who died."]


@pytest.mark.parametrize("kind", REPORT)
@pytest.mark.parametrize(
    ("content", "name", "place"),
    [
        (paper("Marit rang."), "a.pdf", ""),
        (paper("Nothing here.", title="About Marit"), "a.pdf", "properties of the "),
        (word_file("She said so to Mr HALVORSEN."), "a.docx", ""),
        (word_file("Nothing.", author="Sven Halvorsen"), "a.docx", "properties of the "),
        (word_file("Nothing.", comment="as Marit said"), "a.docx", "properties of the "),
        (word_file("Born 24.9.1987."), "a.docx", ""),
        (word_file("She died on 3 May 2026."), "a.docx", ""),
        (b"Found at 14 larkspur close", "a.txt", ""),
    ],
)  # fmt: skip
def test_real_name_date_or_address_in_a_file_or_its_properties_stops_the_pack(
    team, case, path, kind, content, name, place
):
    add_words(case, team, kind, content, name)
    reasons = refusal(case, path)
    called = f"in the {place}{DocumentKind(kind).label.lower()}."
    assert reasons and all(called in reason for reason in reasons if "properties" in reason)
    assert any(called in reason for reason in reasons)


def test_real_name_in_the_action_plan_table_stops_the_pack(team, case, path):
    row = case.recommendations.get(number="1")
    row.text = "Ask Marit's sister first."
    with acting(team.coordinator):
        row.save()
    reasons = refusal(case, path)
    assert any("action plan as a table" in reason for reason in reasons)


def test_pseudonym_that_is_a_real_name_stops_the_pack(team, case, path):
    change(case, team, known_as="Marit")
    assert any("data return" in reason for reason in refusal(case, path))


@pytest.mark.parametrize("name", ["a.png", "a.pdf"])
def test_file_without_words_to_read_is_refused_and_never_clear(team, case, path, name):
    content = png()
    if name.endswith("pdf"):
        content = scanned(content)
    add_words(case, team, OVERVIEW, content, name)
    assert refusal(case, path) == [
        "The words of the overview report could not be read, so names cannot be looked for. "
        "Add it as a Word file, or as a PDF with text."
    ]


def scanned(picture):
    """A PDF that is one picture."""
    held = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").save(held, "PDF")
    return held.getvalue()
