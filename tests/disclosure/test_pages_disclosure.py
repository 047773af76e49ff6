"""Pages of the disclosure check: what is found, who answers, what makes it stale (S181, S182)."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from docx.oxml import parse_xml

from audit.actors import acting
from dhr_cases.models import Person
from disclosure import checking, clearance
from disclosure.models import CheckFinding, CheckRun, Clearance, FindingAnswer
from documents.intake import store
from documents.models import DocumentKind, Zone
from tests.disclosure import planted
from tests.facts.rows import TODAY, small_pdf
from tests.house import text_of

pytestmark = pytest.mark.django_db
ANSWERS = {"press": "Two articles.", "trial": "None was held.", "rare": "Her work, made wider."}
CLEAN = planted.word()


@pytest.fixture(autouse=True)
def somebody(case, team):
    """A review that knows one name."""
    with acting(team.coordinator):
        Person(case=case, name=planted.NAME, pseudonym="Rowan").save()


def six_places():
    """One Word file that hides a name in six places."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = planted.NAME
    document.core_properties.title = planted.NAME
    document.add_picture(io.BytesIO(planted.jpeg()))
    paragraph = document.add_paragraph("It began in spring.")
    document.add_comment(paragraph.runs, text=f"Ask {planted.NAME}", author="A", initials="x")
    picture = f'<wp:docPr id="1" name="x" descr="{planted.NAME}"/>'
    alt = f"<w:r {planted.W} {planted.DRAWING}><w:drawing>{picture}</w:drawing></w:r>"
    words = planted.run(planted.NAME, text="delText")
    gone = f'<w:del {planted.W} w:id="9" w:author="A" w:date="2026-01-01T00:00:00Z">{words}</w:del>'
    for xml in (alt, gone):
        paragraph._p.append(parse_xml(xml))
    return planted.saved(document)


def page(case, rest=""):
    return f"/cases/{case.reference}/disclosure/{rest}"


def held(case, team, content=CLEAN, name="a.docx", zone=Zone.DRAFT, **facts):
    """A file of the review."""
    facts.setdefault("kind", DocumentKind.OVERVIEW_REPORT)
    by = team.independent_chair
    with acting(by):
        return store(case, content=content, name=name, by=by, zone=zone, **facts)


def ran(client, case, version):
    """The run that checking a version through the page makes."""
    answer = client.post(page(case, "new/"), {"version": version.token})
    assert answer.status_code == 302, text_of(answer)
    return CheckRun.objects.first()


def passed(case, team, version, by="coordinator"):
    """A run with nothing open."""
    who, now = getattr(team, by), timezone.now()
    run = checking.check_version(version, by=who, at=now)
    with acting(who):
        for finding in run.findings.exclude(group="fine"):
            FindingAnswer(
                case=case, finding=finding, outcome="accepted", reason="Seen", answered_by=who,
                answered_at=now,
            ).save()  # fmt: skip
        run.together.create(case=case, answered_by=who, answered_at=now, **ANSWERS)
    return CheckRun.objects.judged().get(pk=run.pk)


def test_six_hiding_places_of_a_word_file_are_six_findings(signed_in, team, case):
    client = signed_in(team.coordinator)
    run = ran(client, case, held(case, team, six_places()))
    names = run.findings.filter(group="must_fix", kind="name", shown="Marit")
    places = {
        "page header 1", "comments", "alternative text of the text", "document properties",
        "tracked deletion of the text",
    }  # fmt: skip
    found = {row.place for row in names}
    assert places <= found and any("a picture" in place for place in found)
    words = text_of(client.get(page(case, f"{run.token}/")))
    for place in found:
        assert f"In the {place}" in words
    assert "<mark>Marit</mark>" in words and "to fix" in words


def test_name_under_a_black_box_is_found(signed_in, team, case):
    client = signed_in(team.coordinator)
    version = held(case, team, planted.UNSEEN["black box"](), name="a.pdf")
    run = ran(client, case, version)
    assert run.findings.filter(group="must_fix", kind="name").exists()
    assert run.findings.filter(group="must_fix", kind="file").exists()
    assert "Marit" in text_of(client.get(page(case, f"{run.token}/")))


def test_file_that_cannot_be_read_may_not_leave(signed_in, team, case):
    client = signed_in(team.coordinator)
    run = ran(client, case, held(case, team, b"Subject: a\r\n\r\nb", name="a.eml"))
    assert run.refused
    words = text_of(client.get(page(case, f"{run.token}/")))
    assert "could not be read, so it may not leave" in words
    answer = client.post(page(case, f"{run.token}/clear/"), {"passed": "yes", "note": "Read"})
    assert "could not be read" in text_of(answer) and not Clearance.objects.exists()


def test_nothing_found_still_asks_to_read_it(signed_in, team, case):
    client = signed_in(team.coordinator)
    client.post(page(case, "new/"), {"text": "it began in spring."})
    run = CheckRun.objects.get()
    assert run.source == "text" and not run.findings.exists()
    words = text_of(client.get(page(case, f"{run.token}/")))
    assert "found nothing. Still read it" in words and "does not prove" in words


def test_upload_is_checked_and_not_kept(signed_in, team, case):
    client = signed_in(team.coordinator)
    upload = SimpleUploadedFile("Marit_Solvang.docx", CLEAN)
    client.post(page(case, "new/"), {"file": upload})
    run = CheckRun.objects.get()
    assert run.source == "upload" and not case.versions.exists()
    assert run.findings.filter(place="file name", kind="name").exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Choose a file of this review"),
        ({"version": "nowhere"}, "Choose a file from the list"),
        ({"text": "a", "file": SimpleUploadedFile("a.docx", CLEAN)}, "one thing at a time"),
        ({"file": SimpleUploadedFile("a.docx", b"none")}, "The selected file"),
    ],
)
def test_wrong_choice_is_a_sentence(signed_in, team, case, typed, said):
    answer = signed_in(team.coordinator).post(page(case, "new/"), typed)
    assert answer.status_code == 200 and not CheckRun.objects.exists()
    assert said in text_of(answer).partition("There is a problem")[2]


def test_accepting_takes_a_reason_and_a_name(signed_in, team, case):
    client = signed_in(team.partnership_chair)
    run = ran(client, case, held(case, team, planted.word(planted.run("Marit"))))
    finding = run.findings.get(kind="name")
    address = page(case, f"{run.token}/must-fix/")
    answer = client.post(address, {"findings": [finding.pk], "outcome": "accepted"})
    assert answer.status_code == 200 and not FindingAnswer.objects.exists()
    typed = {"findings": [finding.pk], "outcome": "accepted", "reason": "Her mother wishes it."}
    assert client.post(address, typed).status_code == 302
    words = text_of(client.get(page(case, f"{run.token}/")))
    assert "Her mother wishes it. Priya Anand" in words
    client.post(page(case, f"{run.token}/together/"), ANSWERS)
    words_left = CheckRun.objects.judged().get()
    assert words_left.open_findings == run.findings.exclude(group="fine").count() - 1


def test_to_be_fixed_stays_open(signed_in, team, case):
    client = signed_in(team.coordinator)
    run = ran(client, case, held(case, team, planted.word(planted.run("On 3 May 2026 she rang"))))
    finding = run.findings.get(kind="exact date")
    typed = {"findings": [finding.pk], "outcome": "to_fix", "reason": "Month and year."}
    client.post(page(case, f"{run.token}/look-at/"), typed)
    words = text_of(client.get(page(case, f"{run.token}/")))
    assert "To be changed in the file" in words
    assert CheckRun.objects.judged().get().open_findings >= 1


def test_unknown_words_and_initials_are_ticked_off(signed_in, team, case):
    client = signed_in(team.coordinator)
    text = "she met Hettie at the clinic. Then Rowan left. The note says MS."
    client.post(page(case, "new/"), {"text": text})
    run = CheckRun.objects.get()
    kinds = {row.shown: row.kind for row in run.findings.all()}
    assert kinds["Hettie"] == "unknown word" and kinds["MS."] == "initials"
    assert kinds["Rowan"] == "known word"
    keys = [row.pk for row in run.findings.exclude(group="fine")]
    answer = client.post(
        page(case, f"{run.token}/words/"), {"findings": keys, "reason": "A worker."}
    )
    assert answer.status_code == 302
    assert CheckRun.objects.judged().get().open_findings == 0


def test_run_passes_only_with_everything_answered(signed_in, team, case):
    client = signed_in(team.coordinator)
    version = held(case, team)
    run = ran(client, case, version)
    address = page(case, f"{run.token}/clear/")
    yes = {"passed": "yes", "note": "Read it all."}
    assert "has open points" in text_of(client.post(address, yes))
    answer = client.post(page(case, f"{run.token}/together/"), {"press": "None"})
    assert answer.status_code == 200
    passed(case, team, version)
    run = CheckRun.objects.first()
    address = page(case, f"{run.token}/clear/")
    assert client.post(address, yes).status_code == 302
    assert "You have cleared this file already" in text_of(client.post(address, yes))
    assert "Cleared by 1 person; 2 are needed" in text_of(client.get(page(case)))


def test_name_added_afterwards_makes_it_stale(signed_in, team, case):
    version = held(case, team)
    run = passed(case, team, version)
    for who in ("coordinator", "independent_chair"):
        clearance.clear(version, run, passed=True, note="Read", by=getattr(team, who), on=TODAY)
    assert clearance.standing_of(version).reason("report", team.partnership_chair) == ""
    with acting(team.coordinator):
        Person(case=case, name="Hettie Larkspur").save()
    standing = clearance.standing_of(version)
    assert standing.is_stale and standing.people() == []
    assert "has changed since" in standing.reason("report", team.partnership_chair)
    client = signed_in(team.coordinator)
    assert "This check is stale" in text_of(client.get(page(case, f"{run.token}/")))
    answer = client.post(page(case, f"{run.token}/clear/"), {"passed": "yes", "note": "Read"})
    assert "has changed since" in text_of(answer)
    assert ran(client, case, version).pk != run.pk


def test_changed_byte_and_new_version_take_clearance_away(team, case, documents_dir):
    version = held(case, team, small_pdf("One"), name="a.pdf")
    run = passed(case, team, version)
    for who in ("coordinator", "independent_chair"):
        clearance.clear(version, run, passed=True, note="Read", by=getattr(team, who), on=TODAY)
    stored = documents_dir / version.storage_name
    whole = stored.read_bytes()
    stored.chmod(0o600)
    stored.write_bytes(whole + b" ")
    assert "is not what came in" in clearance.standing_of(version).reason("report", None)
    run = checking.check_version(version, by=team.coordinator, at=timezone.now())
    assert run.refused == checking.NOT_WHAT_CAME_IN
    stored.write_bytes(whole)
    newer = held(case, team, small_pdf("Two"), name="b.pdf", document=version.document)
    assert "Check the report for disclosure" in clearance.standing_of(newer).reason("report", None)
    with pytest.raises(clearance.NotCleared, match="newer version"):
        clearance.clear(
            version, passed(case, team, version), passed=True, note="Read", by=team.family_lead,
            on=TODAY,
        )  # fmt: skip


def test_doubt_takes_away_what_was_cleared_before(signed_in, team, case):
    version = held(case, team)
    run = passed(case, team, version)
    for who in ("coordinator", "independent_chair"):
        clearance.clear(version, run, passed=True, note="Read", by=getattr(team, who), on=TODAY)
    client = signed_in(team.partnership_chair)
    client.post(page(case, f"{run.token}/clear/"), {"passed": "no", "note": "Page 3 says where."})
    assert clearance.standing_of(version).people() == []
    assert "Page 3 says where." in text_of(client.get(page(case, f"{run.token}/")))


@pytest.mark.parametrize("who", ["panel_member", "names_by_grant", "county_partner", "emergency"])
def test_others_do_not_learn_that_there_is_a_check(signed_in, team, case, who):
    run = passed(case, team, held(case, team))
    client = signed_in(getattr(team, who))
    for rest in ("", "new/", f"{run.token}/", f"{run.token}/clear/"):
        assert client.get(page(case, rest)).status_code == 404
    assert "Disclosure check" not in text_of(client.get(f"/cases/{case.reference}/"))


def test_nobody_reads_a_check_of_a_file_they_may_not_read(signed_in, team, case):
    run = passed(case, team, held(case, team, zone=Zone.FAMILY), by="independent_chair")
    assert signed_in(team.independent_chair).get(page(case, f"{run.token}/")).status_code == 200
    client = signed_in(team.coordinator)
    assert client.get(page(case, f"{run.token}/")).status_code == 404
    assert run.token not in text_of(client.get(page(case)))


def test_pasted_text_is_its_readers_alone(signed_in, team, case):
    signed_in(team.independent_chair).post(page(case, "new/"), {"text": "Marit rang."})
    run = CheckRun.objects.get()
    assert not CheckFinding.objects.filter(shown__contains="rang").exists()
    assert signed_in(team.coordinator).get(page(case, f"{run.token}/")).status_code == 404


def test_too_many_findings_are_refused(team, case, monkeypatch):
    monkeypatch.setattr(checking, "MOST", 1)
    result = checking.look(case, "a.txt", b"Marit Solvang rang on 3 May 2026.")
    assert result.refused == checking.TOO_MANY and result.findings == []
