"""From a notice by the police to the decision to hold a review."""

import re

from playwright.sync_api import expect

from tests.browser.whole.people import address_of
from tests.browser.whole.walk import TODAY, day

PERSON = "Marit Solheim"


def notice(who):
    """The coordinator writes down what the police told: four answers, and no certain date."""
    colin = who("coordinator")
    colin.open("/notifications/")
    colin.follow("Record a notice")
    colin.send()
    colin.says("Before you can send it")
    colin.follow("Who is telling us")
    colin.send(
        sender_name="Kit Rowe",
        sender_role="Detective inspector",
        sender_organisation="Severnshire Constabulary",
        received_on=TODAY,
    )
    colin.follow("Person who died")
    colin.follow("Add somebody")
    colin.send(name=PERSON)
    colin.send(another="no")
    colin.send()
    colin.follow("What happened")
    colin.send(
        concern="abuse",
        area="Safer Glevum",
        died_on_month=(TODAY.month - 2) or 1,
        died_on_year=TODAY.year,
        narrative="A neighbour called the ambulance. The police think that there had been abuse.",
    )
    colin.follow("Children and others at risk")
    colin.send(risk_now="no")
    colin.follow("Check your answers")
    colin.send()
    colin.says("Notice recorded")
    reference = re.search(r"GLO-\d{4}-\d{2,}", colin.main.inner_text()).group()
    colin.follow(reference)
    return reference


def scoping(who, reference):
    """Accepted; agencies are asked, one answers for itself, the others by telephone or not."""
    colin = who("coordinator")
    colin.review(reference)
    colin.take_step("Accept the notice")
    colin.refused_step("Put forward for a decision", "Ask agencies what they hold")
    colin.side("Agencies")
    colin.follow("Record what was asked another way")
    colin.send(
        kind="scoping",
        agencies=["Severnshire Constabulary", "Severnshire Health Trust", "Glevum City Council"],
        question="What do you hold from 2019 to this year? Please tell us if it is nothing.",
        how="secure_email",
        asked_on=TODAY,
        due_on=day(14),
    )
    colin.follow("Give somebody at an agency access")
    colin.follow("Give somebody a role")
    colin.send(
        user=address_of("author"),
        role="agency_author",
        organisation={"label": "Severnshire Constabulary"},
        last_day_on=day(400),
        reason="Writes the return of the police.",
    )

    arthur = who("author")
    arthur.open("/agency/")
    arthur.follow("Scoping")
    arthur.follow("hold nothing")
    arthur.send(completed_by="Arthur Dean", completed_by_job="Records officer")
    arthur.send(systems="The crime system and paper files.", names_searched="Both names.")
    arthur.send()
    assert arthur.open(f"/cases/{reference}/") == 404

    colin.side("Agencies")
    colin.follow("Record what came from Severnshire Health Trust")
    colin.send(
        outcome="received",
        received_on=TODAY,
        knew_died="Yes",
        knew_responsible="Not known",
        knew_children="No",
        suggests_review="Yes",
        answer="She came to her doctor four times in the last year.",
    )
    colin.side("Agencies")
    colin.follow("Nothing came from Glevum City Council")
    colin.send(outcome="not_received", what_was_done="Rang twice; the director was written to.")


def criteria(who, reference):
    """Element by element, who was consulted, and put forward."""
    colin = who("coordinator")
    colin.refused_step("Put forward for a decision", "Record a finding with evidence")
    colin.side("Criteria check")
    for number in range(1, 6):
        colin.follow(f"Answer E{number}")
        colin.send(
            value="met" if number < 3 else "appears_met",
            evidence="What the police and the Health Trust told.",
            source="The notice of the police",
        )
        colin.side("Criteria check")
    colin.take_step("Put forward for a decision")


def decision(who, reference):
    """Too early, then the county differs, then the chair decides; each says why."""
    priya = who("chair")
    priya.open("/my-work/")
    priya.review(reference)
    priya.refused_step(
        "Hold a review",
        "List who was consulted before the decision.",
        "Ask the county partner for its view.",
    )
    colin = who("coordinator")
    colin.side("Overview")
    colin.follow("Who was consulted before the decision")
    colin.follow("Add somebody consulted")
    colin.send(
        organisation="Severnshire Health Trust",
        role="Head of safeguarding",
        consulted_on=TODAY,
        view="In favour.",
    )
    colin.side("Decision")
    colin.follow("Ask the county partner")
    colin.send(asked_on=TODAY, answer_by_on=day(7))

    priya.refused_step("Hold a review", "Wait for the county partner's view")
    carys = who("county")
    carys.review(reference)
    carys.side("Decision")
    _view(carys, "no_review", "The facts are thin as yet.", "Carys Powell")
    priya.side("Decision")
    _view(priya, "hold", "Two agencies knew of abuse.", "Priya Anand")
    priya.says("differ")
    carys.side("Decision")
    _view(carys, "hold", "The account of the Health Trust changed my mind.", "Carys Powell")
    carys.says("The facts are thin as yet.")
    priya.side("Decision")
    priya.follow("The brief, on one page")
    priya.says("Two agencies knew of abuse.")
    priya.take_step(
        "Hold a review",
        outcome="hold",
        reasons="The legal test appears to be met.",
        name="Priya Anand",
    )
    expect(priya.page.locator(".rv-casebar")).to_contain_text("Setting up")


def _view(walker, view, reasons, name):
    walker.follow(re.compile("Record (the|a changed) view"))
    walker.send(view=view, reasons=reasons, name=name)


CHAPTERS = ("notice", "scoping", "criteria", "decision")
