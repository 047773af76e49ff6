"""What every template may say about the service itself."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def service(request: HttpRequest) -> dict[str, Any]:
    """The service's name, the label of its reviews (DHR or DARDR) and whether this is a demo."""
    return {
        "service_name": settings.SERVICE_NAME,
        "service_label": settings.SERVICE_LABEL,
        "is_demonstration": bool(settings.DEMO_PASSWORD),
    }
