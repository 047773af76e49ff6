"""Every address of the service with what it asks for; and a thing for every part of an address."""

import re
from dataclasses import dataclass

import pytest
from django.urls import URLPattern, get_resolver

from audit.actors import job
from dhr_cases.models import AgencyQuery, HandOver, Involvement
from documents import notice_files
from tests.facts.chronology import chronology
from tests.facts.rows import TODAY, ask_agency, day, offer, person
from tests.workflow.spoils import pause
from workflow.models import (
    Cost,
    FundingAgreement,
    FundingPartner,
    FundingShare,
    Invoice,
    Payment,
)

PART = re.compile(r"<(?:(\w+):)?(\w+)>")


@dataclass(frozen=True)
class Page:
    """One address, the view behind it and the parts of the address that are to be filled in."""

    route: str
    view: object
    name: str

    @property
    def parts(self):
        """Each part to fill in, as "the word before it/its name"."""
        words = self.route.split("/")
        found = []
        for at, word in enumerate(words):
            if PART.fullmatch(word):
                before = next((w for w in reversed(words[:at]) if w and not PART.search(w)), "")
                found.append((word, f"{before}/{PART.fullmatch(word).group(2)}"))
        return found

    def path(self, fill):
        """The address with each part filled in by `fill(key)`."""
        path = self.route
        for word, key in self.parts:
            path = path.replace(word, str(fill(key)), 1)
        return f"/{path}"

    @property
    def needs(self):
        """The permissions of which one is needed to read."""
        return frozenset(getattr(self.view, "required_permission", ()))

    @property
    def change(self):
        """The permissions of which one is needed to send, where that is more than reading."""
        return frozenset(getattr(self.view, "change_permission", ()))

    @property
    def is_of_a_case(self):
        """Whether the address begins with a case's reference."""
        return "<reference:" in self.route


def pages(resolver=None, before="", space=""):
    """Every page of the service that is written as a route."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            if "(?P" not in route:
                yield Page(route, entry.callback, f"{space}{entry.name}")
        else:
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from pages(entry, route, inner)


PAGES = list(pages())
OF_A_CASE = [page for page in PAGES if page.is_of_a_case]
THINGS = {}


def thing(*keys):
    """Register what fills in a part of an address: "the word before it/its name"."""

    def register(function):
        for key in keys:
            THINGS[key] = function
        return function

    return register


def find_thing(key, case, team):
    """What fills in a part of an address; fails with what to do when nobody has said."""
    if key not in THINGS:
        pytest.fail(
            f"Nothing fills in “{key}” of an address. Add a function to tests/matrix/pages.py:"
            f' @thing("{key}") def _(case, team): …'
        )
    return THINGS[key](case, team)


def funding(team):
    """An agreement of the county in which the district pays everything."""
    found = FundingAgreement.objects.first()
    if found is None:
        with job("tests"):
            found = FundingAgreement(
                body=team.bodies.county, starts_on=day(-100), ends_on=day(200), source="A meeting"
            )
            found.save()
            FundingPartner(agreement=found, organisation=team.bodies.district).save()
            FundingShare(
                agreement=found, kind="chair", organisation=team.bodies.district, percent=100
            ).save()
    return found


@thing("funding/token")
def _(case, team):
    return funding(team).token


@thing("funding/kind")
def _(case, team):
    return "chair"


@thing("for/key")
def _(case, team):
    return team.bodies.county.key


@thing("costs/token")
def _(case, team):
    row = case.costs.first()
    if row is None:
        row = Cost(case=case, kind="chair", description="A chair", agreement=funding(team))
        row.save()
    return row.token


@thing("invoices/token")
def _(case, team):
    cost = Cost(case=case, kind="chair", description="A chair", agreement=funding(team))
    cost.save()
    row = Invoice(case=case, cost=cost, number="1", dated_on=TODAY, amount="10.00")
    row.save()
    return row.token


@thing("payments/token")
def _(case, team):
    row = Payment(
        case=case,
        agreement=funding(team),
        organisation=team.bodies.district,
        amount="5.00",
        received_on=TODAY,
    )
    row.save()
    return row.token


@thing("cases/reference")
def _(case, team):
    return case.reference


@thing("agencies/token")
def _(case, team):
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


@thing("terms/number")
def _(case, team):
    return case.termsofreferences.last().number


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


@thing("proceedings/token")
def _(case, team):
    row = case.proceedings.model(case=case, kind="criminal")
    row.save()
    return row.token


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
