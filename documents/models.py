"""Files of a case: what they are, and every version of each."""

from django.conf import settings
from django.db import models

from accounts.roles import Permission
from audit.recorded import AppendOnly, NoBulkWrites, Recorded, Tokened
from dhr_cases.models import AgencyRequest, Case, CaseRow, Notification
from documents.reading.limits import Remark


class DocumentKind(models.TextChoices):
    """What a file is. Folders are replaced by kinds."""

    NOTICE = "notice", "Notice of the death"
    HO_REPLY = "ho_reply", "Home Office reply"
    DIRECTION = "direction", "Direction by the Secretary of State"
    DECISION = "decision", "Signed paper of a decision"
    TERMS = "terms", "Terms of reference"
    MINUTES = "minutes", "Minutes"
    OVERVIEW_REPORT = "overview_report", "Overview report"
    EXECUTIVE_SUMMARY = "executive_summary", "Executive summary"
    ACTION_PLAN = "action_plan", "Action plan"
    LEARNING_SUMMARY = "learning_summary", "Learning summary"
    QUALITY_LETTER = "quality_letter", "Home Office quality-assurance letter"
    LETTER = "letter", "Letter sent or received"
    LEGAL_ADVICE = "legal_advice", "Legal advice"
    FAMILY = "family", "Family material"
    EVIDENCE = "evidence", "Evidence that an action is done"
    CHRONOLOGY = "chronology", "Agency's chronology"
    AGENCY_RETURN = "agency_return", "An agency's management review or report"
    OTHER = "other", "Other"


class Zone(models.TextChoices):
    """Who may see a file (screens.md 5.5)."""

    WORKING = "working", "Working papers"
    BUNDLE = "bundle", "Shared with the panel"
    DRAFT = "draft", "Report drafts"
    IDENTITY = "identity", "Identity"
    FAMILY = "family", "Family"
    PROCEEDINGS = "proceedings", "Proceedings"
    RELEASE = "release", "Approved for release"


PERMISSION_FOR = {
    Zone.WORKING: Permission.VIEW_WORKING,
    Zone.BUNDLE: Permission.VIEW_BUNDLE,
    Zone.DRAFT: Permission.VIEW_DRAFT,
    Zone.IDENTITY: Permission.VIEW_IDENTITY,
    Zone.FAMILY: Permission.VIEW_FAMILY,
    Zone.PROCEEDINGS: Permission.VIEW_PROCEEDINGS,
    Zone.RELEASE: Permission.VIEW_RELEASE,
}


class DocumentQuerySet(NoBulkWrites):
    """Documents, asked for in words."""

    def readable_with(self, may: frozenset[str]) -> "DocumentQuerySet":
        """Documents in the zones that these permissions open; the rest does not exist."""
        zones = {zone for zone, permission in PERMISSION_FOR.items() if permission in may}
        if Permission.RUN_CASE in may:
            zones.add(Zone.BUNDLE)
        return self.filter(zone__in=zones, is_held_back=False)


class Document(Tokened, CaseRow):
    """One document of a case, through all its versions."""

    kind = models.CharField(max_length=30, choices=DocumentKind)
    zone = models.CharField("who may see it", max_length=20, choices=Zone)
    title = models.CharField(
        max_length=120, blank=True, help_text="Without names. Left empty, the kind is shown."
    )
    source = models.CharField("where it came from", max_length=120, blank=True)
    is_distressing = models.BooleanField("describes how the person died", default=False)
    withdrawn_on = models.DateField(null=True, blank=True, editable=False)
    is_held_back = models.BooleanField(
        "not handed in yet",
        default=False,
        editable=False,
        help_text="An agency has put it here to work on; the review does not have it yet.",
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ("kind", "pk")

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

    @property
    def current(self) -> "Version | None":
        """The newest version; costs a query."""
        return self.versions.order_by("-number").first()


class ScanState(models.TextChoices):
    """What the malware scanner said. Unknown is never clean."""

    CHECKING = "checking", "Being checked"
    CLEAN = "clean", "Ready"
    BLOCKED = "blocked", "Blocked by scan"
    NOT_SCANNED = "not_scanned", "Not scanned"


class Version(Tokened, CaseRow):
    """One file as it was handed in: its bytes never change, its hash says so."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions", editable=False)
    number = models.PositiveIntegerField(editable=False)
    storage_name = models.CharField(max_length=200, unique=True, editable=False)
    original_name = models.CharField(max_length=255, editable=False)
    content_type = models.CharField(max_length=100, editable=False)
    extension = models.CharField(max_length=10, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    size = models.PositiveBigIntegerField("size in bytes", editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    uploaded_at = models.DateTimeField(editable=False)
    scan_state = models.CharField(
        max_length=20, choices=ScanState, default=ScanState.CHECKING, editable=False
    )
    remarks = models.JSONField("what it can do", default=list, blank=True, editable=False)
    sender_told_at = models.DateTimeField(
        "its sender was told that it is blocked", null=True, blank=True, editable=False
    )

    class Meta:
        ordering = ("document", "-number")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"], name="versions_are_numbered_once"
            )
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"

    @property
    def download_name(self) -> str:
        """A neutral file name: reference, kind and version, never what the uploader called it."""
        kind = self.document.kind.replace("_", "-")
        return f"{self.case.reference}-{kind}-v{self.number}{self.extension}"

    @property
    def is_marked(self) -> bool:
        """Whether a copy carries its reader's name: every PDF that is not cleared for release.

        What is approved for release was cleared byte for byte, and leaves us as it is.
        """
        return self.extension == ".pdf" and self.document.zone != Zone.RELEASE

    @property
    def warnings(self) -> list[str]:
        """What a reader should know before opening the original, in sentences."""
        return [Remark(remark).label for remark in self.remarks]


class ZoneChange(AppendOnly):
    """That somebody moved a file to another zone, from which to which, and why (S123)."""

    disposable = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="zonechanges")
    document = models.ForeignKey(Document, models.PROTECT, related_name="zone_changes")
    was = models.CharField(max_length=20, choices=Zone)
    became = models.CharField(max_length=20, choices=Zone)
    reason = models.TextField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_on = models.DateField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return "Change of who may see a file"


class OriginalGiven(AppendOnly):
    """That somebody took the original of a PDF, with nobody's name on its pages, and why."""

    disposable = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="originals_given")
    version_taken = models.ForeignKey(Version, models.PROTECT, related_name="originals_given")
    reason = models.TextField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return "Original taken"


class FileCheck(AppendOnly):
    """Somebody's word on one exact file from before there was a gate (0.1.0): it clears nothing.

    Kept because the audit trail vouches for each, and shown as what was said then. Since then
    `disclosure.Clearance` takes its place.
    """

    disposable = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="filechecks")
    version_checked = models.ForeignKey(Version, models.PROTECT, related_name="checks")
    sha256 = models.CharField(max_length=64)
    passed = models.BooleanField("nobody can be identified from this file")
    note = models.TextField("what was looked at, and what was found", blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    checked_on = models.DateField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return "Check of a file"


class NoticeFile(Recorded):
    """A file that came with a notice, held until the notice opens or joins a review (S32).

    Then it becomes a document of the review in zone identity. Its text is never read by the
    program: people copy the answers.
    """

    case = models.ForeignKey(
        Case, models.PROTECT, null=True, related_name="noticefiles", editable=False
    )
    notification = models.ForeignKey(
        Notification, models.PROTECT, related_name="files", editable=False
    )
    number = models.PositiveIntegerField(editable=False)
    storage_name = models.CharField(max_length=200, unique=True, editable=False)
    original_name = models.CharField(max_length=255, editable=False)
    content_type = models.CharField(max_length=100, editable=False)
    extension = models.CharField(max_length=10, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    size = models.PositiveBigIntegerField("size in bytes", editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    uploaded_at = models.DateTimeField(editable=False)
    scan_state = models.CharField(
        max_length=20, choices=ScanState, default=ScanState.CHECKING, editable=False
    )
    remarks = models.JSONField("what it can do", default=list, blank=True, editable=False)
    sender_told_at = models.DateTimeField(
        "its sender was told that it is blocked", null=True, blank=True, editable=False
    )
    left_out = models.BooleanField("taken off the notice", default=False, editable=False)

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(
                fields=["notification", "number"], name="files_of_a_notice_are_numbered_once"
            )
        ]

    def __str__(self) -> str:
        return f"File {self.number}"

    @property
    def download_name(self) -> str:
        """A neutral file name, never what the sender called it."""
        return f"notice-file-{self.number}{self.extension}"


class ReturnFile(CaseRow):
    """That a document is an agency's return: its own people may read and replace it (S76)."""

    request = models.ForeignKey(
        AgencyRequest, models.PROTECT, related_name="returnfiles", editable=False
    )
    document = models.OneToOneField(
        Document, models.PROTECT, related_name="return_file", editable=False
    )

    def __str__(self) -> str:
        return "File of a return"
