"""The `step` decorator, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django_fsm import transition

from accounts.roles import Permission
from dhr_cases.policy import permissions_on

performing: ContextVar[bool] = ContextVar("performing", default=False)
Guard = Callable[..., str | None]
Effect = Callable[..., None]


@dataclass(frozen=True)
class Step:
    """One step as declared: everything that is derived from it reads this."""

    code: str
    name: str
    label: str
    sources: tuple[str, ...]
    target: str
    permission: Permission
    guards: tuple[Guard, ...] = ()
    meets: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    form: str = ""
    rule: str = field(default="", compare=False)


def step(
    *,
    code: str,
    label: str,
    source: str | Sequence[str],
    target: str,
    permission: Permission,
    guards: Sequence[Guard] = (),
    meets: Sequence[str] = (),
    opens: Sequence[str] = (),
    form: str = "StepForm",
) -> Callable[[Effect], Effect]:
    """Declare one step of the process. The decorated body is its side effect.

    `code` is its number in process.md (T06); `label` what a person would call it; `source` the
    status or statuses it starts from; `permission` who may take it; `guards` what must be true
    first; `meets` and `opens` the deadline rules it ends and starts; `form` the name of a form in
    `workflow.forms`. The body runs only inside `workflow.services.perform`; called from anywhere
    else it raises RuntimeError.
    """
    sources = (source,) if isinstance(source, str) else tuple(source)

    def decorate(method: Effect) -> Effect:
        declared = Step(
            code=code,
            name=method.__name__,
            label=label,
            sources=tuple(str(value) for value in sources),
            target=str(target),
            permission=permission,
            guards=tuple(guards),
            meets=tuple(meets),
            opens=tuple(opens),
            form=form,
            rule=(method.__doc__ or "").strip(),
        )

        @wraps(method)
        def effect(progress: Any, **given: Any) -> None:
            if not performing.get():
                raise RuntimeError(f"Use workflow.services.perform, not .{method.__name__}()")
            method(progress, **given)

        declare = transition(
            field="status",
            source=list(sources),
            target=target,
            # A callable on purpose: the library's string form falls back to a global permission.
            permission=lambda progress, user: permission in permissions_on(progress.case, user),
            custom={"step": declared},
        )
        return declare(effect)

    return decorate
