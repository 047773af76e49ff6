"""Rows of a combined chronology, and what the review added to them."""

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
