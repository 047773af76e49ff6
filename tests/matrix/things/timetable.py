"""A planned stage that was moved once, for parts of addresses."""

from audit.actors import acting
from tests.facts.rows import TODAY, day
from tests.matrix.things.registry import thing
from workflow import timetable
from workflow.models import TimetableLine


def planned(case, team, what="The panel meets", place=10, on=20, **facts):
    """A line planned some days from today."""
    line = TimetableLine(
        case=case, what=what, owner="The chair", place=place, planned_on=day(on), **facts
    )
    with acting(team.coordinator):
        line.save()
    return line


@thing("lines/token")
def _(case, team):
    line = case.timetablelines.first()
    if line is None:
        line = planned(case, team)
        with acting(team.coordinator):
            timetable.move([line], {line.pk: day(30)}, reason="Room", by=team.coordinator, on=TODAY)
    return line.token
