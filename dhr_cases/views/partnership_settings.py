"""What a partnership has settled about how it works, kept by its own chair."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import signed_in_page
from accounts.models import Organisation, StandingRole
from accounts.roles import Role
from audit.forms import RecordedForm
from dhr_cases.models import CaseSetting, RegimeDate


class CaseSettingForm(RecordedForm):
    """The two things a partnership settles for its own reviews."""

    class Meta:
        model = CaseSetting
        fields = ["label", "county_may_block"]


def _chaired(user):
    """The district partnerships that this person chairs today."""
    roles = StandingRole.objects.in_force(timezone.localdate()).filter(
        user=user, role=Role.PARTNERSHIP_CHAIR
    )
    return Organisation.objects.filter(
        pk__in=roles.values("organisation"), kind=Organisation.Kind.PARTNERSHIP_DISTRICT
    )


@signed_in_page
@require_GET
def partnerships(request):
    """The settings of the partnerships that this person chairs, and the law as it is on record."""
    rows = list(_chaired(request.user).select_related("case_setting"))
    if not rows:
        raise Http404
    context = {
        "title": "How our partnership works",
        "rows": rows,
        "regimes": RegimeDate.objects.all(),
    }
    return render(request, "dhr_cases/partnerships.html", context)


@signed_in_page
@require_http_methods(["GET", "POST"])
def partnership(request, key):
    """Settle the name of new reviews, and whether the county's disagreement blocks a decision."""
    body = _chaired(request.user).filter(key=key).first()
    if body is None:
        raise Http404
    setting = CaseSetting.objects.filter(partnership=body).first() or CaseSetting(partnership=body)
    form = CaseSettingForm(request.POST if request.method == "POST" else None, instance=setting)
    back = reverse("dhr_cases:partnerships")
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Settled")
        return redirect(back)
    intro = (
        "It holds for reviews opened from now on, and for decisions not yet taken. "
        "The county partner's silence never blocks a decision."
    )
    context = {"title": str(body), "form": form, "back": back, "intro": intro}
    return render(request, "form_page.html", context)
