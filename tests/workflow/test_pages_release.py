"""Report, quality assurance and publication over HTTP (S130, S135, S160, S161, S170)."""

import pytest

from audit.actors import acting
from documents.models import DocumentKind, Zone
from tests.facts.rows import add_file, day
from tests.house import text_of, typed_day
from workflow.models import PublicationDecision, QualityLetter, QualityPoint

STATUS = "with_home_office"
pytestmark = pytest.mark.usefixtures("confirmed")


@pytest.fixture
def team(db, house):
    """Everybody of the house."""
    return house[0]


def page(case, rest):
    return f"/cases/{case.reference}/{rest}"


@pytest.fixture
def letter(team, case):
    """The Home Office's letter, added as a file."""
    return add_file(case, team, DocumentKind.QUALITY_LETTER, Zone.DRAFT, by="coordinator")


def record_letter(client, case, version, **changed):
    typed = {"letter": version.document.pk, "outcome": "content_after_changes"}
    typed |= typed_day("received_on", day(0)) | changed
    return client.post(page(case, "quality/letter/"), typed)


def test_letter_is_coded_and_its_points_are_taken_out_and_answered(signed_in, team, case, letter):
    client = signed_in(team.coordinator)
    assert record_letter(client, case, letter).status_code == 302
    kept = QualityLetter.objects.get(case=case)
    assert (kept.outcome, kept.submission_number) == ("content_after_changes", 1)
    typed = {"text": "Say more of her voice.", "kind": "voice", "owner": "The chair"}
    client.post(page(case, "quality/points/new/"), typed | typed_day("due_on", day(20)))
    point = QualityPoint.objects.get(case=case)
    address = page(case, f"quality/points/{point.pk}/")
    refused = client.post(address, {"answer": "changed", "version": point.version})
    assert "Say what was changed and where, or why not." in text_of(refused)
    assert "Enter the day it was answered." in text_of(refused)
    answered = {"answer": "changed", "response": "Paragraph 12", "version": point.version}
    client.post(address, answered | typed_day("answered_on", day(0)))
    point.refresh_from_db()
    assert point.is_answered
    assert "Paragraph 12" in text_of(client.get(page(case, "quality/")))


def test_letter_is_one_of_the_reviews_own_files(signed_in, team, case):
    other = add_file(case, team, DocumentKind.MINUTES, Zone.WORKING, by="coordinator")
    answer = record_letter(signed_in(team.coordinator), case, other)
    assert answer.status_code == 200 and not QualityLetter.objects.filter(case=case).exists()


def test_point_without_a_letter_is_refused_in_words(signed_in, team, case):
    typed = {"text": "A point", "kind": "voice", "owner": "The chair"}
    answer = signed_in(team.coordinator).post(
        page(case, "quality/points/new/"), typed | typed_day("due_on", day(20))
    )
    assert "Record the Home Office letter first." in text_of(answer)


def decide(client, case, form, **changed):
    return client.post(page(case, "publication/decide/"), {"form": form, **changed})


def test_less_than_full_needs_its_ground_and_what_it_rests_on(signed_in, team, case):
    answer = decide(signed_in(team.partnership_chair), case, "not_published")
    assert "Choose the ground for publishing less than in full." in text_of(answer)
    assert "Say what the ground rests on." in text_of(answer)
    assert not PublicationDecision.objects.filter(case=case).exists()


def test_publishing_needs_a_day_to_come(signed_in, team, case):
    client = signed_in(team.partnership_chair)
    assert "Enter the planned day of publication." in text_of(decide(client, case, "full"))
    past = decide(client, case, "full", **typed_day("planned_on", day(-1)))
    assert "The planned day must not be in the past." in text_of(past)


def test_later_decision_stands_beside_the_earlier(signed_in, team, case):
    client = signed_in(team.partnership_chair)
    decide(client, case, "full", **typed_day("planned_on", day(40)))
    decide(client, case, "not_published", ground="children", evidence="The social worker")
    assert [row.form for row in case.publication_decisions.all()] == ["full", "not_published"]
    words = text_of(client.get(page(case, "publication/")))
    assert "Welfare of children" in words and "Superseded" in words


@pytest.mark.parametrize("who", ["coordinator", "independent_chair", "board_viewer", "emergency"])
def test_the_partnerships_chair_alone_decides(signed_in, team, case, who):
    client = signed_in(getattr(team, who))
    full = typed_day("planned_on", day(40))
    assert decide(client, case, "full", **full).status_code == 403
    assert not PublicationDecision.objects.filter(case=case).exists()


def agree(client, case, who):
    typed = {"meeting": "Board of November", "chaired_by": "Its chair"}
    return client.post(page(case, f"report/sign-off/{who}/"), typed | typed_day("held_on", day(0)))


@pytest.mark.parametrize(
    "who, by, status",
    [
        ("county", "county_partner", 302),
        ("county", "coordinator", 403),
        ("partnership", "partnership_chair", 302),
        ("partnership", "county_partner", 403),
        ("panel", "independent_chair", 302),
        ("panel", "panel_member", 403),
        ("nobody", "coordinator", 404),
    ],
)
def test_each_body_signs_for_itself(signed_in, team, case, who, by, status):
    assert agree(signed_in(getattr(team, by)), case, who).status_code == status


@pytest.mark.parametrize("rest", ["report/", "quality/", "publication/", "publication/decide/"])
def test_outsiders_find_nothing(signed_in, team, case, rest):
    for who in ("stranger", "barred", "expired", "other_chair", "administrator"):
        assert signed_in(getattr(team, who)).get(page(case, rest)).status_code == 404


def test_commissioner_is_told_or_not_for_a_reason(signed_in, team, case):
    client = signed_in(team.coordinator)
    address = page(case, "publication/commissioner/")
    assert "or say below why it has not been" in text_of(client.post(address, {}))
    with acting(team.coordinator):
        assert client.post(address, {"exception": "The board decided so."}).status_code == 302
