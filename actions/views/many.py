"""One change to many actions: choose it, see whom it fits, make it."""

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from prevent_portal.access import requires
from prevent_portal.errors import refusals_on

from ..filters import ActionFilter, all_rows, plan_rows
from ..forms.many import ChangeManyForm
from ..forms.ticked import ticked
from ..models import Action, Plan
from ..services import many

#: Actions named on the page that asks whether the change is meant.
NAMED = 50


@requires("actions.change_action")
@require_http_methods(["GET", "POST"])
def change_many(request):
    """Asks what is to be changed for the ticked actions, then whether it is meant, then does it."""
    chosen = _Chosen(request)
    is_asked = "kind" in request.POST
    form = ChangeManyForm(request.POST if is_asked else None, user=request.user, plans=chosen.plans)
    proposal = _proposal(request, form, chosen) if form.is_valid() else None
    if proposal and "confirm" in request.POST:
        return _done(request, form, proposal, chosen)
    context = {"form": form, "chosen": chosen, "proposal": proposal, "back_url": chosen.back}
    if proposal:
        context |= {"words": form.wanted.words, "named": proposal.fits[:NAMED]}
        return render(request, "actions/change_many_confirm.html", context)
    return render(request, "actions/change_many.html", context)


def _proposal(request, form, chosen):
    """What the change would do, or what it did where that is confirmed; None if it is refused."""
    with refusals_on(form):
        if "confirm" in request.POST:
            on = timezone.localdate()
            said = {"by": request.user, "seen": chosen.seen, "on": on}
            return many.change_many(chosen.actions, form.wanted, **said)
        return many.propose(chosen.actions, form.wanted, by=request.user, seen=chosen.seen)
    return None


def _done(request, form, proposal, chosen):
    number = len(proposal.fits)
    said = "1 action is changed" if number == 1 else f"{number} actions are changed"
    messages.success(request, f"{said}. {form.wanted.words}.")
    for why, left_out in proposal.reasons:
        messages.warning(request, f"{left_out} left out: {why[:1].lower()}{why[1:]}.")
    return redirect(chosen.back)


class _Chosen:
    """The actions that a list's form names: those ticked, or all that fit its filters."""

    def __init__(self, request):
        self.user, self.data = request.user, request.POST
        self.ticked = ticked(self.data)
        self.filters, plan = self.data.get("filters", ""), self.data.get("plan", "")
        is_number = plan.isascii() and plan.isdecimal() and len(plan) < 10
        seen_plans = Plan.objects.visible_to(self.user)
        self.plan = seen_plans.filter(pk=plan).first() if is_number else None
        self.is_all = self.data.get("all") == "1"
        self.seen = self._seen()
        self.actions = self._actions()
        self.count = self.actions.count()

    @property
    def plans(self):
        """The plans in which the chosen actions stand, where they stand in one; else none."""
        found = Plan.objects.filter(themes__objectives__actions__in=self.actions.order_by())
        found = list(found.distinct().order_by("pk")[:2])
        return found if len(found) == 1 else []

    @property
    def back(self):
        """The list from which they were chosen, as it was."""
        page = self.plan.get_absolute_url() if self.plan else reverse("actions:action_list")
        return f"{page}?{QueryDict(self.filters).urlencode()}" if self.filters else page

    @property
    def ticks(self):
        """The ticked rows, to be asked for again."""
        return [f"{key}.{version}" for key, version in self.ticked.items()]

    def _seen(self):
        seen = self.data.get("seen", "")
        return int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 19 else None

    def _actions(self):
        if self.is_all:
            return self._that_fit()
        return Action.objects.visible_to(self.user).filter(pk__in=self.ticked)

    def _that_fit(self):
        rows = plan_rows(self.plan) if self.plan else all_rows(self.user)
        given = {"user": self.user, "on": timezone.localdate(), "plan": self.plan}
        found = ActionFilter(QueryDict(self.filters), rows, counted=False, **given).narrowed()
        return Action.objects.visible_to(self.user).filter(pk__in=found.order_by().values("pk"))
