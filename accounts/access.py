"""Says of every page that belongs to no case who may open it; a test reads the answer.

Each decorator sets `view.access` to "public", "signed_in" or "administrator". Pages of a case
carry `required_permission` instead, set by the gate in dhr_cases.policy.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required, login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from audit.models import Event

View = Callable[..., HttpResponseBase]

PUBLIC = "public"
SIGNED_IN = "signed_in"
ADMINISTRATOR = "administrator"


def public_page(view: View) -> View:
    """Anybody may open this page."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    page = login_not_required(page)
    page.access = PUBLIC  # type: ignore[attr-defined]
    return page


def signed_in_page(view: View) -> View:
    """Anybody who is fully signed in may open this page; it shows nothing of any case."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    page = login_required(page)
    page.access = SIGNED_IN  # type: ignore[attr-defined]
    return page


def administrator_page(view: View) -> View:
    """Administrators alone may open this page; it shows nothing of any case."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_administrator:
            request.refusal = (Event.VIEW_REFUSED, "", {"path": request.path})
            raise PermissionDenied
        return view(request, *args, **kwargs)

    page = login_required(page)
    page.access = ADMINISTRATOR  # type: ignore[attr-defined]
    return page
