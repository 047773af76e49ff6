"""What somebody answers about each agency and each person of a review (S61)."""

from django.db import models
from django.db.models import Q

from accounts.models import Organisation
from audit.recorded import AppendOnly
from dhr_cases.models import Case
from workflow.models.commissioning import Declaration


class Link(models.TextChoices):
    """The links that a declaration asks about (S61)."""

    WORKED = "worked", "Worked for it"
    CONTRACTED = "contracted", "Contracted to it"
    SUPPLIER = "supplier", "A supplier of it"
    MANAGED = "managed", "Managed its staff who were involved, or was managed by them"
    RELATED = "related", "Related to somebody there"
    FRIEND = "friend", "Friend of somebody there"
    EARLIER = "earlier", "Earlier review of it"
    PUBLIC = "public", "Said something about it in public"


PERSON_LINKS = {
    Link.RELATED: "Related to them",
    Link.FRIEND: "Friend of them or of their family",
    Link.WORKED: "Worked with them, or for them",
    Link.MANAGED: "Managed somebody who worked with them",
    Link.EARLIER: "Earlier review that they were part of",
    Link.PUBLIC: "Said something about them in public",
}
"""The same links, as they are asked about a person."""


class DeclarationAnswer(AppendOnly):
    """The links with one agency or one person: those named are a yes, every other a no.

    A person is held by their token and no key, since two entries for one person may be made one,
    and a row that is only ever added cannot follow.
    """

    disposable = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="declaration_answers")
    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="answers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    person_token = models.CharField(max_length=16, blank=True)
    links = models.JSONField(default=list)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=(Q(organisation__isnull=True) & ~Q(person_token=""))
                | Q(organisation__isnull=False, person_token=""),
                name="a_declaration_answers_about_one_thing",
            )
        ]

    def __str__(self) -> str:
        return "; ".join(self.links_in_words) or "No link"

    @property
    def links_in_words(self) -> list[str]:
        """The links declared, as they were asked."""
        asked = PERSON_LINKS if self.person_token else {link: link.label for link in Link}
        return [words for link, words in asked.items() if link in self.links]
