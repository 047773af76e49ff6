"""make_partnership_chair: the first chair of a partnership; later ones are confirmed by a chair."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts import standing
from accounts.models import Organisation, StandingRole, User
from accounts.roles import Role
from audit.actors import job


class Command(BaseCommand):
    """Makes somebody with an account the first chair of a partnership."""

    help = "Make somebody who has an account the first chair of a partnership."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("email", help="the e-mail address of an account")
        parser.add_argument("organisation", help="the partnership's permanent key")

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        user = User.objects.active().filter(email=options["email"].strip().lower()).first()
        if user is None:
            raise CommandError(f"Nobody with the address {options['email']} may sign in.")
        partnerships = Organisation.objects.partnerships()
        organisation = partnerships.filter(key=options["organisation"]).first()
        if organisation is None:
            raise CommandError(f"There is no partnership with the key {options['organisation']}.")
        chairs = StandingRole.objects.in_force(today).filter(
            organisation=organisation, role=Role.PARTNERSHIP_CHAIR
        )
        if chairs.exists():
            raise CommandError(
                f"{organisation} has a chair, who confirms the next one on the people pages."
            )
        try:
            with job("make_partnership_chair"), transaction.atomic():
                standing.give_by_command(
                    user=user, role=Role.PARTNERSHIP_CHAIR, organisation=organisation, on=today
                )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{user.name} chairs {organisation}.")
