"""What an agency's person may also do: ask for a colleague, ask a question, answer one, decline."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dhr_cases import agencies, exchange
from dhr_cases.forms.agency_exchange import AnswerForm, DeclineForm, HandOverForm, QueryForm
from dhr_cases.gate import request_view
from dhr_cases.models import HandOver, Side
from dhr_cases.pages import one_form

both = require_http_methods(["GET", "POST"])


def _page(asked):
    return reverse("dhr_cases:our_request", args=[asked.token])


@request_view
@both
def pass_on(request, asked):
    """Ask for a colleague to have this work too; the co-ordinator gives access, nobody else."""
    row = HandOver(
        case=asked.case, request=asked, asked_on=timezone.localdate(), asked_by=request.user
    )
    return one_form(
        request,
        None,
        lambda data, files: HandOverForm(data, instance=row),
        title="Pass it to a colleague",
        intro="Somebody at your own agency. The review co-ordinator confirms it, then they can "
        "sign in and see what you see. You keep your own access.",
        back=_page(asked),
        save=lambda form: form.save(),
        saved="We have passed this to the review co-ordinator.",
        submit="Ask for it",
    )


@request_view
@both
def ask_question(request, asked):
    """Ask the review co-ordinator something; the answer stands on the same page."""

    def save(form):
        exchange.ask_query(
            asked,
            side=Side.FROM_AGENCY,
            question=form.cleaned_data["question"],
            by=request.user,
            on=timezone.localdate(),
        )

    return one_form(
        request,
        None,
        lambda data, files: QueryForm(data),
        title="Ask a question",
        back=_page(asked),
        save=save,
        saved="Sent. The answer will stand on this page.",
        submit="Send",
    )


@request_view
@both
def answer_query(request, asked, number):
    """Answer one of the review's questions; `number` counts those of this request alone."""
    challenges = list(asked.queries.challenges())
    if not 0 < number <= len(challenges) or challenges[number - 1].settled_on is not None:
        raise Http404
    query = challenges[number - 1]

    def save(form):
        exchange.answer_query(
            form.instance,
            answer=form.cleaned_data["answer"],
            by=request.user,
            on=timezone.localdate(),
        )
        exchange.give_receipt(
            asked, f"Answer to question {number}", by=request.user, at=timezone.now()
        )

    return one_form(
        request,
        None,
        lambda data, files: AnswerForm(data, instance=query),
        title=f"Question {number}",
        intro=query.question,
        back=_page(asked),
        save=save,
        saved="Answered. Thank you.",
        submit="Send",
    )


@request_view
@both
def decline(request, asked):
    """Say that the agency does not take part, and why."""
    if not agencies.may_be_answered(asked):
        raise Http404
    get_object_or_404(type(asked).objects.open(), pk=asked.pk)
    return one_form(
        request,
        None,
        lambda data, files: DeclineForm(data, instance=asked),
        title="Your agency does not take part",
        intro="You can still answer later. If you hold nothing, say that instead.",
        back=_page(asked),
        save=lambda form: agencies.decline(
            form.instance, because=form.cleaned_data["declined_because"], by=request.user
        ),
        saved="Recorded. You can still answer later.",
        submit="Send",
        warning=True,
    )
