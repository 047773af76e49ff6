"""Questions about files."""

from dataclasses import dataclass

from django import forms

from accounts.roles import Permission
from documents.intake import read_upload
from documents.kinds import ALLOWED, Examined, FileRefused, examine
from documents.models import PERMISSION_FOR, Document, DocumentKind, Zone
from documents.zones import why_not
from govuk.forms import GovukForm

MOST_AT_ONCE = 10
LARGEST_AT_ONCE = 100 * 1024 * 1024
WRITERS = {
    Zone.FAMILY: Permission.CHANGE_FAMILY,
    Zone.DRAFT: Permission.VIEW_DRAFT,
}


def zones_to_write(may: frozenset[str]) -> list[tuple[str, str]]:
    """The zones where somebody with these permissions may put a file: where they may read it."""
    return [
        (zone.value, zone.label)
        for zone in Zone
        if WRITERS.get(zone, PERMISSION_FOR[zone]) in may
        or (zone == Zone.BUNDLE and Permission.RUN_CASE in may)
    ]


class VersionForm(GovukForm):
    """The next version of a document; `cleaned_data` has its `content` and what it `is`."""

    file = forms.FileField(label="Choose a file", help_text=f"{ALLOWED}, up to 50MB.")

    def clean_file(self):
        """Read the file and find out what it is; refuse it in words when it is not wanted."""
        upload = self.cleaned_data["file"]
        try:
            content = read_upload(upload)
            found = examine(upload.name, content)
        except FileRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        self.cleaned_data |= {"content": content, "is": found}
        return upload


@dataclass(frozen=True)
class Taken:
    """One file that was looked through and may be kept."""

    name: str
    content: bytes
    examined: Examined


class FilesInput(forms.FileInput):
    """A box that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files: ten at most, and no more than 100 MB together."""

    widget = FilesInput

    def clean(self, data, initial=None):
        """Every file by itself; too many, or too much, is refused before anything is read."""
        uploads = list(data) if isinstance(data, list | tuple) else [data]
        if len(uploads) > MOST_AT_ONCE:
            raise forms.ValidationError(
                f"Choose {MOST_AT_ONCE} files at most. You chose {len(uploads)}."
            )
        if sum(upload.size for upload in uploads if upload) > LARGEST_AT_ONCE:
            raise forms.ValidationError(
                "The selected files must be smaller than 100MB together. Add them in two parts."
            )
        if len(uploads) < 2:
            return [super().clean(*uploads, initial)] if uploads else super().clean(None, initial)
        return uploads


class DocumentForm(VersionForm):
    """New documents: their files, what they are and who may see them.

    Each file has a verdict of its own: `cleaned_data["file"]` are those that may be kept, and
    `refused` tells of the others, by the name they came under and why.
    """

    file = FilesField(
        label="Choose the files",
        error_messages={"required": "Select the files"},
        help_text=f"{ALLOWED}. Up to {MOST_AT_ONCE} files of one kind, 50MB each and 100MB "
        "together. Each becomes a document of its own.",
    )
    kind = forms.ChoiceField(label="What is it?", choices=DocumentKind.choices)
    zone = forms.ChoiceField(
        label="Who may see it?",
        widget=forms.RadioSelect,
        help_text="Only people whose role opens this part of the review will know it exists.",
    )
    title = forms.CharField(
        label="Title",
        max_length=120,
        required=False,
        help_text="Without names. Leave it empty to use what it is. Several files are numbered.",
    )
    source = forms.CharField(
        label="Where did it come from?",
        max_length=120,
        required=False,
        help_text="The agency or office, for example the Home Office. Without names.",
    )
    is_distressing = forms.BooleanField(
        label="It describes how the person died",
        required=False,
        help_text="Readers are told before they open it.",
    )

    def __init__(self, *args, may: frozenset[str], **kwargs):
        super().__init__(*args, **kwargs)
        # What is approved for release was cleared first: it is moved there, never put there.
        self.fields["zone"].choices = [
            choice for choice in zones_to_write(may) if choice[0] != Zone.RELEASE
        ]
        self.refused: list[tuple[str, str]] = []

    def clean_file(self):
        """Look through each file; the answer is wrong only when none may be kept."""
        uploads, taken = self.cleaned_data["file"], []
        for upload in uploads:
            try:
                content = read_upload(upload)
                taken.append(Taken(upload.name, content, examine(upload.name, content)))
            except FileRefused as refused:
                self.refused.append((upload.name, str(refused)))
        if not taken:
            alone = len(uploads) == 1
            raise forms.ValidationError(
                [why if alone else f"“{name}”: {why}" for name, why in self.refused]
            )
        return taken


class ZoneForm(GovukForm):
    """Where a file goes, and why."""

    zone = forms.ChoiceField(label="Who is to see it?", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why?", widget=forms.Textarea, max_length=2000, help_text="Do not name anybody."
    )

    def __init__(self, *args, document: Document, may: frozenset[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.document = document
        self.fields["zone"].choices = [
            choice for choice in zones_to_write(may) if choice[0] != document.zone
        ]

    def clean_zone(self):
        """Refuse what may not go there, such as an unchecked file to what is approved."""
        zone = self.cleaned_data["zone"]
        refused = why_not(self.document, zone)
        if refused:
            raise forms.ValidationError(refused)
        return zone


class OriginalForm(GovukForm):
    """Why somebody needs a file without their name on it."""

    reason = forms.CharField(
        label="Why do you need the original?",
        widget=forms.Textarea,
        max_length=2000,
        help_text="For example, a court asked for it. Do not name anybody.",
    )
