"""The directory of chairs and the choice of one, over HTTP (S60, S244)."""

import pytest

from tests import factories
from tests.facts.rows import TODAY, day
from tests.house import text_of, typed_day
from tests.matrix.things.chairs import listed
from workflow import chairs
from workflow.models import ChairQuote, ListedChair

pytestmark = pytest.mark.usefixtures("confirmed")


@pytest.fixture
def team(db, house):
    """Everybody of the house."""
    return house[0]


@pytest.fixture
def page(signed_in, team):
    """Somebody of the cast on the test client."""
    return lambda name: signed_in(team.people[name])


def at(case, rest=""):
    return f"/cases/{case.reference}/chair/{rest}"


def typed(team, **changed):
    return {
        "name": "Gwen Ashby",
        "areas": [team.bodies.district.pk],
        "skills": ["abuse", "chairing"],
        "day_rate": "£520",
        "version": "0",
    } | changed


@pytest.mark.parametrize("name", ["coordinator", "administrator"])
def test_coordinators_and_administrators_keep_the_directory(page, team, name):
    answer = page(name).post("/settings/chairs/new/", typed(team))
    assert answer.status_code == 302, text_of(answer)
    chair = ListedChair.objects.get()
    assert chair.skills_in_words == [
        "Domestic abuse and coercive control",
        "Chairing a panel of agencies",
    ]
    training = typed_day("trained_on", day(-30)) | {"what": "Course for chairs", "version": "0"}
    page(name).post(f"/settings/chairs/{chair.token}/training/new/", training)
    shown = text_of(page(name).get(f"/settings/chairs/{chair.token}/"))
    assert "Course for chairs" in shown
    assert "£520.00 a day" in shown
    changed = typed(team, areas=[team.bodies.other_district.pk], version=chair.version)
    page(name).post(f"/settings/chairs/{chair.token}/change/", changed)
    assert [row.area for row in chair.areas.all()] == [team.bodies.other_district]


@pytest.mark.parametrize(
    "name", ["stranger", "independent_chair", "panel_member", "agency_author", "partnership_chair"]
)
def test_nobody_else_opens_the_directory(page, team, name):
    assert page(name).get("/settings/chairs/").status_code == 403
    assert page(name).post("/settings/chairs/new/", typed(team)).status_code == 403
    assert not ListedChair.objects.exists()


def test_what_cannot_be_is_told_beside_the_question(page, team):
    wrong = typed(team, name="", areas=["99" * 15], day_rate="NaN", skills=["flying"])
    wrong |= typed_day("local_agency_ended_on", day(3))
    shown = text_of(page("coordinator").post("/settings/chairs/new/", wrong))
    assert shown.count('class="govuk-error-message"') >= 5
    ended = typed(team) | typed_day("local_agency_ended_on", day(-3))
    assert "Say which local agency" in text_of(
        page("coordinator").post("/settings/chairs/new/", ended)
    )


def test_the_directory_counts_live_reviews_and_names_none(page, team, case):
    chair = listed(team)
    appointment = factories_appointment(case, chair)
    listed(team, "Alys First")
    for name in ("administrator", "other_coordinator"):
        shown = text_of(page(name).get("/settings/chairs/"))
        assert 'data-label="Reviews now">1<' in shown
        assert case.reference not in shown
        assert shown.index("Alys First") < shown.index("Gwen Ashby"), "in the order of names"
    appointment.ended_on = TODAY
    with factories.acting(team.coordinator):
        appointment.save()
    shown = text_of(page("administrator").get("/settings/chairs/"))
    assert 'data-label="Reviews now">1<' not in shown


def factories_appointment(case, chair):
    """The chair appointed to the review from the directory."""
    with factories.job("tests"):
        row = chairs.ChairAppointment(
            case=case,
            name=chair.name,
            listed=chair,
            reason="Free",
            experience="Long",
            appointed_on=day(-20),
            last_day_on=day(90),
        )
        row.save()
    return row


def test_chairs_of_the_area_stand_first_by_skill_and_then_by_load(team, case):
    listed(team, "Far Away", areas=("other_district",))
    listed(team, "Partly Able", skills=["abuse"])
    busy = listed(team, "Alys Busy")
    listed(team, "Bryn Free")
    listed(team, "Gone", unlisted_on=TODAY)
    factories_appointment(case, busy)
    rows = chairs.options_for(case, TODAY)
    assert [row["chair"].name for row in rows] == ["Bryn Free", "Alys Busy", "Partly Able"]
    assert rows[0]["lacks"] == []
    assert "Writing reports for publication" in rows[2]["lacks"]


def test_a_suicide_asks_for_its_own_skill(team, case):
    case.death_kind = "suicide"
    assert chairs.Skill.SUICIDE in chairs.needed_for(case)


def test_an_invitation_tells_the_kind_and_the_area_and_nothing_else(page, team, case):
    chair = listed(team)
    with factories.acting(team.coordinator):
        case.known_as, case.summary, case.death_kind = "Maya", "She sang.", "suicide"
        case.save()
    words = chairs.invitation(case)
    for kept in ("Maya", "She sang.", case.reference, str(case.died_on)):
        assert not kept or kept not in words
    assert "suspected suicide after domestic abuse" in words
    assert str(case.county_partner) in words
    assert words in text_of(page("coordinator").get(at(case, f"options/{chair.token}/invite/")))


def test_from_invitation_to_an_appointment_filled_in(page, team, case):
    empty = text_of(page("coordinator").get(at(case, "options/")))
    assert "No chairs on your list cover this area." in empty
    one, other = listed(team), listed(team, "Ivor Penn")
    for chair in (one, other):
        answer = page("coordinator").post(
            at(case, f"options/{chair.token}/invite/"), typed_day("due_on", day(14))
        )
        assert answer.status_code == 302
    again = page("coordinator").post(
        at(case, f"options/{one.token}/invite/"), typed_day("due_on", day(14))
    )
    assert "already invited" in text_of(again)
    quote, declined = case.chairquotes.order_by("pk")
    early = page("coordinator").post(at(case, f"quotes/{quote.token}/choose/"), {"reason": "Best"})
    assert "Only a chair who has quoted" in text_of(early)
    missing = page("coordinator").post(
        at(case, f"quotes/{quote.token}/"), {"version": "1"} | typed_day("quoted_on", day(0))
    )
    assert "Enter how many days they need" in text_of(missing)
    answers = {"version": "1", "days": "25", "day_rate": "500", "cap": "12,000"}
    page("coordinator").post(
        at(case, f"quotes/{quote.token}/"), answers | typed_day("quoted_on", day(0))
    )
    page("coordinator").post(
        at(case, f"quotes/{declined.token}/"), {"version": "1"} | typed_day("declined_on", day(0))
    )
    shown = text_of(page("county_partner").get(at(case, "options/")))
    assert "£12,000.00" in shown
    assert "Declined on" in shown
    assert "Choose<" not in shown
    reason = "Knows deaths by suicide; no tie to an agency here"
    chosen = page("coordinator").post(at(case, f"quotes/{quote.token}/choose/"), {"reason": reason})
    assert chosen.url == at(case)
    form = text_of(page("coordinator").get(at(case)))
    assert reason in form
    assert 'value="Gwen Ashby"' in form
    appointed = {"name": "Gwen Ashby", "experience": "Long", "reason": reason, "is_author": "on"}
    appointed |= typed_day("appointed_on", day(0)) | typed_day("last_day_on", day(200))
    page("coordinator").post(at(case), appointed)
    assert case.chairappointments.get().listed == one
    thanks = {"version": "2"} | typed_day("thanked_on", day(0))
    page("coordinator").post(at(case, f"quotes/{declined.token}/thank/"), thanks)
    assert "Thanked on" in text_of(page("coordinator").get(at(case, "options/")))


def test_the_stages_of_a_contract_are_dated(page, team, case):
    late = {"kind": "fee", "what": "First third", "version": "0"} | typed_day("due_on", day(-5))
    assert page("coordinator").post(at(case, "milestones/new/"), late).status_code == 302
    assert "Overdue" in text_of(page("partnership_chair").get(at(case, "options/")))
    row = case.contractmilestones.get()
    reached = late | {"version": row.version} | typed_day("reached_on", day(0))
    page("coordinator").post(at(case, f"milestones/{row.token}/"), reached)
    assert "Overdue" not in text_of(page("partnership_chair").get(at(case, "options/")))


@pytest.mark.parametrize(
    ("name", "status"),
    [("independent_chair", 403), ("panel_member", 403), ("stranger", 404), ("administrator", 404)],
)
def test_quotes_are_for_those_who_see_what_a_review_costs(page, team, case, name, status):
    chair = listed(team)
    assert page(name).get(at(case, "options/")).status_code == status
    answer = page(name).post(
        at(case, f"options/{chair.token}/invite/"), typed_day("due_on", day(14))
    )
    assert answer.status_code == status
    assert not ChairQuote.objects.exists()
