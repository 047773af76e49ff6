"""What is written down about family and friends; few questions, and their own words."""

from django import forms
from django.utils import timezone

from audit.forms import RecordedForm
from dhr_cases.family import ANSWERED
from dhr_cases.forms.agencies import not_in_the_future
from dhr_cases.models import FamilyMember, Offer, OfferKind, Reply, Wish

THEIR_WORDS = "Write what they said in their own words. They may ask to see this."
WHY = (Reply.NOT_APPROACHED, Reply.UNSAFE)
MEMBER = (
    "relation",
    "preferred_name",
    "contact_route",
    "safe_times",
    "needs",
    "role_in_family",
    "only_through",
    "differences",
    "advocate",
)


class MemberForm(RecordedForm):
    """How a family member is related, likes to be called and may safely be reached."""

    class Meta:
        model = FamilyMember
        fields = MEMBER
        help_texts = {
            "contact_route": "What is safe, and what is not: for example whether to leave a "
            "message or write to the house.",
            "needs": "An interpreter is never a member of the family.",
            "role_in_family": "For example: next of kin; speaks for her parents.",
            "only_through": "For a child, or somebody who wishes it: nobody else is to reach them.",
            "differences": "Carefully: what whoever rings next must know.",
            "advocate": "Leave it empty if they have none yet.",
        }


class NewMemberForm(MemberForm):
    """Add somebody: from the people of the review, or with a name of their own."""

    person = forms.ChoiceField(
        label="Somebody already in this review",
        required=False,
        help_text="Or leave this and enter a name.",
    )
    name = forms.CharField(label="Full name", max_length=200, required=False)
    field_order = ("person", "name", *MEMBER)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {person.token: person for person in people}
        labels = [(token, _name(person)) for token, person in self.people.items()]
        self.fields["person"].choices = [("", "Nobody: a new person"), *labels]
        if not labels:
            del self.fields["person"]

    def clean(self):
        """One person: chosen or named, not both and not neither."""
        answers = super().clean()
        chosen, name = answers.get("person"), answers.get("name")
        if "person" in self.errors or "name" in self.errors:
            return answers
        if chosen and name:
            self.add_error("name", "Choose somebody or enter a name, not both")
        if not chosen and not name:
            self.add_error("name", "Enter their full name")
        return answers

    @property
    def chosen(self):
        """The person of the review who was chosen, or None for a new one."""
        return self.people.get(self.cleaned_data.get("person"))


def _name(person) -> str:
    if person.name or person.pseudonym:
        return person.name or person.pseudonym
    parts = ", ".join(part.get_part_display().lower() for part in person.involvements.all())
    return f"A person without a name ({parts})" if parts else "A person without a name"


class WishForm(RecordedForm):
    """What somebody wishes, when they said so and to whom; it may change at any time."""

    class Meta:
        model = FamilyMember
        fields = ("wish", "wish_heard_on", "wish_heard_by")
        labels = {"wish": "What do they wish?", "wish_heard_by": "Who heard it?"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        told = [(value.value, value.label) for value in Wish if value != Wish.NOT_ASKED]
        self.fields["wish"].choices = told
        if self.instance.wish == Wish.NOT_ASKED:
            self.initial["wish"] = ""
        self.fields["wish_heard_on"].required = True
        self.fields["wish_heard_by"].required = True

    def clean_wish_heard_on(self):
        """It was heard today or before."""
        not_in_the_future(self.cleaned_data["wish_heard_on"], "Heard on")
        return self.cleaned_data["wish_heard_on"]


def check_reply(form, answers, offered_on) -> None:
    """A reply has its day, and what was not offered has its reason."""
    reply, replied_on = answers.get("reply"), answers.get("replied_on")
    if reply in WHY and not answers.get("reason") and "reason" not in form.errors:
        form.add_error("reason", "Say why they were not approached")
    if "replied_on" in form.errors:
        return
    if reply in ANSWERED and not replied_on:
        form.add_error("replied_on", "Enter the day they answered")
    if replied_on and reply == Reply.WAITING:
        form.add_error("replied_on", "Leave this empty while there is no answer yet")
    if replied_on and offered_on and replied_on < offered_on:
        form.add_error("replied_on", "The day they answered must be after the offer")
    if replied_on and replied_on > timezone.localdate():
        form.add_error("replied_on", "The day they answered must be today or in the past")


class OfferForm(RecordedForm):
    """Something offered to one person, or to the family as a whole, and the answer if there is one.

    At most five answers are required.
    """

    class Meta:
        model = Offer
        fields = (
            "member",
            "kind",
            "offered_on",
            "made_by",
            "how",
            "time_allowed_days",
            "reply",
            "replied_on",
            "words",
            "reason",
        )
        labels = {
            "member": "To whom?",
            "kind": "What was offered?",
            "made_by": "Who offered it?",
            "how": "How?",
            "reply": "What did they answer?",
            "replied_on": "Answered on",
        }
        help_texts = {
            "how": "For example: by telephone, in person, through the advocate.",
            "time_allowed_days": "Needed for the draft report: enough time to read it in peace.",
            "words": THEIR_WORDS,
            "reason": "Only if they were not approached, or it was not safe to.",
        }

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        member = self.fields["member"]
        member.queryset = members
        member.empty_label = "The family as a whole"
        member.label_from_instance = name_of
        self.fields["reply"].help_text = "They may change their mind at any time."

    def clean_offered_on(self):
        """It was offered today or before."""
        not_in_the_future(self.cleaned_data["offered_on"], "Offered on")
        return self.cleaned_data["offered_on"]

    def clean(self):
        """A draft is offered with time to read it; a reply has its day."""
        answers = super().clean()
        check_reply(self, answers, answers.get("offered_on"))
        is_draft = answers.get("kind") == OfferKind.DRAFT and answers.get("reply") not in WHY
        has_time = answers.get("time_allowed_days") or "time_allowed_days" in self.errors
        if is_draft and not has_time:
            self.add_error("time_allowed_days", "Enter how many days they have to read it")
        return answers


class ReplyForm(RecordedForm):
    """What they answered, on the day they did."""

    class Meta:
        model = Offer
        fields = ("reply", "replied_on", "words", "reason")
        labels = {"reply": "What did they answer?", "replied_on": "Answered on"}
        help_texts = {
            "words": THEIR_WORDS,
            "reason": "Only if they were not approached, or it was not safe to.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        answers = [(value.value, value.label) for value in Reply if value != Reply.WAITING]
        self.fields["reply"].choices = answers
        if self.instance.reply == Reply.WAITING:
            self.initial["reply"] = ""

    def clean(self):
        """A reply has its day, and comes after the offer."""
        answers = super().clean()
        check_reply(self, answers, self.instance.offered_on)
        return answers


def name_of(member: FamilyMember) -> str:
    """The name as they like it; else their full name, else how they are related."""
    return member.preferred_name or member.person.name or member.relation
