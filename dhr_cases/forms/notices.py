"""Questions of a notice of a death: ten short sections, hardly any of them needed (S30, S31)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django import forms
from django.utils import timezone

from accounts.models import Organisation
from audit.forms import RecordedForm
from dhr_cases.codes import DeathKind, Part
from dhr_cases.models import Notification
from govuk.fields import DateField
from govuk.forms import GovukForm

NOT_KNOWN_YET = "not_known"
REVIEWS_BEGAN = datetime.date(2011, 4, 13)  # section 9 in force (process.md 1.6)


class StartForm(GovukForm):
    """For which body a notice is written, asked only of people who act for several."""

    body = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Which partnership are you recording this for?",
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        keys = [body.pk for body in bodies]
        self.fields["body"].queryset = Organisation.objects.filter(pk__in=keys)
        if len(bodies) == 1:
            del self.fields["body"]


def say_not_known_yet(form: forms.BaseForm) -> None:
    """Let the empty choice of every list of answers say what it means."""
    for field in form.fields.values():
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [
                (value, words if value else "Not known yet") for value, words in field.choices
            ]


class SectionForm(RecordedForm):
    """One section of a notice. `needed` names the answers without which it cannot be sent."""

    def __init__(self, *args, bodies=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.bodies = bodies
        say_not_known_yet(self)


class NotKnownForm(SectionForm):
    """A section that may be answered by saying that nothing is known yet."""

    not_known_yet = forms.BooleanField(label="Not known yet", required=False)

    def __init__(self, *args, section="", **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["not_known_yet"] = is_not_known(self.instance, section)

    def clean(self):
        """Refuse an answer together with its absence."""
        cleaned = super().clean()
        answers = [cleaned.get(name) for name in self._meta.fields]
        if cleaned.get("not_known_yet") and any(answers):
            self.add_error("not_known_yet", "Give an answer or choose “Not known yet”, not both")
        return cleaned


class SenderForm(SectionForm):
    """Who told us, and when it came in writing: the earliest receipt starts the clock (D02)."""

    received_on = DateField(
        label="When was it received in writing?",
        required=False,
        help_text="The month to decide in counts from this day. For example, 27 3 2026. "
        "Leave it empty if not known yet.",
    )
    received_time = forms.TimeField(
        label="At what time?",
        required=False,
        help_text="For example, 14:30. Leave it empty if not known.",
        input_formats=["%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p"],
        error_messages={"invalid": "Enter a time like 14:30 or 2:30pm"},
    )

    class Meta:
        model = Notification
        fields = (
            "sender_name",
            "sender_role",
            "sender_organisation",
            "sender_contact",
            "how_received",
            "sender_reference",
        )
        labels = {
            "sender_name": "Name of the person telling us",
            "sender_role": "Their job",
            "sender_organisation": "Their organisation",
            "sender_contact": "How to reach them",
            "how_received": "How did it come?",
            "sender_reference": "Their reference",
        }
        help_texts = {
            "sender_contact": "A secure e-mail address or a telephone number.",
            "sender_reference": "A police reference, for example.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields([*self._meta.fields[:4], "received_on", "received_time"])
        received_at = self.instance.received_at
        if received_at:
            local = timezone.localtime(received_at)
            self.initial["received_on"] = local.date()
            if local.time() != datetime.time.min:
                self.initial["received_time"] = local.strftime("%H:%M")

    def clean_received_on(self):
        """A notice cannot have come in on a later day."""
        day = self.cleaned_data["received_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("The day it was received must be today or in the past")
        if day and day < REVIEWS_BEGAN:
            raise forms.ValidationError("Check the year: reviews began on 13 April 2011")
        return day

    def clean(self):
        """Join day and time. Midnight stands for a day whose time nobody noted."""
        cleaned = super().clean()
        day, time = cleaned.get("received_on"), cleaned.get("received_time")
        if time and not day and "received_on" not in self.errors:
            self.add_error("received_on", "Say on which day it was received, or leave the time out")
        if not self.errors:
            at = datetime.datetime.combine(day, time or datetime.time.min) if day else None
            at = timezone.make_aware(at) if at else None
            if at and at > timezone.now():
                self.add_error("received_time", "The time it was received must be in the past")
            self.instance.received_at = at
        return cleaned


class HappenedForm(SectionForm):
    """What happened, where the person lived, and why this may need a review."""

    class Meta:
        model = Notification
        fields = (
            "concern",
            "area",
            "out_of_area",
            "death_kind",
            "died_on",
            "place",
            "narrative",
        )
        labels = {
            "concern": "Why may a review be needed?",
            "area": "Which area did the person live in?",
            "out_of_area": "Why might another area lead?",
            "death_kind": "What kind of death was it, as far as is known?",
            "died_on": "When did the person die, or when were they found?",
            "place": "Where did the person die?",
            "narrative": "What happened, in a few factual sentences",
        }
        help_texts = {
            "concern": "A charge or a conviction is not needed. “May have” is enough.",
            "out_of_area": "Only if the person's usual home was somewhere else, or they had "
            "none. Say what you know.",
        }
        widgets = {"narrative": forms.Textarea({"rows": 6}), "area": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        area = self.fields["area"]
        districts = Organisation.objects.filter(kind=Organisation.Kind.PARTNERSHIP_DISTRICT)
        keys = {body.pk for body in self.bodies} | {self.instance.area_id}
        area.queryset = districts.filter(pk__in=keys) | districts.filter(county__in=keys)
        area.empty_label = None
        self.fields["died_on"].subject = "Date of death"
        self.fields["death_kind"].choices = [
            (value, words) for value, words in DeathKind.choices if value
        ]

    def clean_died_on(self):
        """Nobody's death is recorded before it happened."""
        day = self.cleaned_data["died_on"]
        if day and day.is_known and day.earliest > timezone.localdate():
            raise forms.ValidationError("Date of death must be today or in the past")
        return day

    def clean(self):
        """The county partner follows from the area."""
        cleaned = super().clean()
        area = cleaned.get("area")
        if area is not None:
            self.instance.county = area.county or self.instance.county
        return cleaned


class RiskForm(SectionForm):
    """Whether anybody is in danger tonight; yes interrupts (S31)."""

    class Meta:
        model = Notification
        fields = ("risk_now",)
        labels = {"risk_now": "Is anyone at risk now?"}
        help_texts = {"risk_now": "A child, another adult in the home, a former partner, anybody."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["risk_now"].required = True
        choices = [choice for choice in self.fields["risk_now"].choices if choice[0]]
        self.fields["risk_now"].choices = choices


class SafetyForm(RecordedForm):
    """What was done to keep people safe, before anything else is written (S31)."""

    class Meta:
        model = Notification
        fields = ("risk_done",)
        labels = {"risk_done": "What has been done to keep them safe?"}
        help_texts = {
            "risk_done": "Who was told, when, and what they said they would do. "
            "A referral reference is useful."
        }
        error_messages = {
            "risk_done": {"required": "Say what has been done to keep them safe before going on"}
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["risk_done"].required = True


def text_section(*names: str, labels: dict[str, str], hints: dict[str, str] | None = None):
    """A form over plain text answers of a notice that may all be not known yet."""
    meta = type(
        "Meta",
        (),
        {"model": Notification, "fields": names, "labels": labels, "help_texts": hints or {}},
    )
    return type("TextSectionForm", (NotKnownForm,), {"Meta": meta, "__module__": __name__})


class NobodyForm(SectionForm):
    """For a list of people: that nobody has been identified yet."""

    not_known_yet = forms.BooleanField(label="Nobody has been identified yet", required=False)

    class Meta:
        model = Notification
        fields = ()

    def __init__(self, *args, section="", **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["not_known_yet"] = is_not_known(self.instance, section)


@dataclass(frozen=True)
class Section:
    """One section: its title, its questions, and the parts people play in its lists."""

    key: str
    title: str
    form: type[SectionForm] | None
    parts: tuple[Part, ...] = ()
    hint: str = ""


SECTIONS: dict[str, Section] = {
    section.key: section
    for section in (
        Section("sender", "Who is telling us", SenderForm),
        Section("died", "Person who died", None, (Part.DIED,)),
        Section("happened", "What happened", HappenedForm),
        Section("responsible", "Person thought responsible", NobodyForm, (Part.RESPONSIBLE,)),
        Section("risk", "Children and others at risk", RiskForm, (Part.CHILD, Part.AT_RISK)),
        Section(
            "abuse",
            "What is known about abuse",
            text_section(
                "abuse_known",
                labels={"abuse_known": "What is known about abuse?"},
                hints={
                    "abuse_known": "Reports to anybody, MARAC or MAPPA, orders, controlling or "
                    "coercive behaviour, strangulation, stalking, threats of suicide."
                },
            ),
        ),
        Section(
            "agencies",
            "Agencies",
            text_section(
                "agencies_known",
                labels={"agencies_known": "Which agencies may hold something?"},
                hints={"agencies_known": "In this area and outside it, one on each line."},
            ),
        ),
        Section(
            "proceedings",
            "Proceedings",
            text_section(
                "proceedings",
                labels={"proceedings": "What is known about police, courts and the coroner?"},
                hints={
                    "proceedings": "Senior investigating officer, charges and hearings, inquest, "
                    "other reviews, family court."
                },
            ),
        ),
        Section(
            "family",
            "Family and how to reach them",
            text_section(
                "family_contact",
                "must_not_contact",
                labels={
                    "family_contact": "Who is the family, and how may they be reached?",
                    "must_not_contact": "Is there anybody who must not be contacted or told?",
                },
                hints={
                    "family_contact": "Through a police family liaison officer, for example. "
                    "Language and access needs."
                },
            ),
        ),
        Section(
            "media",
            "Media",
            text_section(
                "media",
                labels={"media": "Is there interest from the press or the community?"},
            ),
        ),
    )
}


def is_not_known(notice: Notification, section: str) -> bool:
    """Whether somebody said of this section that nothing is known yet."""
    return f"{section}:{NOT_KNOWN_YET}" in notice.done_sections


def mark(notice: Notification, section: str, *, not_known: bool) -> None:
    """Note on the notice, without saving it, that a section has been answered."""
    rest = [done for done in notice.done_sections if done.split(":")[0] != section]
    notice.done_sections = [*rest, f"{section}:{NOT_KNOWN_YET}" if not_known else section]
