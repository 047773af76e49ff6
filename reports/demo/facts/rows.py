"""Rows that several steps of an invented review need."""

from __future__ import annotations

from dhr_cases.codes import Part
from dhr_cases.family import record_offer
from dhr_cases.models import (
    FamilyMember,
    Involvement,
    Offer,
    Person,
    Wish,
)
from documents.intake import store
from documents.models import DocumentKind, Zone
from reports.blocks import Heading, Paragraph, Report
from reports.render.pdf import pdf
from workflow.letters import keep
from workflow.models import (
    Agreement,
    HomeOfficeReply,
    Letter,
)

LONG = 900


AGENCIES = ("police", "health", "council", "specialist")


def letter(walk, audience, purpose, addressee, code="", about="") -> None:
    letter = Letter(
        case=walk.case,
        code=code,
        audience=audience,
        purpose=purpose,
        addressee=addressee,
        sent_on=walk.day,
        how="secure_email",
        about=about,
    )
    keep(letter, by=walk.person("coordinator"))


def keep_file(walk, kind, zone, title, *paragraphs, by="coordinator"):
    """A real PDF of invented words, taken in as any upload would be."""
    heading = Heading("In short")
    report = Report(title, (heading, *(Paragraph(text) for text in paragraphs)))
    with walk.as_(by):
        return store(
            walk.case,
            content=pdf(report),
            name="file.pdf",
            kind=kind,
            zone=zone,
            by=walk.person(by),
        )


def offer(walk, kind, reply, days=21) -> None:
    chairing = walk.case.chairappointments.exists()
    who = walk.team.independent_chair if chairing else walk.person("coordinator")
    offer_made = Offer(
        case=walk.case,
        member=walk.made.get("member"),
        kind=kind,
        offered_on=walk.day,
        how="Letter through the liaison officer",
        made_by="The independent chair" if chairing else "The coordinator",
        time_allowed_days=days,
        reply=reply,
        replied_on=walk.day,
    )
    record_offer(offer_made, by=who)


def home_office_reply(walk, kind) -> None:
    version = keep_file(
        walk,
        DocumentKind.HO_REPLY,
        Zone.WORKING,
        "Reply of the Home Office",
        "The Home Office has considered the partnership's letter.",
    )
    with walk.as_("coordinator"):
        HomeOfficeReply(
            case=walk.case,
            decision_round=walk.case.progress.decision_round,
            kind=kind,
            letter=version.document,
            received_on=walk.day,
            recorded_by=walk.person("coordinator"),
        ).save()


def agree(walk, kind, meeting, name) -> None:
    Agreement(
        case=walk.case,
        kind=kind,
        draft_number=walk.case.progress.draft_number,
        meeting=meeting,
        held_on=walk.day,
        chaired_by=walk.person(name).name,
        recorded_by=walk.person(name),
    ).save()


def family(walk) -> None:
    person = Person(case=walk.case, name=walk.story.relative, pseudonym="A relative")
    person.save()
    Involvement(case=walk.case, person=person, part=Part.FAMILY).save()
    member = FamilyMember(
        case=walk.case,
        person=person,
        relation="Sister",
        preferred_name="As she likes it, by first name",
        wish=Wish.INVOLVED,
        wish_heard_on=walk.day,
        wish_heard_by="The independent chair",
        contact_route="Through her advocate",
        advocate="Advocacy service for bereaved families",
    )
    member.save()
    walk.made["member"] = member
