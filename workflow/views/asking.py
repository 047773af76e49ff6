"""Asking for management reviews with their terms (L25, S78), and reminding agencies (S41)."""

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.roles import Permission as P
from dhr_cases import agencies
from dhr_cases.agency_mail import tell_contacts
from dhr_cases.gate import case_view
from dhr_cases.models import Delivery, RequestKind
from dhr_cases.pages import one_form
from workflow import asking, reminders
from workflow.forms.asking import AskReturnsForm, RemindForm

both = require_http_methods(["GET", "POST"])


@case_view(P.RUN_CASE)
@both
def ask_returns(request, case):
    """Ask several agencies for their returns, and hand them the terms they answer."""
    terms = asking.terms_to_answer(case)
    today = timezone.localdate()

    def save(form):
        answers = form.cleaned_data
        asked = agencies.ask(
            case,
            answers["agencies"],
            kind=RequestKind.REVIEW,
            form=answers["form"],
            question=answers["question"],
            due_on=answers["due_on"],
            by=request.user,
            on=today,
            terms=form.terms_chosen,
        )
        tell_contacts(asked, today)

    return one_form(
        request,
        case,
        lambda data, files: AskReturnsForm(data, case=case, terms=terms),
        title="Ask for reviews and reports",
        intro="" if terms else "There are no terms of reference yet, so none are handed over.",
        back=reverse("dhr_cases:contributions", args=[case.reference]),
        save=save,
        saved="Asked. Agencies with an e-mail address had a neutral e-mail.",
        submit="Ask",
    )


@case_view(P.RUN_CASE)
@both
def remind(request, case):
    """Remind several agencies at once, by e-mails that tell nothing of the review."""

    def save(form):
        today = timezone.localdate()
        rows = [
            reminders.send(
                asked,
                audience=form.cleaned_data["audience"],
                on=today,
                rule=None,
                by=request.user,
            )
            for asked in form.cleaned_data["requests"]
        ]
        unsent = [row for row in rows if row.delivery != Delivery.SENT]
        for row in unsent:
            messages.warning(request, f"{row.request.organisation}: {row.get_delivery_display()}")

    return one_form(
        request,
        case,
        lambda data, files: RemindForm(data, case=case),
        title="Remind agencies",
        intro="The e-mail says that something is due, and nothing else. Reminders also go by "
        "themselves on the days of the ladder.",
        back=reverse("dhr_cases:agencies", args=[case.reference]),
        save=save,
        saved="Reminders are recorded.",
        submit="Remind",
    )
