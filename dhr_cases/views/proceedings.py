"""Police, court, coroner and other reviews beside this one (S110, S111, zone Z5)."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Permission as P
from dhr_cases.codes import Part
from dhr_cases.forms.proceedings import ProceedingForm
from dhr_cases.gate import case_view
from dhr_cases.models import Effect, OtherReview, Proceeding, ProceedingKind
from dhr_cases.pages import one_form

KEEPERS = (P.RUN_CASE, P.LEAD_REVIEW)
TAGS = {
    "expected": "due-soon",
    "under_way": "information",
    "concluded": "on-time",
    "none": "grey",
}
SOON = 7
"""Days before a hearing from which it is near (screens.md 6.21)."""
TELLS_OF_GUILT = ("state", "outcome")
both = require_http_methods(["GET", "POST"])


@case_view(P.VIEW_PROCEEDINGS)
@require_GET
def proceedings_page(request, case):
    """Everything that runs beside the review."""
    today = timezone.localdate()
    found = list(case.proceedings.all())
    rows = []
    for row in found:
        near, near_tag = _near(row, today)
        rows.append({"proceeding": row, "tag": TAGS[row.state], "near": near, "near_tag": near_tag})
    context = {
        "case": case,
        "title": "Proceedings",
        "rows": rows,
        "alerts": [words for row in found if (words := _alert(row, today))],
        "may_keep": bool(request.may & set(KEEPERS)),
    }
    return render(request, "dhr_cases/proceedings.html", context)


def _near(row, today):
    """A date that is near or has passed, in words and the kind of tag; nothing for a date that is
    not known to the day, since it is never completed."""
    if not row.is_running or row.next_date is None or row.next_date.kind != "day":
        return "", ""
    days = (row.next_date.earliest - today).days
    if days < 0:
        return "Date has passed", "overdue"
    if days <= SOON:
        return ("Today" if days == 0 else f"In {days} day{'' if days == 1 else 's'}"), "due-soon"
    return "", ""


def _alert(row, today) -> str:
    """What running proceedings ask of the review now."""
    if not row.is_running:
        return ""
    if _near(row, today)[1] == "overdue":
        return f"{row}: the next date has passed. Ask what came of it, and record it."
    return {
        Effect.PAUSE: f"{row}: the review is to pause. Check that the pause is recorded.",
        Effect.NO_INTERVIEWS: f"{row}: nobody may be interviewed for now.",
        Effect.WAIT_TO_PUBLISH: f"{row}: nothing is published until this is over.",
    }.get(row.effect, "")


@case_view(P.VIEW_PROCEEDINGS)
@require_GET
def proceeding(request, case, token):
    """One of them in full, with a prompt to look at the words used of a person."""
    found = get_object_or_404(case.proceedings, token=token)
    responsible = ()
    criminal = found.kind == ProceedingKind.CRIMINAL
    if criminal:
        rows = case.involvements.filter(part=Part.RESPONSIBLE).select_related("person")
        names = P.VIEW_IDENTITY in request.may
        responsible = [
            {"name": _name(row.person, names), "words": row.words, "token": row.person.token}
            for row in rows
        ]
    context = {
        "case": case,
        "title": str(found),
        "proceeding": found,
        "tag": TAGS[found.state],
        "responsible": responsible,
        "together": OtherReview.objects.filter(proceeding=found).first()
        if found.is_other_review
        else None,
        "may_keep": bool(request.may & set(KEEPERS)),
        "has_changed": criminal and "changed" in request.GET,
        "back": reverse("dhr_cases:proceedings", args=[case.reference]),
    }
    return render(request, "dhr_cases/proceeding.html", context)


def _name(person, may_see_names) -> str:
    return (person.name if may_see_names else "") or person.pseudonym


def _page(request, case, instance, title):
    """One form; when a criminal outcome changed, the next page asks about the words used."""
    address = reverse("dhr_cases:proceeding", args=[case.reference, instance.token])

    def save(form):
        form.save()
        changed = set(TELLS_OF_GUILT) & set(form.changed_data)
        criminal = form.instance.kind == ProceedingKind.CRIMINAL
        return f"{address}?changed" if criminal and changed else address

    return one_form(
        request,
        case,
        lambda data, files: ProceedingForm(data, instance=instance),
        title=title,
        back=address if instance.pk else reverse("dhr_cases:proceedings", args=[case.reference]),
        save=save,
        saved="Saved",
        template="dhr_cases/proceeding_form.html",
    )


@case_view(P.VIEW_PROCEEDINGS, change=KEEPERS)
@both
def add_proceeding(request, case):
    """Record something that runs beside the review."""
    return _page(request, case, Proceeding(case=case), "Record proceedings")


@case_view(P.VIEW_PROCEEDINGS, change=KEEPERS)
@both
def change_proceeding(request, case, token):
    """Change how far it has got, or what it means."""
    found = get_object_or_404(case.proceedings, token=token)
    return _page(request, case, found, f"Change: {str(found).lower()}")
