"""A chair of the directory, a quote and a stage of a contract, for parts of addresses."""

from audit.actors import job
from tests.facts.rows import TODAY, day
from tests.matrix.things.registry import thing
from workflow.chairs import keep_listed
from workflow.models import ChairQuote, ChairTraining, ContractMilestone, ListedChair, Skill


def listed(team, name="Gwen Ashby", areas=("district",), **facts):
    """A chair of the directory who has every skill and takes reviews of the district."""
    given = {"skills": list(Skill.values), "day_rate": "500.00", **facts}
    with job("tests"):
        chair = ListedChair(name=name, **given)
        keep_listed(chair, [getattr(team.bodies, area) for area in areas])
    return chair


def _first(team):
    return ListedChair.objects.first() or listed(team)


@thing("chairs/token", "options/listed")
def _(case, team):
    return _first(team).token


@thing("training/training")
def _(case, team):
    with job("tests"):
        row = ChairTraining(chair=_first(team), what="Review chairs' course", trained_on=day(-90))
        row.save()
    return row.token


@thing("quotes/token")
def _(case, team):
    row = case.chairquotes.first()
    if row is None:
        row = ChairQuote(
            case=case,
            chair=_first(team),
            invited_on=day(-9),
            due_on=day(5),
            quoted_on=TODAY,
            days=20,
            day_rate="450.00",
        )
        row.save()
    return row.token


@thing("milestones/token")
def _(case, team):
    row = case.contractmilestones.first()
    if row is None:
        row = ContractMilestone(case=case, kind="signed", due_on=day(10))
        row.save()
    return row.token
