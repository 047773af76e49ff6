"""Two people at once: of one step there is one winner; of one page nobody's words are lost."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from audit.models import AuditEvent, Event
from tests import factories
from tests.notices import draft
from tests.prepared import load_rules
from tests.shake.people import Person, both
from tests.shake.whole import assert_whole
from workflow.models import StepTaken

pytestmark = pytest.mark.shake

TRIALS = 30


@pytest.fixture
def team(transactional_db):
    load_rules()
    return factories.cast()


@pytest.fixture
def pair(team, start):
    """Two coordinators of one partnership, each at their own browser."""
    names = ("coordinator", "family_lead")
    processes = [start("browse", team.people[name].pk) for name in names]
    return [Person(process) for process in processes]


def test_one_step_taken_by_two_at_once_has_one_winner(team, pair):
    case = factories.case_at("screening", team)
    case = factories.take(case, "put_for_decision", team)  # its facts stay true from now on
    case = factories.take(case, "ask_for_more", team)
    names = [team.coordinator.name, team.family_lead.name]
    before = StepTaken.objects.count()
    address = f"/cases/{case.reference}/steps/put_for_decision/"
    today = timezone.localdate()
    typed = {"on_day": today.day, "on_month": today.month, "on_year": today.year}
    for trial in range(1, TRIALS + 1):
        answers = both(pair, address, [{"do": "take"} | typed] * 2)
        statuses = [status for status, _ in answers]
        assert sorted(statuses) == [302, 409], answers
        winner = statuses.index(302)
        told = answers[1 - winner][1]
        assert f"This was done by {names[winner]} on" in told
        assert "The review is at the stage: decision due." in told
        assert StepTaken.objects.count() == before + 2 * trial - 1
        factories.take(case, "ask_for_more", team)
    assert AuditEvent.objects.filter(event=Event.STEP_REFUSED).count() == TRIALS
    assert_whole()


def test_two_people_edit_one_page_and_no_words_are_lost(team, pair):
    areas = SimpleNamespace(north=team.bodies.district, county=team.bodies.county)
    notice = draft(areas, by=team.coordinator)
    address = f"/notifications/{notice.token}/sections/media/"
    for trial in range(TRIALS):
        notice.refresh_from_db()
        texts = [f"Cora wrote this, {trial}", f"Faye wrote that, {trial}"]
        posts = [{"version": notice.version, "media": text} for text in texts]
        answers = both(pair, address, posts)
        statuses = [status for status, _ in answers]
        assert sorted(statuses) == [200, 302], answers
        winner, loser = statuses.index(302), statuses.index(200)
        page = answers[loser][1]
        assert "Someone changed this while you were editing." in page
        assert f"It now says: {texts[winner]}" in page
        assert texts[loser] in page.replace(f"It now says: {texts[winner]}", "")
        notice.refresh_from_db()
        assert notice.media == texts[winner]
        pair[loser].send(address, {"version": notice.version, "media": " and ".join(texts)})
        assert pair[loser].answer()[0] == 302
        notice.refresh_from_db()
        assert notice.media == " and ".join(texts)
        kept = set(notice.history.values_list("media", flat=True))
        assert {texts[winner], " and ".join(texts)} <= kept
    assert_whole()
