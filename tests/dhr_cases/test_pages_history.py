"""The history of a review in words (S210), and the walls that stand in it."""

import pytest

from accounts.roles import Permission as P
from audit.actors import acting
from chronology.models import FileState, PanelNote
from dhr_cases.history import AREAS, areas_open_to
from dhr_cases.models import FamilyMember, Proceeding
from tests import factories
from tests.facts.chronology import chronology
from tests.facts.rows import day, offer, person
from tests.house import text_of
from workflow.models import Deadline, Hold

SECRET = "MARKED-SECRET"


def page(case, area=""):
    return f"/cases/{case.reference}/history/" + (f"?area={area}" if area else "")


@pytest.fixture
def marked(team, case):
    """Rows of every walled part, each holding its own mark."""
    with acting(team.independent_chair):
        sister = person(case, "Rosa Quail", "family")
        member = FamilyMember(case=case, person=sister, relation="Sister")
        member.safe_times = f"family-{SECRET}"
        member.save()
        offer(case, team, "leaflet", words=f"offer-{SECRET}")
        Proceeding(case=case, kind="criminal", advice=f"proceedings-{SECRET}").save()
        for reason, scope in (("family", "all"), ("agency", "family_contact"), ("chair", "all")):
            Hold(
                case=case,
                reason=reason,
                scope=scope,
                explanation=f"pause-{reason}-{SECRET}",
                continues="Letters",
                started_on=day(-1),
                look_again_on=day(20),
                started_by=team.coordinator,
            ).save()
    return case


def test_change_is_told_from_what_to_what_by_whom(signed_in, team, case):
    with acting(team.coordinator):
        case.known_as = "Mara"
        case.save()
        case.known_as = "Mary"
        case.save()
    words = text_of(signed_in(team.coordinator).get(page(case, "review")))
    assert "from “Mara” to “Mary”" in words
    assert "Colin Marsh" in words


def test_people_and_bodies_are_named_and_other_keys_are_left_out(signed_in, team, case):
    words = text_of(signed_in(team.coordinator).get(page(case, "access")))
    assert "Pauline Frost" in words
    assert "Role: “Agency author”" in words and "Severnshire Constabulary" in words
    assert "User " not in words and "Standing" not in words


def test_date_moved_is_told_as_days(signed_in, team, case):
    clock = Deadline.objects.filter(case=case, due_on__isnull=False).first()
    with acting(team.coordinator):
        clock.due_on = day(40)
        clock.save()
    words = text_of(signed_in(team.board_viewer).get(page(case, "deadlines")))
    assert f"to “{day(40):%-d %B %Y}”" in words


@pytest.mark.parametrize("who", factories.ROLE_PEOPLE)
def test_areas_somebody_may_not_see_are_not_named_and_not_found(signed_in, team, marked, who):
    client = signed_in(getattr(team, who))
    may = team.may(who)
    if P.VIEW_CASE not in may:
        assert client.get(page(marked)).status_code == 404
        return
    words = text_of(client.get(page(marked)))
    words = words.partition("Parts of the history")[2].partition("</nav>")[0]
    for area in AREAS:
        is_open = area.permission in may
        assert (f"?area={area.slug}" in words or f">{area.title}<" in words) is is_open
        assert client.get(page(marked, area.slug)).status_code == (200 if is_open else 404)


@pytest.mark.parametrize("who", factories.ROLE_PEOPLE)
def test_marks_of_the_family_and_the_courts_are_read_by_those_who_may(signed_in, team, marked, who):
    may = team.may(who)
    client = signed_in(getattr(team, who))
    read = "".join(text_of(client.get(page(marked, area.slug))) for area in AREAS)
    assert (f"family-{SECRET}" in read) is (P.VIEW_FAMILY in may)
    assert (f"offer-{SECRET}" in read) is (P.VIEW_FAMILY in may)
    assert (f"proceedings-{SECRET}" in read) is (P.VIEW_PROCEEDINGS in may)
    assert (f"pause-chair-{SECRET}" in read) is (P.VIEW_WORKING in may)
    both = {P.VIEW_WORKING, P.VIEW_FAMILY} <= may
    assert (f"pause-family-{SECRET}" in read) is both
    assert (f"pause-agency-{SECRET}" in read) is both


def test_pause_that_once_was_the_familys_stays_theirs(signed_in, team, marked):
    pause = Hold.objects.get(case=marked, reason="family")
    with acting(team.independent_chair):
        pause.reason, pause.explanation = "chair", f"reworded-{SECRET}"
        pause.save()
    assert SECRET not in text_of(signed_in(team.coordinator).get(page(marked, "pauses"))).replace(
        f"pause-chair-{SECRET}", ""
    )


def test_unknown_area_is_not_found(signed_in, team, case):
    assert signed_in(team.coordinator).get(page(case, "everything")).status_code == 404


@pytest.mark.parametrize("who", factories.OUTSIDERS)
def test_outsiders_find_no_history(signed_in, team, case, who):
    assert signed_in(getattr(team, who)).get(page(case)).status_code in (302, 404)


def test_every_area_names_models_that_exist_and_belong_to_a_case():
    for area in AREAS:
        assert area.permission in P
    assert areas_open_to(frozenset()) == []


def test_a_chronology_is_told_from_the_day_it_came_and_a_draft_never(signed_in, team, case):
    with acting(team.agency_author):
        file = chronology(case, team, state=FileState.DRAFT)
    client = signed_in(team.coordinator)
    assert "chronology from an agency" not in text_of(client.get(page(case, "chronologies")))
    with acting(team.agency_author):
        file.state, file.sent_on, file.sent_by = FileState.SENT, day(0), team.agency_author
        file.statement = f"own-{SECRET}"
        file.save()
    words = text_of(client.get(page(case, "chronologies")))
    assert "Recorded: a chronology from an agency" in words
    assert "Severnshire Constabulary" in words and SECRET not in words
    with acting(team.coordinator):
        file.state = FileState.ACCEPTED
        file.accepted_on, file.accepted_by = day(0), team.coordinator
        file.save()
    words = text_of(client.get(page(case, "chronologies")))
    assert "from “Sent” to “Accepted”" in words
    assert signed_in(team.panel_member).get(page(case, "chronologies")).status_code == 404


def test_that_the_panel_noted_something_is_told_to_it_without_the_words(signed_in, team, case):
    with acting(team.panel_member):
        PanelNote(
            case=case,
            lineage="a-row",
            text=f"note-{SECRET}",
            written_by=team.panel_member,
            written_on=day(0),
        ).save()
    words = text_of(signed_in(team.panel_member).get(page(case, "panel-notes")))
    assert "Recorded: a note of the panel" in words and SECRET not in words
    assert signed_in(team.coordinator).get(page(case, "panel-notes")).status_code == 404
