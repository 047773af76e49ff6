"""The terms of the invented reviews: written, and on one of them agreed in two rounds."""

from __future__ import annotations

from datetime import date, timedelta

from workflow import terms as rules
from workflow import terms_agreed
from workflow.models import (
    CommentAnswer,
    MemberSays,
    Relevance,
    TermsAgreement,
    TermsClause,
    TermsComment,
    TermsOfReference,
    TermsSection,
)

IN_TWO_ROUNDS = "Imogen"
EQUALITY = {
    "sex": (Relevance.RELEVANT, "most people who die this way are women"),
    "age": (Relevance.RELEVANT, "services for young adults end at 25"),
    "disability": (Relevance.RELEVANT, "the health return tells of long illness"),
    "race": (Relevance.NOT_SHOWN, "nothing in the returns points to it"),
    "religion": (Relevance.NOT_SHOWN, "nobody spoke of faith"),
    "sexual_orientation": (Relevance.NOT_SHOWN, "nothing in the returns points to it"),
    "gender_reassignment": (Relevance.NOT_SHOWN, "nothing in the returns points to it"),
    "marriage": (Relevance.NOT_SHOWN, "no service answered by it"),
    "pregnancy": (Relevance.NOT_SHOWN, "there was no pregnancy in the period"),
}


def settle_terms(walk) -> TermsOfReference:
    """The coordinator writes the terms; on one review the panel then agrees them in two rounds."""
    case, day = walk.case, walk.day
    terms = TermsOfReference(
        case=case,
        period_from=day - timedelta(days=1800),
        period_to=day - timedelta(days=120),
        period_reason="From the first record of abuse to the death.",
        purpose="To learn how others can be safer, and to honour the person who died.",
        questions=walk.story.questions,
        people="The person who died; the person thought responsible; the children.",
        agencies="Police and health: management reviews. Others: short reports.",
        family_plan="The chair will meet the family where and when they choose.",
    )
    with walk.as_("coordinator"):
        rules.keep_terms(terms, EQUALITY)
    if walk.story.known_as == IN_TWO_ROUNDS:
        _first_round(walk, terms, day - timedelta(days=48))
        _second_round(walk, terms, day - timedelta(days=26))
    return terms


def _first_round(walk, terms, on: date) -> None:
    """Two members comment; the chair takes one comment and part of the other."""
    chair = walk.person("independent_chair")
    with walk.as_("independent_chair"):
        asked = terms_agreed.circulate(terms, closes_on=on + timedelta(days=14), by=chair, on=on)
    said = (
        (
            "panel_specialist",
            TermsSection.QUESTIONS,
            "Ask about contact in the days before the death. It is where control shows.",
            CommentAnswer.ACCEPTED,
            "A question on this stands in the next version.",
        ),
        (
            "panel_police",
            TermsSection.PERIOD,
            "Five years is long for our records. Three would do.",
            CommentAnswer.IN_PART,
            "The period stays; what lies before the last three years may be summarised.",
        ),
    )
    for name, section, text, answer, why in said:
        row = TermsComment(section=section, text=text)
        with walk.as_(name):
            terms_agreed.comment(row, asked, by=walk.person(name), on=on + timedelta(days=6))
        row.answer, row.answer_why = answer, why
        with walk.as_("independent_chair"):
            terms_agreed.answer_comment(row, by=chair, on=on + timedelta(days=16))


def _second_round(walk, terms, on: date) -> None:
    """The next version, with a standard clause copied in, which every member agrees."""
    chair = walk.person("independent_chair")
    clauses = TermsClause.objects.filter(code="suicide-contact")
    terms.questions = rules.with_clauses(terms.questions, [row.text for row in clauses])
    terms.earlier_events = "What lies more than three years before the death is summarised."
    with walk.as_("independent_chair"):
        rules.keep_terms(terms)
        terms_agreed.circulate(terms, closes_on=on + timedelta(days=10), by=chair, on=on)
    for name, says, note in (
        ("panel_specialist", MemberSays.AGREES, ""),
        ("panel_police", MemberSays.WITH_NOTE, "Records before 2019 are held by another force."),
    ):
        with walk.as_(name):
            terms_agreed.agree(
                TermsAgreement(
                    case=walk.case,
                    terms=terms,
                    says=says,
                    note=note,
                    given_on=on + timedelta(days=5),
                    given_by=walk.person(name),
                )
            )
    with walk.as_("independent_chair"):
        terms_agreed.make_final(terms, by=chair, on=on + timedelta(days=12))
