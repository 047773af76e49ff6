"""The pieces of a page: `{% load govuk %}`."""

from collections.abc import Iterable

from django import template
from django.core.paginator import Paginator

register = template.Library()

KINDS = ("grey", "on-time", "due-soon", "overdue", "information", "paused")


@register.inclusion_tag("govuk/error_summary.html")
def error_summary(*forms):
    """Every fault of one or more forms (or formsets), each leading to an input that exists."""
    faults = []
    for form in forms:
        if not form:
            continue
        for member in getattr(form, "forms", None) or [form]:
            faults += _faults(member)
        if hasattr(form, "non_form_errors"):
            faults += [{"id": "", "text": text} for text in form.non_form_errors()]
    return {"faults": faults}


def _faults(form) -> list[dict[str, str]]:
    if not hasattr(form, "errors"):
        return []
    found = [{"id": "", "text": text} for text in form.non_field_errors()]
    for bound in form:
        target = "" if bound.is_hidden else bound.first_input_id
        found += [{"id": target, "text": text} for text in bound.errors]
    return found


@register.inclusion_tag("govuk/tag.html")
def tag(text: str, kind: str = "grey"):
    """A status in words; the colour only supports. Raises ValueError on a kind we do not have."""
    if kind not in KINDS:
        raise ValueError(f"No such kind of tag: {kind}. Choose from {', '.join(KINDS)}")
    return {"text": text, "kind": kind}


@register.inclusion_tag("govuk/summary_list.html")
def summary_list(rows: Iterable[dict]):
    """Rows of {key, value, href?, action?}; the link's hidden text is the key."""
    rows = list(rows)
    return {"rows": rows, "any_action": any(row.get("href") for row in rows)}


@register.inclusion_tag("govuk/task_list.html")
def task_list(rows: Iterable[dict], prefix: str = "task"):
    """Rows of {title, href?, status, kind?, hint?}; give each list of a page its own prefix."""
    return {"rows": rows, "prefix": prefix}


@register.inclusion_tag("govuk/timeline.html")
def timeline(entries: Iterable[dict], level: int = 3):
    """Entries of {title, by, when, text?}, in the order given; level is that of the headings."""
    return {"entries": entries, "level": level}


@register.inclusion_tag("govuk/work_rows.html")
def work_rows(rows: Iterable[dict]):
    """Rows of {what, href?, reference?, date?, status?, kind?, link?}; overdue ones get a rule."""
    return {"rows": rows}


@register.inclusion_tag("govuk/content_note.html")
def content_note(text: str, back: str = "", support: str = ""):
    """A calm word before distressing text: what it describes, and two ways not to read on now."""
    return {"text": text, "back": back, "support": support}


@register.inclusion_tag("govuk/pagination.html", takes_context=True)
def pagination(context, page):
    """Links to the pages of a `Paginator` page; the rest of the address is kept."""

    def href(number: int) -> str:
        return _with(context, page=str(number))

    items = [
        {"number": number, "href": href(number), "current": number == page.number}
        if number != Paginator.ELLIPSIS
        else {}
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return {
        "page": page,
        "items": items,
        "previous": href(page.previous_page_number()) if page.has_previous() else "",
        "next": href(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("govuk/sort_link.html", takes_context=True)
def sort_link(context, column: str, label: str):
    """A heading that sorts by `?sort=column`, then by `?sort=-column`; works without JavaScript."""
    direction = sort_direction(context, column)
    descending = direction == "ascending"
    return {
        "label": label,
        "href": _with(context, sort=f"-{column}" if descending else column, page=None),
        "direction": direction,
        "next_direction": "descending" if descending else "ascending",
    }


@register.simple_tag(takes_context=True)
def sort_direction(context, column: str) -> str:
    """`ascending`, `descending` or nothing: what this column is sorted by in the address."""
    chosen = context["request"].GET.get("sort", "")
    return {column: "ascending", f"-{column}": "descending"}.get(chosen, "")


@register.simple_tag(takes_context=True)
def aria_sort(context, column: str) -> str:
    """The value of `aria-sort` for a column heading."""
    return sort_direction(context, column) or "none"


@register.simple_tag(takes_context=True)
def here(context, href: str) -> str:
    """`page` when this is the page at `href`, `true` when it lies below it, else nothing."""
    path = context["request"].path if "request" in context else ""
    if path == href:
        return "page"
    return "true" if href != "/" and path.startswith(href) else ""


def _with(context, **changes: str | None) -> str:
    """This address's query with some parts changed, or taken away when None."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}"
