"""Standing roles: an administrator gives and ends them, somebody else confirms them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import standing
from accounts.access import administrator_page, signed_in_page
from accounts.forms.people import StandingRoleForm
from accounts.models import StandingRole, User
from accounts.step_up import recently_confirmed
from govuk.forms import GovukForm


@administrator_page
@require_http_methods(["GET", "POST"])
@recently_confirmed()
def give_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose a standing role; it opens nothing until somebody else confirms it."""
    person = get_object_or_404(User.objects.active(), pk=pk)
    today = timezone.localdate()
    role = StandingRole(user=person, given_by=request.user, given_on=today)
    form = StandingRoleForm(request.POST or None, instance=role, initial={"started_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            standing.give(user=person, by=request.user, on=today, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            who = "Another administrator" if role.organisation is None else "A partnership chair"
            messages.success(request, f"Role given. {who} must now confirm it.")
            return redirect("accounts:person", pk=pk)
    context = {
        "title": f"Give {person.name} a role",
        "form": form,
        "submit": "Give the role",
        "intro": "It opens nothing until somebody else confirms it.",
        "back": reverse("accounts:person", args=[pk]),
    }
    return render(request, "form_page.html", context)


@administrator_page
@require_http_methods(["GET", "POST"])
@recently_confirmed()
def end_role(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """End a standing role; from the next page on it opens nothing."""
    roles = StandingRole.objects.filter(user=pk, ended_on=None)
    role = get_object_or_404(roles.select_related("user", "organisation"), pk=number)
    form = GovukForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            standing.end(role, by=request.user, on=timezone.localdate())
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, "Role ended")
            return redirect("accounts:person", pk=pk)
    context = {
        "title": "End this role",
        "intro": f"{role.user}: {role}. What it opened is closed from their next page on.",
        "form": form,
        "submit": "End the role",
        "warning": True,
        "back": reverse("accounts:person", args=[pk]),
    }
    return render(request, "form_page.html", context)


@signed_in_page
@require_GET
def roles(request: HttpRequest) -> HttpResponse:
    """The proposed roles that wait for this person's word."""
    waiting = standing.waiting_for(request.user, timezone.localdate())
    context = {"title": "Roles to confirm", "waiting": waiting}
    return render(request, "accounts/roles.html", context)


@signed_in_page
@require_POST
@recently_confirmed()
def settle_role(request: HttpRequest, number: int) -> HttpResponse:
    """Confirm a proposed role, or turn it down; nobody does either for their own."""
    today = timezone.localdate()
    waiting = standing.waiting_for(request.user, today)
    role = next((row for row in waiting if row.pk == number), None)
    if role is None:
        raise Http404
    if "refuse" in request.POST:
        standing.end(role, by=request.user, on=today)
        messages.success(request, "Turned down. The role gives nothing.")
    else:
        standing.confirm(role, by=request.user, on=today)
        messages.success(request, f"Confirmed: {role.user.name}, {role}")
    return redirect("accounts:roles")
