"""create_administrator: the first account, which looks after all others."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from accounts import people, standing
from accounts.models import User
from accounts.roles import Role
from audit.actors import job


class Command(BaseCommand):
    """Makes an administrator, who sees no review, and prints a link to choose a password."""

    help = "Make an administrator's account, and print a link to choose its password."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("email", help="the e-mail address to sign in with")
        parser.add_argument("name", help="the full name, in quotes")

    def handle(self, *args: Any, **options: Any) -> None:
        email, name = options["email"].strip().lower(), options["name"].strip()
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} is not an e-mail address.") from error
        if not name:
            raise CommandError("Give a full name.")
        try:
            with job("create_administrator"), transaction.atomic():
                user = User.objects.filter(email=email).first() or User.objects.create_user(
                    email, name
                )
                standing.give_by_command(
                    user=user,
                    role=Role.ADMINISTRATOR,
                    organisation=None,
                    on=timezone.localdate(),
                )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{user.name} is an administrator and sees no review.")
        if not user.has_usable_password():
            self.stdout.write("They choose a password here, once and within a day:")
            self.stdout.write(people.password_link(user))
