"""Usual questions: the answer of a day ready to copy, and what was said to each request."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from prevent_portal.access import requires
from prevent_portal.errors import refusals_on

from .. import services
from ..forms.answers import AnswerDay, GiveForm
from ..models import Answer, Question


@requires("reports.view_question", Question)
@require_safe
def answer_question(request, question):
    """The answer as at a day, as the public may have it."""
    filters = AnswerDay(request.GET, user=request.user, today=timezone.localdate())
    prepared = services.prepare_answer(question, agency=filters.whose, on=filters.day)
    context = {"question": question, "filters": filters, "prepared": prepared}
    return render(request, "reports/answer_question.html", context)


@requires("reports.give_answer", Question)
@require_http_methods(["GET", "HEAD", "POST"])
def give_answer(request, question):
    """Write down to which request the answer of a day was given."""
    about = _about(request)
    prepared = services.prepare_answer(question, **about)
    initial = {"given_on": timezone.localdate(), "read": prepared.sha256}
    form = GiveForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            given = form.cleaned_data | about
            return redirect(services.give_answer(question, by=request.user, **given))
    return render(
        request,
        "reports/give_answer.html",
        {"question": question, "prepared": prepared, "form": form} | about,
    )


def _about(request):
    """Whose answer it is, and as at which day."""
    asked = AnswerDay(request.GET, user=request.user, today=timezone.localdate())
    return {"agency": asked.whose, "on": asked.day}


@requires("reports.view_answer", Answer)
@require_safe
def given_answer(request, answer):
    """What was said to a request, word for word."""
    return render(request, "reports/given_answer.html", {"answer": answer})
