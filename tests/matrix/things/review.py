"""People, agencies, files, decisions and the rest of a review that fill in parts of addresses."""

from dhr_cases.models import AgencyQuery, HandOver, Involvement
from documents import notice_files
from tests.facts.chronology import chronology, their_draft
from tests.facts.rows import TODAY, ask_agency, day, offer, person
from tests.matrix.things.registry import thing
from tests.workflow.spoils import pause
from workflow.models import Coverage
from workflow.publication_day import make_plan


@thing("cases/reference")
def _(case, team):
    return case.reference


@thing("agencies/token")
def _(case, team):
    their_draft(case, team)
    waiting = {"outcome": "waiting", "received_on": None, "answer": ""}
    return ask_agency(case, team, "review", team.bodies.health, **waiting).token


@thing("colleagues/token")
def _(case, team):
    row = HandOver(
        case=case, request=_a_return(case, team), name="Rana Quill", email="rana@health.example",
        role="agency_author", asked_on=TODAY, asked_by=team.agency_author,
    )  # fmt: skip
    row.save()
    return row.token


@thing("queries/token")
def _(case, team):
    row = AgencyQuery(
        case=case, request=_a_return(case, team), side="to_agency", question="Why?",
        asked_on=TODAY, asked_by=team.coordinator,
    )  # fmt: skip
    row.save()
    return row.token


def _a_return(case, team):
    came = case.agencyrequests.filter(kind="review", outcome="received").first()
    return came or ask_agency(case, team, "review", team.bodies.police, form="imr")


@thing("notifications/token")
def _(case, team):
    return case.notifications.first().token


@thing("attachments/number")
def _(case, team):
    notice = case.notifications.first()
    if not notice.files.exists():
        notice_files.keep(notice, content=b"A notice", name="notice.txt", by=team.coordinator)
    return notice.files.first().number


@thing("actions/token")
def _(case, team):
    return case.actions.first().token


@thing("recommendations/token")
def _(case, team):
    return case.recommendations.first().token


@thing("documents/token")
def _(case, team):
    return case.documents.filter(kind="overview_report").first().token


@thing("versions/number")
def _(case, team):
    return 1


@thing("panel/token")
def _(case, team):
    return case.panelmembers.first().token


@thing("day/token")
def _(case, team):
    if not case.daylines.exists():
        make_plan(case)
    return case.daylines.filter(is_family_call=False).first().token


@thing("coverage/token")
def _(case, team):
    row = Coverage(
        case=case, appeared_on=TODAY, where="A newspaper", about="It was fair",
        recorded_by=team.coordinator,
    )  # fmt: skip
    row.save()
    return row.token


@thing("family/token")
def _(case, team):
    return case.familymembers.first().token


@thing("offers/token")
def _(case, team):
    waiting = {"reply": "waiting", "replied_on": None}
    return offer(case, team, "update", member=case.familymembers.first(), **waiting).token


@thing("people/token", "people/person")
def _(case, team):
    return (case.persons.first() or person(case, "Marit", "died")).token


@thing("same-as/other")
def _(case, team):
    return person(case, "Ida Holm", "other").token


@thing("involvements/number", "part/number", "parts/number")
def _(case, team):
    return Involvement.objects.filter(case=case).first().pk


@thing("points/number")
def _(case, team):
    return case.qualitypoints.first().pk


@thing("consulted/number")
def _(case, team):
    return case.consultees.first().pk


@thing("steps/name")
def _(case, team):
    return "begin"


@thing("criteria/element")
def _(case, team):
    return "E1"


@thing("view/body")
def _(case, team):
    return "district"


@thing("sign-off/who")
def _(case, team):
    return "partnership"


@thing("access/number")
def _(case, team):
    return case.assignments.get(user=team.panel_member).pk


@thing("bar/number")
def _(case, team):
    return case.bars.first().pk


@thing("emergency-access/number")
def _(case, team):
    return case.assignments.get(role="emergency").pk


@thing("hold/number")
def _(case, team):
    row = case.legalholds.first()
    return (
        row.pk
        if row
        else _saved(
            case.legalholds.model(
                case=case, reason="A claim", placed_on=TODAY, placed_by=team.auditor
            )
        )
    )


@thing("questions/number")
def _(case, team):
    return _saved(
        case.querys.model(
            case=case, question="Who knew?", owner="Us", due_on=day(9), asked_by=team.coordinator
        )
    )


def _saved(row):
    row.save()
    return row.pk


@thing("files/token")
def _(case, team):
    return (case.chronologyfiles.handed_in().first() or chronology(case, team)).token


@thing("declarations/number")
def _(case, team):
    return case.declarations.filter(has_link=True).first().pk


@thing("direction/number")
def _(case, team):
    return case.directions.last().pk


@thing("direction/what")
def _(case, team):
    return "withdrawn"


@thing("relationships/number")
def _(case, team):
    died = case.persons.first()
    other = person(case, "Jonas Vik", "responsible")
    relation = died.relationships_as_died.model
    return _saved(relation(case=case, died=died, responsible=other, relation="Other relative"))


@thing("parts/part")
def _(case, team):
    return "died"


@thing("deadlines/name")
def _(case, team):
    return case.deadlines.get(rule__name="keep_online").rule.name


@thing("pause/number")
def _(case, team):
    pause(case, team, "interviews")
    return case.holds.count()  # its place among the pauses of the case, not its key


@thing("transfer/number")
def _(case, team):
    offers = case.transferoffers.model
    return _saved(offers(case=case, to_partnership=team.bodies.other_district, asked_on=day(-3)))
