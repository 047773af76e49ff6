"""Bodies, as administrators keep them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts import people as services
from accounts.access import administrator_page
from accounts.forms.organisations import EndForm, NewOrganisationForm, OrganisationForm, RenameForm
from accounts.models import Organisation


@administrator_page
@require_GET
def organisations(request: HttpRequest) -> HttpResponse:
    """Every body, by kind."""
    rows = Organisation.objects.all()
    groups = [(kind.label, [row for row in rows if row.kind == kind]) for kind in Organisation.Kind]
    context = {"title": "Organisations", "groups": [group for group in groups if group[1]]}
    return render(request, "accounts/organisations.html", context)


@administrator_page
@require_http_methods(["GET", "POST"])
def organisation(request: HttpRequest, key: str) -> HttpResponse:
    """How to reach a body, and the names it has had."""
    body = get_object_or_404(Organisation, key=key)
    form = OrganisationForm(request.POST or None, instance=body)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Saved")
        return redirect("accounts:organisation", key=key)
    context = {
        "title": body.name,
        "organisation": body,
        "names": sorted(body.former_names.all(), key=lambda row: row.until.earliest),
        "form": form,
        "may_hand_over": body.is_partnership and body.successor_id is not None,
    }
    return render(request, "accounts/organisation.html", context)


@administrator_page
@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, key: str) -> HttpResponse:
    """Give a body a new name from a day on; the old one stays for what came before."""
    body = get_object_or_404(Organisation, key=key)
    form = RenameForm(request.POST or None, organisation=body)
    if request.method == "POST" and form.is_valid():
        services.rename(body, by=request.user, **form.cleaned_data)
        messages.success(request, "Renamed")
        return redirect("accounts:organisation", key=key)
    context = {
        "title": f"Rename {body.name}",
        "form": form,
        "submit": "Save the new name",
        "back": reverse("accounts:organisation", args=[key]),
    }
    return render(request, "form_page.html", context)


@administrator_page
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, key: str) -> HttpResponse:
    """A body has ended, or its end is known: from which day, and who follows it."""
    body = get_object_or_404(Organisation, key=key)
    title = f"The end of {body.name}"
    form = EndForm(request.POST or None, instance=body)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Saved")
        return redirect("accounts:organisation", key=key)
    context = {
        "title": title,
        "form": form,
        "intro": "Its reviews stay with it until you hand them over on a page of their own.",
        "submit": "Save",
        "back": reverse("accounts:organisation", args=[key]),
    }
    return render(request, "form_page.html", context)


@administrator_page
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add a body that is not on the list."""
    form = NewOrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        body = form.save()
        messages.success(request, "Added")
        return redirect("accounts:organisation", key=body.key)
    context = {
        "title": "Add an organisation",
        "form": form,
        "submit": "Add",
        "back": reverse("accounts:organisations"),
    }
    return render(request, "form_page.html", context)
