"""A review with something of everything, and a secret in every text of it."""

from itertools import count

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from audit import append_only
from audit.actors import acting, job
from audit.log import record
from audit.models import Event
from audit.recorded import AppendOnly
from dhr_cases.models import (
    AgencyQuery,
    AgencyReturn,
    DraftRecommendation,
    Escalation,
    HandOver,
    NoticePerson,
    Receipt,
    ScopingAnswer,
    TermAnswer,
)
from documents.models import DocumentKind, FileCheck, OriginalGiven, Zone, ZoneChange
from reports.models import Export, LearningSummary
from tests import factories
from tests.factories import PARTS
from tests.facts import SATISFY
from tests.facts.chronology import chronology, label, their_draft
from tests.facts.combined import combined
from tests.facts.rows import TODAY, add_file, day, letter, person
from tests.house import make_house
from tests.matrix.pages import find_thing
from tests.matrix.things.drafts import accuracy, checklist, drafts
from tests.matrix.things.family import OF_THE_FAMILY
from tests.matrix.things.meetings import meetings
from tests.matrix.things.terms import terms
from tests.prepared import shared
from tests.walls.zones import models_of_a_case, texts_of, zone_of
from tests.workflow.spoils import SPOIL
from workflow.guards import ending
from workflow.models import (
    CommissionerDispatch,
    CriteriaCheck,
    Declaration,
    DeclarationAnswer,
    DeclarationOutcome,
    Extension,
    Note,
    SpecialistReason,
    StepReason,
    Takedown,
    TransferOffer,
)
from workflow.services import hold
from workflow.status import Status

LATER = (
    "relationships/number",
    "invoices/token",
    "payments/token",
    "facts/token",
    "disclosure/token",
    "day/token",
    "coverage/token",
    "quotes/token",
    "disclosure/run",
    "milestones/token",
    "lines/token",
)
"""What the pages' own tests make only when they ask for it."""

MIXTURES = (
    "emergency",
    "family_lead",
    "names_by_grant",
    "working_by_grant",
    "content_on_reason",
    "staff_material_by_consent",
)
"""Those of the cast who hold what others hold, together: they read in `make shake`."""
READERS = [
    pytest.param(name, marks=pytest.mark.again if name in MIXTURES else ()) for name in PARTS
]


@pytest.fixture(scope="package")
def planted(django_db_setup, django_db_blocker):
    """The cast, their review, and {secret: (where it stands, who may read it)}."""
    with shared(django_db_blocker):
        team, case = make_house(Status.HO_REVISION)
        case = factories.take(case, "finish_changes", team)
        case = factories.take(case, "publish", team)
        with acting(team.coordinator):
            fill(case, team)
        secrets = plant(case)
        yield team, factories.fresh(case), secrets


def fill(case, team):
    """One row at least of everything that a review may have."""
    SPOIL[ending.no_direction_stands](case, team)
    SATISFY[ending.retention_has_ended](case, team)
    for key in (
        "attachments/number",
        "hold/number",
        "questions/number",
        "proceedings/token",
        "offers/token",
        *OF_THE_FAMILY,
        *LATER,
    ):
        find_thing(key, case, team)
    person(case, "Somebody", "responsible")
    for audience in ("family", "perpetrator", "police", "agency"):
        letter(case, team, audience, "other")
    for zone in Zone:
        add_file(case, team, DocumentKind.OTHER, zone)
    _of_files(case, team)
    taken = case.steps_taken.last()
    chronology(case, team)
    combined(case, team)
    their_draft(case, team)
    meetings(case, team)
    terms(case, team)
    drafts(case, team)
    accuracy(case, team)
    checklist(case, team)
    label(case, team.bodies.police, "mother")
    rows = [
        Note(case=case, text="A note", written_by=team.coordinator, written_on=TODAY),
        SpecialistReason(case=case, reason="None", given_on=TODAY),
        TransferOffer(case=case, to_name="Another", asked_on=TODAY),
        Takedown(
            case=case,
            publication=case.publications.last(),
            reason="It",
            taken_down_by=team.coordinator,
            taken_down_at=timezone.now(),
        ),
        StepReason(
            case=case,
            name=taken.name,
            reason="It",
            given_by=taken.taken_by,
            given_on=taken.taken_on,
        ),
        LearningSummary(
            case=case, number=1, who="She", written_by=team.independent_chair, written_on=TODAY
        ),
        NoticePerson(case=case, notification=case.notifications.first(), part="died", name="She"),
    ]
    for row in rows:
        row.save()
    deadline = case.deadlines.first()
    rows = [
        Declaration(
            case=case, declared_by=team.partnership_chair, declared_on=TODAY, has_link=True
        ),
        *_of_agencies(case, team),
        CommissionerDispatch(case=case, sent_on=TODAY, recorded_by=team.coordinator),
        Extension(
            case=case,
            deadline=deadline,
            to_on=day(60),
            agreed_by="The chair",
            agreed_on=TODAY,
            reason="Late",
            home_office_told=True,
            recorded_by=team.coordinator,
        ),
        Export(
            case=case,
            kind="submission_pack",
            storage_name="none",
            size=1,
            recipient="The office",
            purpose="The Act",
            made_at=timezone.now(),
        ),
    ]
    for row in rows:
        row.save()
    DeclarationOutcome(
        case=case,
        declaration=rows[0],
        outcome="manage",
        settled_by=team.coordinator,
        settled_on=TODAY,
    ).save()
    DeclarationAnswer(
        case=case,
        declaration=rows[0],
        organisation=team.bodies.police,
        links=["worked"],
        words="Long ago",
    ).save()
    if not CriteriaCheck.objects.filter(case=case).exists():
        CriteriaCheck(case=case).save()
    hold(
        case,
        by=team.coordinator,
        on=TODAY,
        reason="chair",
        explanation="Away",
        scope="interviews",
        continues="All else",
        look_again_on=day(30),
    )


def _of_agencies(case, team):
    """What one agency was asked, said and wrote, on a request whose answer has come."""
    asked = {"case": case, "request": case.agencyrequests.first()}
    by = {"asked_on": TODAY, "asked_by": team.coordinator}
    return [
        ScopingAnswer(**asked),
        AgencyReturn(**asked),
        TermAnswer(**asked, number=1, term="Who knew?"),
        DraftRecommendation(**asked, number=1, text="Ask.", action="Train.", due_on=TODAY),
        AgencyQuery(**asked, **by, side="to_agency", question="Why?"),
        HandOver(**asked, **by, name="Rana", email="rana@police.example", role="agency_author"),
        Escalation(**asked, rung="chair", reason="Late", taken_on=TODAY, taken_by=team.coordinator),
        Receipt(**asked, number=1, what="A return", received_at=timezone.now()),
    ]


def _of_files(case, team):
    """A file that was moved, and one whose original was taken."""
    version = case.versions.filter(document__zone=Zone.WORKING).last()
    now, who = timezone.now(), team.coordinator
    OriginalGiven(case=case, version_taken=version, reason="It", taken_by=who, taken_at=now).save()
    record(
        Event.DOWNLOADED, actor=who, subject=case.reference, document=version.document.token,
        version=version.number, marked=False,
    )  # fmt: skip
    FileCheck(
        case=case, version_checked=version, sha256=version.sha256, passed=True, checked_by=who,
        checked_on=TODAY,
    ).save()  # fmt: skip
    ZoneChange(
        case=case, document=version.document, was=Zone.BUNDLE, became=Zone.WORKING, reason="It",
        changed_by=who, changed_on=TODAY,
    ).save()  # fmt: skip


def plant(case):
    """Put a secret in every text; rows that may not change are changed behind their triggers."""
    numbers, secrets = count(1001), {}
    append_only.remove()
    for model in models_of_a_case():
        key = "pk" if model is type(case) else "case"
        for row in QuerySet(model).filter(**{key: case.pk}):
            given = {}
            for field in texts_of(model):
                secret = f"zq{next(numbers)}x"
                given[field.name] = secret
                secrets[secret] = (f"{model.__name__}.{field.name}", zone_of(row, field))
            if not given:
                continue
            if issubclass(model, AppendOnly):
                QuerySet(model).filter(pk=row.pk).update(**given)
            else:
                for name, value in given.items():
                    setattr(row, name, value)
                with job("tests"):
                    row.save()
    append_only.install()
    return secrets
