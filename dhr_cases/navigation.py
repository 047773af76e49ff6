"""The side navigation of a review: what there is to open, and who is shown it."""

from dataclasses import dataclass
from functools import cache

from django.urls import NoReverseMatch, reverse

from accounts.roles import Permission as P

ANY = "AAA-0000-00"
"""A reference that no review has, to stand for any."""


@dataclass(frozen=True)
class Entry:
    """One link; anybody holding one of the permissions named is shown it."""

    label: str
    url_name: str
    any_of: tuple[P, ...]


DECIDING = (P.VIEW_WORKING, P.DECIDE, P.GIVE_COUNTY_VIEW)
GROUPS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "This review",
        (
            Entry("Overview", "dhr_cases:overview", (P.VIEW_CASE,)),
            Entry("Story so far", "workflow:story", (P.VIEW_CASE,)),
            Entry("Deadlines", "workflow:deadlines", (P.VIEW_CASE,)),
            Entry("Timetable", "workflow:timetable", (P.VIEW_CASE,)),
            Entry("Delay explained", "workflow:delay", (P.VIEW_WORKING, P.VIEW_DRAFT)),
            Entry(
                "Criteria check",
                "workflow:criteria",
                DECIDING,
            ),
            Entry("Decision", "workflow:decision", DECIDING),
        ),
    ),
    (
        "People",
        (
            Entry("People", "dhr_cases:people", (P.VIEW_CASE,)),
            Entry("Pseudonyms", "dhr_cases:pseudonyms", (P.VIEW_IDENTITY,)),
            Entry("Protected terms", "dhr_cases:protected_terms", (P.VIEW_IDENTITY,)),
            Entry("Family and friends", "dhr_cases:family", (P.VIEW_FAMILY,)),
            Entry("Agreed summary", "dhr_cases:agreed_summary", (P.VIEW_BUNDLE,)),
            Entry(
                "Person thought responsible",
                "dhr_cases:responsible_side",
                (P.VIEW_PERPETRATOR,),
            ),
            Entry("Proceedings", "dhr_cases:proceedings", (P.VIEW_PROCEEDINGS,)),
        ),
    ),
    (
        "Gathering",
        (
            Entry("Agencies", "dhr_cases:agencies", (P.VIEW_WORKING, P.VIEW_RETURNS)),
            Entry("Reviews and reports", "dhr_cases:contributions", (P.VIEW_RETURNS,)),
            Entry("Queries", "dhr_cases:queries", (P.VIEW_RETURNS,)),
            Entry("Chronology", "chronology:combined", (P.VIEW_WORKING, P.VIEW_BUNDLE)),
            Entry(
                "Meetings",
                "workflow:meetings",
                (P.VIEW_WORKING, P.VIEW_BUNDLE, P.DECIDE, P.GIVE_COUNTY_VIEW),
            ),
            Entry(
                "Documents",
                "documents:documents",
                (P.VIEW_WORKING, P.VIEW_BUNDLE, P.VIEW_DRAFT, P.VIEW_RELEASE),
            ),
        ),
    ),
    (
        "Review and report",
        (
            Entry(
                "Setting up",
                "workflow:commissioning",
                (P.VIEW_WORKING, P.VIEW_BUNDLE, P.DECIDE, P.GIVE_COUNTY_VIEW),
            ),
            Entry("Terms", "workflow:terms", (P.VIEW_WORKING, P.VIEW_BUNDLE)),
            Entry("Report", "workflow:report", (P.VIEW_DRAFT,)),
            Entry("Recommendations", "dhr_cases:recommendations", (P.VIEW_DRAFT,)),
            Entry("Action plan", "dhr_cases:actions", (P.VIEW_DRAFT,)),
        ),
    ),
    (
        "Leaving us",
        (
            Entry(
                "Submission",
                "reports:submission",
                (P.RUN_CASE, P.LEAD_REVIEW, P.DECIDE, P.GIVE_COUNTY_VIEW),
            ),
            Entry("Disclosure check", "disclosure:checks", (P.CLEAR_RELEASE,)),
            Entry("Quality assurance", "workflow:quality_assurance", (P.VIEW_DRAFT,)),
            Entry("Learning summary", "reports:learning", (P.VIEW_DRAFT, P.VIEW_RELEASE)),
            Entry("Publication", "workflow:publication", (P.VIEW_RELEASE,)),
        ),
    ),
    (
        "Keeping the record",
        (
            Entry("Letters", "workflow:letters", (P.VIEW_WORKING,)),
            Entry("Costs", "workflow:costs", (P.VIEW_COSTS,)),
            Entry("Access", "dhr_cases:access", (P.MANAGE_ACCESS, P.DECIDE)),
            Entry("History", "dhr_cases:history", (P.VIEW_CASE,)),
            Entry("Retention", "workflow:retention", (P.DISPOSE,)),
            Entry("Who saw what", "dhr_cases:who_saw_what", (P.VIEW_AUDIT,)),
        ),
    ),
)


def links_for(reference: str, may) -> list[tuple[str, list[tuple[str, str]]]]:
    """The groups, each with the (label, address) this person is shown; empty groups are left out.

    Takes the case's reference and the permissions of the person who asks. An entry whose page
    does not exist yet is left out too.
    """
    groups = []
    for heading, entries in GROUPS:
        shown = [
            (entry.label, address)
            for entry in entries
            if not may.isdisjoint(entry.any_of) and (address := _address(entry, reference))
        ]
        if shown:
            groups.append((heading, shown))
    return groups


def _address(entry: Entry, reference: str) -> str:
    return _address_of_any(entry.url_name).replace(ANY, reference)


@cache
def _address_of_any(url_name: str) -> str:
    """A page's address with `ANY` for the reference: thirty are asked for with every page."""
    try:
        return reverse(url_name, args=[ANY])
    except NoReverseMatch:
        return ""
