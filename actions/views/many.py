"""One change to many actions: choose it, see whom it fits, make it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from prevent_portal.access import requires
from prevent_portal.errors import refusals_on
from prevent_portal.forms import PortalForm

from ..choosing import NAMED, Chosen
from ..forms.many import ChangeManyForm
from ..services import many, undoing


@requires("actions.change_action")
@require_http_methods(["GET", "POST"])
def change_many(request):
    """Asks what is to be changed for the ticked actions, then whether it is meant, then does it."""
    chosen = Chosen(request.POST, user=request.user)
    typed = request.POST if "kind" in request.POST else None
    form = ChangeManyForm(typed, user=request.user, plans=chosen.plans)
    proposal = _proposal(request, form, chosen) if form.is_valid() else None
    if proposal and "confirm" in request.POST:
        return _done(request, form, proposal, chosen)
    context = {"form": form, "chosen": chosen, "back_url": chosen.back}
    return _ask(request, context | (_named(form, proposal) if proposal else {}))


def _ask(request, context):
    page = "change_many_confirm" if "proposal" in context else "change_many"
    return render(request, f"actions/{page}.html", context)


def _named(form, proposal):
    words, named = _wanted(form).words, proposal.fits[:NAMED]
    return {"proposal": proposal, "words": words, "named": named}


def _wanted(form):
    return many.Wanted(**form.wanted)


def _proposal(request, form, chosen):
    """What the change would do, or what it did where that is confirmed; None if it is refused."""
    with refusals_on(form):
        if "confirm" in request.POST:
            on = timezone.localdate()
            said = {"by": request.user, "seen": chosen.seen, "on": on}
            return many.change_many(chosen.actions, _wanted(form), **said)
        return many.propose(chosen.actions, _wanted(form), by=request.user, seen=chosen.seen)
    return None


@requires("actions.change_action")
@require_http_methods(["GET", "HEAD", "POST"])
def undo_many(request, made):
    """Says which actions of one's own change of many can be put back, and puts them back."""
    if not (batch := undoing.batch_of(made, by=request.user)):
        raise Http404
    if request.method == "POST":
        found = undoing.undo(batch, by=request.user)
        messages.success(request, f"{_count(found.fits)} as before.")
        return redirect("actions:action_list")
    return _ask_to_undo(request, undoing.propose(batch, by=request.user))


def _ask_to_undo(request, found):
    named = [action for action, _ in found.fits[:NAMED]]
    context = {"found": found, "named": named, "back_url": reverse("actions:action_list")}
    return render(request, "actions/undo_many.html", context | {"form": PortalForm()})


def _count(actions):
    number = len(actions)
    return "1 action is" if number == 1 else f"{number} actions are"


def _done(request, form, proposal, chosen):
    said = f"{_count(proposal.fits)} changed. {_wanted(form).words}."
    undo_url = reverse("actions:undo_many", args=[undoing.newest_change(request.user) or 0])
    link = '{} <a class="govuk-notification-banner__link" href="{}">Undo this change</a>'
    messages.success(request, format_html(link, said, undo_url) if proposal.fits else said)
    for why, left_out in proposal.reasons:
        messages.warning(request, f"{left_out} left out: {why[:1].lower()}{why[1:]}.")
    return redirect(chosen.back)
