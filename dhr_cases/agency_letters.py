"""What is written to agencies: letters that ask (L04, L25) and letters that chase (L05, L27).

The words stand in the service and on paper. No e-mail carries them.
"""

from __future__ import annotations

from dhr_cases.models import AgencyRequest, RequestKind

SCOPING = (
    "We are finding out which agencies hold records that may help us decide whether there should "
    "be a review of a death. Please search all your records, paper and electronic, old and new. "
    "Do not limit the search to one department.\n\n"
    "Please secure what you find today, so that nothing is changed or destroyed. Please tell "
    "nobody about this who does not need to know.\n\n"
    "If you hold nothing, please tell us that. It takes three minutes."
)
"""What a co-ordinator starts from when asking for scoping (L04)."""

CHRONOLOGY = (
    "Please send us a chronology: every contact that your agency had with the people named, in "
    "the order of the days, each with the record it comes from. Write facts as they stand in your "
    "records, and any comment apart from them. Please do not name staff.\n\n"
    "There is a template for Excel and one for Word. You may use a table of your own, or type the "
    "rows here.\n\n"
    "If you hold nothing, please tell us that. It takes three minutes."
)
"""What a co-ordinator starts from when asking for chronologies (L25)."""

REVIEW = (
    "Please tell us what your agency knew and did, what was good, and what could be done "
    "differently. Answer each of the terms of reference that concern you, and explain why things "
    "happened, in the context of the time. Please do not name staff.\n\n"
    "The author must not have managed the case, nor the staff who did. A senior officer signs the "
    "return off before it comes to us."
)
"""What a chair starts from when asking for a management review or short report (L25)."""

SUPPORT = (
    "This work can be hard to read and to write. Please make sure that staff who take part know "
    "whom they can turn to."
)


def paragraphs(request: AgencyRequest) -> list[str]:
    """The letter about a request, without the table of names (L04, L25)."""
    found = [part for part in request.question.split("\n\n") if part.strip()]
    if request.search_from or request.search_to:
        found.append(search_dates(request.search_from, request.search_to))
    found.append(f"Please answer by {request.due_on:%-d %B %Y}.")
    found.append(SUPPORT)
    return found


def search_dates(first, last) -> str:
    """Between which days records are to be searched, in a sentence."""
    if first and last:
        return f"Please search records from {first:%-d %B %Y} to {last:%-d %B %Y}."
    if first:
        return f"Please search records from {first:%-d %B %Y} until today."
    return f"Please search all records until {last:%-d %B %Y}."


def chasing(request: AgencyRequest) -> list[str]:
    """The letter about an answer that did not come (L05, L27)."""
    asked = f"{request.asked_on:%-d %B %Y}"
    due = f"{request.due_on:%-d %B %Y}"
    effect = (
        "Without it we cannot decide in time whether there should be a review."
        if request.kind == RequestKind.SCOPING
        else "Without it the review cannot show what your agency has learned."
    )
    return [
        f"We asked for your return on {asked}, and asked to have it by {due}. It has not come.",
        effect,
        "If you hold nothing, tell us that. If you need longer, tell us why and by when.",
        "The review's report says which agencies took part and which did not.",
    ]
