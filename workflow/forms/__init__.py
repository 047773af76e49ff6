"""Every form of this app; `form=` of a declared step names one of these."""

from workflow.forms.steps import (
    DuplicateForm,
    HoldReviewForm,
    NoReviewForm,
    PublishForm,
    QueryForm,
    ReasonForm,
    StepForm,
    SubmissionForm,
)

__all__ = [
    "DuplicateForm",
    "HoldReviewForm",
    "NoReviewForm",
    "PublishForm",
    "QueryForm",
    "ReasonForm",
    "StepForm",
    "SubmissionForm",
]
