"""Pages of agencies, family, proceedings and learning, with rows in them, wide and narrow."""

import pytest
from django.core.cache import cache

from audit.actors import acting
from dhr_cases.codes import Part
from dhr_cases.models import (
    Action,
    ActionProgress,
    FamilyMember,
    OfferKind,
    Outcome,
    Proceeding,
    Recommendation,
    RequestKind,
)
from tests.browser.conftest import walk
from tests.facts.rows import TODAY, ask_agency, day, offer, person
from tests.house import make_house_for_good

WAITING = {"outcome": Outcome.WAITING, "received_on": None, "answer": ""}


@pytest.fixture
def gathered(transactional_db):
    """A review with something on each of these pages: late, waiting, answered, walled off."""
    cache.clear()
    team, case = make_house_for_good(known_as="Ama")
    bodies = team.bodies
    with acting(team.coordinator):
        asked = ask_agency(case, team, RequestKind.SCOPING, bodies.police, **WAITING)
        asked.due_on = day(-5)
        asked.save()
        ask_agency(case, team, RequestKind.SCOPING, bodies.health)
        ask_agency(case, team, RequestKind.REVIEW, bodies.police, **WAITING, form="imr")
        sister = FamilyMember(
            case=case, person=person(case, "Efua Mensah", Part.FAMILY), relation="Sister"
        )
        sister.save()
        offer(case, team, OfferKind.TERMS, member=sister, words="Not yet, please.")
        trial = Proceeding(case=case, kind="criminal", next_date="2027-02")
        trial.save()
        recommendation = Recommendation(
            case=case, number="2a", text="Ask and act and report.", level="local",
            recipient=bodies.health,
        )  # fmt: skip
        recommendation.save()
        done = {"progress": ActionProgress.EVIDENCE_AWAITED, "completed_on": TODAY}
        actions = [
            Action(
                case=case, recommendation=recommendation, text="Train the staff.",
                lead=bodies.health, owner_role="Head of safeguarding", **facts,
            )
            for facts in (
                {"due_on": day(-5), "owner": team.action_owner},
                {"due_on": day(9), "evidence": "The list of those who came.", **done},
            )
        ]  # fmt: skip
        for action in actions:
            action.save()
    return team, case, asked, sister, trial, recommendation, actions


def test_pages_of_gathering_and_learning_are_accessible(visitor, gathered):
    team, case, asked, sister, trial, recommendation, (own, awaiting) = gathered
    home = f"/cases/{case.reference}"
    walk(
        visitor(team.coordinator),
        [
            f"{home}/agencies/",
            f"{home}/agencies/new/",
            f"{home}/agencies/imrs/",
            f"{home}/agencies/took-no-part/",
            f"{home}/agencies/{asked.token}/letter/",
            f"{home}/queries/",
            "/settings/agencies/",
            f"{home}/agencies/{asked.token}/",
            f"{home}/agencies/{asked.token}/received/",
            f"{home}/agencies/{asked.token}/not-received/",
            f"{home}/proceedings/",
            f"{home}/proceedings/new/",
            f"{home}/proceedings/{trial.token}/?changed",
            f"{home}/recommendations/",
            f"{home}/recommendations/new/",
            f"{home}/recommendations/{recommendation.token}/",
            f"{home}/recommendations/{recommendation.token}/actions/new/",
            f"{home}/actions/",
            f"{home}/actions/{awaiting.token}/",
            f"{home}/actions/{awaiting.token}/evidence/",
        ],
    )
    walk(
        visitor(team.family_lead),
        [
            f"{home}/family/",
            f"{home}/family/new/",
            f"{home}/family/offers/new/",
            f"{home}/family/{sister.token}/wishes/",
        ],
    )
    walk(
        visitor(team.agency_author),
        [
            "/agency/",
            f"/agency/requests/{asked.token}/",
            f"/agency/requests/{asked.token}/scoping/",
            f"/agency/requests/{asked.token}/scoping/secured/",
            f"/agency/requests/{asked.token}/colleague/",
            f"/agency/requests/{asked.token}/nothing-held/",
        ],
    )
    walk(visitor(team.action_owner), ["/actions/", f"/actions/{own.token}/update/"])
