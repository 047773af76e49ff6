"""What every template may say about the service itself."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from accounts import open_sessions


def service(request: HttpRequest) -> dict[str, Any]:
    """The service's name, the label of its reviews (DHR or DARDR) and whether this is a demo."""
    return _session(request) | {
        "service_name": settings.SERVICE_NAME,
        "service_label": settings.SERVICE_LABEL,
        "is_demonstration": bool(settings.DEMO_PASSWORD),
    }


def _session(request: HttpRequest) -> dict[str, int]:
    """When the session ends, in seconds from now; nothing for whoever is not signed in."""
    user = getattr(request, "user", None)
    # An error page may be made before the session is known, or after it was emptied.
    if not user or not user.is_authenticated or open_sessions.SEEN not in request.session:
        return {}
    ends_in, ends_at_last_in = open_sessions.seconds_left(request)
    return {"session_ends_in": ends_in, "session_ends_at_last_in": ends_at_last_in}
