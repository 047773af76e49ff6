"""Drafts of the report over HTTP: versions, rounds of comments, answers, the table (S130, S131)."""

import io
from datetime import timedelta

import docx
import openpyxl
import pytest
import time_machine
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from audit.actors import acting, job
from documents.models import DocumentKind, Version, Zone
from reports.models import Export
from tests.facts.rows import add_file, agreement, day, person, small_pdf
from tests.house import text_of, typed_day
from workflow import round_mail, versions
from workflow.models import AgreementKind, CommentRound, DraftComment, ReportVersion
from workflow.own_tasks import for_this_person

pytestmark = pytest.mark.usefixtures("confirmed")
COMMENT = {"place": "14.3", "kind": "fact", "text": "It was a Tuesday."}


@pytest.fixture
def team(db, house):
    """Everybody of the house."""
    return house[0]


@pytest.fixture
def home(case):
    """The address of the report."""
    return f"/cases/{case.reference}/report/"


@pytest.fixture
def page(signed_in, team):
    """Somebody of the cast on the test client."""
    return lambda name: signed_in(team.people[name])


@pytest.fixture
def version(case, team):
    """The first overview report."""
    return add_file(case, team, DocumentKind.OVERVIEW_REPORT, Zone.DRAFT)


@pytest.fixture
def asked(version, page, home):
    """The version with the panel until five days from now; its members are told."""
    typed = typed_day("closes_on", day(5)) | {"look_at": "Section 14"}
    answer = page("independent_chair").post(f"{home}versions/{version.token}/rounds/new/", typed)
    assert answer.status_code == 302, text_of(answer)
    return CommentRound.objects.get()


@pytest.fixture
def there(home, asked):
    """The address of the round."""
    return f"{home}rounds/{asked.token}/"


def later(days=6):
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=True)


def told(user, task="draft", on=None):
    return [row for row in for_this_person(user, on or day(0)) if row["task"] == task]


def upload(words="One"):
    return SimpleUploadedFile("Marisol report.pdf", small_pdf(words))


def test_versions_are_put_in_with_what_changed_and_their_hash(page, home, case):
    chair = page("independent_chair")
    first = {"file": upload(), "what_changed": "All but the recommendations.",
             "is_distressing": "on"}  # fmt: skip
    assert chair.post(f"{home}files/overview_report/new/", first).status_code == 302
    again = {"file": upload("Two"), "what_changed": "Sections 14 and 15."}
    chair.post(f"{home}files/overview_report/new/", again)
    one, two = Version.objects.filter(case=case).order_by("number")
    assert one.document == two.document and two.document.zone == Zone.DRAFT
    assert two.document.is_distressing
    seen = text_of(page("panel_member").get(home))
    for words in ("Sections 14 and 15.", "Working draft", "Earlier draft", two.sha256[:12],
                  f"versions/{one.number}/"):  # fmt: skip
        assert words in seen
    assert "Marisol" not in seen and "Put in a new version" not in seen
    assert page("panel_member").post(f"{home}files/overview_report/new/").status_code == 403
    assert page("independent_chair").get(f"{home}files/minutes/new/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"what_changed": "It"}, "Choose a file"),
        ({"file": SimpleUploadedFile("x.exe", b"MZ"), "what_changed": "It"}, "must be"),
        ({"file": upload()}, "what is still to come"),
        ({"file": upload(), "what_changed": "Marisol wrote it."}, "a real name"),
    ],
)
def test_version_is_refused_in_words(page, home, case, team, typed, said):
    with acting(team.coordinator):
        person(case, "Marisol Quintero", "died")
    answer = page("coordinator").post(f"{home}files/overview_report/new/", typed)
    assert answer.status_code == 200 and said in text_of(answer)
    assert not ReportVersion.objects.exists()


def test_agreed_version_names_a_minuted_meeting_of_the_panel(page, home, case, team, version):
    address = f"{home}versions/{version.token}/"
    with acting(team.coordinator):
        agreement(case, team, AgreementKind.DRAFT)
        agreement(case, team, AgreementKind.APPROVAL)
    draft, approval = case.agreements.order_by("pk")
    wrong = {"version": 0, "what_changed": "It.", "agreement": approval.pk}
    assert "choose one of the answers in the list" in text_of(
        page("coordinator").post(address, wrong)
    )
    page("coordinator").post(address, wrong | {"agreement": draft.pk})
    assert "Agreed" in text_of(page("panel_member").get(home))


def test_submitted_version_is_known_by_its_bytes(case, team, version):
    with acting(team.coordinator):
        case.submissions.model(
            case=case, number=1, sent_on=day(0), how="Post", sent_to="The office",
            contents=[{"kind": "overview_report", "version": 1, "sha256": version.sha256}],
            sent_by=team.coordinator,
        ).save()  # fmt: skip
    rows = dict(versions.by_kind(case, team.may("coordinator"), on=day(0)))
    assert rows[DocumentKind.OVERVIEW_REPORT][0].status == "Submitted"


def test_members_are_told_without_a_word_of_the_review(
    page, home, version, case, team, django_capture_on_commit_callbacks
):
    typed = typed_day("closes_on", day(5)) | {"look_at": "Section 14"}
    with django_capture_on_commit_callbacks() as sending:
        page("coordinator").post(f"{home}versions/{version.token}/rounds/new/", typed)
    for send in sending:
        send()
    members = {team.panel_member.email, team.names_by_grant.email, team.independent_chair.email}
    assert members <= {to for sent in mail.outbox for to in sent.to}
    text = str([vars(sent) for sent in mail.outbox])
    for secret in (case.reference, "Section 14", "verview", "report"):
        assert secret not in text


def test_round_stands_on_the_work_page_until_the_member_was_heard(page, team, there, asked):
    assert [row["due"] for row in told(team.panel_member)] == [day(5)]
    assert told(team.independent_chair) == [], "who opened it is not asked"
    assert told(team.stranger) == told(team.coordinator) == []
    assert told(team.panel_member, on=day(6)) == []
    work = text_of(page("panel_member").get("/my-work/"))
    assert "Read a draft of the report and comment" in work and there in work
    page("panel_member").post(f"{there}nothing-to-add/")
    assert told(team.panel_member) == []
    page("names_by_grant").post(f"{there}comments/new/", COMMENT)
    assert told(team.names_by_grant) == []
    heard = text_of(page("independent_chair").get(there))
    assert "Nothing to add" in heard and "1 comment" in heard and "Not heard from yet" in heard


def test_members_read_their_own_comments_and_after_the_round_all(page, there):
    page("panel_member").post(f"{there}comments/new/", COMMENT)
    page("names_by_grant").post(f"{there}comments/new/", COMMENT | {"text": "She had rung twice."})
    seen = text_of(page("panel_member").get(there))
    assert "It was a Tuesday." in seen and "She had rung twice." not in seen
    for who in ("independent_chair", "coordinator"):
        assert "She had rung twice." in text_of(page(who).get(there))
    with later():
        assert "She had rung twice." in text_of(page("panel_member").get(there))


def test_closed_round_takes_no_comment_and_keeps_what_was_typed(page, there, asked):
    assert page("panel_member").post(f"{there}close/").status_code == 403
    assert page("independent_chair").post(f"{there}close/").status_code == 302
    answer = text_of(page("panel_member").post(f"{there}comments/new/", COMMENT))
    assert "This round of comments has closed." in answer and "It was a Tuesday." in answer
    assert "Add a comment" not in text_of(page("panel_member").get(there))
    assert "has closed already" in text_of(page("coordinator").post(f"{there}close/"))
    assert not DraftComment.objects.exists()


def test_each_comment_gets_its_answer_from_the_chair(page, there, team):
    page("panel_member").post(f"{there}comments/new/", COMMENT)
    row = DraftComment.objects.get()
    address = f"{there}comments/{row.token}/"
    assert page("coordinator").post(address, {}).status_code == 403
    bare = {"version": row.version, "answer": "not"}
    assert "why not" in text_of(page("independent_chair").post(address, bare))
    assert told(team.independent_chair, "comments") == [], "the round is still open"
    assert len(told(team.independent_chair, "comments", day(6))) == 1
    page("independent_chair").post(address, bare | {"answer_words": "The log says Monday."})
    assert told(team.independent_chair, "comments", day(6)) == []
    seen = text_of(page("panel_member").get(there))
    assert "Not changed." in seen and "The log says Monday." in seen


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kind": ""}, "Select what your comment is about"),
        ({"kind": "x"}, "choose one of the answers in the list"),
        ({"place": ""}, "Enter section or paragraph"),
        ({"place": "9" * 61}, "60 characters"),
        ({"text": "Marisol said so."}, "a real name"),
        ({"text": "x\x00"}, "Null characters"),
    ],
)
def test_wrong_comment_is_told_beside_its_box(page, there, case, team, changed, said):
    with acting(team.coordinator):
        person(case, "Marisol Quintero", "died")
    answer = page("panel_member").post(f"{there}comments/new/", COMMENT | changed)
    assert answer.status_code == 200 and said in text_of(answer)
    assert not DraftComment.objects.exists()


def test_comments_follow_the_draft(page, there):
    for place in ("14.10", "Annex", "14.9", "2"):
        page("panel_member").post(f"{there}comments/new/", COMMENT | {"place": place})
    seen = text_of(page("panel_member").get(there))
    places = [seen.index(f'data-label="Passage">{place}<') for place in
              ("2", "14.9", "14.10", "Annex")]  # fmt: skip
    assert places == sorted(places)


def test_version_the_panel_may_not_read_is_not_sent_round(page, home, case, team):
    typed = typed_day("closes_on", day(5))
    kept = add_file(case, team, DocumentKind.ACTION_PLAN, Zone.WORKING, by="coordinator")
    address = f"{home}versions/{kept.token}/rounds/new/"
    assert "The panel may not read this file." in text_of(page("coordinator").post(address, typed))
    early = typed_day("closes_on", day(-1))
    assert "must not be before today" in text_of(page("coordinator").post(address, early))
    assert not CommentRound.objects.exists()


def test_version_is_sent_round_once_at_a_time(page, home, version, asked):
    address = f"{home}versions/{version.token}/rounds/new/"
    typed = typed_day("closes_on", day(9))
    again = text_of(page("coordinator").post(address, typed))
    assert "This version is already with the panel" in again
    with later():
        assert page("coordinator").post(address, typed_day("closes_on", day(9))).status_code == 302
    assert CommentRound.objects.count() == 2


def take(client, there, form):
    answer = client.post(f"{there}copy/", {"form": form, "recipient": "Panel", "purpose": "Read"})
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_table_leaves_in_word_and_excel_and_runs_nothing(page, there, case):
    nasty = COMMENT | {"text": '=HYPERLINK("http://x")', "place": "+1", "suggested": "@SUM(1)"}
    page("panel_member").post(f"{there}comments/new/", nasty)
    coordinator = page("coordinator")
    book = openpyxl.load_workbook(io.BytesIO(take(coordinator, there, "xlsx")))
    cells = [cell for row in book.active.iter_rows(min_row=3) for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(str(cell.value)[0] not in "=+-@" for cell in cells)
    assert "'+1" in [cell.value for cell in cells]
    word = docx.Document(io.BytesIO(take(coordinator, there, "docx")))
    assert word.tables[0].rows[1].cells[2].text == '=HYPERLINK("http://x")'
    assert Export.objects.filter(case=case, kind="comments").count() == 2
    for who in ("panel_member", "partnership_chair"):
        assert page(who).post(f"{there}copy/", {}).status_code == 403


def test_members_not_heard_are_reminded_once_before_the_end(asked, team, page, there):
    page("panel_member").post(f"{there}nothing-to-add/")
    days = [day(number) for number in range(6)]
    working = [on for on in days if on.weekday() < 5]
    for on in working * 2:
        with job("tests"):
            round_mail.send_due(on)
    to = [address for sent in mail.outbox for address in sent.to]
    assert team.panel_member.email not in to and team.independent_chair.email not in to
    near = [on for on in working if day(2) <= on < day(5)]
    expected = bool(near) + (day(5) in working)
    assert to.count(team.names_by_grant.email) == expected > 0


@pytest.mark.parametrize("rest", ["", "comments/new/", "close/", "copy/"])
def test_outsiders_find_nothing(page, there, rest):
    for who in ("stranger", "barred", "expired", "administrator", "agency_author"):
        assert page(who).get(there + rest).status_code == 404
        assert page(who).post(there + rest, {}).status_code == 404
    assert page("partnership_chair").get(there + rest).status_code == 403
    assert page("coordinator").post(f"{there}comments/new/", COMMENT).status_code == 403
