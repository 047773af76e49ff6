"""What is true before a report leaves and a review ends; and what the forms would have asked."""

from __future__ import annotations

from datetime import timedelta

from dhr_cases.models import (
    OfferKind,
    Reply,
)
from documents.models import DocumentKind, Zone
from reports import learning
from reports.demo.facts.clearing import clear_files
from reports.demo.facts.rows import agree, home_office_reply, keep_file, letter, offer
from workflow.models import (
    AgreementKind,
    Audience,
    MediaPlan,
    PublicationDecision,
    Purpose,
    QualityLetter,
    QualityPoint,
)
from workflow.models.release import CommissionerDispatch, Disposal


def before_submit(walk) -> None:
    """Approved, endorsed, and cleared by people who did not submit it."""
    with walk.as_("chair"):
        agree(walk, AgreementKind.APPROVAL, "Partnership meeting", "chair")
    with walk.as_("county"):
        agree(walk, AgreementKind.ENDORSEMENT, "County meeting", "county")
    _learning_summary(walk)
    clear_files(walk)


def _learning_summary(walk) -> None:
    """Two pages for people who never met them, approved by the independent chair."""
    name = walk.case.known_as
    summary = learning.write(
        walk.case,
        by=walk.person("coordinator"),
        on=walk.day,
        who=walk.story.summary,
        what_happened=f"{name} died. Agencies had met {name} before, each for another reason.",
        learned=f"{walk.story.lesson}\nOne question about safety is not enough: ask again.",
        changed="Every district now has a named lead whom staff can ask for advice.",
        you_can_do="Ask about control and money when you ask about safety.",
    )
    learning.approve(summary, by=walk.person("independent_chair"), on=walk.day)
    with walk.as_("coordinator"):
        learning.keep_with_files(walk.case, by=walk.person("coordinator"))


def _quality_letter(walk, outcome) -> None:
    version = keep_file(
        walk,
        DocumentKind.QUALITY_LETTER,
        Zone.DRAFT,
        "Letter of the quality-assurance panel",
        "The panel thanks the partnership for the review and for the voice given to the family.",
    )
    with walk.as_("coordinator"):
        QualityLetter(
            case=walk.case,
            submission_number=walk.case.submissions.last().number,
            panel_on=walk.day - timedelta(days=33),
            dated_on=walk.day,
            received_on=walk.day,
            outcome=outcome,
            letter=version.document,
        ).save()


def before_take_changes(walk) -> None:
    """The letter asks for changes."""
    _quality_letter(walk, "content_after_changes")
    with walk.as_("coordinator"):
        for text, kind in (
            ("Say more about what economic abuse meant in this relationship.", "coercive_control"),
            ("Bring single- and multi-agency recommendations together.", "recommendation"),
        ):
            QualityPoint(
                case=walk.case,
                letter=walk.case.qualityletters.last(),
                text=text,
                kind=kind,
                owner="The independent chair",
                due_on=walk.day + timedelta(days=30),
            ).save()


def before_finish_changes(walk) -> None:
    """Every point is answered."""
    with walk.as_("independent_chair"):
        for point in walk.case.qualitypoints.all():
            point.answer, point.response = "changed", "Changed in version 2, section 16."
            point.answered_on = walk.day
            point.save()


def before_take_approval(walk) -> None:
    """The letter is content."""
    _quality_letter(walk, "content")


def _agrees_to_withhold(walk) -> None:
    with walk.as_("coordinator"):
        letter(walk, Audience.HOME_OFFICE, Purpose.WITHHOLD, "Home Office review team", "L40")
    home_office_reply(walk, "agrees_to_withhold")


def before_publish(walk) -> None:
    """Form decided, family told, files cleared, media planned."""
    story = walk.story
    if story.form == "learning_summary":
        keep_file(
            walk,
            DocumentKind.LEARNING_SUMMARY,
            Zone.DRAFT,
            f"What we learned: {walk.case.known_as}",
            story.summary,
            story.lesson,
        )
        _agrees_to_withhold(walk)
    with walk.as_("chair"):
        PublicationDecision(
            case=walk.case,
            form=story.form,
            ground="family" if story.form != "full" else "",
            evidence="The wider family could be identified from the report."
            if story.form != "full"
            else "",
            family_views="The family agrees.",
            planned_on=walk.day,
            decided_by=walk.person("chair"),
            decided_on=walk.day - timedelta(days=30),
        ).save()
    with walk.as_("independent_chair"):
        offer(walk, OfferKind.PUBLICATION_VIEW, Reply.ACCEPTED)
        offer(walk, OfferKind.PUBLICATION_NOTICE, Reply.ACCEPTED)
    with walk.as_("coordinator"):
        for row in walk.case.proceedings.exclude(state__in=["concluded", "none"]):
            row.state, row.concluded_on, row.outcome = "concluded", walk.day, story.outcome
            row.save()
        MediaPlan(
            case=walk.case,
            press_contact="Communications office, Gloucestershire Constabulary",
            statement=f"Our thoughts are with everybody who loved {walk.case.known_as}.",
        ).save()
    clear_files(walk)


def before_withhold(walk) -> None:
    """Ground, Home Office and family."""
    _agrees_to_withhold(walk)
    with walk.as_("chair"):
        PublicationDecision(
            case=walk.case,
            form="not_published",
            ground="children",
            evidence="Advice of children's services: the children would be identified at school.",
            family_views="The family asked that nothing be published.",
            decided_by=walk.person("chair"),
            decided_on=walk.day,
        ).save()
    with walk.as_("independent_chair"):
        offer(walk, OfferKind.PUBLICATION_VIEW, Reply.ACCEPTED)


def before_start_monitoring(walk) -> None:
    """The Commissioner has the report."""
    with walk.as_("coordinator"):
        CommissionerDispatch(
            case=walk.case,
            sent_on=walk.day,
            how="Secure e-mail",
            recorded_by=walk.person("coordinator"),
        ).save()


def before_close(walk) -> None:
    """Every action ended; national recommendations sent."""
    with walk.as_("coordinator"):
        for action in walk.case.actions.all():
            action.progress, action.evidence = "accepted", "Audit of fifty records, enclosed."
            action.outcome = "The question is now asked, and the answer recorded."
            action.completed_on = action.checked_on = walk.day
            action.checked_by = walk.person("coordinator")
            action.save()
        for row in walk.case.recommendations.filter(level="national"):
            row.sent_on = walk.day
            row.save()


def before_discontinue(walk) -> None:
    """Home Office and family told."""
    with walk.as_("coordinator"):
        letter(walk, Audience.HOME_OFFICE, Purpose.DISCONTINUE, "Home Office review team")
        offer(walk, OfferKind.DISCONTINUED, Reply.ACCEPTED)


def before_dispose(walk) -> None:
    """Proposed by one, approved by another, the day passed."""
    with walk.as_("auditor"):
        disposal = Disposal(
            case=walk.case,
            retention_until_on=walk.day - timedelta(days=1),
            authority="Retention schedule of the partnership, no review held",
            proposed_by=walk.person("auditor"),
            proposed_on=walk.day,
        )
        disposal.save()
    with walk.as_("second_auditor"):
        disposal.approved_by, disposal.approved_on = walk.person("second_auditor"), walk.day
        disposal.save()


def answers_for(walk, step: str) -> dict:
    """What the step's form would have asked."""
    story = walk.story
    return {
        "close_as_duplicate": {
            "other_case": walk.made.get("other_case"),
            "reason": "Two agencies told us of the same death on the same day.",
        },
        "commission": {
            "outcome": "joint" if story.joint_with else "hold",
            "reasons": story.reasons,
            "joint_with": story.joint_with,
        },
        "decline": {
            "outcome": "other_learning",
            "reasons": "No abuse, violence or neglect by a connected person appears.",
            "learning_route": "Practice learning with the mental-health trust",
            "look_again_on": walk.day + timedelta(days=365),
        },
        "submit": {"how": "Secure e-mail", "sent_to": "Home Office review team"},
        "publish": {"address": ""},
    }.get(step, {"reason": "The panel learned something new that changes the analysis."})
