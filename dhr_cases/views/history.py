"""What changed on a review, in words (S210)."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.roles import Permission as P
from dhr_cases.gate import case_view
from dhr_cases.history import areas_open_to, changes

PAGE = 50


@case_view(P.VIEW_CASE)
@require_GET
def history(request, case):
    """The changes of one area; areas this person may not see are not named."""
    areas = areas_open_to(request.may)
    chosen = request.GET.get("area", areas[0].slug)
    area = next((area for area in areas if area.slug == chosen), None)
    if area is None:
        raise Http404
    page = Paginator(changes(case, area, request.may), PAGE).get_page(request.GET.get("page"))
    context = {"case": case, "title": "History", "areas": areas, "area": area, "page": page}
    return render(request, "dhr_cases/history.html", context)
