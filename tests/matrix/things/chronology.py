"""Rows of a combined chronology, and what the review added to them."""

from tests.facts.chronology import their_draft
from tests.facts.combined import combined, two_rows
from tests.matrix.things.registry import thing


@thing("rows/lineage", "matches/one", "contradictions/one")
def _(case, team):
    return two_rows(case, team)[0].lineage


@thing("matches/other")
def _(case, team):
    return two_rows(case, team)[1].lineage


@thing("contradictions/kind")
def _(case, team):
    combined(case, team)
    return "unrecorded"


@thing("contradictions/other")
def _(case, team):
    return "health"


@thing("notes/token")
def _(case, team):
    combined(case, team)
    return case.panelnotes.first().token


@thing("rows/row")
def _(case, team):
    return their_draft(case, team).entries.first().token


@thing("versions/version")
def _(case, team):
    two_rows(case, team)
    return case.chronologyfiles.counting().get(organisation=team.bodies.health).token


@thing("template/kind")
def _(case, team):
    return "xlsx"
