"""Which guards are satisfied, for a whole list of them in one query: what the overview is made of.

A guard stays the only judge of a step. What stands here says the same in the database's own
words, so that one page can show twenty tasks; a test holds the two against each other.

One declaration for both was weighed and left. A guard answers in a sentence that names what is
missing, so it reads rows; the overview asks only yes or no, for some forty guards, within twelve
queries. Guards that judged from rows loaded in bulk would need those of twenty tables for every
overview, and `perform` would load them all again under its lock to ask the three guards of a step.
Sentences made from expressions would lose their names. Saying a condition twice costs a line each,
and a test that fails when the two differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import BooleanField, Exists, ExpressionWrapper, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from dhr_cases.codes import Part
from dhr_cases.models import (
    Action,
    ActionProgress,
    AgencyRequest,
    FamilyMember,
    Involvement,
    Level,
    Notification,
    Offer,
    OfferKind,
    Outcome,
    Proceeding,
    Recommendation,
    RequestKind,
    Wish,
)
from dhr_cases.models.family import SETTLED
from dhr_cases.models.proceedings import Effect, ProceedingKind, ProceedingState
from documents.models import Document, DocumentKind, Version
from workflow import models as flow
from workflow.guards.files import REPORT
from workflow.guards.publication import LESS_THAN_FULL
from workflow.models import Audience, Progress, Purpose
from workflow.models.commissioning import STATUTORY_BODIES, AgreementKind
from workflow.models.decisions import ELEMENTS, ReplyKind

ANSWERED = Q(outcome__in=[Outcome.RECEIVED, Outcome.NOTHING_HELD], received_on__isnull=False)
SETTLED_REQUEST = ANSWERED | (
    Q(outcome__in=[Outcome.DECLINED, Outcome.NOT_RECEIVED]) & ~Q(what_was_done="")
)


class Facts:
    """Each method is named after a guard and says when it is satisfied, as one expression."""

    def __init__(self, progress: Progress, on: date):
        self.progress, self.case, self.on = progress, progress.case, on
        self.round = {"case": self.case, "decision_round": progress.decision_round}

    # --- Pieces -------------------------------------------------------------------------------

    def _letter(self, audience: str, purpose: str | None = None) -> Exists:
        chosen = {"purpose": purpose} if purpose else {}
        return Exists(flow.Letter.objects.filter(case=self.case, audience=audience, **chosen))

    def _offer(self, kind: str) -> Exists:
        return Exists(Offer.objects.filter(case=self.case, kind=kind))

    def _reply(self, kind: str, **chosen) -> Exists:
        return Exists(flow.HomeOfficeReply.objects.filter(case=self.case, kind=kind, **chosen))

    def _agreement(self, kind: str, **chosen) -> Exists:
        return Exists(flow.Agreement.objects.filter(case=self.case, kind=kind, **chosen))

    def _requests(self, kind: str) -> Q:
        asked = AgencyRequest.objects.filter(case=self.case, kind=kind)
        return Q(Exists(asked)) & ~Q(Exists(asked.exclude(SETTLED_REQUEST)))

    def _holds(self, scope: str) -> Exists:
        scopes = [flow.HoldScope.ALL, scope]
        return Exists(
            flow.Hold.objects.filter(case=self.case, ended_on__isnull=True, scope__in=scopes)
        )

    def _files(self, kinds: Iterable[str]) -> Q:
        held = Version.objects.filter(case=self.case, document__withdrawn_on__isnull=True)
        return _all(Exists(held.filter(document__kind=kind)) for kind in kinds)

    def _quality_letter(self, outcomes) -> Exists:
        newest = flow.Submission.objects.filter(case=self.case).order_by("-number")
        return Exists(
            flow.QualityLetter.objects.filter(
                case=self.case,
                outcome__in=outcomes,
                submission_number=Coalesce(Subquery(newest.values("number")[:1]), 0),
            )
        )

    def _newest_decision(self) -> QuerySet:
        newest = flow.PublicationDecision.objects.filter(case=self.case).order_by("-pk")
        return flow.PublicationDecision.objects.filter(pk=Subquery(newest.values("pk")[:1]))

    # --- Notice and scoping -------------------------------------------------------------------

    def notice_has_source_and_receipt(self):
        told = Notification.objects.filter(case=self.case, received_at__isnull=False)
        return Exists(told.exclude(sender_name="", sender_organisation=""))

    def person_who_died_is_recorded(self):
        died = Involvement.objects.filter(case=self.case, part=Part.DIED)
        return Exists(died.exclude(person__name="", person__is_unidentified=False))

    def death_is_dated(self):
        return bool(self.case.died_on and self.case.died_on.is_known)

    def scoping_is_answered(self):
        return self._requests(RequestKind.SCOPING)

    # --- Decision -----------------------------------------------------------------------------

    def every_element_has_a_finding(self):
        found = flow.Finding.objects.filter(**self.round).exclude(evidence="")
        return _all(Exists(found.filter(element=code)) for code, _ in ELEMENTS[self.case.regime])

    def consultees_are_listed(self):
        return Exists(flow.Consultee.objects.filter(**self.round))

    def county_partner_is_consulted(self):
        if self.case.county_partner_id is None:
            return True
        views = flow.JointView.objects.filter(body="county", **self.round)
        asked = flow.CountyAsked.objects.filter(**self.round).order_by("-pk")
        newest = flow.CountyAsked.objects.filter(pk=Subquery(asked.values("pk")[:1]))
        return Q(Exists(views)) | Q(Exists(newest.filter(answer_by_on__lt=self.on)))

    def home_office_accepts_no_review(self):
        return self._reply(ReplyKind.ACCEPTS, decision_round=self.progress.decision_round)

    # --- Setting up and the review ------------------------------------------------------------

    def chair_is_appointed(self):
        return Exists(self._chairs())

    def _chairs(self):
        return flow.ChairAppointment.objects.filter(case=self.case, ended_on__isnull=True)

    def chair_has_declared_independence(self):
        newest = self._chairs().order_by("-pk").values("pk")[:1]
        declared = self._chairs().filter(independence_declared_on__isnull=False)
        return Exists(declared.filter(pk=Subquery(newest)).exclude(independence_statement=""))

    def statutory_bodies_are_considered(self):
        done = flow.BodyConsidered.objects.filter(case=self.case)
        bodies = STATUTORY_BODIES[self.case.regime]
        return _all(Exists(done.filter(body=code)) for code, _ in bodies)

    def domestic_abuse_specialist_is_on_panel(self):
        members = flow.PanelMember.objects.filter(
            case=self.case, is_domestic_abuse_specialist=True, left_on__isnull=True
        )
        reasons = flow.SpecialistReason.objects.filter(case=self.case)
        return Q(Exists(members)) | Q(Exists(reasons))

    def terms_are_approved(self):
        terms = flow.TermsOfReference.objects.filter(case=self.case)
        return Exists(terms.filter(approved_on__isnull=False))

    def family_is_consulted_on_terms(self):
        return self._offer(OfferKind.TERMS)

    def data_sharing_is_agreed(self):
        return self._agreement(AgreementKind.DATA_SHARING)

    def review_returns_are_in(self):
        return self._requests(RequestKind.REVIEW)

    def draft_is_held(self):
        return Exists(
            Document.objects.filter(
                case=self.case,
                kind=DocumentKind.OVERVIEW_REPORT,
                withdrawn_on__isnull=True,
                versions__isnull=False,
            )
        )

    def panel_agreement_is_minuted(self):
        return self._agreement(AgreementKind.DRAFT, draft_number=self.progress.draft_number)

    def nothing_holds_the_report(self):
        return ~self._holds(flow.HoldScope.FINALISE)

    def family_has_answered_on_the_draft(self):
        settled = Offer.objects.filter(case=self.case, kind=OfferKind.DRAFT, reply__in=SETTLED)
        timed = settled.filter(member__isnull=False, time_allowed_days__gt=0)
        members = FamilyMember.objects.filter(case=self.case)
        taking_part = members.filter(wish__in=[Wish.INVOLVED, Wish.INFORMED])
        return (
            Q(Exists(settled))
            & ~Q(Exists(members.filter(wish=Wish.NOT_ASKED)))
            & ~Q(Exists(taking_part.exclude(pk__in=timed.values("member"))))
        )

    def agencies_have_checked_accuracy(self):
        requests = AgencyRequest.objects.filter(case=self.case)
        gave = requests.filter(kind=RequestKind.REVIEW, outcome=Outcome.RECEIVED)
        checked = requests.filter(SETTLED_REQUEST, kind=RequestKind.ACCURACY)
        return ~Exists(gave.exclude(organisation__in=checked.values("organisation")))

    def recommendations_have_owners(self):
        rows = Recommendation.objects.filter(case=self.case)
        owned = Action.objects.filter(case=self.case).exclude(owner_role="")
        return Q(Exists(rows)) & ~Q(Exists(rows.exclude(pk__in=owned.values("recommendation"))))

    # --- The Home Office ----------------------------------------------------------------------

    def approval_is_minuted(self):
        return self._agreement(AgreementKind.APPROVAL, draft_number=self.progress.draft_number)

    def pack_is_complete(self):
        return self._files(REPORT)

    def quality_letter_is_content(self):
        return self._quality_letter([flow.QualityOutcome.CONTENT])

    def every_point_is_answered(self):
        points = flow.QualityPoint.objects.filter(case=self.case)
        still = points.filter(Q(answer=flow.PointAnswer.OPEN) | Q(response=""))
        return Q(Exists(points)) & ~Q(Exists(still))

    def no_resubmission_is_asked(self):
        return self._quality_letter([flow.QualityOutcome.CONTENT_AFTER_CHANGES])

    # --- Publication and the end --------------------------------------------------------------

    def publication_is_decided(self):
        forms = (flow.PublicationForm.NOT_PUBLISHED, flow.PublicationForm.DEFERRED)
        dated = self._newest_decision().filter(planned_on__isnull=False)
        return Exists(dated.exclude(form__in=forms))

    def home_office_agrees_to_less_than_full(self):
        less = self._newest_decision().filter(form__in=LESS_THAN_FULL)
        told = self._letter(Audience.HOME_OFFICE, Purpose.WITHHOLD)
        return ~Q(Exists(less)) | (Q(told) & Q(self._reply(ReplyKind.AGREES_TO_WITHHOLD)))

    def family_knows_the_date(self):
        return self._offer(OfferKind.PUBLICATION_NOTICE)

    def proceedings_allow_publication(self):
        live = Proceeding.objects.filter(
            Q(kind=ProceedingKind.CRIMINAL) | Q(effect=Effect.WAIT_TO_PUBLISH),
            case=self.case,
            state__in=[ProceedingState.EXPECTED, ProceedingState.UNDER_WAY],
        )
        return ~Exists(live.filter(advice=""))

    def nothing_holds_publication(self):
        return ~self._holds(flow.HoldScope.PUBLICATION)

    def home_office_letter_is_held(self):
        return self._files([DocumentKind.QUALITY_LETTER])

    def media_plan_is_ready(self):
        return Exists(flow.MediaPlan.objects.filter(case=self.case))

    def commissioner_has_the_report(self):
        sent = flow.CommissionerDispatch.objects.filter(case=self.case)
        return Exists(sent.filter(Q(sent_on__isnull=False) | ~Q(exception="")))

    def every_action_is_ended(self):
        accepted = Q(progress=ActionProgress.ACCEPTED, checked_by__isnull=False) & ~Q(evidence="")
        stopped = Q(progress__in=[ActionProgress.NOT_DONE, ActionProgress.SUPERSEDED])
        actions = Action.objects.filter(case=self.case)
        return ~Exists(actions.exclude(accepted | (stopped & ~Q(reason=""))))

    def national_recommendations_are_sent(self):
        national = Recommendation.objects.filter(case=self.case, level=Level.NATIONAL)
        nobody = Q(recipient__isnull=True, recipient_name="")
        return ~Exists(national.filter(Q(sent_on__isnull=True) | nobody))


def _all(parts: Iterable[Exists]) -> Q:
    whole = Q()
    for part in parts:
        whole &= Q(part)
    return whole


def known(guard: str) -> bool:
    """Whether the database can say if this guard is satisfied.

    The gate's two cannot be said in SQL: they hash the stored bytes, and compare what was known
    when each file was checked with what is known now.
    """
    return not guard.startswith("_") and hasattr(Facts, guard)


def facts_of(progress: Progress, guards: Iterable[str], *, on: date) -> dict[str, bool]:
    """Which of these guards are satisfied on a day. One query, however many guards."""
    facts = Facts(progress, on)
    told = {name: getattr(facts, name)() for name in guards if known(name)}
    plain = {name: value for name, value in told.items() if isinstance(value, bool)}
    asked = {
        f"fact_{name}": ExpressionWrapper(Q(value), output_field=BooleanField())
        for name, value in told.items()
        if name not in plain
    }
    if not asked:
        return plain
    row = Progress.objects.filter(pk=progress.pk).annotate(**asked).values(*asked).get()
    return plain | {name.removeprefix("fact_"): bool(value) for name, value in row.items()}
