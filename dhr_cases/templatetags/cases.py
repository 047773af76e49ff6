"""What stands at the head and side of each page of a review: `{% load cases %}`."""

from django import template
from django.urls import reverse

from dhr_cases import own_work, policy
from dhr_cases.navigation import links_for

register = template.Library()


@register.inclusion_tag("dhr_cases/_case_navigation.html", takes_context=True)
def case_navigation(context, case, may):
    """The side navigation, as far as this person may go; the page they are on is marked."""
    path = context["request"].path
    groups = links_for(case.reference, frozenset(may or ()))
    under = [address for _, links in groups for _, address in links if path.startswith(address)]
    return {"groups": groups, "current": max(under, key=len, default=""), "path": path}


@register.inclusion_tag("dhr_cases/_case_bar.html", takes_context=True)
def case_bar(context, case, may):
    """The person first, then the reference, the stage and what everybody must know.

    `known_as` is the agreed pseudonym, so anybody who may see the review may see it. The gate has
    fetched all of it.
    """
    return {
        "case": case,
        "may": frozenset(may or ()),
        "emergency_until": context["request"].emergency_until,
    }


@register.simple_tag(takes_context=True)
def own_links(context):
    """Which of "Our requests" and "Your actions" the menu shows to whoever is signed in."""
    return own_work.own_work(context["request"])


@register.simple_tag(takes_context=True)
def emergency_offer(context):
    """The address of emergency access, for somebody who may take it on the page just refused."""
    request = context.get("request")
    case = getattr(request, "refused_case", None)
    if case is None or not policy.may_take_emergency_access(case, request.user):
        return ""
    return reverse("dhr_cases:emergency_access", args=[case.reference])
