"""One small function per guard that is true until something happens: it makes that happen."""

from audit.actors import acting
from dhr_cases.models import (
    CaseSetting,
    Level,
    Proceeding,
    ProceedingKind,
    ProceedingState,
    Recommendation,
)
from documents.intake import store
from documents.models import DocumentKind
from tests.facts.rows import (
    TODAY,
    day,
    letter,
    publication_decision,
    quality_letter,
    small_pdf,
    view_of,
)
from workflow import services
from workflow.guards import decision, ending, files, notice, publication, quality, review
from workflow.models import Countersignature, Declaration, Direction, HoldScope, LegalHold
from workflow.models.release import PublicationForm

SPOIL = {}


def spoil(guard, by="coordinator"):
    """Register what makes a guard's fact false, done by one of the team."""

    def register(function):
        def make(case, team):
            with acting(getattr(team, by)):
                function(case, team)

        SPOIL[guard] = make
        return function

    return register


def pause(case, team, scope):
    services.hold(
        case,
        by=team.coordinator,
        on=TODAY,
        scope=scope,
        reason="criminal",
        explanation="The trial begins in March.",
        continues="Contact with the family.",
        look_again_on=day(60),
    )


@spoil(notice.home_office_is_told_of_transfer)
def _(case, team):
    letter(case, team, "home_office", "other")


@spoil(decision.every_element_has_a_finding)
def _(case, team):
    row = case.findings.filter(decision_round=case.progress.decision_round).first()
    row.evidence = ""
    row.save()


@spoil(decision.county_partner_does_not_block)
def _(case, team):
    CaseSetting(partnership=case.lead_partnership, county_may_block=True).save()
    view_of(case, team, "county", "hold")
    view_of(case, team, "district", "no_review")


@spoil(decision.decider_has_no_conflict, by="partnership_chair")
def _(case, team):
    Declaration(
        case=case,
        declared_by=team.partnership_chair,
        declared_on=TODAY,
        has_link=True,
        explanation="I sat on a board with her employer.",
    ).save()


@spoil(review.nothing_holds_the_report)
def _(case, team):
    pause(case, team, HoldScope.FINALISE)


@spoil(publication.nothing_holds_publication)
def _(case, team):
    pause(case, team, HoldScope.PUBLICATION)


@spoil(quality.pack_is_complete)
def _(case, team):
    row = case.documents.get(kind=DocumentKind.EXECUTIVE_SUMMARY)
    row.withdrawn_on = TODAY
    row.save()


@spoil(quality.report_is_cleared, by="independent_chair")
def _(case, team):
    held = files.current_versions(case, (DocumentKind.OVERVIEW_REPORT,))
    store(
        case,
        content=small_pdf("One word changed"),
        name="report.pdf",
        by=team.independent_chair,
        document=held[DocumentKind.OVERVIEW_REPORT].document,
    )


@spoil(quality.no_resubmission_is_asked)
def _(case, team):
    quality_letter(case, team, "resubmit")


@spoil(publication.home_office_agrees_to_less_than_full, by="partnership_chair")
def _(case, team):
    publication_decision(case, team, PublicationForm.EXECUTIVE_SUMMARY_ONLY)


@spoil(publication.proceedings_allow_publication)
def _(case, team):
    Proceeding(case=case, kind=ProceedingKind.CRIMINAL, state=ProceedingState.UNDER_WAY).save()


@spoil(publication.home_office_letter_is_held)
def _(case, team):
    for row in case.documents.filter(kind=DocumentKind.QUALITY_LETTER):
        row.withdrawn_on = TODAY
        row.save()


@spoil(ending.national_recommendations_are_sent)
def _(case, team):
    Recommendation(case=case, number="9", text="Change the form.", level=Level.NATIONAL).save()


@spoil(ending.no_direction_stands)
def _(case, team):
    direction = Direction(
        case=case,
        letter=case.documents.first() or _any_document(case, team),
        directed_body="The partnership",
        directed_on=TODAY,
        recorded_by=team.coordinator,
    )
    direction.save()
    Countersignature(
        direction=direction, case=case, signed_by=team.partnership_chair, signed_on=TODAY
    ).save()


def _any_document(case, team):
    return store(
        case,
        content=small_pdf(),
        name="direction.pdf",
        by=team.coordinator,
        kind=DocumentKind.DIRECTION,
        zone="working",
    ).document


@spoil(ending.no_legal_hold_stands)
def _(case, team):
    LegalHold(case=case, reason="A claim", placed_on=TODAY, placed_by=team.auditor).save()
