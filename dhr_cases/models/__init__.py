"""What we know: cases, people, family, agencies, proceedings, learning and access."""

from dhr_cases.models.access import CaseAssignment, CaseBar, CasePermission
from dhr_cases.models.agencies import (
    AgencyRequest,
    NamedPerson,
    Outcome,
    RequestKind,
    ReturnForm,
    ScopingAnswer,
)
from dhr_cases.models.agency_contacts import AgencyArea, AgencyContact, ContactPart, SecureRoute
from dhr_cases.models.case import Case, CaseRow, CaseSetting, RegimeDate
from dhr_cases.models.chasing import Delivery, Escalation, Reminder, ReminderRule, Rung
from dhr_cases.models.drafts import Draft
from dhr_cases.models.exchange import AgencyQuery, HandOver, Receipt, Settlement, Side
from dhr_cases.models.family import FamilyMember, Offer, OfferKind, Reply, Wish
from dhr_cases.models.learning import Action, ActionProgress, Level, Recommendation
from dhr_cases.models.notification import NoticePerson, Notification
from dhr_cases.models.people import Involvement, Person, Relationship
from dhr_cases.models.proceedings import (
    AgreedFact,
    DisclosureAnswer,
    DisclosureRequest,
    Effect,
    FactAgreement,
    OtherReview,
    Proceeding,
    ProceedingKind,
    ProceedingState,
    Together,
)
from dhr_cases.models.returns import AgencyReturn, DraftRecommendation, TermAnswer

__all__ = [
    "Action",
    "ActionProgress",
    "AgencyArea",
    "AgencyContact",
    "AgencyQuery",
    "AgencyRequest",
    "AgencyReturn",
    "AgreedFact",
    "Case",
    "CaseAssignment",
    "CaseBar",
    "CasePermission",
    "CaseRow",
    "CaseSetting",
    "ContactPart",
    "Delivery",
    "DisclosureAnswer",
    "DisclosureRequest",
    "Draft",
    "DraftRecommendation",
    "Effect",
    "Escalation",
    "FactAgreement",
    "FamilyMember",
    "HandOver",
    "Involvement",
    "Level",
    "NamedPerson",
    "NoticePerson",
    "Notification",
    "Offer",
    "OfferKind",
    "OtherReview",
    "Outcome",
    "Person",
    "Proceeding",
    "ProceedingKind",
    "ProceedingState",
    "Receipt",
    "Recommendation",
    "RegimeDate",
    "Relationship",
    "Reminder",
    "ReminderRule",
    "Reply",
    "RequestKind",
    "ReturnForm",
    "Rung",
    "ScopingAnswer",
    "SecureRoute",
    "Settlement",
    "Side",
    "TermAnswer",
    "Together",
    "Wish",
]
