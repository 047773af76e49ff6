"""Contact with the person thought responsible and their family: a wall of its own (process.md 5.4).

Whoever has the family's part does not see this by it, and the reverse.
"""

from django.conf import settings
from django.db import models

from audit.recorded import Tokened
from dhr_cases.models.case import CaseRow


class SideKind(models.TextChoices):
    """What happened."""

    RISK = "risk", "Risk check"
    APPROACH = "approach", "Approach"
    REPLY = "reply", "Reply"
    INTERVIEW = "interview", "Interview"
    MATERIAL = "material", "Material they gave"


class SideWho(models.TextChoices):
    """Whom it concerns."""

    PERSON = "person", "The person thought responsible"
    FAMILY = "family", "Somebody of their family"


class ResponsibleContact(Tokened, CaseRow):
    """One thing that passed between the review and the other side."""

    kind = models.CharField("what was it", max_length=10, choices=SideKind)
    happened_on = models.DateField("date")
    who = models.CharField("with whom", max_length=10, choices=SideWho)
    through = models.CharField(
        "through whom", max_length=200, blank=True,
        help_text="For example the prison, probation or the hospital.",
    )  # fmt: skip
    words = models.TextField("what was said, found or given")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        ordering = ("-happened_on", "-pk")
        verbose_name = "contact with the person thought responsible"

    def __str__(self) -> str:
        return self.get_kind_display()
