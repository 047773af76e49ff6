"""What can happen, what somebody did, and its place in the chain."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from audit.querysets import InsertOnly


class Event(models.TextChoices):
    """Everything the trail can say. New members need no migration: the column has no choices."""

    SIGNED_IN = "signed_in", "Signed in"
    SIGN_IN_FAILED = "sign_in_failed", "Sign-in refused"
    SIGNED_OUT = "signed_out", "Signed out"
    PASSWORD_CHANGED = "password_changed", "Changed their password"
    SECOND_FACTOR_ADDED = "second_factor_added", "Added a second factor"
    SECOND_FACTOR_REMOVED = "second_factor_removed", "Removed a second factor"
    SECOND_FACTOR_RESET_ASKED = "second_factor_reset_asked", "Asked for a second-factor reset"
    SECOND_FACTOR_RESET = "second_factor_reset", "Reset a second factor"
    RECOVERY_CODES_MADE = "recovery_codes_made", "Made new recovery codes"
    ACCOUNT_INVITED = "account_invited", "Invited a person"
    ACCOUNT_ACCEPTED = "account_accepted", "Accepted an invitation"
    ACCOUNT_CHANGED = "account_changed", "Changed an account"
    ACCOUNT_DEACTIVATED = "account_deactivated", "Deactivated an account"
    ACCOUNT_REACTIVATED = "account_reactivated", "Reactivated an account"
    STANDING_GIVEN = "standing_given", "Proposed a standing role"
    STANDING_CONFIRMED = "standing_confirmed", "Confirmed a standing role"
    STANDING_ENDED = "standing_ended", "Ended a standing role"
    VIEWED = "viewed", "Looked at a page"
    VIEW_REFUSED = "view_refused", "Was refused a page"
    PAGE_NOT_FOUND = "page_not_found", "Asked for a page that is not theirs"
    DOWNLOADED = "downloaded", "Downloaded a file"
    DOWNLOAD_REFUSED = "download_refused", "Was refused a file"
    NAMES_SWITCHED = "names_switched", "Changed how names are shown to them"
    UPLOADED = "uploaded", "Added a file"
    SEARCHED = "searched", "Searched"
    EXPORTED = "exported", "Sent something out"
    EXPORT_REFUSED = "export_refused", "Was refused an export"
    CASE_OPENED = "case_opened", "Opened a review"
    CASE_HANDED_OVER = "case_handed_over", "Handed a review over"
    STEP_TAKEN = "step_taken", "Took a step"
    STEP_REFUSED = "step_refused", "Was refused a step"
    DEADLINE_EXTENDED = "deadline_extended", "Extended a deadline"
    HOLD_STARTED = "hold_started", "Started a hold"
    HOLD_ENDED = "hold_ended", "Ended a hold"
    ROLE_GIVEN = "role_given", "Gave a role"
    ROLE_EXTENDED = "role_extended", "Extended a role"
    ROLE_ENDED = "role_ended", "Ended a role"
    BARRED = "barred", "Barred a person"
    BAR_ENDED = "bar_ended", "Ended a bar"
    EMERGENCY_ACCESS_TAKEN = "emergency_access_taken", "Took emergency access"
    EMERGENCY_ACCESS_REFUSED = "emergency_access_refused", "Was refused emergency access"
    EMERGENCY_ACCESS_ENDED = "emergency_access_ended", "Ended emergency access"
    EMERGENCY_ACCESS_REVIEWED = "emergency_access_reviewed", "Reviewed emergency access"
    LETTER_SENT = "letter_sent", "Sent a letter"
    REMINDER_SENT = "reminder_sent", "Sent a reminder"
    NAME_REVEALED = "name_revealed", "Had a real name shown"
    DISPOSED = "disposed", "Disposed of personal data"
    ROW_CREATED = "row_created", "Created a record"
    ROW_CHANGED = "row_changed", "Changed a record"
    ROW_REMOVED = "row_removed", "Removed a record"
    ROW_ADDED = "row_added", "Added a permanent record"
    JOB_RUN = "job_run", "Ran a command"
    AUDIT_READ = "audit_read", "Read the audit trail"
    AUDIT_VERIFIED = "audit_verified", "Verified the audit trail"
    CHECKPOINT = "checkpoint", "Wrote a checkpoint"
    BACKED_UP = "backed_up", "Made a backup"
    RESTORED = "restored", "Restored a backup"


ROW_EVENTS = frozenset({Event.ROW_CREATED, Event.ROW_CHANGED, Event.ROW_REMOVED, Event.ROW_ADDED})


class AlreadyWritten(TypeError):
    """Somebody tried to change or remove what is written once."""


class WrittenOnce(models.Model):
    """A row that can be added and never altered; the triggers say the same to every program."""

    objects = InsertOnly.as_manager()

    class Meta:
        abstract = True

    def save(self, *, force_insert=False, force_update=False, using=None, update_fields=None):
        """Add the row; refuse to save it again."""
        if not self._state.adding or force_update or update_fields is not None:
            raise AlreadyWritten(f"A {self._meta.verbose_name} is written once.")
        super().save(force_insert=True, using=using)

    def delete(self, using=None, keep_parents=False):
        """Refused: what happened stays written."""
        raise AlreadyWritten(f"A {self._meta.verbose_name} is never removed.")


class AuditEvent(WrittenOnce):
    """One thing somebody did. Only `audit.log.record` adds one."""

    at = models.DateTimeField(default=timezone.now)
    event = models.CharField(max_length=60)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    actor_name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=("subject", "at")),
            models.Index(fields=("actor", "at")),
            models.Index(fields=("event", "at")),
        )

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name or 'nobody signed in'}: {self.label}"

    @property
    def label(self) -> str:
        """What happened, in words."""
        try:
            return Event(self.event).label
        except ValueError:
            return self.event


class Seal(WrittenOnce):
    """An event's place in the chain: gap-free, each seal over the one before it."""

    seq = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(AuditEvent, models.PROTECT, related_name="seal")
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("seq",)

    def __str__(self):
        return f"Seal {self.seq}"
