"""A meeting of each sort of readers with everything on it, for parts of addresses."""

from audit.actors import acting
from documents.models import DocumentKind, Zone
from tests.facts.rows import add_file, day
from tests.matrix.things.registry import thing
from workflow.meetings import plan
from workflow.models import ItemPaper, ItemZone, Meeting, MeetingAction, MeetingKind


def panel_meeting(case, team, kind=MeetingKind.PANEL, **facts):
    """A meeting held ten days ago to which the police and the specialists were asked."""
    given = {"held_on": day(-10), "chaired_by": "Dana", "place": "Room 2", **facts}
    meeting = Meeting(case=case, kind=kind, **given)
    with acting(team.coordinator):
        plan(meeting, [team.bodies.police, team.bodies.specialists])
    return meeting


def meetings(case, team):
    """A panel with a paper, an action and an item of every zone; and a sign-off, which it gives.

    It is open to both partnerships and to the chair, so that whoever comes first may see it.
    """
    sign_off = case.meetings.filter(kind=MeetingKind.SIGN_OFF).first()
    if sign_off is not None:
        return sign_off
    meeting = panel_meeting(case, team)
    sign_off = panel_meeting(case, team, MeetingKind.SIGN_OFF)
    with acting(team.coordinator):
        for item, zone in zip(meeting.items.all()[1:4], list(ItemZone)[1:], strict=True):
            item.zone = zone
            item.save()
        paper = add_file(case, team, DocumentKind.OTHER, Zone.BUNDLE).document
        for item in [*meeting.items.all()[:4], sign_off.items.first()]:
            MeetingAction(
                case=case,
                item=item,
                text="Ask.",
                owner_role="Police",
                owner=team.partnership_chair if item.meeting == sign_off else None,
                due_on=day(9),
            ).save()
            ItemPaper(case=case, item=item, document=paper, reading_minutes=5).save()
    return sign_off


@thing("meetings/token")
def _(case, team):
    return meetings(case, team).token


@thing("items/item")
def _(case, team):
    return meetings(case, team).items.first().token


@thing("actions/action")
def _(case, team):
    return meetings(case, team).items.first().actions.first().token
