"""One person of the family: what passed, what we owe, what they wish, what hurts (S101 to S105).

Everybody without the family permission is told "Page not found", so nothing is hinted at.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.roles import Permission as P
from dhr_cases import family, ledger
from dhr_cases.avoid import dates_to_avoid
from dhr_cases.forms.family import name_of
from dhr_cases.forms.family_ledger import (
    AdvocateForm,
    ContactForm,
    DateToAvoidForm,
    OweForm,
    SettleForm,
    StopForm,
    ToldForm,
    TopicForm,
    today_heard_by,
)
from dhr_cases.gate import case_view
from dhr_cases.models import (
    Case,
    DateToAvoid,
    FamilyContact,
    FamilyMember,
    FamilyPromise,
    FamilyWish,
    OfferKind,
    Tellable,
    WishTopic,
)
from dhr_cases.pages import one_form

both = require_http_methods(["GET", "POST"])


def page_of(member: FamilyMember) -> str:
    """The address of one person's page (S101)."""
    return reverse("dhr_cases:family_member", args=[member.case.reference, member.token])


def member_or_404(case: Case, token: str) -> FamilyMember:
    """Somebody of this review's family; anybody else does not exist."""
    return get_object_or_404(family.members_of(case), token=token)


def _form(request, case, build, *, back, **words):
    """A one-form page under the violet band of a restricted part."""
    return one_form(request, case, build, back=back, template="dhr_cases/family_form.html", **words)


@case_view(P.VIEW_FAMILY)
@require_GET
def family_member(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """One person's page: how they wish to be treated, and everything that passed, newest first."""
    member = member_or_404(case, token)
    today = timezone.localdate()
    offers = list(member.offers.all())
    contacts = list(member.contacts.all())
    promises = list(member.promises.all())
    card = ledger.standing_of(
        member, on=today, offers=offers,
        owed=[row for row in promises if row.is_open], days=list(case.datetoavoids.all()),
    )  # fmt: skip
    told = dict(Tellable.choices)
    context = {
        "case": case,
        "title": "Somebody bereaved",
        "back": reverse("dhr_cases:family", args=[case.reference]),
        "member": member,
        "name": name_of(member),
        "card": card,
        "why_stopped": family.why_stopped(member),
        "told": [told[key] for key in member.may_be_told if key in told],
        "open": [row for row in promises if row.is_open],
        "settled": [row for row in promises if not row.is_open],
        "passed": _passed(contacts, offers),
        "readings": list(member.readings.all()),
        "sentences": list(member.sentences.all()),
        "may_write": P.CHANGE_FAMILY in request.may,
    }
    return render(request, "dhr_cases/family_member.html", context)


def _passed(contacts, offers) -> list[dict]:
    rows = [{"on": row.happened_on, "contact": row} for row in contacts]
    rows += [{"on": row.offered_on, "offer": row} for row in offers]
    return sorted(rows, key=lambda row: row["on"], reverse=True)


@case_view(P.CHANGE_FAMILY)
@both
def log_contact(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Log one contact; what was promised in it becomes a dated task (S102)."""
    member = member_or_404(case, token)
    stopped = family.is_stopped(member)
    start = {"happened_on": timezone.localdate(), "made_by": request.user.name}

    def save(form):
        form.instance.member = member
        ledger.record_contact(form.instance, by=request.user, owed=form.owed)

    return _form(
        request,
        case,
        lambda data, files: ContactForm(
            data, instance=FamilyContact(case=case, member=member), initial=start,
            is_stopped=stopped,
        ),
        back=page_of(member),
        title="Log a contact",
        intro=name_of(member),
        stop=_stop(member) if stopped else "",
        save=save,
        saved="The contact is logged",
    )  # fmt: skip


def _stop(member: FamilyMember) -> str:
    return family.why_stopped(member) or "The reason is not recorded."


@case_view(P.CHANGE_FAMILY)
@both
def owe(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Add a promise, an answer we owe or a contact we plan."""
    member = member_or_404(case, token)
    new = FamilyPromise(case=case, member=member, recorded_by=request.user)
    return _form(
        request,
        case,
        lambda data, files: OweForm(
            data,
            instance=new,
            avoid=dates_to_avoid(case),
            initial={"kind": request.GET.get("kind", "")},
        ),
        back=page_of(member),
        title="Something we owe",
        intro=name_of(member),
        stop=_stop(member) if family.is_stopped(member) else "",
        save=_kept,
        saved="You will be reminded",
    )


def _kept(form) -> None:
    form.save()


@case_view(P.CHANGE_FAMILY)
@both
def settle_owed(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Say that a promise was kept, or an answer given, and how."""
    rows = case.familypromises.select_related("member__person", "member__case")
    row = get_object_or_404(rows, token=token)
    return _form(
        request,
        case,
        lambda data, files: SettleForm(
            data, instance=row, initial={"settled_on": timezone.localdate()} if row.is_open else {}
        ),
        back=page_of(row.member),
        title="Was it kept?",
        intro=f"{name_of(row.member)}: {row.what} ({row.get_kind_display().lower()}, "
        f"by {row.due_on:%-d %B %Y}).",
        save=_kept,
        saved="Recorded",
    )


@case_view(P.VIEW_FAMILY)
@require_GET
def wishes(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Everything somebody wishes, as they said it last, and what they said before (S103)."""
    member = member_or_404(case, token)
    said = list(member.wishes.all())
    now = ledger.newest(said)
    context = {
        "case": case,
        "title": "Wishes",
        "back": page_of(member),
        "member": member,
        "name": name_of(member),
        "topics": [
            {
                "topic": topic,
                "now": now.get(topic),
                "before": [row for row in said if row.topic == topic and row is not now.get(topic)],
            }
            for topic in WishTopic
        ],
        "tributes": list(member.tributes.all()),
        "may_write": P.CHANGE_FAMILY in request.may,
    }
    return render(request, "dhr_cases/family_wishes.html", context)


@case_view(P.CHANGE_FAMILY)
@both
def record_topic(request: HttpRequest, case: Case, token: str, topic: str) -> HttpResponse:
    """Record what somebody wishes of one thing; a new answer replaces the one before."""
    member = member_or_404(case, token)
    if topic not in WishTopic.values:
        raise Http404
    new = FamilyWish(case=case, member=member, topic=topic)

    def save(form):
        wish = form.save()
        if wish.topic == WishTopic.NAME and wish.words:
            member.preferred_name = wish.words[:120]
            member.save()

    return _form(
        request,
        case,
        lambda data, files: TopicForm(data, instance=new, initial=today_heard_by(request.user)),
        back=reverse("dhr_cases:family_wishes", args=[case.reference, member.token]),
        title=str(WishTopic(topic).label),
        intro=f"{name_of(member)}. A wish may change at any time. What they said before is kept.",
        save=save,
        saved="Wish recorded",
    )


@case_view(P.CHANGE_FAMILY)
@both
def stop_contact(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Say that somebody is not to be contacted, and why; or that they may be again."""
    member = member_or_404(case, token)
    return _form(
        request,
        case,
        lambda data, files: StopForm(data, instance=member),
        back=page_of(member),
        title="Do not contact",
        intro=name_of(member),
        save=_kept,
        saved="Saved",
    )


@case_view(P.CHANGE_FAMILY)
@both
def agree_what_is_told(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Tick what somebody may be told, as agreed."""
    member = member_or_404(case, token)
    return _form(
        request,
        case,
        lambda data, files: ToldForm(data, instance=member),
        back=page_of(member),
        title="What may they be told?",
        intro=name_of(member),
        save=_kept,
        saved="Saved",
    )


@case_view(P.VIEW_FAMILY)
@require_GET
def advocacy(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Each offer of an advocate with its answer, and whom they chose (S104)."""
    member = member_or_404(case, token)
    context = {
        "case": case,
        "title": "Advocate",
        "back": page_of(member),
        "member": member,
        "name": name_of(member),
        "offers": list(member.offers.filter(kind=OfferKind.ADVOCATE)),
        "may_write": P.CHANGE_FAMILY in request.may,
    }
    return render(request, "dhr_cases/family_advocacy.html", context)


@case_view(P.CHANGE_FAMILY)
@both
def change_advocate(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Record whom somebody chose, and whether we may talk to them."""
    member = member_or_404(case, token)
    return _form(
        request,
        case,
        lambda data, files: AdvocateForm(data, instance=member),
        back=reverse("dhr_cases:family_advocacy", args=[case.reference, member.token]),
        title="Their advocate",
        intro=name_of(member),
        save=_kept,
        saved="Saved",
    )


@case_view(P.VIEW_FAMILY)
@require_GET
def avoided_dates(request: HttpRequest, case: Case) -> HttpResponse:
    """The days on which nothing of ours is to reach the family (S105)."""
    rows = list(case.datetoavoids.select_related("member__person"))
    context = {
        "case": case,
        "title": "Dates to avoid",
        "back": reverse("dhr_cases:family", args=[case.reference]),
        "rows": [_line_of(row) for row in rows if not row.left_out],
        "left_out": [_line_of(row) for row in rows if row.left_out],
        "may_write": P.CHANGE_FAMILY in request.may,
    }
    return render(request, "dhr_cases/family_dates.html", context)


def _line_of(row: DateToAvoid) -> dict:
    whose = name_of(row.member) if row.member else "The whole family's"
    return {"date": row, "whose": "The person who died" if row.code else whose}


@case_view(P.CHANGE_FAMILY)
@require_POST
def leave_date_out(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Avoid a day no longer, or avoid it again; one worked out from the record stays left out."""
    row = get_object_or_404(case.datetoavoids, token=token)
    row.left_out = not row.left_out
    row.save()
    messages.success(
        request, "This day is avoided no longer" if row.left_out else "This day is avoided again"
    )
    return redirect("dhr_cases:family_dates", case.reference)


def _date_form(request, case, row, title):
    return _form(
        request,
        case,
        lambda data, files: DateToAvoidForm(data, instance=row, members=family.members_of(case)),
        back=reverse("dhr_cases:family_dates", args=[case.reference]),
        title=title,
        intro="Whoever plans letters, meetings or publication is told “avoid this date” and "
        "nothing else.",
        save=_kept,
        saved="Saved",
    )


@case_view(P.CHANGE_FAMILY)
@both
def add_date(request: HttpRequest, case: Case) -> HttpResponse:
    """Add a day to avoid."""
    return _date_form(request, case, DateToAvoid(case=case), "A date to avoid")


@case_view(P.CHANGE_FAMILY)
@both
def change_date(request: HttpRequest, case: Case, token: str) -> HttpResponse:
    """Change a day to avoid."""
    row = get_object_or_404(case.datetoavoids.filter(code=""), token=token)
    return _date_form(request, case, row, "Change a date to avoid")
