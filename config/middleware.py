"""What every page we make tells the browser, beside Django's own security headers."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.views.defaults import page_not_found

HEADERS = {
    # Nothing behind sign-in is kept by a browser or a proxy.
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class PrivateResponses:
    """Mark each response as private; static files are answered before this is reached."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Our own "not found" with DEBUG too: a demonstration must hint at nothing."""
        if isinstance(exception, Http404):
            return page_not_found(request, exception)
        return None
