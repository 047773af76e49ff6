"""The page that is one form: show it, check it, save it, say so, and go back."""

from django.contrib import messages
from django.shortcuts import redirect, render


def one_form(request, case, build, *, title, back, save, saved, **words):
    """Answer with a one-form page of a case, or save it and go `back`.

    `build(data, files)` makes the form; `save(form)` keeps it and may raise ValueError with a
    sentence, which stands beside the form with everything typed kept; `saved` is what the person
    is told. `words` are intro, submit and warning of the form template.
    """
    posted = request.method == "POST"
    form = build(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        try:
            save(form)
        except ValueError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, saved)
            return redirect(back)
    context = {"case": case, "title": title, "form": form, "back": back, **words}
    return render(request, "dhr_cases/case_form.html", context)
