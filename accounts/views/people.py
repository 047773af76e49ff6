"""Accounts, as administrators see them: never which review somebody works on (S221)."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, Max, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import open_sessions, second_factor
from accounts import people as services
from accounts.access import administrator_page
from accounts.forms.people import InviteForm, ReasonForm
from accounts.models import Invitation, SecondFactorReset, User
from accounts.step_up import recently_confirmed
from audit.log import record
from audit.models import Event

PER_PAGE = 50


@administrator_page
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with an account, who is invited, and which resets wait for a second person."""
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=second_factor.KINDS)
    rows = (
        User.objects.select_related("organisation")
        .annotate(last_seen_at=Max("open_sessions__last_seen_at"), has_factor=Exists(factors))
        .order_by("name", "pk")
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    counts = services.counts_of_cases(person.pk for person in page)
    for person in page:
        person.number_of_cases = counts.get(person.pk, 0)
    context = {
        "title": "People",
        "page": page,
        "invitations": Invitation.objects.open().select_related("organisation"),
        "resets": _waiting().select_related("user", "asked_by"),
    }
    return render(request, "accounts/people.html", context)


@administrator_page
@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One account and what an administrator may do with it."""
    person = _person(pk)
    today = timezone.localdate()
    has_factor = second_factor.has_one(person)
    last_seen = person.open_sessions.aggregate(at=Max("last_seen_at"))["at"]
    shown = f"{timezone.localtime(last_seen):%-d %B %Y, %H:%M}" if last_seen else "Never"
    context = {
        "title": person.name,
        "person": person,
        "details": [
            {"key": "E-mail address", "value": person.email},
            {"key": "Organisation", "value": person.organisation or "None recorded"},
            {"key": "Job title", "value": person.job_title or "None recorded"},
            {"key": "Second step", "value": "Set up" if has_factor else "Not set up"},
            {"key": "Last seen", "value": shown},
            {"key": "Reviews", "value": services.counts_of_cases([pk]).get(pk, 0)},
        ],
        "standing_roles": person.standing_roles.in_force(today).select_related("organisation"),
        "awaiting": person.standing_roles.awaiting().select_related("organisation"),
        "reset": _waiting().filter(user=person).select_related("asked_by").first(),
        "is_self": person == request.user,
        "has_factor": has_factor,
    }
    return render(request, "accounts/person.html", context)


@administrator_page
@require_http_methods(["GET", "POST"])
@recently_confirmed()
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody; the link goes to their address alone."""
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.invite(by=request.user, **form.cleaned_data)
        messages.success(request, "Invitation sent. The link works once, and for 7 days.")
        return redirect("accounts:people")
    return _form(request, "Invite somebody", form, "Send the invitation")


@administrator_page
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Make an invitation's link worth nothing."""
    invitation = get_object_or_404(Invitation.objects.open(), pk=pk)
    services.withdraw(invitation, by=request.user)
    messages.success(request, "Invitation withdrawn")
    return redirect("accounts:people")


@administrator_page
@require_POST
@recently_confirmed()
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody in no longer; their sessions end now."""
    return _act(
        request,
        pk,
        lambda person: services.deactivate(person, by=request.user, on=timezone.localdate()),
        "Deactivated. They are signed out everywhere.",
    )


@administrator_page
@require_POST
@recently_confirmed()
def reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody in again."""
    return _act(
        request,
        pk,
        lambda person: services.reactivate(person, by=request.user),
        "They can sign in again.",
    )


@administrator_page
@require_POST
def end_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign somebody out everywhere."""
    person = _person(pk)
    number = open_sessions.end_all(person)
    record(Event.SIGNED_OUT, actor=request.user, subject=person.audit_subject, sessions=number)
    messages.success(request, "Signed out everywhere")
    return redirect("accounts:person", pk=pk)


@administrator_page
@require_POST
@recently_confirmed()
def password(request: HttpRequest, pk: int) -> HttpResponse:
    """Send somebody a link to choose a password; nobody chooses one for them."""
    return _act(
        request,
        pk,
        lambda person: services.send_password_link(person, by=request.user),
        "Link sent. It works once, and for one day.",
    )


@administrator_page
@require_http_methods(["GET", "POST"])
@recently_confirmed()
def ask_for_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask that somebody's second step be taken away."""
    person = _person(pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.ask_for_reset(person, by=request.user, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, "Another administrator must now confirm this.")
            return redirect("accounts:person", pk=pk)
    return _form(
        request,
        f"Reset the second step of {person.name}",
        form,
        "Ask for the reset",
        back=reverse("accounts:person", args=[pk]),
    )


@administrator_page
@require_POST
@recently_confirmed()
def confirm_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm, or call off, what another administrator asked for."""
    reset = get_object_or_404(_waiting(), user=pk)
    if "cancel" in request.POST:
        services.cancel_reset(reset, by=request.user)
        messages.success(request, "The second step stays as it is.")
        return redirect("accounts:person", pk=pk)
    return _act(
        request,
        pk,
        lambda person: services.confirm_reset(reset, by=request.user),
        "The second step is reset. They set up a new one when they sign in.",
    )


def _person(pk: int) -> User:
    """The account, or 404."""
    return get_object_or_404(User.objects.select_related("organisation"), pk=pk)


def _waiting():
    """Resets that wait for a second administrator."""
    return SecondFactorReset.objects.filter(confirmed_at=None, cancelled_at=None)


def _act(request: HttpRequest, pk: int, act, done: str) -> HttpResponse:
    """Do one thing with an account, and say that it is done or why it cannot be."""
    try:
        act(_person(pk))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect("accounts:person", pk=pk)


def _form(request: HttpRequest, title: str, form, submit: str, back: str = "") -> HttpResponse:
    """A page with one form."""
    context = {
        "title": title,
        "form": form,
        "submit": submit,
        "back": back or reverse("accounts:people"),
    }
    return render(request, "form_page.html", context)
