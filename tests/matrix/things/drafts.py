"""Drafts of the report with everything on them, for parts of addresses."""

from audit.actors import acting
from documents.models import DocumentKind, Zone
from tests.facts.rows import TODAY, add_file, ask_agency, day
from tests.matrix.things.registry import thing
from workflow.guards.files import current_versions
from workflow.models import (
    AccuracyCopy,
    ChecklistAnswer,
    CommentRound,
    Correction,
    DraftComment,
    NothingToAdd,
    ReportVersion,
)


def overview(case, team):
    """The newest overview report, put in with a note of what changed."""
    kind = DocumentKind.OVERVIEW_REPORT
    version = current_versions(case, [kind]).get(kind) or add_file(case, team, kind, Zone.DRAFT)
    if not ReportVersion.objects.filter(file=version).exists():
        with acting(team.independent_chair):
            ReportVersion(case=case, file=version, what_changed="Sections 14 and 15.").save()
    return version


def drafts(case, team):
    """A round of comments that has closed, with one comment answered."""
    version, by = overview(case, team), team.independent_chair
    asked = case.commentrounds.first()
    if asked is None:
        with acting(by):
            asked = CommentRound(
                case=case, file=version, number=1, look_at="Section 14", closes_on=day(-1),
                opened_on=day(-15), opened_by=by,
            )  # fmt: skip
            asked.save()
            DraftComment(
                case=case, round=asked, place="14.3", kind="fact", text="It was a Tuesday.",
                suggested="On the Tuesday", written_by=team.panel_member, written_on=day(-9),
                answer="changed", answer_words="In 14.3.", answered_by=by, answered_on=TODAY,
            ).save()  # fmt: skip
            NothingToAdd(case=case, round=asked, said_by=team.panel_member, said_on=day(-9)).save()
    return asked


@thing("files/kind")
def _(case, team):
    return "overview_report"


@thing("versions/token")
def _(case, team):
    return overview(case, team).token


@thing("rounds/token")
def _(case, team):
    return drafts(case, team).token


@thing("comments/remark")
def _(case, team):
    return drafts(case, team).comments.first().token


def accuracy(case, team):
    """A check that the police have answered, with one correction answered."""
    asked = case.agencyrequests.filter(kind="accuracy", organisation=team.bodies.police).first()
    asked = asked or ask_agency(case, team, "accuracy", team.bodies.police)
    if not AccuracyCopy.objects.filter(request=asked).exists():
        with acting(team.coordinator):
            AccuracyCopy(
                case=case, request=asked, file=overview(case, team), sections="14.3",
                sent_on=day(-15), copy_back="destroyed", copy_back_on=TODAY,
            ).save()  # fmt: skip
            Correction(
                case=case, request=asked, place="14.3", says="A Monday", should_say="A Tuesday",
                shown_by="The log", written_by=team.agency_author, written_on=TODAY,
                answer="changed", answer_words="In 14.3.", answered_by=team.independent_chair,
                answered_on=TODAY,
            ).save()  # fmt: skip
    return asked


def checklist(case, team):
    """One point of the content checklist, found to be met."""
    if not case.checklistanswers.exists():
        with acting(team.coordinator):
            ChecklistAnswer(
                case=case, item="real-names", file=overview(case, team), state="met", pages="12",
                reason="Read twice.", checked_by=team.coordinator, checked_on=TODAY,
            ).save()  # fmt: skip


@thing("accuracy/agency")
def _(case, team):
    return accuracy(case, team).organisation.key


@thing("corrections/token")
def _(case, team):
    return accuracy(case, team).corrections.first().token


@thing("checklist/item")
def _(case, team):
    checklist(case, team)
    return "real-names"
