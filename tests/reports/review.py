"""An invented review that is ready to be sent, and files with words in them."""

import io

import docx

from audit.actors import acting
from dhr_cases.codes import UNCLEAR, Part
from dhr_cases.models import Involvement, Level, Offer, Person, Recommendation, Relationship
from documents.intake import store
from documents.models import DocumentKind, FileCheck, Zone
from govuk.uncertain import UncertainDate
from reports import learning
from reports.blocks import Paragraph, Report
from reports.render.pdf import pdf
from tests.factories import case_at, fresh, satisfy
from tests.facts.rows import TODAY, check_files
from workflow.guards.files import REPORT
from workflow.models import Progress, Status

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
    """A new version of the report's file, checked by a second person."""
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
    check(version, team.partnership_chair)
    return version


def check(version, by, *, passed=True):
    """Somebody's word about one file."""
    with acting(by):
        FileCheck(
            case=version.case,
            version_checked=version,
            sha256=version.sha256,
            passed=passed,
            checked_by=by,
            checked_on=TODAY,
        ).save()


def ready_case(team):
    """A review approved by its partnership, all of whose facts and files are there."""
    case = case_at(Status.CSP_APPROVAL, team)
    satisfy(case, Progress.step("submit"), team)
    case = fresh(case)
    with acting(team.coordinator):
        tell_the_facts(case)
        for kind in REPORT:
            label = str(DocumentKind(kind).label)
            add_words(case, team, kind, paper("Rowan was 38.", title=label))
        check_files(case, team, REPORT)
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
    """A learning summary by the coordinator, approved by the independent chair or not."""
    summary = learning.write(case, by=team.coordinator, on=TODAY, **{**TEXTS, **texts})
    if is_approved:
        learning.approve(summary, by=team.independent_chair, on=TODAY)
    return summary
