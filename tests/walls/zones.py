"""In which part of a review each text of it lies, and who may therefore read it."""

from django.apps import apps
from django.db import models

from accounts.roles import Permission as P
from dhr_cases.models import Case
from documents.models import PERMISSION_FOR, Zone
from workflow.letters import WALLED
from workflow.models.meetings import (
    BOARD_READERS,
    ITEM_PERMISSION,
    PANEL_KINDS,
    PANEL_READERS,
)

CASE_READERS = frozenset({P.VIEW_CASE})
WORKING = frozenset({P.VIEW_WORKING})
DECIDING = frozenset({P.VIEW_WORKING, P.DECIDE, P.GIVE_COUNTY_VIEW})
DRAFT = frozenset({P.VIEW_DRAFT})
RELEASE = frozenset({P.VIEW_RELEASE})
CLEARING = frozenset({P.CLEAR_RELEASE})
ROUND = frozenset({P.RUN_CASE, P.LEAD_REVIEW, P.COMMENT_DRAFT})
FAMILY = frozenset({P.VIEW_FAMILY})
IDENTITY = frozenset({P.VIEW_IDENTITY})
NOTICE = IDENTITY | {P.GIVE_COUNTY_VIEW}  # a notice is sent to both partnerships
PERPETRATOR = frozenset({P.VIEW_PERPETRATOR})
PROCEEDINGS = frozenset({P.VIEW_PROCEEDINGS})
COSTS = frozenset({P.VIEW_COSTS})
KEEPERS = frozenset({P.MANAGE_ACCESS, P.DECIDE, P.VIEW_AUDIT})
SETTING_UP = frozenset({P.VIEW_WORKING, P.VIEW_BUNDLE, P.DECIDE, P.GIVE_COUNTY_VIEW})
CHRONOLOGY = WORKING | {P.VIEW_BUNDLE}  # the panel's once it has been shared with it
OPEN = CASE_READERS | RELEASE
MEETINGS = frozenset({P.VIEW_WORKING, P.VIEW_BUNDLE, P.DECIDE, P.GIVE_COUNTY_VIEW})
EVIDENCE = DRAFT | {P.CHECK_EVIDENCE, P.UPDATE_OWN_ACTION}

ZONES = {
    "Case": OPEN,
    "CaseAssignment": KEEPERS,
    "CaseBar": KEEPERS,
    "Person": IDENTITY,
    "Involvement": CASE_READERS,
    "FamilyMember": FAMILY,
    "Offer": FAMILY,
    "FamilyContact": FAMILY,
    "FamilyPromise": FAMILY,
    "FamilyWish": FAMILY,
    "DateToAvoid": FAMILY,
    "DraftReading": FAMILY,
    "ReadingComment": FAMILY,
    "AgreedSentence": FAMILY,
    "Tribute": FAMILY,
    "FamilyHandover": FAMILY,
    "ResponsibleContact": PERPETRATOR,
    "PseudonymEntry": IDENTITY,
    "NamingPolicy": IDENTITY,
    "ProtectedTerm": IDENTITY,
    "NameReveal": IDENTITY,
    "AgencyRequest": frozenset({P.VIEW_RETURNS, P.OWN_RETURN}),
    "ScopingAnswer": frozenset({P.VIEW_RETURNS, P.OWN_RETURN}),
    "PanelNote": frozenset({P.VIEW_BUNDLE}),
    "TermsLink": CHRONOLOGY,
    "Challenge": frozenset({P.RUN_CASE, P.LEAD_REVIEW}),
    "ChronologyFile": frozenset({P.VIEW_RETURNS, P.OWN_RETURN}),
    "Entry": CHRONOLOGY | {P.VIEW_RETURNS, P.OWN_RETURN},
    "PersonLabel": frozenset({P.VIEW_RETURNS, P.OWN_RETURN}),
    "Escalation": frozenset({P.VIEW_RETURNS}),
    "Receipt": frozenset({P.VIEW_RETURNS, P.OWN_RETURN}),
    "HandOver": frozenset({P.RUN_CASE, P.OWN_RETURN}),
    "AgencyQuery": frozenset({P.VIEW_RETURNS, P.OWN_RETURN}),
    "AgencyReturn": frozenset({P.VIEW_RETURNS, P.OWN_RETURN}),
    "TermAnswer": frozenset({P.VIEW_RETURNS, P.OWN_RETURN}),
    "DraftRecommendation": frozenset({P.VIEW_RETURNS, P.OWN_RETURN}),
    "Recommendation": EVIDENCE,
    "Action": EVIDENCE,
    "Proceeding": PROCEEDINGS,
    "OtherReview": PROCEEDINGS,
    "AgreedFact": PROCEEDINGS,
    "DisclosureRequest": PROCEEDINGS,
    "Notification": NOTICE,
    "NoticePerson": NOTICE,
    "NoticeFile": NOTICE,
    "ReportVersion": DRAFT,
    "CommentRound": ROUND,
    "DraftComment": ROUND,
    "AccuracyCopy": frozenset({P.VIEW_RETURNS, P.OWN_RETURN}),
    "Correction": frozenset({P.VIEW_RETURNS, P.OWN_RETURN}),
    "ChecklistAnswer": frozenset({P.RUN_CASE, P.LEAD_REVIEW}),
    "Submission": DRAFT,
    "QualityPoint": DRAFT,
    "PublicationDecision": RELEASE,
    "MediaPlan": RELEASE,
    "DayLine": RELEASE,
    "Publication": RELEASE,
    "Takedown": RELEASE,
    "Coverage": RELEASE,
    "CommissionerDispatch": RELEASE,
    "Meeting": MEETINGS,
    "AgendaItem": MEETINGS,
    "ItemPaper": MEETINGS,
    "MeetingAction": MEETINGS,
    "Disposal": frozenset({P.DISPOSE}),
    "StepReason": DECIDING | DRAFT,
    "Note": WORKING,
    "Letter": WORKING,
    "ChairAppointment": SETTING_UP,
    "PanelMember": SETTING_UP,
    "SpecialistReason": SETTING_UP,
    "BodyConsidered": SETTING_UP,
    "TermsOfReference": SETTING_UP,
    "TermsEquality": SETTING_UP,
    "TermsComment": PANEL_READERS,
    "TermsAgreement": PANEL_READERS,
    "Agreement": SETTING_UP | DRAFT,
    "Declaration": DECIDING,
    "DeclarationOutcome": DECIDING,
    "DeclarationAnswer": DECIDING,
    "Finding": DECIDING,
    "CriteriaCheck": DECIDING,
    "Consultee": DECIDING,
    "JointView": DECIDING,
    "Decision": DECIDING | DRAFT,
    "Query": DECIDING,
    "Direction": DECIDING,
    "TransferOffer": DECIDING,
    "Deadline": CASE_READERS,
    "TimetableLine": CASE_READERS,
    "TimetableMove": CASE_READERS,
    "Extension": CASE_READERS,
    "Hold": CASE_READERS,
    "Cost": COSTS,
    "Invoice": COSTS,
    "ChairQuote": COSTS,
    "ContractMilestone": COSTS,
    "LegalHold": frozenset({P.DISPOSE}),
    "Document": None,
    "Version": None,
    "FileCheck": None,
    "CheckRun": CLEARING,
    "CheckFinding": CLEARING,
    "FindingAnswer": CLEARING,
    "TogetherAnswer": CLEARING,
    "Clearance": CLEARING,
    "ZoneChange": frozenset({P.RUN_CASE}),
    "OriginalGiven": frozenset({P.RUN_CASE, P.VIEW_AUDIT}),
    "LearningSummary": DRAFT | RELEASE,
    "Export": frozenset({P.RUN_CASE, P.LEAD_REVIEW, P.DECIDE, P.GIVE_COUNTY_VIEW, P.EXPORT_CASE}),
}
"""Any one of these permissions opens the texts of a model; None: it depends on the file's zone."""

ZONES_OF_FIELDS = {
    ("Person", "pseudonym"): CASE_READERS,
    ("AgreedSentence", "words"): FAMILY | {P.VIEW_BUNDLE},  # approved, and not taken back
    ("Tribute", "words"): FAMILY | DRAFT | RELEASE,  # printed with its giver's consent
    ("Tribute", "signed_as"): FAMILY | DRAFT | RELEASE,
    ("Case", "residence_reason"): CASE_READERS,
    ("ChairAppointment", "name"): CASE_READERS,
    ("Agreement", "meeting"): CASE_READERS,
}
"""Fields that lie elsewhere than the rest of their model."""


def zone_of(row, field) -> frozenset:
    """The permissions of which any one opens this text of this row."""
    name = type(row).__name__
    if (name, field.name) in ZONES_OF_FIELDS:
        return ZONES_OF_FIELDS[name, field.name]
    if name == "Letter" and row.audience in WALLED:
        return frozenset({WALLED[row.audience]})
    if name in ("Meeting", "AgendaItem", "ItemPaper", "MeetingAction"):
        return _of_a_meeting(row, field)
    if ZONES[name] is None:
        document = getattr(row, "document", row)
        document = getattr(getattr(row, "version_checked", None), "document", document)
        to_share = {P.RUN_CASE} if document.zone == Zone.BUNDLE else set()
        return frozenset({PERMISSION_FOR[document.zone]} | to_share)
    return ZONES[name]


def _of_a_meeting(row, field) -> frozenset:
    """A meeting's kind, an item's zone, and a part kept for the coordinator and the chair."""
    item = getattr(row, "item", row)
    meeting = getattr(item, "meeting", item)
    if getattr(item, "zone", ""):
        return frozenset({ITEM_PERMISSION[item.zone]})
    if field.name == "restricted_part":
        return WORKING
    return PANEL_READERS if meeting.kind in PANEL_KINDS else BOARD_READERS


def models_of_a_case():
    """Every model that belongs to a case, and the case itself."""
    for model in apps.get_models():
        keys = [field.related_model for field in model._meta.fields if field.name == "case"]
        if (model is Case or Case in keys) and not model.__name__.startswith("Historical"):
            yield model


def texts_of(model):
    """The fields of a model in which somebody writes words of their own."""
    return [
        field
        for field in model._meta.fields
        if type(field) in (models.CharField, models.TextField)
        and not field.choices
        and field.name not in CODES
        and (model.__name__, field.name) not in NOT_WORDS
    ]


CODES = {
    "salt", "storage_name", "content_type",
    "reference", "token", "code", "number", "sha256", "element", "body", "part",
    "lineage", "one", "other", "seen", "identities",
}  # fmt: skip
"""Fields that hold codes, not words."""

NOT_WORDS = {
    ("DeclarationAnswer", "person_token"),
    ("StepTaken", "name"),
    ("StepTaken", "source"),
    ("StepTaken", "target"),
    ("StepReason", "name"),
    ("Document", "kind"),
    ("Draft", "path"),
    ("Draft", "title"),
}
"""The same, where the name means words elsewhere."""
