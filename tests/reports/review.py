"""An invented review that is ready to be sent, and files with words in them."""

import io

import docx

from audit.actors import acting
from dhr_cases.codes import UNCLEAR, Part
from dhr_cases.models import Involvement, Level, Offer, Person, Recommendation, Relationship
from documents.intake import store
from documents.models import DocumentKind, Zone
from govuk.uncertain import UncertainDate
from reports import learning
from reports.blocks import Paragraph, Report
from reports.render.pdf import pdf
from tests.factories import fresh, satisfy
from tests.facts.rows import CLEARERS, TODAY, clear, pass_check
from workflow.guards.files import REPORT
from workflow.models import Progress

REAL_NAME = "Marit Élodie Halvørsen"
TEXTS = {
    "who": "Rowan made people laugh, and grew sweet peas on every sill she had.",
    "what_happened": "In 2026 Rowan was killed at home by her former husband.",
    "learned": "Ask about money when you ask about safety.\nLeaving is a time of danger.",
    "helped": "A housing officer noticed, and rang.",
    "changed": "Every housing officer now has a named contact at the specialist service.",
    "you_can_do": "Ask twice, and write down the answer.",
    "get_help": "Severn Domestic Abuse Service: 01632 960 001",
}


def paper(*words, title="Overview report"):
    """A PDF that says this."""
    return pdf(Report(title=title, blocks=tuple(Paragraph(line) for line in words)))


def word_file(*paragraphs, author="", comment=""):
    """A Word file that says this, and says of itself who wrote it."""
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    document.core_properties.author = author
    document.core_properties.comments = comment
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def add_words(case, team, kind, content, name="report.pdf"):
    """A new version of the report's file, cleared by two people."""
    document = case.documents.filter(kind=kind).first()
    with acting(team.independent_chair):
        version = store(
            case,
            content=content,
            name=name,
            by=team.independent_chair,
            kind=kind,
            zone=Zone.DRAFT,
            document=document,
        )
        cleared(version, team)
    return version


def cleared(version, team, by=CLEARERS):
    """Two people clear one file, on a check of it as things are now."""
    run = pass_check(version, getattr(team, by[0]))
    for name in by:
        clear(version, run, getattr(team, name))


def ready_case(case, team):
    """All facts and files of a review that its partnership is about to send."""
    satisfy(case, Progress.step("submit"), team)
    case = fresh(case)
    with acting(team.coordinator):
        tell_the_facts(case)
        for kind in REPORT:
            label = str(DocumentKind(kind).label)
            add_words(case, team, kind, paper("Rowan was 38.", title=label))
    return fresh(case)


def tell_the_facts(case):
    """The facts of the return, as far as somebody knows them."""
    case.known_as, case.death_place = "Rowan", "Residential location"
    case.died_on = UncertainDate("2026-05-03")
    case.aggravating_factors = ["Separation", "Honour-based violence"]
    case.save()
    died = case.persons.get(involvements__part=Part.DIED)
    died.name, died.pseudonym = REAL_NAME, "Rowan"
    died.other_names = "Maggie Oakes, Bo Li"
    died.born_on, died.age_recorded = UncertainDate("1987-09-24"), 38
    died.address = "14 Larkspur Close\nGloucester\nGL1 9ZZ"
    died.sex, died.ethnicity, died.religion = "Female", "Irish", "prefer_not"
    died.orientation, died.nationality = "not_known", "Irish"
    died.pregnancy = "Yes"
    died.vulnerabilities = ["Experiencing other substance misuse"]
    died.save()
    part = died.involvements.get()
    part.died_by_suicide, part.method, part.marac_referred = "No", "Sharp instrument", "Yes"
    part.save()
    responsible = Person(
        case=case, name="Sven Halvorsen", pseudonym="Ash", sex="Male", age_recorded=44,
        vulnerabilities=["Experiencing alcohol misuse", "Pregnancy"], offending_history="Yes",
    )  # fmt: skip
    responsible.save()
    Involvement(
        case=case, person=responsible, part=Part.RESPONSIBLE, legal_status="convicted",
        verdict="Murder", died_by_suicide=UNCLEAR,
    ).save()  # fmt: skip
    Relationship(
        case=case, died=died, responsible=responsible,
        relation="Ex-spouse, ex-common-law spouse or ex-cohabiting partner",
    ).save()  # fmt: skip
    recommendation = case.recommendations.get()
    recommendation.recipient_kind, recommendation.themes = "Health", ["Training"]
    recommendation.save()
    Recommendation(
        case=case, number="2", text="=1+1 is how a spreadsheet is tricked.", level=Level.NATIONAL,
        recipient_kind="Police", themes=["Policy", "Training"],
    ).save()  # fmt: skip


def offer(case, kind, reply, by):
    """What was offered to the family, and the answer."""
    with acting(by):
        Offer(
            case=case, kind=kind, reply=reply, offered_on=TODAY, made_by="The chair",
            recorded_by=by,
        ).save()  # fmt: skip


def write_summary(case, team, *, is_approved=False, **texts):
    """A learning summary; when approved by the independent chair, cleared by two people too."""
    summary = learning.write(case, by=team.coordinator, on=TODAY, **{**TEXTS, **texts})
    if is_approved:
        learning.approve(summary, by=team.independent_chair, on=TODAY)
        clear_summary(case, team)
    return summary


def clear_summary(case, team):
    """The approved summary's PDF is among the files, and cleared."""
    with acting(team.coordinator):
        version = learning.keep_with_files(case, by=team.coordinator)
        cleared(version, team)
    return version
