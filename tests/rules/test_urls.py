"""Every address says who may come: a permission, anybody signed in, or the public."""

from django.urls import URLPattern, URLResolver, get_resolver

# Views of other packages cannot carry our marks, so they are named here.
CLASSIFIED_ELSEWHERE = ("allauth.",)


def addresses(resolver=None, before=""):
    """Every route of the service with the view behind it."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, route)
        elif isinstance(entry, URLPattern):
            yield route, entry.callback


def is_classified(view):
    """It names its permission, or says that it is for anybody, signed in or not."""
    named = getattr(view, "required_permission", None) or getattr(view, "access", None)
    everybody = getattr(view, "login_required", True) is False or getattr(view, "public", False)
    return bool(named or everybody or getattr(view, "signed_in", False))


def test_every_address_says_who_may_come():
    open_doors = [
        f"{route} ({view.__module__}.{view.__name__})"
        for route, view in addresses()
        if not is_classified(view) and not view.__module__.startswith(CLASSIFIED_ELSEWHERE)
    ]
    assert open_doors == []


def test_every_address_of_a_case_names_a_permission():
    unguarded = [
        route
        for route, view in addresses()
        if "<reference:" in route and not getattr(view, "required_permission", None)
    ]
    assert unguarded == []
