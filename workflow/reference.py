"""What can be read off the declaration of the steps: paths, the diagram, the tables."""

from __future__ import annotations

import re
from collections import deque

from accounts.roles import GRANTS, HIDDEN, STANDING, Permission, Role
from workflow.models import Progress
from workflow.status import STAGES, Status, stage_number
from workflow.steps import Guard, Step

CODE = re.compile(r"T[0-9]{2}")
GENERATED = (
    "Written by `manage.py workflow_reference` from the code. Change the code, not this page.\n"
)


def path_to(status: str) -> list[Step]:
    """The fewest steps from a notice to a status; where two are as short, the lower codes.

    Raises ValueError for a status that no step leads to.
    """
    paths: dict[str, list[Step]] = {str(Status.NOTIFIED): []}
    waiting = deque(paths)
    while waiting:
        here = waiting.popleft()
        for step in Progress.steps():
            if here in step.sources and step.target not in paths:
                paths[step.target] = [*paths[here], step]
                waiting.append(step.target)
    if str(status) not in paths:
        raise ValueError(f"No step leads to {status}.")
    return paths[str(status)]


def all_guards() -> list[Guard]:
    """Every guard that some step names, once, in the order of the steps."""
    return list(dict.fromkeys(guard for step in Progress.steps() for guard in step.guards))


def words_of(text: str | None) -> str:
    """A docstring as one line, its leading list of step codes taken off."""
    words = " ".join((text or "").split())
    before, colon, after = words.partition(": ")
    if colon and all(CODE.fullmatch(part) for part in re.split(", | to ", before)):
        return after[:1].upper() + after[1:]
    return words


def roles_with(permission: str) -> list[str]:
    """The roles that hold a permission, in words."""
    return [str(role.label) for role in Role if permission in GRANTS[role]]


def diagram() -> str:
    """The states and steps as a Mermaid diagram (process.md A1)."""
    lines = ["```mermaid", "stateDiagram-v2", "    [*] --> NOTIFIED"]
    for step in Progress.steps():
        for source in step.sources:
            arrow = f"{Status(source).name} --> {Status(step.target).name}"
            lines.append(f"    {arrow}: {step.code} {step.label}")
    return "\n".join([*lines, "```"])


def table(header: list[str], rows: list[list[str]]) -> str:
    """A table in Markdown."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _step_section(step: Step) -> str:
    sources = " or ".join(str(Status(source).label) for source in step.sources)
    lines = [
        f"### {step.code} {step.label}",
        "",
        words_of(step.rule),
        "",
        f"- Name: `{step.name}`",
        f"- From: {sources}",
        f"- To: {Status(step.target).label}",
        f"- Who: {' or '.join(roles_with(step.permission))} (`{step.permission}`)",
        f"- Form: `{step.form}`",
    ]
    if step.meets:
        lines.append(f"- Meets: {', '.join(f'`{name}`' for name in step.meets)}")
    if step.opens:
        lines.append(f"- Opens: {', '.join(f'`{name}`' for name in step.opens)}")
    if step.guards:
        lines.append("- What must be true first:")
        lines += [f"  - {words_of(guard.__doc__)} (`{guard.__name__}`)" for guard in step.guards]
    return "\n".join(lines)


def workflow_page() -> str:
    """The page of states and steps."""
    states = [
        [f"`{status}`", str(status.label), STAGES[stage_number(status) - 1]] for status in Status
    ]
    parts = [
        "# States and steps",
        GENERATED,
        "## Diagram",
        "",
        diagram(),
        "",
        "## States",
        "",
        table(["State", "In words", "Stage"], states),
        "",
        "## Steps",
        "",
        "\n\n".join(_step_section(step) for step in Progress.steps()),
    ]
    return "\n".join(parts) + "\n"


def roles_page() -> str:
    """The page of roles: who holds them where, what they grant, which steps they take."""
    rows = []
    for role in Role:
        steps = [step.code for step in Progress.steps() if step.permission in GRANTS[role]]
        where = "At a body" if role in STANDING else "On one review"
        permissions = [f"`{name}`" for name in Permission if name in GRANTS[role]]
        rows.append(
            [
                str(role.label),
                where,
                ", ".join(permissions) or "Nothing on any review",
                ", ".join(steps) or "None",
            ]
        )
    return "\n".join(
        [
            "# Roles",
            GENERATED,
            table(["Role", "Held", "May", "Steps"], rows),
            "",
        ]
    )


def permissions_page() -> str:
    """The page of permissions: what each lets a person do, and who holds it."""
    rows = [
        [
            f"`{permission}`",
            str(permission.label),
            ", ".join(roles_with(permission)) or "Nobody",
            "404" if permission in HIDDEN else "403",
        ]
        for permission in Permission
    ]
    note = (
        "Somebody who may see a review but lacks the permission of one of its pages is refused "
        "(403), or told there is no such page (404) where the part must not even be hinted at. "
        "Strangers are always told there is no such page."
    )
    return "\n".join(
        [
            "# Permissions",
            GENERATED,
            note,
            "",
            table(["Permission", "Lets a person", "Roles that hold it", "Without it"], rows),
            "",
        ]
    )


def pages() -> dict[str, str]:
    """Every generated page, by its file name."""
    return {
        "workflow.md": workflow_page(),
        "roles.md": roles_page(),
        "permissions.md": permissions_page(),
    }
