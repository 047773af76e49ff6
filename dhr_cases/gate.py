"""The only ways into a case, a request, a notice or an action: found, allowed, written down."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.roles import GRANTS, HIDDEN, Permission, Role
from audit.log import record
from audit.models import Event
from dhr_cases.models import Action, AgencyRequest, Notification
from dhr_cases.policy import case_for
from dhr_cases.standing import bodies_of

READING = {"GET", "HEAD"}
AT_HOME = frozenset({Permission.RUN_CASE, Permission.DECIDE, Permission.LEAD_REVIEW})


def case_view(*any_of: Permission, change: tuple[Permission, ...] | Permission = ()):
    """Let a view have its case only if the person asking may.

    A person needs one of `any_of` to read, and one of `change` to send anything. A stranger, and
    anybody asking for a part that must not be hinted at, is told "not found"; somebody who may see
    the case but not this part is told so. Views are recorded in the view's own transaction,
    refusals outside it (architecture 4.3, 5). Leaves `request.may` for the template.
    """
    needed_to_change = (change,) if isinstance(change, Permission) else tuple(change)

    def decorate(view):
        @wraps(view)
        def gate(request, reference, **kwargs):
            case, may = case_for(reference, request.user)
            request.refused_case = case if _would_help(request, may, any_of) else None
            _require(request, may, any_of, subject=reference if case else "")
            request.refused_case = None
            if request.method not in READING and needed_to_change:
                _require(request, may, needed_to_change, subject=reference)
            request.may = may
            # Whoever runs, leads or decides the case needs no telling.
            request.emergency_until = None if may & AT_HOME else case.emergency_until
            record(
                Event.VIEWED,
                actor=request.user,
                subject=case.reference,
                page=request.resolver_match.view_name,
                method=request.method,
            )
            return view(request, case, **kwargs)

        gate.required_permission = any_of
        gate.change_permission = needed_to_change
        return gate

    return decorate


def _would_help(request, may, needed) -> bool:
    """Whether emergency access would open this page to somebody who knows the review exists."""
    opens = GRANTS[Role.EMERGENCY]
    return request.method in READING and Permission.VIEW_CASE in may and bool(opens & set(needed))


def _require(request, may, needed, *, subject):
    if may & set(needed):
        return
    request.refusal = (
        Event.VIEW_REFUSED,
        subject,
        {"page": request.resolver_match.view_name, "method": request.method},
    )
    if Permission.VIEW_CASE not in may or set(needed) <= HIDDEN:
        raise Http404
    raise PermissionDenied


def _own(name, find, permission, subject):
    """A gate for things that belong to a person rather than to a reader of the case."""

    def decorate(view):
        @wraps(view)
        def gate(request, token, **kwargs):
            thing = find(request.user).filter(token=token).first()
            page = {"page": request.resolver_match.view_name, "method": request.method}
            if thing is None:
                request.refusal = (Event.VIEW_REFUSED, "", page)
                raise Http404
            record(Event.VIEWED, actor=request.user, subject=subject(thing), **page)
            return view(request, thing, **kwargs)

        gate.own = name
        gate.access = "own"
        gate.required_permission = (permission,) if permission else ()
        return gate

    return decorate


request_view = _own(
    "request",
    lambda user: AgencyRequest.objects.visible_to(user).select_related("case", "organisation"),
    Permission.OWN_RETURN,
    lambda request: request.case.reference,
)
"""Let an agency's person have their own agency's request; anybody else is told "not found"."""

action_view = _own(
    "action",
    lambda user: Action.objects.owned_by(user).select_related("case", "recommendation"),
    Permission.UPDATE_OWN_ACTION,
    lambda action: action.case.reference,
)
"""Let an action's owner have their own action; anybody else is told "not found"."""

notice_view = _own(
    "notice",
    lambda user: Notification.objects.visible_to(user).select_related("case", "area", "county"),
    None,
    lambda notice: notice.case.reference if notice.case_id else "notice",
)
"""Let people of the area's partnerships have a notice; anybody else is told "not found"."""

notice_keeper_view = _own(
    "notice",
    lambda user: Notification.objects.kept_by(user).select_related("case", "area", "county"),
    None,
    lambda notice: notice.case.reference if notice.case_id else "notice",
)
"""Let those who write and send an area's notices have one; anybody else is told "not found"."""


def standing_view(*roles: Role):
    """Let holders of one of these standing roles open a page that belongs to no case yet.

    Leaves `request.bodies`, the partnerships where the person holds such a role, and
    `request.administers`: an administrator, where named, holds theirs at the installation.
    """

    def decorate(view):
        @wraps(view)
        def gate(request, **kwargs):
            request.bodies = bodies_of(request.user, roles)
            request.administers = Role.ADMINISTRATOR in roles and request.user.is_administrator
            if not request.bodies and not request.administers:
                page = {"page": request.resolver_match.view_name, "method": request.method}
                request.refusal = (Event.VIEW_REFUSED, "", page)
                raise PermissionDenied
            return view(request, **kwargs)

        gate.access = "standing"
        gate.standing_roles = roles
        return gate

    return decorate
