"""Terms of reference with everything on them, for parts of addresses."""

from audit.actors import acting
from tests.facts import SATISFY
from tests.facts.rows import TODAY, day
from tests.matrix.things.registry import thing
from workflow import terms as rules
from workflow.guards import review
from workflow.models import (
    Characteristic,
    Relevance,
    TermsAgreement,
    TermsComment,
    TermsRound,
)


def terms(case, team):
    """The newest version: each characteristic considered, sent round, commented, agreed."""
    if not case.termsofreferences.exists():
        SATISFY[review.terms_are_approved](case, team)
    newest = case.termsofreferences.order_by("number").last()
    if not newest.characteristics.exists():
        said = {code: (Relevance.RELEVANT, "It shaped the help.") for code in Characteristic.values}
        with acting(team.coordinator):
            rules.keep_equality(newest, said)
    if not newest.comments.exists():
        by = team.independent_chair
        asked = {"case": case, "terms": newest}
        rows = [
            TermsRound(**asked, circulated_on=day(-9), circulated_by=by, closes_on=day(-1)),
            TermsComment(
                **asked,
                section="questions",
                text="Ask about money.",
                written_by=team.panel_member,
                written_on=day(-3),
                answer="accepted",
                answer_why="It is in.",
                answered_by=by,
                answered_on=TODAY,
            ),
            TermsAgreement(
                **asked, says="with_note", note="So.", given_by=team.panel_member, given_on=TODAY
            ),
        ]
        with acting(team.coordinator):
            for row in rows:
                row.save()
    return newest


@thing("terms/number")
def _(case, team):
    return terms(case, team).number


@thing("comments/comment")
def _(case, team):
    return terms(case, team).comments.first().token
