"""The pages that are measured, each asked for as a person's browser would."""

from __future__ import annotations

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.actors import acting
from dhr_cases.codes import Part
from dhr_cases.models import Case, Involvement, Notification, Person
from workflow.models import StepTaken
from workflow.services import open_case

STEP = "accept"
HOUSEKEEPING = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
SEALING = ("audit_seal", "pg_advisory_xact_lock")


class Visitor:
    """One person signed in, and the addresses of the pages measured."""

    def __init__(self, user: User):
        self.user = user
        self.client = Client(headers={"host": "127.0.0.1"})
        self.client.force_login(user)
        case = Case.objects.visible_to(user).exclude(progress__status="closed").latest("pk")
        self.addresses = {
            "review list": reverse("workflow:cases"),
            "work page": reverse("workflow:work"),
            "case page": reverse("dhr_cases:overview", args=[case.reference]),
        }

    def get(self, address: str) -> None:
        """Open a page, which must be there."""
        answer = self.client.get(address)
        assert answer.status_code == 200, f"{address} answered {answer.status_code}"

    def statements(self, address: str) -> tuple[list[str], int]:
        """The page's SQL, and how many statements sealing took apart from it."""
        with CaptureQueriesContext(connection) as captured:
            self.get(address)
        return split([query["sql"] for query in captured.captured_queries])

    def new_reviews(self, number: int) -> list[str]:
        """Open reviews of this person's partnership that stand ready for their first step."""
        role = self.user.standing_roles.select_related("organisation").get()
        today, references = timezone.localdate(), []
        for _ in range(number):
            with transaction.atomic(), acting(self.user):
                case = open_case(
                    role.organisation,
                    county=None,
                    received_on=today,
                    by=self.user,
                    on=today,
                    known_as="Ama",
                    died_on=f"{today:%Y-%m}",
                )
                person = Person(case=case, name="Ama Arden", pseudonym="Ama")
                person.save()
                Involvement(case=case, person=person, part=Part.DIED).save()
                Notification(
                    case=case,
                    area=role.organisation,
                    sender_name="A caller",
                    sender_organisation="An agency",
                    received_at=timezone.now(),
                    sent_at=timezone.now(),
                    how_received="letter",
                    started_by=self.user,
                ).save()
            references.append(case.reference)
        return references

    def take(self, reference: str) -> None:
        """Take the first step on a review, as the button of its check page does."""
        today = timezone.localdate()
        typed = {"on_day": today.day, "on_month": today.month, "on_year": today.year}
        address = reverse("workflow:step", args=[reference, STEP])
        answer = self.client.post(address, {"do": "take", **typed})
        assert answer.status_code == 302, f"{address} answered {answer.status_code}"
        assert StepTaken.objects.filter(case__reference=reference, name=STEP).exists()


def split(statements: list[str]) -> tuple[list[str], int]:
    """The statements of a page itself, and how many belonged to sealing."""
    asked = [sql for sql in statements if not sql.lstrip().upper().startswith(HOUSEKEEPING)]
    own = [sql for sql in asked if not any(word in sql for word in SEALING)]
    return own, len(asked) - len(own)
