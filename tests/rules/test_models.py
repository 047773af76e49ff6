"""No model escapes history, and no date of an act stands without the person behind it."""

from django.db import models as fields

from audit.recorded import AppendOnly, Recorded
from tests.rules.tree import models

# Only sessions and drafts are expected here, and the trail itself.
WITHOUT_HISTORY = {
    "accounts.OpenSession": "a session: where somebody is signed in, gone when it ends",
    "audit.AuditEvent": "the trail itself: append-only by trigger and sealed",
    "audit.Seal": "the chain over the trail: append-only by trigger",
    "dhr_cases.Draft": "unsaved words, read by their writer alone; what is saved has its history",
    "dhr_cases.CasePermission": "derived from roles, written and audited by policy alone",
}
# A pair by name whose two halves do not come and go together, each with its reason.
LOOSE_PAIRS: dict[str, str] = {
    "dhr_cases.CaseAssignment.ended": "a role that follows a standing role ends with it, by nobody",
}


def test_every_model_keeps_its_history_or_is_excused_by_name():
    escaped = {
        model._meta.label for model in models() if not issubclass(model, Recorded | AppendOnly)
    }
    assert escaped - set(WITHOUT_HISTORY) == set()


def test_every_excuse_is_needed():
    labels = {model._meta.label for model in models()}
    built = {name.split(".")[0] for name in labels}
    assert {name for name in WITHOUT_HISTORY if name.split(".")[0] in built} <= labels
    assert set(LOOSE_PAIRS) <= {label for label, *_ in pairs()}


def pairs():
    """`x_by` and `x_on` or `x_at` where both may be empty: the label, model and fields."""
    for model in models():
        own = {field.name: field for field in model._meta.concrete_fields}
        for name, field in own.items():
            stem = name.removesuffix("_by")
            partners = [own[stem + end] for end in ("_on", "_at") if stem + end in own]
            if name != stem and all(half.null for half in [field, *partners]):
                for partner in partners:
                    yield f"{model._meta.label}.{stem}", model, field, partner


def names_in(condition):
    """The fields that a check constraint speaks of."""
    if isinstance(condition, fields.Q):
        return {name for child in condition.children for name in names_in(child)}
    return {condition[0].split("__")[0]}


def test_dates_and_the_people_behind_them_come_together():
    loose = {
        label
        for label, model, by, on in pairs()
        if not any(
            {by.name, on.name} <= names_in(constraint.condition)
            for constraint in model._meta.constraints
            if isinstance(constraint, fields.CheckConstraint)
        )
    }
    assert loose - set(LOOSE_PAIRS) == set()


def test_keys_never_cascade():
    """A row goes only by disposal; deleting one thing must not take another with it."""
    kept = {fields.PROTECT, fields.RESTRICT}
    cascading = [
        f"{model._meta.label}.{field.name}"
        for model in models()
        for field in model._meta.concrete_fields
        if field.is_relation and field.remote_field.on_delete not in kept
    ]
    assert cascading == []
