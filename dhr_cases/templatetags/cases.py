"""What stands at the head and side of each page of a review: `{% load cases %}`."""

from django import template

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

    `known_as` is the agreed pseudonym, so anybody who may see the review may see it. Costs one
    query, for pauses; the gate has fetched the rest.
    """
    return {
        "case": case,
        "may": frozenset(may or ()),
        "paused": any(hold.ended_on is None and hold.scope == "all" for hold in case.holds.all()),
        "emergency": getattr(context["request"], "emergency", None),
    }
