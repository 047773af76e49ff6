"""Rows a person would write, each made by one small function; used by facts and by tests."""

import io
from datetime import timedelta
from functools import cache

import pikepdf
from django.utils import timezone

from audit.actors import acting
from dhr_cases.models import AgencyRequest, Involvement, Offer, Outcome, Person, Reply
from disclosure import checking
from disclosure.identities import state_of_identities
from disclosure.models import Clearance, TogetherAnswer
from documents.intake import store
from documents.models import DocumentKind, Zone
from workflow.guards import files
from workflow.models import (
    Agreement,
    HomeOfficeReply,
    JointView,
    Letter,
    PublicationDecision,
    QualityLetter,
)

TODAY = timezone.localdate()


def day(number):
    """So many days from today; negative is past."""
    return TODAY + timedelta(days=number)


@cache
def small_pdf(words="A page"):
    """The bytes of a real PDF of one empty page, its title the words."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.docinfo["/Title"] = words
    held = io.BytesIO()
    pdf.save(held, static_id=True)
    return held.getvalue()


def add_file(case, team, kind, zone, *, by="independent_chair", words=""):
    """A real file of the case, kept as uploads are; returns its version."""
    person = getattr(team, by)
    with acting(person):
        return store(
            case,
            content=small_pdf(words or str(kind)),
            name="file.pdf",
            by=person,
            kind=kind,
            zone=zone,
        )


def pass_check(version, by, **facts):
    """A check of these bytes against what the review knows now, with nothing open."""
    case, now = version.case, timezone.now()
    state = facts.pop("state", None) or state_of_identities(case)
    result = checking.Result(version.sha256, version.size, state)
    run = checking.keep(case, result, source="file", by=by, at=now, version=version)
    TogetherAnswer(
        case=case, run=run, press="Nothing", trial="None", rare="None", answered_by=by,
        answered_at=now,
    ).save()  # fmt: skip
    return run


def clear(version, run, by, *, passed=True):
    """Somebody's word about one file."""
    Clearance(
        case=version.case, version_cleared=version, run=run, sha256=version.sha256, passed=passed,
        note="Read it all", cleared_by=by, cleared_on=TODAY,
    ).save()  # fmt: skip


CLEARERS = ("family_lead", "staff_material_by_consent")
"""Two of the cast who may clear, and take none of the steps."""


def clear_files(case, team, kinds, by=CLEARERS):
    """Two people clear the files of these kinds, on a check made now."""
    state = state_of_identities(case)
    for version in files.current_versions(case, kinds).values():
        run = pass_check(version, getattr(team, by[0]), state=state)
        for name in by:
            clear(version, run, getattr(team, name))


def letter(case, team, audience, purpose):
    """A letter that went today."""
    row = Letter(
        case=case,
        audience=audience,
        purpose=purpose,
        addressee="The office concerned",
        sent_on=TODAY,
        how="secure_email",
        recorded_by=team.coordinator,
    )
    row.save()


def offer(case, team, kind, **facts):
    """Something offered to the family, and the answer."""
    given = {"reply": Reply.ACCEPTED, "replied_on": TODAY, **facts}
    row = Offer(
        case=case,
        kind=kind,
        offered_on=day(-20),
        made_by="The independent chair",
        recorded_by=team.independent_chair,
        **given,
    )
    row.save()
    return row


def ask_agency(case, team, kind, organisation, **facts):
    """One agency is asked, and answers."""
    given = {
        "asked_on": day(-15),
        "due_on": day(10),
        "outcome": Outcome.RECEIVED,
        "received_on": TODAY,
        "answer": "What we hold.",
        **facts,
    }
    row = AgencyRequest(
        case=case,
        organisation=organisation,
        kind=kind,
        asked_by=team.coordinator,
        **given,
    )
    row.save()
    return row


def person(case, name, part):
    """Somebody in the case, in one part."""
    row = Person(case=case, name=name, pseudonym=name.split()[0][:1] + "ara")
    row.save()
    Involvement(case=case, person=row, part=part).save()
    return row


def agreement(case, team, kind):
    """A meeting agreed something about the draft as it is now."""
    Agreement(
        case=case,
        kind=kind,
        draft_number=case.progress.draft_number,
        meeting="The meeting of that month",
        held_on=TODAY,
        chaired_by="Its chair",
        recorded_by=team.coordinator,
    ).save()


def reply(case, team, kind):
    """A reply of the Home Office, with its letter."""
    version = add_file(case, team, DocumentKind.HO_REPLY, Zone.WORKING, by="coordinator")
    HomeOfficeReply(
        case=case,
        decision_round=case.progress.decision_round,
        kind=kind,
        letter=version.document,
        received_on=TODAY,
        recorded_by=team.coordinator,
    ).save()


def quality_letter(case, team, outcome):
    """The Home Office's letter on the newest submission."""
    version = add_file(case, team, DocumentKind.QUALITY_LETTER, Zone.DRAFT, by="coordinator")
    row = QualityLetter(
        case=case,
        submission_number=case.submissions.last().number,
        received_on=TODAY,
        outcome=outcome,
        letter=version.document,
    )
    row.save()
    return row


def publication_decision(case, team, form, planned=30, **facts):
    """In what form the review is published, and in how many days."""
    PublicationDecision(
        case=case,
        form=form,
        planned_on=day(planned),
        decided_by=team.partnership_chair,
        decided_on=TODAY,
        **facts,
    ).save()


def view_of(case, team, body, view):
    """One body's view on the joint record."""
    by = team.county_partner if body == "county" else team.partnership_chair
    JointView(
        case=case,
        decision_round=case.progress.decision_round,
        body=body,
        view=view,
        reasons="The account of two agencies.",
        given_by=by,
        given_on=TODAY,
    ).save()
