"""Facts from submission to disposal: T17 to T28."""

from dhr_cases.models import ActionProgress, Level, OfferKind
from documents.models import DocumentKind, Zone
from tests.facts.registry import fact
from tests.facts.rows import (
    TODAY,
    add_file,
    agreement,
    clear_files,
    day,
    letter,
    offer,
    publication_decision,
    quality_letter,
    reply,
)
from workflow import services
from workflow.guards import ending, files, publication, quality
from workflow.models import (
    CommissionerDispatch,
    Countersignature,
    Disposal,
    MediaPlan,
    QualityPoint,
)
from workflow.models.commissioning import AgreementKind
from workflow.models.release import PublicationForm


@fact(quality.approval_is_minuted)
def _(case, team):
    agreement(case, team, AgreementKind.APPROVAL)


@fact(quality.pack_is_complete, by="independent_chair")
def _(case, team):
    for kind in set(files.REPORT) - set(files.current_versions(case, files.REPORT)):
        add_file(case, team, kind, Zone.DRAFT)


@fact(quality.report_is_cleared, by="family_lead")
def _(case, team):
    clear_files(case, team, files.REPORT)


@fact(quality.quality_letter_asks_for_changes)
def _(case, team):
    quality_letter(case, team, "content_after_changes")


@fact(quality.quality_letter_is_content)
def _(case, team):
    quality_letter(case, team, "content")


@fact(quality.every_point_is_answered)
def _(case, team):
    points = list(case.qualitypoints.all()) or [
        QualityPoint(
            case=case,
            letter=case.qualityletters.last(),
            text="Say more about the person's own voice.",
            kind="voice",
            owner="The independent chair",
            due_on=day(20),
        )
    ]
    for point in points:
        point.answer, point.response, point.answered_on = "changed", "Paragraphs 12 to 14.", TODAY
        point.save()


@fact(quality.no_resubmission_is_asked)
def _(case, team):
    quality_letter(case, team, "content_after_changes")


@fact(publication.publication_is_decided)
def _(case, team):
    publication_decision(case, team, PublicationForm.FULL)


@fact(publication.home_office_agrees_to_less_than_full)
def _(case, team):
    letter(case, team, "home_office", "withhold")
    reply(case, team, "agrees_to_withhold")


@fact(publication.home_office_agrees_to_withhold)
def _(case, team):
    letter(case, team, "home_office", "withhold")
    reply(case, team, "agrees_to_withhold")


@fact(publication.family_knows_the_date)
def _(case, team):
    offer(case, team, OfferKind.PUBLICATION_NOTICE)


@fact(publication.proceedings_allow_publication)
def _(case, team):
    for row in case.proceedings.all():
        row.advice = "Counsel advised on that day that publication may go ahead."
        row.save()


@fact(publication.nothing_holds_publication)
def _(case, team):
    for pause in case.holds.filter(ended_on__isnull=True):
        services.resume(pause, by=team.coordinator, on=TODAY)


@fact(publication.release_is_cleared, by="family_lead")
def _(case, team):
    form = PublicationForm(case.publication_decisions.last().form)
    kinds = files.FILES_OF[form]
    for kind in set(kinds) - set(files.current_versions(case, kinds)):
        add_file(case, team, kind, Zone.DRAFT)
    clear_files(case, team, (*kinds, DocumentKind.QUALITY_LETTER))


@fact(publication.home_office_letter_is_held)
def _(case, team):
    add_file(case, team, DocumentKind.QUALITY_LETTER, Zone.DRAFT, by="coordinator")


@fact(publication.media_plan_is_ready)
def _(case, team):
    MediaPlan(case=case, press_contact="Press office", statement="We publish this review.").save()


@fact(publication.ground_for_withholding_is_recorded)
def _(case, team):
    publication_decision(
        case,
        team,
        PublicationForm.NOT_PUBLISHED,
        ground="children",
        evidence="The children's social worker, in writing.",
    )


@fact(publication.family_view_is_recorded)
def _(case, team):
    offer(case, team, OfferKind.PUBLICATION_VIEW)


@fact(publication.commissioner_has_the_report)
def _(case, team):
    CommissionerDispatch(
        case=case, sent_on=TODAY, how="E-mail", recorded_by=team.coordinator
    ).save()


@fact(ending.every_action_is_ended)
def _(case, team):
    for action in case.actions.all():
        action.progress, action.evidence = ActionProgress.ACCEPTED, "The new form."
        action.completed_on = action.checked_on = TODAY
        action.checked_by = team.coordinator
        action.save()


@fact(ending.national_recommendations_are_sent)
def _(case, team):
    for row in case.recommendations.filter(level=Level.NATIONAL):
        row.sent_on, row.recipient_name = TODAY, "The Department of Health"
        row.save()


@fact(ending.no_direction_stands, by="partnership_chair")
def _(case, team):
    Countersignature(
        direction=case.directions.last(),
        case=case,
        withdraws=True,
        signed_by=team.partnership_chair,
        signed_on=TODAY,
    ).save()


@fact(ending.home_office_is_told_of_the_end)
def _(case, team):
    letter(case, team, "home_office", "discontinue")


@fact(ending.family_is_told_of_the_end)
def _(case, team):
    offer(case, team, OfferKind.DISCONTINUED)


@fact(ending.retention_has_ended, by="auditor")
def _(case, team):
    Disposal(
        case=case,
        retention_until_on=day(-1),
        authority="Retention schedule, row 12",
        proposed_by=team.auditor,
        proposed_on=TODAY,
    ).save()


@fact(ending.no_legal_hold_stands)
def _(case, team):
    for row in case.legalholds.filter(lifted_on__isnull=True):
        row.lifted_on, row.lifted_by = TODAY, team.auditor
        row.save()


@fact(ending.disposal_is_approved_by_someone_else, by="content_on_reason")
def _(case, team):
    disposal = case.disposals.last()
    disposal.approved_by, disposal.approved_on = team.content_on_reason, TODAY
    disposal.save()
