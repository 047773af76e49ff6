"""Family and friends: their wishes, what was offered, what they answered (S100, zone Z4).

Everybody without the family permission is told "Page not found", so nothing is hinted at.
"""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from dhr_cases import family, ledger
from dhr_cases.forms.family import (
    MemberForm,
    NewMemberForm,
    OfferForm,
    ReplyForm,
    WishForm,
    name_of,
)
from dhr_cases.gate import case_view
from dhr_cases.models import FamilyMember, Offer
from dhr_cases.pages import one_form

ROWS = 25
both = require_http_methods(["GET", "POST"])


def _back(case):
    return reverse("dhr_cases:family", args=[case.reference])


def _owed(row, card, today) -> dict:
    late = row.due_on < today
    return {
        "what": f"{card.name}: {row.what}",
        "date": f"by {row.due_on:%-d %b %Y}",
        "status": "Overdue" if late else row.get_kind_display(),
        "kind": "overdue" if late else "due-soon",
        "href": reverse("dhr_cases:settle_owed", args=[card.member.case.reference, row.token]),
        "link": "Was it kept?",
    }


@case_view(P.VIEW_FAMILY)
@require_GET
def family_page(request, case):
    """The family hub: each person, the log of offers and answers, the five national answers."""
    today = timezone.localdate()
    offers = list(case.offers.select_related("member__person", "recorded_by"))
    members = list(family.members_of(case))
    cards = ledger.standings(case, on=today, offers=offers, members=members)
    owed = [(row, card) for card in cards for row in card.owed]
    page = Paginator(offers, ROWS).get_page(request.GET.get("page"))
    known = [card.last for card in cards] + [family.last_contact(None, offers)]
    last = max((day for day in known if day), default=None)
    log = [{"offer": row, "to": name_of(row.member) if row.member else ""} for row in page]
    context = {
        "case": case,
        "title": "Family and friends",
        "cards": cards,
        "log": log,
        "page": page,
        "last": last,
        "days": ledger.days_ago(last, today),
        "owed": [
            _owed(row, card, today) for row, card in sorted(owed, key=lambda pair: pair[0].due_on)
        ],
        "answers": family.national_answers(case, offers=offers, members=members),
        "may_write": P.CHANGE_FAMILY in request.may,
    }
    return render(request, "dhr_cases/family.html", context)


def _family_form(request, case, build, **words):
    """A one-form page under the violet band of a restricted part."""
    return one_form(
        request, case, build, back=_back(case), template="dhr_cases/family_form.html", **words
    )


@case_view(P.CHANGE_FAMILY)
@both
def add_family_member(request, case):
    """Add somebody bereaved."""
    people = case.persons.filter(family_member__isnull=True).prefetch_related("involvements")

    def save(form):
        family.add_member(form.instance, person=form.chosen, name=form.cleaned_data.get("name", ""))

    return _family_form(
        request,
        case,
        lambda data, files: NewMemberForm(data, instance=FamilyMember(case=case), people=people),
        title="Add somebody",
        intro="Speak to the police liaison officer before any contact.",
        save=save,
        saved="Added",
    )


def _member_or_404(case, token):
    return get_object_or_404(family.members_of(case), token=token)


@case_view(P.CHANGE_FAMILY)
@both
def change_family_member(request, case, token):
    """Change how somebody is related, called or reached."""
    member = _member_or_404(case, token)
    return _family_form(
        request,
        case,
        lambda data, files: MemberForm(data, instance=member),
        title="Change what is known of somebody",
        intro=name_of(member),
        save=lambda form: form.save(),
        saved="Saved",
    )


@case_view(P.CHANGE_FAMILY)
@both
def record_wish(request, case, token):
    """Record what somebody wishes of the review (S103)."""
    member = _member_or_404(case, token)
    return _family_form(
        request,
        case,
        lambda data, files: WishForm(data, instance=member),
        title="What do they wish?",
        intro=f"{name_of(member)}. A wish may change at any time. "
        "What was recorded before is kept in the history.",
        save=lambda form: form.save(),
        saved="Wish recorded",
    )


@case_view(P.CHANGE_FAMILY)
@both
def add_offer(request, case):
    """Record something offered, with the answer if there is one already."""
    members = family.members_of(case)
    start = {"offered_on": timezone.localdate(), "made_by": request.user.name}
    start["kind"] = request.GET.get("kind", "")
    asked_for = request.GET.get("to", "")
    start["member"] = next((row.pk for row in members if row.token == asked_for), None)
    return _family_form(
        request,
        case,
        lambda data, files: OfferForm(
            data, instance=Offer(case=case), members=members, initial=start
        ),
        title="Record an offer or a contact",
        save=lambda form: family.record_offer(form.instance, by=request.user),
        saved="Recorded",
    )


@case_view(P.CHANGE_FAMILY)
@both
def record_reply(request, case, token):
    """Record what they answered, on the day they did."""
    offers = case.offers.select_related("member__person")
    offer = get_object_or_404(offers, token=token)
    who = name_of(offer.member) if offer.member else "the family"
    return _family_form(
        request,
        case,
        lambda data, files: ReplyForm(data, instance=offer),
        title="Their answer",
        intro=f"{who}: {offer.get_kind_display()}, offered on {offer.offered_on:%-d %B %Y}.",
        save=lambda form: form.save(),
        saved="Answer recorded",
    )
