"""Which actions somebody chose on a list: those ticked there, or all that fit its filters."""

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from .filters import ActionFilter, all_rows, plan_rows
from .forms.ticked import ticked
from .models import Action, Plan

#: Actions named on the page that asks whether the change is meant.
NAMED = 50


class Chosen:
    """The actions that a list's form names: those ticked, or all that fit its filters."""

    def __init__(self, data, *, user):
        self.user, self.data = user, data
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
