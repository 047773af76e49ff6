"""Who saw what, for the people who must be able to say (S211). Looking here is written down."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from accounts.access import signed_in_page
from accounts.roles import Permission as P
from audit.log import record
from audit.models import ROW_EVENTS, AuditEvent, Event
from dhr_cases.gate import case_view
from dhr_cases.models import CaseAssignment
from dhr_cases.policy import cases_to_audit

PAGE = 50
KINDS = [
    ("", "Everything except changes to records"),
    ("reads", "Pages looked at and files downloaded"),
    ("refusals", "Refusals"),
    ("steps", "Steps taken"),
    ("changes", "Changes to records"),
]
EVENTS_OF = {
    "reads": [Event.VIEWED, Event.DOWNLOADED, Event.SEARCHED, Event.EXPORTED, Event.AUDIT_READ],
    "refusals": [
        Event.VIEW_REFUSED,
        Event.STEP_REFUSED,
        Event.DOWNLOAD_REFUSED,
        Event.EXPORT_REFUSED,
        Event.EMERGENCY_ACCESS_REFUSED,
    ],
    "steps": [Event.STEP_TAKEN],
    "changes": list(ROW_EVENTS),
}


@case_view(P.VIEW_AUDIT)
@require_GET
def who_saw_what(request, case):
    """Everything anybody did or tried on one review, newest first."""
    events = AuditEvent.objects.filter(subject=case.reference)
    context = _page(request, events, [case])
    emergencies = case.assignments.filter(role="emergency").select_related("user", "reviewed_by")
    context |= {
        "case": case,
        "title": "Who saw what",
        "emergencies": emergencies.order_by("-pk")[:20],
    }
    record(Event.AUDIT_READ, actor=request.user, subject=case.reference)
    return render(request, "dhr_cases/who_saw_what.html", context)


@signed_in_page
@require_GET
def audit(request):
    """The same over every review this person may audit, by person or by review."""
    cases = cases_to_audit(request.user)
    if not cases:
        raise Http404
    chosen = request.GET.get("review", "")
    shown = [case for case in cases if chosen in {"", case.reference}]
    events = AuditEvent.objects.filter(subject__in=[case.reference for case in shown])
    context = _page(request, events, shown)
    context |= {"title": "Who saw what", "cases": cases, "chosen": chosen}
    record(Event.AUDIT_READ, actor=request.user, subject="audit")
    return render(request, "dhr_cases/audit.html", context)


def _page(request, events, cases):
    person = request.GET.get("person", "").strip()
    kind = request.GET.get("kind", "")
    since, until = (_day(request.GET.get(name, "")) for name in ("since", "until"))
    if person:
        events = events.filter(actor_name__icontains=person)
    if kind in EVENTS_OF:
        events = events.filter(event__in=EVENTS_OF[kind])
    else:
        events = events.exclude(event__in=list(ROW_EVENTS))
    if since:
        events = events.filter(at__date__gte=since)
    if until:
        events = events.filter(at__date__lte=until)
    page = Paginator(events.order_by("-pk"), PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "rows": _rows(page, cases),
        "kinds": KINDS,
        "kind": kind,
        "person": person,
        "since": request.GET.get("since", ""),
        "until": request.GET.get("until", ""),
        "bad_since": bool(request.GET.get("since")) and since is None,
        "bad_until": bool(request.GET.get("until")) and until is None,
        "page_has_errors": any(
            request.GET.get(name) and not _day(request.GET[name]) for name in ("since", "until")
        ),
    }


def _day(text):
    try:
        return parse_date(text)
    except ValueError:
        return None


def _rows(page, cases):
    """Each event with the roles its person held on that review on that day."""
    keys = {case.reference: case.pk for case in cases}
    held = CaseAssignment.objects.filter(
        case__in=keys.values(), user__in={event.actor_id for event in page}
    )
    by_person: dict[tuple[int, int], list[CaseAssignment]] = {}
    for row in held:
        by_person.setdefault((row.case_id, row.user_id), []).append(row)
    rows = []
    for event in page:
        day = timezone.localdate(event.at)
        held_then = by_person.get((keys.get(event.subject, 0), event.actor_id), ())
        roles = [row.get_role_display() for row in held_then if _was_held(row, event.at, day)]
        place = str(event.details.get("page") or event.details.get("step") or "")
        where = place.rsplit(":", 1)[-1].replace("_", " ")
        rows.append({"event": event, "roles": ", ".join(dict.fromkeys(roles)), "where": where})
    return rows


def _was_held(row, at, day):
    """Whether a role counted at that moment: begun, not ended, not run out by day or hour."""
    return (
        row.started_on <= day
        and (row.ended_on is None or row.ended_on >= day)
        and (row.last_day_on is None or row.last_day_on >= day)
        and (row.until is None or row.until >= at)
    )
