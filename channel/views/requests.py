"""Requests for information: asked and withdrawn by the coordinator, answered by one person of an agency."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from prevent_portal.access import requires, signed_in
from prevent_portal.errors import refusals_on

from .. import clocks, services
from ..forms import AnswerForm, AskForm, WithdrawForm
from ..models import Case, Clock, InformationRequest
from ..permissions import Can
from ..services.requests import NO_LONGER

PAGE = 25


@signed_in
@require_safe
def request_list(request):
    """Requests of my cases that await an answer, those due first."""
    rows = InformationRequest.objects.visible_to(request.user).unanswered()
    rows = rows.select_related("case", "agency", "answerer")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    late = rows.late(on=timezone.localdate()).count()
    return render(request, "channel/request_list.html", {"page": page, "late": late})


@requires(Can.COORDINATE, Case)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_agency(request, case):
    """Ask an agency; `?again=` names an earlier request of the case, whose words stand there already."""
    earlier = _earlier(case, request.GET.get("again", ""))
    known = {"answerer": earlier.answerer_id, "asked": earlier.asked} if earlier else {}
    usual = clocks.due(Clock.Step.ANSWER, on=timezone.localdate())
    form = AskForm(request.POST or None, initial=known, by=request.user, usual=usual)
    if form.is_valid() and _asked(case, form, by=request.user, repeats=earlier):
        messages.success(request, "The request is sent.")
        return redirect(case)
    page = {"title": "Ask an agency", "button": "Send the request", "back_url": _back(case)}
    return render(request, "channel/form.html", {"form": form, "caption": case.reference} | page)


def _earlier(case, key):
    return case.requests.filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None


def _asked(case, form, *, by, repeats):
    """True once the agency is asked; else the form says why not."""
    subject, told = case.subject, form.cleaned_data
    with refusals_on(form):
        services.ask_agency(
            case,
            by=by,
            on=timezone.localdate(),
            answerer=told["answerer"],
            asked=told["asked"],
            name=subject.name if told["shares_name"] else "",
            birth=subject.date_of_birth if told["shares_birth"] else None,
            due_on=told["due_on"],
            repeats=repeats,
        )
        return True
    return False


@requires(Can.COORDINATE, InformationRequest)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_request(request, asked):
    """Withdraw a request that is not answered."""
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            services.withdraw_request(
                asked, by=request.user, on=timezone.localdate(), **form.cleaned_data
            )
            messages.success(request, "The request is withdrawn.")
            return redirect(asked.case)
    page = {
        "title": f"Withdraw the request to {asked.agency.name}",
        "intro": "It disappears from the page of the person who was asked.",
        "button": "Withdraw the request",
        "is_warning": True,
        "back_url": _back(asked.case),
    }
    about = {"form": form, "caption": asked.case.reference}
    return render(request, "channel/form.html", about | page)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def answer_request(request, pk):
    """Answer one request that is addressed to me; of the case nothing else is shown."""
    asked, state = _addressed_to_me(request, pk)
    form = AnswerForm(request.POST or None)
    if asked and form.is_valid() and _answered(asked, form, by=request.user):
        messages.success(request, "Thank you. Your answer was sent.")
        return redirect("home")
    if not asked and form.is_bound:
        form.add_error(None, NO_LONGER[state])
    context = {"form": form, "asked": asked, "state": state, "number": pk}
    return render(request, "channel/answer_request.html", context)


def _addressed_to_me(request, pk):
    """The request and its state; to anybody who is not named on it there is no such page."""
    request.passage.reference = f"channel.informationrequest:{pk}"
    asked, state = services.to_answer(request.user, pk)
    if state is None:
        raise Http404
    return asked, state


def _answered(asked, form, *, by):
    """True once the answer is taken; else the form says why not."""
    with refusals_on(form):
        services.answer_request(
            asked,
            by=by,
            on=timezone.localdate(),
            is_nil=form.cleaned_data["holds"] == "no",
            words=form.cleaned_data["words"],
        )
        return True
    return False


def _back(case):
    return case.get_absolute_url()
