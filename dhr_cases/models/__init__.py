"""What we know: cases, people, family, agencies, proceedings, learning and access."""

from dhr_cases.models.access import CaseAssignment, CaseBar, CasePermission
from dhr_cases.models.agencies import AgencyRequest, Outcome, RequestKind, ReturnForm, ScopingAnswer
from dhr_cases.models.case import Case, CaseRow, CaseSetting, RegimeDate
from dhr_cases.models.drafts import Draft
from dhr_cases.models.family import FamilyMember, Offer, OfferKind, Reply, Wish
from dhr_cases.models.learning import Action, ActionProgress, Level, Recommendation
from dhr_cases.models.notification import NoticePerson, Notification
from dhr_cases.models.people import Involvement, Person, Relationship
from dhr_cases.models.proceedings import Effect, Proceeding, ProceedingKind, ProceedingState

__all__ = [
    "Action",
    "ActionProgress",
    "AgencyRequest",
    "Case",
    "CaseAssignment",
    "CaseBar",
    "CasePermission",
    "CaseRow",
    "CaseSetting",
    "Draft",
    "Effect",
    "FamilyMember",
    "Involvement",
    "Level",
    "NoticePerson",
    "Notification",
    "Offer",
    "OfferKind",
    "Outcome",
    "Person",
    "Proceeding",
    "ProceedingKind",
    "ProceedingState",
    "Recommendation",
    "RegimeDate",
    "Relationship",
    "Reply",
    "RequestKind",
    "ReturnForm",
    "ScopingAnswer",
    "Wish",
]
