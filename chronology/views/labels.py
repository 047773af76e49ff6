"""Whom the labels of agencies mean, said once for the names switch and the person filter (S80)."""

from django.core.paginator import Paginator
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from chronology.forms.labels import LinkForm
from chronology.labels import labels_in_use, link
from chronology.names.proposing import named
from chronology.views.reading import KEEPERS, names_for, names_words
from dhr_cases.gate import case_view
from dhr_cases.pages import one_form

A_PAGE = 40


@case_view(*KEEPERS)
@require_http_methods(["GET", "POST"])
def labels(request, case):
    """Each label that agencies use, with a proposal that says why; nothing counts until saved."""
    names = names_for(request, case)
    used = labels_in_use(case)
    unclear = [row for row in used if row.is_linked or not named(row.label, names)]
    page = Paginator(unclear, A_PAGE).get_page(request.GET.get("page"))
    here = reverse("chronology:labels", args=[case.reference])

    def save(form):
        link(case, form.used, form.chosen)
        return f"{here}?page={page.next_page_number()}" if page.has_next() else None

    return one_form(
        request,
        case,
        lambda data, files: LinkForm(data, used=list(page), names=names),
        title="Whom labels mean",
        back=reverse("chronology:combined", args=[case.reference]),
        save=save,
        saved="Saved",
        template="chronology/labels.html",
        page=page,
        clear=len(used) - len(unclear),
        **names_words(request, names),
    )
