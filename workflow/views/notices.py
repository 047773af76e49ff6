"""What becomes of a notice: the inbox, sending, joining, turning away (S30, S34)."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import signed_in_page
from dhr_cases.forms.notices import SenderForm, mark
from dhr_cases.gate import notice_keeper_view, notice_view
from dhr_cases.models import Notification
from dhr_cases.models.notification import KEEPING_ROLES
from dhr_cases.notices import answers, when_received
from dhr_cases.standing import bodies_of
from workflow import clocks, intake
from workflow.deadlines import timeliness
from workflow.forms.notices import DIFFERENT, SameDeathForm, TurnAwayForm
from workflow.models import Deadline
from workflow.status import Status

SCOPING = [Status.SCREENING, Status.DECISION_DUE]
SHOWN = {
    "new": ("New", Q(case__progress__status=Status.NOTIFIED)),
    "drafts": ("Not sent yet", Q(sent_at__isnull=True, turned_away_on__isnull=True)),
    "scoping": ("Being scoped", Q(case__progress__status__in=SCOPING)),
    "decided": (
        "Decided",
        Q(case__isnull=False) & ~Q(case__progress__status__in=[Status.NOTIFIED, *SCOPING]),
    ),
    "turned-away": ("Turned away", Q(turned_away_on__isnull=False)),
}
PER_PAGE = 25


@signed_in_page
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """The notices of one's areas, without a name: new, being scoped, decided; and the clock."""
    chosen = request.GET.get("show", "new")
    chosen = chosen if chosen in SHOWN else "new"
    today = timezone.localdate()
    clock = Deadline.objects.filter(rule__name="decide").order_by("-pk")
    rows = (
        Notification.objects.visible_to(request.user)
        .filter(SHOWN[chosen][1])
        .select_related("case__progress", "area", "started_by")
        .prefetch_related(Prefetch("case__deadlines", clock, to_attr="clocks"))
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    for row in page:
        running = row.case.clocks[:1] if row.case_id else []
        row.clock = running[0] if running else None
        if row.clock:
            clock = row.clock
            row.standing = timeliness(clock.due_on, clock.met_on, today, stopped=clock.is_stopped)
        row.received = when_received(row)
    context = {
        "title": "Notices",
        "page": page,
        "chosen": chosen,
        "choices": [(key, label) for key, (label, _) in SHOWN.items()],
        "may_start": bool(bodies_of(request.user, KEEPING_ROLES)),
    }
    return render(request, "workflow/notices.html", context)


def _draft(notice: Notification) -> None:
    if notice.sent_at is not None or notice.turned_away_on is not None:
        raise Http404


@notice_keeper_view
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, notice: Notification) -> HttpResponse:
    """Check answers, then send; a likeness to a case already open is shown first."""
    if notice.case_id:
        return redirect("workflow:notice_sent", token=notice.token)
    _draft(notice)
    if notice.risk_now == "yes" and not notice.risk_done:
        return redirect("dhr_cases:notice_safety", token=notice.token)
    reasons = intake.reasons_not_ready(notice)
    if request.method == "POST" and not reasons:
        if intake.possible_duplicates(notice, request.user):
            return redirect("workflow:notice_same_death", token=notice.token)
        return _send(request, notice)
    context = {
        "title": "Check your answers before sending",
        "notice": notice,
        "answers": answers(notice, may_change=True),
        "reasons": reasons,
        "page_has_errors": bool(reasons and request.method == "POST"),
        "back": reverse("dhr_cases:notice", args=[notice.token]),
    }
    return render(request, "workflow/notice_check.html", context)


@notice_keeper_view
@require_http_methods(["GET", "POST"])
def same_death(request: HttpRequest, notice: Notification) -> HttpResponse:
    """Reviews that may be about the same death, why it is thought so, and a person's choice."""
    if notice.case_id:
        return redirect("workflow:notice_sent", token=notice.token)
    _draft(notice)
    found = intake.possible_duplicates(notice, request.user)
    if not found or intake.reasons_not_ready(notice):
        return redirect("workflow:notice_check", token=notice.token)
    form = SameDeathForm(request.POST if request.method == "POST" else None, found=found)
    if request.method == "POST" and form.is_valid():
        cases = {row.case.reference: row.case for row in found}
        choice = form.cleaned_data["choice"]
        if choice == DIFFERENT:
            return _send(request, notice, different_from=tuple(cases.values()))
        return _send(request, notice, join=cases[choice])
    context = {
        "title": "This death may already be under review",
        "form": form,
        "found": found,
        "notice": notice,
        "back": reverse("workflow:notice_check", args=[notice.token]),
    }
    return render(request, "workflow/notice_same_death.html", context)


def _send(request, notice, *, join=None, different_from=()) -> HttpResponse:
    given = {"by": request.user, "on": timezone.localdate(), "now": timezone.now()}
    try:
        if join is not None:
            intake.join_to_case(notice, join, **given)
        else:
            intake.submit_notice(notice, different_from=different_from, **given)
    except intake.NotReady as refused:
        for reason in refused.reasons:
            messages.error(request, reason)
        return redirect("dhr_cases:notice", token=notice.token)
    return redirect("workflow:notice_sent", token=notice.token)


@notice_view
@require_GET
def sent(request: HttpRequest, notice: Notification) -> HttpResponse:
    """The reference, and what happens now."""
    if notice.case_id is None:
        raise Http404
    others = notice.case.notifications.exclude(pk=notice.pk)
    context = {
        "title": "Notice recorded",
        "notice": notice,
        "case": notice.case,
        "deadline": notice.case.deadlines.filter(rule__name="decide").last(),
        "joined": others.filter(pk__lt=notice.pk).exists() or others.exists(),
        "received": when_received(notice),
    }
    return render(request, "workflow/notice_sent.html", context)


@notice_keeper_view
@require_http_methods(["GET", "POST"])
def turn_away(request: HttpRequest, notice: Notification) -> HttpResponse:
    """A death for another area: pass it on, write to the sender, keep what was done."""
    _draft(notice)
    form = TurnAwayForm(
        request.POST if request.method == "POST" else None,
        initial={"reason": notice.out_of_area},
    )
    if request.method == "POST" and form.is_valid():
        today = timezone.localdate()
        try:
            intake.turn_away(notice, by=request.user, on=today, **form.cleaned_data)
        except intake.NotReady as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Turned away, with the reason kept")
        return redirect("dhr_cases:notice", token=notice.token)
    context = {
        "title": "Turn this notice away",
        "intro": "Only when another area leads from the start. If that is not certain, send the "
        "notice and ask the other area to lead from the review itself: the clock then runs.",
        "form": form,
        "submit": "Turn away",
        "back": reverse("dhr_cases:notice", args=[notice.token]),
    }
    return render(request, "form_page.html", context)


@notice_keeper_view
@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest, notice: Notification) -> HttpResponse:
    """Complete who told us and when, after sending: an earlier receipt moves D02 back (R-1.1)."""
    if notice.case_id is None:
        raise Http404
    form = SenderForm(request.POST if request.method == "POST" else None, instance=notice)
    if request.method == "POST" and form.is_valid():
        mark(form.instance, "sender", not_known=False)
        row = form.save()
        if row.received_at:
            day = intake.received_on(row, timezone.localdate())
            clocks.count_from_earlier(row.case, "decide", counted_from=day)
        messages.success(request, "Saved")
        return redirect("dhr_cases:notice", token=notice.token)
    context = {
        "title": "Who told us, and when",
        "form": form,
        "submit": "Save",
        "back": reverse("dhr_cases:notice", args=[notice.token]),
    }
    return render(request, "form_page.html", context)
