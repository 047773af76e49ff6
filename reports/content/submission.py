"""What goes with a report to the Home Office: note, action plan as a table, index."""

from __future__ import annotations

import json
from datetime import date

from dhr_cases.models import Case
from reports.content.data_return import NOT_KEPT
from reports.render import csv

MARKING = "OFFICIAL-SENSITIVE"
# The columns of published action plans (process.md 6.5), in their order.
ACTION_COLUMNS = (
    "Recommendation",
    "Scope of recommendation (local or regional)",
    "Action to take",
    "Lead agency",
    "Key milestones achieved in enacting recommendation",
    "Target date",
    "Date of completion and outcome",
)
POINT_COLUMNS = ("Point", "Paragraph", "Answer", "What was changed and where, or why not")


def written(day: date | None) -> str:
    """A date as people write it, or nothing."""
    return f"{day.day} {day:%B %Y}" if day else ""


def action_plan(case: Case) -> bytes:
    """The action plan as CSV: a row for each action, and one for a recommendation without any."""
    rows = []
    recommendations = case.recommendations.prefetch_related("actions__lead")
    for recommendation in recommendations:
        first = f"{recommendation.number}. {recommendation.text}"
        scope = recommendation.get_level_display()
        actions = list(recommendation.actions.all())
        rows += [
            (
                first, scope, action.text, str(action.lead), action.milestones,
                written(action.due_on), _end(action),
            )
            for action in actions
        ] or [(first, scope, "", "", "", "", "")]  # fmt: skip
    return csv.rows(ACTION_COLUMNS, rows)


def _end(action) -> str:
    """When an action ended and what came of it; the template prints both in one column."""
    words = action.outcome or (action.reason if action.is_ended else "")
    return ": ".join(part for part in (written(action.completed_on), words) if part)


def answers_to_points(case: Case) -> bytes | None:
    """How each point of the Home Office's letters was answered, or None when there is none."""
    points = list(case.qualitypoints.all())
    if not points:
        return None
    return csv.rows(
        POINT_COLUMNS,
        [(row.text, row.paragraph, row.get_answer_display(), row.response) for row in points],
    )


def covering_note(case: Case, files: list[str], *, on: date) -> str:
    """The note that goes with a submission, in plain text; it names nobody of the review."""
    lead = case.lead_partnership
    earlier = case.submissions.count()
    again = " This is the changed report." if earlier else ""
    lines = [
        MARKING,
        "",
        f"From: {lead}",
        "To: the Home Office team for these reviews",
        f"Date: {written(on)}",
        f"Reference: {case.reference}",
        "",
        f"{case.get_label_display()} about the death of {case.known_as} (a pseudonym)",
        "",
        f"We send you the report of this review for quality assurance.{again}",
        "With this note come:",
        *[f"- {name}" for name in files],
        "",
        "index.txt and index.json give the SHA-256 of each file, so that you can see that nothing",
        "was changed on the way. Two people have cleared each document: nobody can be identified",
        "from it, as far as they can tell.",
        "",
        "In the data return, unknown is given as a value. These questions of the form are not",
        "kept in our service and are answered on request:",
        *[f"- {question}" for question in NOT_KEPT],
        "",
        *[line for line in (lead.contact_name, lead.contact_email, lead.contact_phone) if line],
        str(lead),
    ]
    return "\n".join(lines).rstrip() + "\n"


def index_json(case: Case, files: list[dict[str, object]], *, on: date) -> bytes:
    """The index for programs."""
    content = {
        "reference": case.reference,
        "title": case.known_as,
        "made_on": on.isoformat(),
        "files": files,
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def index_text(case: Case, files: list[dict[str, object]], *, on: date) -> bytes:
    """The index for people: what each file is, its size and its SHA-256."""
    lines = [
        MARKING,
        f"{case.reference}: what is in this pack",
        f"Made on {written(on)}",
        "",
    ]
    for file in files:
        lines += [str(file["name"]), f"  {file['what']}", f"  {file['size']} bytes"]
        lines += [f"  SHA-256 {file['sha256']}", ""]
    return ("\n".join(lines).rstrip() + "\n").encode()
