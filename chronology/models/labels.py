"""Who an agency's labels for people stand for: said once, and true for all its rows."""

from django.db import models

from accounts.models import Organisation
from dhr_cases.models import CaseRow, Person


class WhoItIs(models.TextChoices):
    """What an agency says of a label, in words that need no list of the people in the review."""

    DIED = "died", "The person who died"
    RESPONSIBLE = "responsible", "The person thought responsible"
    CHILD = "child", "A child"
    FAMILY = "family", "Another relative, partner or friend"
    STAFF = "staff", "Somebody who worked on this, by the post they held"
    OTHER = "other", "Somebody else"


class PersonLabel(CaseRow):
    """One label, as one agency writes it, and whom it means on this review.

    The agency says what kind of person it is; who of the people in the review it is, is said by
    those who may see them. Rows hold the label alone (`Entry.labels`), so that mapping it once
    is enough and nothing that came is changed. `person` is linked on the page of labels.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="person_labels", editable=False
    )
    label = models.CharField(max_length=120, editable=False)
    who = models.CharField("who it is", max_length=20, choices=WhoItIs)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="chronology_labels"
    )

    class Meta:
        ordering = ("label",)
        constraints = [
            models.UniqueConstraint(
                fields=["case", "organisation", "label"], name="an_agency_maps_a_label_once"
            )
        ]

    def __str__(self) -> str:
        return "Label for a person"
