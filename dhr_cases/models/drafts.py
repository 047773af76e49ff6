"""Words somebody has typed and not yet saved: theirs alone, and no part of the record."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from dhr_cases.models.case import Case

KEPT_FOR = datetime.timedelta(days=30)


class Draft(models.Model):
    """The unsaved text of one person on one page (S07).

    Without history: it is not yet part of the record, nobody else reads it, and it goes when the
    page is saved, after 30 days, or with its case.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="drafts")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="drafts")
    path = models.CharField(max_length=300)
    title = models.CharField(max_length=200)
    texts = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-saved_at",)
        constraints = (
            models.UniqueConstraint(fields=("user", "path"), name="one_draft_each_per_page"),
        )

    def __str__(self) -> str:
        return self.title
