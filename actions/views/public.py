"""Pages on which a plan's public edition is decided row by row, checked and published."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prevent_portal import files
from prevent_portal.access import Verb, requires
from prevent_portal.errors import refusals_on

from ..forms.public import ColumnsForm, DecideForm
from ..forms.ticked import ticked
from ..models import Action, Plan, PublicEdition
from ..outgoing import check_page, edition_page
from ..services import publishing


@requires("actions.view_plan", Plan)
@require_safe
def public_edition(request, plan):
    """What has been decided on each row, the editions that are out, and what is left to do."""
    context = {"plan": plan, "may_publish": request.user.has_perm("actions.publish_plan", plan)}
    found = edition_page(plan, request.GET)
    return render(request, "actions/public_edition.html", context | found)


@requires("actions.decide_public", Action)
@require_http_methods(["GET", "POST"])
def decide_public(request, action):
    """A form for the decision on one action."""
    form = DecideForm(request.POST or None, initial=publishing.as_decided(action))
    if form.is_valid():
        with refusals_on(form):
            publishing.decide(action, by=request.user, **form.cleaned_data)
            messages.success(request, "The decision is saved.")
            return redirect(f"{_page_of(action.plan)}?show=undecided")
    context = {"form": form, "action": action, "plan": action.plan}
    context |= {"overtaken": publishing.overtaken(action), "back_url": _page_of(action.plan)}
    return render(request, "actions/decide_public.html", context)


@requires("actions.publish_plan", Plan)
@require_POST
def decide_many(request, plan):
    """Decides on the rows that are ticked."""
    rows, choice = ticked(request.POST), request.POST.get("choice", "")
    if not rows:
        messages.error(request, "Tick the actions that you decide on.")
        return redirect(_page_of(plan))
    done, passed = publishing.decide_many(plan, by=request.user, choice=choice, ticked=rows)
    _say(request, done, passed)
    return redirect(f"{_page_of(plan)}?show=undecided")


@requires("actions.publish_plan", Plan)
@require_http_methods(["GET", "POST"])
def hide_columns(request, plan):
    """A form for the columns that the next edition leaves out."""
    edition = publishing.in_the_making(plan)
    form = ColumnsForm(request.POST or None, initial={"hidden": edition.hidden})
    if form.is_valid():
        with refusals_on(form):
            publishing.hide_columns(plan, by=request.user, **form.cleaned_data)
            messages.success(request, "The columns are saved.")
            return redirect(_page_of(plan))
    context = {"form": form, "title": "Columns of the public edition", "caption": plan.title}
    return render(request, "form_page.html", context | {"back_url": _page_of(plan)})


@requires("actions.publish_plan", Plan)
@require_safe
def check_edition(request, plan):
    """What the public would read, as it would read it, before it is published."""
    context = {"plan": plan, "back_url": _page_of(plan), "on": timezone.localdate()}
    return render(request, "actions/check_edition.html", context | check_page(plan))


@requires("actions.publish_plan", Plan)
@require_POST
def publish_edition(request, plan):
    """Publishes the edition as it was checked."""
    edition = publishing.publish(plan, by=request.user, expects=request.POST.get("expects"))
    messages.success(
        request, f"Public edition {edition.number} is published. Its files stay as they are."
    )
    return redirect(edition)


@requires("actions.export_plan", PublicEdition)
@require_safe
def download_edition(request, edition, form):
    """A file of a published edition, as it was kept."""
    if edition.published_at is None:
        raise Http404
    kept = get_object_or_404(edition.files.select_related("file"), form=form)
    request.passage.verb = Verb.EXPORTED
    return files.send(kept.file)


def _page_of(plan):
    return reverse("actions:public_edition", args=[plan.pk])


def _say(request, done, passed):
    said = "1 action is decided." if done == 1 else f"{done} actions are decided."
    messages.success(request, said)
    if passed:
        messages.error(
            request, f"{passed} not decided: somebody changed them meanwhile. Read them again."
        )
