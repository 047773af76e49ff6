"""Writing a notice of a death, section by section, and acknowledging it (S30, S31, S34)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Organisation
from accounts.roles import Permission as P
from dhr_cases import drafts
from dhr_cases.codes import Part
from dhr_cases.forms.notice_people import AnotherForm, NoticePersonForm
from dhr_cases.forms.notices import SECTIONS, SafetyForm, Section, StartForm, mark
from dhr_cases.gate import case_view, notice_keeper_view, notice_view, standing_view
from dhr_cases.models import Case, NoticePerson, Notification
from dhr_cases.models.notification import KEEPING_ROLES
from dhr_cases.notices import (
    acknowledge,
    answers,
    bodies_to_acknowledge,
    describe,
    people_on,
    tasks,
    when_received,
)
from dhr_cases.standing import bodies_of

TITLES = {
    Part.DIED: "Person who died",
    Part.RESPONSIBLE: "Person thought responsible",
    Part.CHILD: "Child",
    Part.AT_RISK: "Other person at risk",
}


@standing_view(*KEEPING_ROLES)
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Begin a notice: an empty draft on the server, which others of the area can go on with."""
    form = StartForm(request.POST if request.method == "POST" else None, bodies=request.bodies)
    if request.method == "POST" and form.is_valid():
        body = form.cleaned_data.get("body") or request.bodies[0]
        is_district = body.kind == Organisation.Kind.PARTNERSHIP_DISTRICT
        notice = Notification(
            area=body if is_district else None,
            county=body.county if is_district else body,
            started_by=request.user,
        )
        notice.save()
        return redirect("dhr_cases:notice", token=notice.token)
    context = {
        "title": "Record a notice of a death",
        "form": form,
        "back": reverse("workflow:notices"),
    }
    return render(request, "dhr_cases/notice_start.html", context)


@notice_view
@require_GET
def notice(request: HttpRequest, notice: Notification) -> HttpResponse:
    """A notice: its task list while it is a draft, what it said once it is sent."""
    is_draft = notice.sent_at is None and notice.turned_away_on is None
    keeps = Notification.objects.kept_by(request.user).filter(pk=notice.pk).exists()
    context = {
        "title": "A notice of a death",
        "notice": notice,
        "keeps": keeps,
        "received": when_received(notice),
        "back": reverse("workflow:notices"),
        "to_acknowledge": [] if is_draft else bodies_to_acknowledge(notice, request.user),
    }
    if is_draft and keeps:
        context |= {"rows": tasks(notice), "missing": notice.missing()}
        return render(request, "dhr_cases/notice_tasks.html", context)
    context["answers"] = answers(notice, may_change=False)
    return render(request, "dhr_cases/notice.html", context)


def _draft(notice: Notification) -> Notification:
    """Only a draft can be written on; what was sent stands."""
    if notice.sent_at is not None or notice.turned_away_on is not None:
        raise Http404
    return notice


def _section(key: str) -> Section:
    try:
        return SECTIONS[key]
    except KeyError as unknown:
        raise Http404 from unknown


@notice_keeper_view
@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, notice: Notification, key: str) -> HttpResponse:
    """One section: its questions, and where people are listed, the lists."""
    asked = _section(key)
    _draft(notice)
    given = {"section": key} if asked.form and "not_known_yet" in asked.form.base_fields else {}
    form = asked.form and asked.form(
        request.POST if request.method == "POST" else None,
        instance=notice,
        bodies=bodies_of(request.user, KEEPING_ROLES),
        **given,
    )
    people = [person for person in people_on(notice) if person.part in asked.parts]
    if request.method == "POST" and form is None:
        return _after_list(request, notice, asked)
    kept = form and drafts.answer(request, form, case=notice.case, title=asked.title)
    if kept:
        return kept
    if request.method == "POST" and form.is_valid():
        not_known = bool(form.cleaned_data.get("not_known_yet"))
        if not_known and people:
            form.add_error("not_known_yet", "People are listed above. Leave this box empty")
        else:
            mark(form.instance, key, not_known=not_known)
            form.save()
            drafts.forget(request)
            at_risk = key == "risk" and form.cleaned_data["risk_now"] == "yes"
            return redirect(
                "dhr_cases:notice_safety" if at_risk else "dhr_cases:notice", token=notice.token
            )
    context = {
        "title": asked.title,
        "notice": notice,
        "section": asked,
        "form": form,
        "lists": [_list(notice, part, people) for part in asked.parts],
        "back": reverse("dhr_cases:notice", args=[notice.token]),
    }
    return render(request, "dhr_cases/notice_section.html", context)


def _after_list(request: HttpRequest, notice: Notification, asked: Section) -> HttpResponse:
    mark(notice, asked.key, not_known=False)
    notice.save()
    return redirect("dhr_cases:notice", token=notice.token)


def _list(notice: Notification, part: Part, people: list[NoticePerson]) -> dict:
    return {
        "title": TITLES[part],
        "add": reverse("dhr_cases:notice_add_person", args=[notice.token, part]),
        "people": [
            {
                "name": person.name or "Not identified yet",
                "lines": describe(person).split("\n")[1:],
                "change": reverse("dhr_cases:notice_person", args=[notice.token, person.token]),
                "remove": reverse(
                    "dhr_cases:notice_remove_person", args=[notice.token, person.token]
                ),
            }
            for person in people
            if person.part == part
        ],
    }


def _section_of(part: Part) -> str:
    return next(section.key for section in SECTIONS.values() if part in section.parts)


@notice_keeper_view
@require_http_methods(["GET", "POST"])
def add_person(request: HttpRequest, notice: Notification, part: str) -> HttpResponse:
    """Add somebody to a list; then asked whether there is another."""
    if part not in TITLES:
        raise Http404
    _draft(notice)
    person = NoticePerson(notification=notice, part=part)
    return _person_page(request, notice, person, submit="Save and continue")


@notice_keeper_view
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, notice: Notification, person: str) -> HttpResponse:
    """Change what is said of somebody on a list."""
    _draft(notice)
    row = get_object_or_404(notice.people, token=person, left_out=False)
    return _person_page(request, notice, row, submit="Save")


def _person_page(request, notice, person, *, submit) -> HttpResponse:
    key = _section_of(Part(person.part))
    is_new = person.pk is None
    form = NoticePersonForm(request.POST if request.method == "POST" else None, instance=person)
    if request.method == "POST" and form.is_valid():
        form.save()
        mark(notice, key, not_known=False)
        notice.save()
        if is_new:
            return redirect("dhr_cases:notice_another", token=notice.token, part=person.part)
        return redirect("dhr_cases:notice_section", token=notice.token, key=key)
    context = {
        "title": TITLES[Part(person.part)],
        "form": form,
        "submit": submit,
        "back": reverse("dhr_cases:notice_section", args=[notice.token, key]),
    }
    return render(request, "form_page.html", context)


@notice_keeper_view
@require_http_methods(["GET", "POST"])
def another(request: HttpRequest, notice: Notification, part: str) -> HttpResponse:
    """After one is added: is there another?"""
    if part not in TITLES:
        raise Http404
    _draft(notice)
    key = _section_of(Part(part))
    form = AnotherForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["another"]:
            return redirect("dhr_cases:notice_add_person", token=notice.token, part=part)
        return redirect("dhr_cases:notice_section", token=notice.token, key=key)
    people = [person for person in people_on(notice) if person.part == part]
    context = {
        "title": SECTIONS[key].title,
        "form": form,
        "lists": [_list(notice, Part(part), people)],
        "back": reverse("dhr_cases:notice_section", args=[notice.token, key]),
        "submit": "Continue",
    }
    return render(request, "dhr_cases/notice_another.html", context)


@notice_keeper_view
@require_http_methods(["GET", "POST"])
def remove_person(request: HttpRequest, notice: Notification, person: str) -> HttpResponse:
    """Take somebody off a list; asked first. The row stays in the record, marked."""
    _draft(notice)
    row = get_object_or_404(notice.people, token=person, left_out=False)
    back = reverse("dhr_cases:notice_section", args=[notice.token, _section_of(Part(row.part))])
    if request.method == "POST":
        row.left_out = True
        row.save()
        messages.success(request, "Taken off the notice")
        return redirect(back)
    context = {
        "title": "Take this person off the notice?",
        "person": row,
        "lines": describe(row).split("\n"),
        "back": back,
    }
    return render(request, "dhr_cases/notice_remove_person.html", context)


@notice_keeper_view
@require_http_methods(["GET", "POST"])
def safety(request: HttpRequest, notice: Notification) -> HttpResponse:
    """Somebody is at risk now: first keep them safe, and say what was done (S31)."""
    _draft(notice)
    if notice.risk_now != "yes":
        return redirect("dhr_cases:notice_section", token=notice.token, key="risk")
    form = SafetyForm(request.POST if request.method == "POST" else None, instance=notice)
    title = "First, keep people safe"
    kept = drafts.answer(request, form, case=notice.case, title=title)
    if kept:
        return kept
    if request.method == "POST" and form.is_valid():
        form.save()
        drafts.forget(request)
        return redirect("dhr_cases:notice", token=notice.token)
    context = {"title": title, "form": form, "notice": notice}
    return render(request, "dhr_cases/notice_safety.html", context)


@notice_view
@require_POST
def acknowledge_notice(request: HttpRequest, notice: Notification) -> HttpResponse:
    """Say for one's own body that the notice has been seen."""
    body = request.POST.get("body", "")
    if body not in bodies_to_acknowledge(notice, request.user):
        messages.error(request, "This notice has already been acknowledged, or is not yours to.")
    else:
        acknowledge(notice, body=body, by=request.user, on=timezone.localdate())
        messages.success(request, "Acknowledged")
    return redirect("dhr_cases:notice", token=notice.token)


@case_view(P.RUN_CASE, P.DECIDE, P.GIVE_COUNTY_VIEW)
@require_GET
def case_notices(request: HttpRequest, case: Case) -> HttpResponse:
    """Every notice that belongs to a review."""
    visible = Notification.objects.visible_to(request.user).filter(case=case).order_by("pk")
    kept = set(Notification.objects.kept_by(request.user).filter(case=case).values_list("pk"))
    rows = list(visible)
    for row in rows:
        row.received, row.keeps = when_received(row), (row.pk,) in kept
    context = {"case": case, "title": "Notices of this death", "rows": rows}
    return render(request, "dhr_cases/case_notices.html", context)
