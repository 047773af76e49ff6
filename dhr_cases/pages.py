"""The page that is one form: show it, check it, save it, say so, and go back."""

from django.contrib import messages
from django.shortcuts import redirect, render

from dhr_cases import drafts


def one_form(request, case, build, *, title, back, save, saved, template="", **words):
    """Answer with a one-form page, of a case or (`case` is None) of none, or save and go `back`.

    `build(data, files)` makes the form; `save(form)` keeps it and may raise ValueError with a
    sentence, which stands beside the form with everything typed kept, or return another address to
    go to; `saved` is what the person is told, empty when `save` has told it. `template` is one
    other than the usual, `words` are what it needs: intro, submit, warning. Long text may be kept
    as a draft (S07).
    """
    posted = request.method == "POST"
    form = build(request.POST if posted else None, request.FILES if posted else None)
    kept = drafts.answer(request, form, case=case, title=title)
    if kept:
        return kept
    if posted and form.is_valid():
        try:
            going = save(form)
        except ValueError as refused:
            form.add_error(None, str(refused))
        else:
            drafts.forget(request)
            if saved:
                messages.success(request, saved)
            return redirect(going if isinstance(going, str) else back)
    context = {"case": case, "title": title, "form": form, "back": back, **words}
    usual = "dhr_cases/case_form.html" if case else "form_page.html"
    return render(request, template or usual, context)
