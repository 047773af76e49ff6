"""The directory of agencies and their contacts (S241): nothing of any review is told here.

Administrators keep it for the installation; co-ordinators add contacts and keep addresses right.
"""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Organisation
from accounts.roles import Role
from audit.models import Event
from dhr_cases import directory
from dhr_cases.forms.directory import AddressForm, AreasForm, ContactForm, NewContactForm
from dhr_cases.gate import standing_view
from dhr_cases.models import AgencyArea, AgencyContact
from dhr_cases.pages import one_form

KEEPERS = (Role.COORDINATOR, Role.ADMINISTRATOR)
both = require_http_methods(["GET", "POST"])


@standing_view(*KEEPERS)
@require_GET
def agencies(request):
    """Every agency: who answers for it, by which way, and which contacts need a check."""
    today = timezone.localdate()
    bodies = list(Organisation.objects.filter(kind=Organisation.Kind.AGENCY).current(today))
    contacts = directory.contacts_of([body.pk for body in bodies], today)
    rows = [
        {
            "agency": body,
            "contacts": contacts.get(body.pk, []),
            "secure": any(row.route for row in contacts.get(body.pk, [])),
            "doubtful": any(row.is_doubtful(today) for row in contacts.get(body.pk, [])),
        }
        for body in bodies
    ]
    context = {
        "title": "Agencies and contacts",
        "rows": rows,
        "without": sum(not row["secure"] for row in rows),
        "doubtful": sum(row["doubtful"] for row in rows),
        "administers": request.administers,
    }
    return render(request, "dhr_cases/directory.html", context)


def _agency_or_404(key) -> Organisation:
    return get_object_or_404(Organisation, key=key, kind=Organisation.Kind.AGENCY)


def _contact_or_404(key, token) -> AgencyContact:
    rows = AgencyContact.objects.select_related("organisation", "verified_by")
    return get_object_or_404(rows, organisation=_agency_or_404(key), token=token)


def _page(key):
    return reverse("dhr_cases:directory_agency", args=[key])


@standing_view(*KEEPERS)
@require_GET
def agency(request, key):
    """One agency: its contacts, those of before, and where it works."""
    body, today = _agency_or_404(key), timezone.localdate()
    rows = body.agency_contacts.select_related("verified_by")
    now = [row for row in rows if row.from_on <= today and not _has_ended(row, today)]
    context = {
        "title": body.name,
        "agency": body,
        "contacts": [{"contact": row, "doubtful": row.is_doubtful(today)} for row in now],
        "coming": [row for row in rows if row.from_on > today],
        "earlier": [row for row in rows if _has_ended(row, today)],
        "areas": AgencyArea.objects.filter(agency=body).select_related("area"),
        "administers": request.administers,
        "back": reverse("dhr_cases:directory"),
    }
    return render(request, "dhr_cases/directory_agency.html", context)


def _has_ended(row, today) -> bool:
    return row.until_on is not None and row.until_on < today


@standing_view(*KEEPERS)
@both
def add_contact(request, key):
    """Add somebody; adding a contact is checking it."""
    contact = AgencyContact(organisation=_agency_or_404(key))

    def save(form):
        directory.check(form.save(commit=False), by=request.user, on=timezone.localdate())

    return one_form(
        request,
        None,
        lambda data, files: NewContactForm(data, instance=contact),
        title="Add a contact",
        intro=str(contact.organisation),
        back=_page(key),
        save=save,
        saved="Contact added",
        submit="Add",
    )


@standing_view(*KEEPERS)
@both
def change_contact(request, key, token):
    """Change a contact: all of it for administrators, how to reach them for co-ordinators."""
    contact = _contact_or_404(key, token)
    form = ContactForm if request.administers else AddressForm

    def save(form):
        directory.check(form.save(commit=False), by=request.user, on=timezone.localdate())

    return one_form(
        request,
        None,
        lambda data, files: form(data, instance=contact),
        title=f"{contact.get_part_display()}: {contact.name}",
        intro=""
        if request.administers
        else "Who somebody is, and when they end, is changed by an administrator.",
        back=_page(key),
        save=save,
        saved="Saved, and checked today",
    )


@standing_view(*KEEPERS)
@require_POST
def check_contact(request, key, token):
    """Say that a contact is right as it stands."""
    contact = _contact_or_404(key, token)
    directory.check(contact, by=request.user, on=timezone.localdate())
    return redirect(_page(key))


@standing_view(*KEEPERS)
@both
def change_areas(request, key):
    """Where an agency works: kept by administrators."""
    if not request.administers:
        page = {"page": request.resolver_match.view_name, "method": request.method}
        request.refusal = (Event.VIEW_REFUSED, "", page)
        raise PermissionDenied
    body = _agency_or_404(key)
    kept = AgencyArea.objects.filter(agency=body).values_list("area", flat=True)
    return one_form(
        request,
        None,
        lambda data, files: AreasForm(data, initial={"areas": list(kept)}),
        title=f"Where {body} works",
        back=_page(key),
        save=lambda form: directory.set_areas(body, form.cleaned_data["areas"]),
        saved="Saved",
        submit="Save",
    )
