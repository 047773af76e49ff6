"""Making a chronology: upload or type it, check its rows, send it (S73 to S75)."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case as When
from django.db.models import Value
from django.db.models import When as Is
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from audit.log import record
from audit.models import Event
from chronology import services, signing
from chronology.checking import count_line
from chronology.conversions import row_of_entry
from chronology.forms.own import PeopleForm, RemoveForm, RowForm, SendForm, UploadForm
from chronology.handing_out import RULES, excel_template, marked_workbook, word_template
from chronology.models import ChronologyFile, EntryState, PersonLabel
from chronology.standing import tag_of
from chronology.views.desk import at_the_desk
from dhr_cases import exchange
from dhr_cases.pages import one_form
from documents.kinds import CONTENT_TYPES, FileRefused

ROWS = 50
TEMPLATES = {"xlsx": excel_template, "docx": word_template}


def _versions(desk):
    """What this desk may read of the agency's versions: a draft of the other desk never."""
    found = ChronologyFile.objects.filter(case=desk.case, organisation=desk.organisation)
    if desk.on_behalf:
        return found.handed_in().order_by("-number")
    return found.exclude(on_behalf=True, sent_on__isnull=True).order_by("-number")


@at_the_desk("GET", "POST")
def start(request, desk):
    """The template, the rules on one screen, and the file (S73)."""
    posted = request.method == "POST"
    if posted and not desk.is_open:
        raise Http404
    form = UploadForm(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        answers = form.cleaned_data
        try:
            services.take_in(
                desk.case,
                desk.organisation,
                answers["read"],
                request=desk.asked,
                on_behalf=desk.on_behalf,
                content=answers["content"],
                name=answers["file"].name,
                by=request.user,
                on=timezone.localdate(),
            )
        except FileRefused as refused:
            form.add_error("file", str(refused))
        else:
            return redirect(desk.url("check"))
    versions = [{"file": file, "tag": tag_of(file)} for file in _versions(desk)]
    context = _words(desk, "Your agency's chronology" if not desk.on_behalf else _whose(desk))
    context |= {
        "form": form,
        "rules": RULES,
        "versions": versions,
        "draft": desk.draft if desk.is_open else None,
        "back": desk.up(),
    }
    return render(request, "chronology/start.html", context)


def _whose(desk) -> str:
    return f"Chronology of {desk.organisation}"


def _words(desk, title):
    urls = {
        name: desk.url(name)
        for name in ("start", "check", "add_row", "people", "marked", "send", "type_rows")
    }
    urls |= {f"template_{kind}": desk.url("template", kind) for kind in TEMPLATES}
    return {
        "desk": desk,
        "case": desk.page_of_case,
        "asked": desk.asked,
        "title": title,
        "base": desk.base,
        "urls": urls,
    }


@at_the_desk("GET")
def template(request, desk, kind):
    """The template to fill in, as an Excel workbook or a Word document."""
    if kind not in TEMPLATES:
        raise Http404
    return _attachment(TEMPLATES[kind](), f"chronology-template.{kind}")


def _attachment(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPES[f".{name.rpartition('.')[2]}"])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@at_the_desk("POST")
def type_rows(request, desk):
    """Begin a chronology without a file, to be typed row by row."""
    if not desk.is_open:
        raise Http404
    if desk.draft is None:
        services.take_in(
            desk.case,
            desk.organisation,
            None,
            request=desk.asked,
            on_behalf=desk.on_behalf,
            by=request.user,
            on=timezone.localdate(),
        )
    return redirect(desk.url("add_row"))


@at_the_desk("GET")
def check(request, desk):
    """Every row with its problems, those to fix first (S74)."""
    draft = desk.draft_or_404()
    worst = When(Is(state=EntryState.FAULTY, then=Value(0)), default=Value(1))
    entries = draft.entries.order_by(worst, "position")
    page = Paginator(entries, ROWS).get_page(request.GET.get("page"))
    to_fix = draft.entries.filter(state=EntryState.FAULTY).count()
    labels = services.labels_to_map(draft)
    context = _words(desk, "Check the rows")
    context |= {
        "draft": draft,
        "page": page,
        "rows": [
            {
                "entry": entry,
                "edit": desk.url("row", entry.token),
                "accept": desk.url("accept", entry.token)
                if any(fault.get("guess") for fault in entry.faults)
                else "",
            }
            for entry in page
        ],
        "many_sheets": len(draft.columns) > 1,
        "count_line": count_line(page.paginator.count, to_fix),
        "to_fix": to_fix,
        "labels": labels,
        "may_send": bool(page.paginator.count) and not to_fix and not labels,
        "back": desk.url("start"),
    }
    return render(request, "chronology/check.html", context)


def _entry_or_404(desk, token):
    draft = desk.draft_or_404()
    return draft, get_object_or_404(draft.entries.select_related("case"), token=token)


@at_the_desk("GET", "POST")
def add_row(request, desk):
    """Type one row."""
    draft = desk.draft_or_404()
    return one_form(
        request,
        desk.page_of_case,
        lambda data, files: RowForm(data),
        title="Add a row",
        back=desk.url("check"),
        save=lambda form: services.keep_row(draft, form.cleaned_data["row"]),
        saved="Row added",
        submit="Add the row",
    )


@at_the_desk("GET", "POST")
def row(request, desk, row):
    """Put one row right, or say why it stays as it is."""
    draft, entry = _entry_or_404(desk, row)
    as_kept = row_of_entry(entry)
    wrong = " ".join(fault.words for fault in as_kept.faults)
    return one_form(
        request,
        desk.page_of_case,
        lambda data, files: RowForm(
            data, row=as_kept, may_keep=services.may_be_kept(as_kept) or bool(as_kept.kept_because)
        ),
        title=f"Row {entry.row}" + (f" of {entry.sheet}" if entry.sheet else ""),
        intro=wrong,
        back=desk.url("check"),
        save=lambda form: services.keep_row(draft, form.cleaned_data["row"], entry),
        saved="Row saved",
        submit="Save the row",
        template="chronology/row.html",
        base=desk.base,
        remove=desk.url("remove", entry.token),
    )


@at_the_desk("POST")
def accept(request, desk, row):
    """Take our best guess of a date for true."""
    draft, entry = _entry_or_404(desk, row)
    mended = services.accept_guess(entry)
    if mended is None:
        raise Http404
    services.keep_row(draft, mended, entry)
    return redirect(desk.url("check"))


@at_the_desk("GET", "POST")
def remove(request, desk, row):
    """Take a row out of the draft; the history keeps that it was there."""
    draft, entry = _entry_or_404(desk, row)
    return one_form(
        request,
        desk.page_of_case,
        lambda data, files: RemoveForm(data),
        title=f"Take row {entry.row} out",
        intro=entry.happened[:300] or "The row says nothing under “What happened”.",
        back=desk.url("row", entry.token),
        save=lambda form: services.take_out(draft, entry) or desk.url("check"),
        saved="Row taken out. The history says that it was there.",
        submit="Take it out",
        warning=True,
    )


@at_the_desk("GET", "POST")
def people(request, desk):
    """Say once who each label stands for."""
    draft = desk.draft_or_404()
    labels = services.labels_to_map(draft)

    def save(form):
        for label, who in form.answers.items():
            PersonLabel(case=desk.case, organisation=desk.organisation, label=label, who=who).save()

    return one_form(
        request,
        desk.page_of_case,
        lambda data, files: PeopleForm(data, labels=labels),
        title="Who are these people?",
        intro="Each label is asked about once and holds for every row that uses it. If two labels "
        "mean one person, give them the same answer.",
        back=desk.url("check"),
        save=save,
        saved="Saved",
    )


@at_the_desk("GET")
def marked(request, desk):
    """The rows as they came, with what to mend in a last column."""
    draft = desk.draft_or_404()
    tables: dict[str, list] = {name: [] for name in draft.columns}
    for entry in draft.entries.order_by("position"):
        words = " ".join(fault["words"] for fault in entry.faults)
        tables.setdefault(entry.sheet, []).append((entry.cells, words))
    sheets = [(name, draft.columns.get(name, []), rows) for name, rows in tables.items() if rows]
    record(
        Event.DOWNLOADED, actor=request.user, subject=desk.case.reference, chronology=draft.token
    )
    name = f"{desk.case.reference}-chronology-v{draft.number}-to-mend.xlsx"
    return _attachment(marked_workbook(sheets), name)


@at_the_desk("GET", "POST")
def send(request, desk):
    """The author's statement and the receipt (S75)."""
    draft = desk.draft_or_404()
    why_not = services.why_not_sent(draft)
    if why_not:
        context = _words(desk, "Not ready to send yet") | {
            "why_not": why_not,
            "back": desk.url("check"),
        }
        return render(request, "chronology/not_ready.html", context)
    count = draft.entries.count()
    to_senior = services.needs_sign_off(draft)

    def save(form):
        statement = form.cleaned_data["statement"]
        if to_senior:
            signing.pass_to_senior(draft, statement=statement, by=request.user)
            messages.success(request, "Saved. A senior officer of your agency now signs it off.")
            return desk.up()
        now = timezone.localtime()
        services.send(draft, statement=statement, by=request.user, on=now.date())
        receipt = exchange.give_receipt(
            desk.asked,
            services.in_short(draft),
            by=None if desk.on_behalf else request.user,
            at=now,
        )
        messages.success(
            request,
            f"Received, {now:%-d %B %Y at %H:%M}: {count:,} row{'' if count == 1 else 's'}, "
            f"version {draft.number}. Your reference is {receipt.reference}.",
        )
        return desk.url("start")

    return one_form(
        request,
        desk.page_of_case,
        lambda data, files: SendForm(data, initial={"statement": draft.statement}),
        title="Send the chronology",
        intro=_what_goes(draft, count)
        + (" A senior officer of your agency signs it off before it comes to us." * to_senior),
        back=desk.url("check"),
        save=save,
        saved="",
        submit="Pass it to a senior officer" if to_senior else "Send",
    )


def _what_goes(draft, count) -> str:
    words = f"You are sending {count:,} row{'' if count == 1 else 's'}."
    told = services.what_differs(draft)
    if told is None:
        return words
    return (
        f"{words} Against the version before: {len(told.added):,} added, {len(told.changed):,} "
        f"changed, {len(told.gone):,} gone, {told.same:,} as they were."
    )


@at_the_desk("GET")
def version(request, desk, version):
    """One of the agency's own versions, as it was sent."""
    file = get_object_or_404(_versions(desk).select_related("sent_by"), token=version)
    context = _words(desk, f"Version {file.number}")
    context |= {
        "file": file,
        "tag": tag_of(file),
        "page": Paginator(file.entries.order_by("position"), ROWS).get_page(
            request.GET.get("page")
        ),
        "back": desk.url("start"),
    }
    return render(request, "chronology/version.html", context)
