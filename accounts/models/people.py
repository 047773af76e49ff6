"""The people who sign in."""

from __future__ import annotations

from typing import Any

from django.contrib import auth
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.models.organisations import Organisation
from accounts.roles import Role
from audit.recorded import NoBulkWrites, Recorded


class UserQuerySet(NoBulkWrites):
    """People."""

    def active(self) -> UserQuerySet:
        """People who may sign in."""
        return self.filter(is_active=True)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Makes people; there is no way to make a superuser."""

    def create_user(
        self, email: str, name: str, password: str | None = None, **fields: Any
    ) -> User:
        """Make an account. Without a password nobody can sign in to it."""
        user = self.model(email=email.strip().lower(), name=name, **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """The person with this e-mail address, however it is typed."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, Recorded):
    """A person with an account. The e-mail address is the name they sign in with."""

    # The hash would live on in history, and signing in writes both before anybody is signed in.
    left_out_of_history = ("password", "last_login")

    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField("full name", max_length=200)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="people"
    )
    job_title = models.CharField("job title", max_length=200, blank=True)
    is_active = models.BooleanField("may sign in", default=True)
    is_superuser = models.BooleanField(default=False, editable=False)
    is_demo = models.BooleanField(
        "invented person", default=False, help_text="Listed on the sign-in page of a demonstration."
    )
    joined_on = models.DateField(default=timezone.localdate)
    deactivated_on = models.DateField(null=True, blank=True)
    deactivated_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="people_deactivated"
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ("name",)

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(is_superuser=False),
                name="there_are_no_superusers",
                violation_error_message="Nobody may do everything.",
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="emails_are_kept_in_small_letters"
            ),
            models.CheckConstraint(
                condition=Q(deactivated_on=None, deactivated_by=None)
                | Q(deactivated_on__isnull=False, deactivated_by__isnull=False, is_active=False),
                name="deactivated_on_and_by_go_together",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def audit_subject(self) -> str:
        """What the trail calls this account: a number, never an address."""
        return f"account:{self.pk}"

    def get_short_name(self) -> str:
        """The name to greet them by."""
        return self.name

    @property
    def is_administrator(self) -> bool:
        """Whether they look after accounts now. Costs one query."""
        roles = self.standing_roles.in_force(timezone.localdate())
        return self.is_active and roles.filter(role=Role.ADMINISTRATOR).exists()

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Whether they may do this to that one thing; nobody may do anything to everything."""
        if obj is None or not self.is_active:
            return False
        return any(
            backend.has_perm(self, perm, obj)
            for backend in auth.get_backends()
            if hasattr(backend, "has_perm")
        )

    def has_module_perms(self, app_label: str) -> bool:
        """Never: permissions belong to single cases."""
        return False
