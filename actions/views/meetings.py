"""A meeting while it runs and after: agenda, who came, decisions, minutes; and a review's signing."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from prevent_portal.access import Verb, requires
from prevent_portal.errors import refusals_on
from prevent_portal.forms import PortalForm

from ..forms.governance import DropForm, SignForm
from ..forms.meetings import MinutesForm, RunForm
from ..models import Meeting, PlanReview
from ..services import meetings, reviews

#: Actions of a plan as it stood, to a page.
ACTIONS_A_PAGE = 50

#: What follows from a step: title of the page that asks, its words, and what it says when done.
STEPS = {
    "planned": ("Was it not held after all?", "It goes back to planned.", "It is planned again."),
    "held": (
        "Was the meeting held?",
        "Its notes and attendance can still be changed.",
        "The meeting is recorded as held.",
    ),
    "minuted": (
        "Are the minutes done?",
        "After this nothing of the meeting changes, unless they are taken back.",
        "The minutes are done.",
    ),
}


@requires("actions.run_meeting", Meeting)
@require_http_methods(["GET", "HEAD", "POST"])
def run_meeting(request, meeting):
    """One page for whoever chairs: agenda, who came, decisions, minutes."""
    form = _run_form(request, meeting)
    if form.is_valid():
        with refusals_on(form):
            meetings.run_meeting(meeting, by=request.user, **form.values)
            messages.success(request, "Saved. You can go on writing.")
            return redirect("actions:run_meeting", meeting.pk)
    context = {"meeting": meeting, "form": form, "decisions": meeting.decisions.order_by("pk")}
    return render(request, "actions/run_meeting.html", context)


@requires("actions.run_meeting", Meeting)
@require_http_methods(["GET", "HEAD", "POST"])
def move_meeting(request, meeting, to):
    """Asks whether the meeting was held, or its minutes are done; then says so."""
    title, intro, done = _step(to)
    form = PortalForm(_typed(request))
    if form.is_valid():
        with refusals_on(form):
            meetings.move_meeting(meeting, to=to, by=request.user, on=timezone.localdate())
            messages.success(request, done)
            return redirect(meeting)
    return _form_page(request, meeting, form, {"title": title, "intro": intro, "button": "Yes"})


@requires("actions.run_meeting", Meeting)
@require_http_methods(["GET", "HEAD", "POST"])
def drop_item(request, meeting, item):
    """Asks why an item of the agenda is not taken."""
    item = get_object_or_404(meeting.items, pk=item)
    form = DropForm(_typed(request))
    if form.is_valid():
        with refusals_on(form):
            meetings.drop_item(item, by=request.user, **form.cleaned_data)
            messages.success(request, "The item is dropped. The agenda says why.")
            return redirect("actions:run_meeting", meeting.pk)
    page = {"title": f"Drop “{item}”?", "button": "Drop it", "is_warning": True}
    return _form_page(request, meeting, form, page)


@requires("actions.run_meeting", Meeting)
@require_http_methods(["GET", "HEAD", "POST"])
def attach_minutes(request, meeting):
    """Keep the minutes as a file."""
    form = MinutesForm(_typed(request), request.FILES or None)
    if form.is_valid():
        with refusals_on(form):
            meetings.attach_minutes(meeting, by=request.user, **form.cleaned_data)
            messages.success(request, "The file is attached.")
            return redirect(meeting)
    return _form_page(request, meeting, form, {"title": "Attach the minutes"})


@requires("actions.view_meeting", Meeting)
@require_safe
def download_minutes(request, meeting):
    """The minutes as a file, as a download."""
    response = meetings.send_minutes(meeting)
    request.passage.verb = Verb.DOWNLOADED
    return response


@requires("actions.view_planreview", PlanReview)
@require_safe
def review_actions(request, review):
    """Each action of a plan as the body saw it, a page at a time."""
    page = Paginator(review.frozen["actions"], ACTIONS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "actions/review_actions.html", {"review": review, "page": page})


@requires("actions.change_planreview", PlanReview)
@require_http_methods(["GET", "HEAD", "POST"])
def sign_review(request, review):
    """Asks whether a review is complete, and signs it off."""
    form = SignForm(_typed(request))
    if form.is_valid():
        with refusals_on(form):
            reviews.sign_review(review, by=request.user)
            messages.success(request, "Signed off. From now on nothing in it changes.")
            return redirect(review)
    page = {"title": "Sign off this review?", "button": "Sign it off"}
    page["intro"] = "After this nothing in it can be changed, by anybody."
    return _form_page(request, review, form, page)


def _run_form(request, meeting):
    items, members = meetings.agenda_of(meeting), meetings.members_of(meeting)
    return RunForm(_typed(request), meeting=meeting, items=items, members=members)


def _step(to):
    if to not in STEPS:
        raise Http404
    return STEPS[to]


def _typed(request):
    return request.POST if request.method == "POST" else None


def _form_page(request, thing, form, page):
    page |= {"form": form, "caption": str(thing), "back_url": thing.get_absolute_url()}
    return render(request, "form_page.html", page)
