"""Who is to be told of which actions: what is late, what is due soon, what has been late for long."""

import datetime

from django.urls import reverse

from prevent_portal.models import User
from prevent_portal.notices import DUE, ESCALATED, LATE, Owed
from prevent_portal.roles import Role

from .models import Action, Plan

_WANTED = (
    "pk",
    "due_on",
    "lead_id",
    "lead__is_active",
    "lead__manager_id",
    "lead__manager__is_active",
    "objective__theme__plan__kind",
    "objective__theme__plan__agency_id",
)


def owed(on, rule):
    """Late and due actions for those who do them, long late ones for those above; three queries.

    An action without a person who can sign in is its plan's keepers'. Drafts are nobody's yet.
    """
    keepers = _Keepers()
    found = []
    for action in _rows(Action.objects.overdue(on=on)):
        path = reverse("actions:action_detail", args=[action.pk])
        doers = keepers.doers(action)
        found += [Owed(person, LATE, path) for person in doers]
        if (on - action.due_on).days > rule.escalate_after_days:
            above = keepers.above(action) - doers
            found += [Owed(person, ESCALATED, path) for person in above]
    until = on + datetime.timedelta(days=rule.due_within_days)
    due = Action.objects.open().filter(due_on__range=(on, until))
    for action in _rows(due.exclude(objective__theme__plan__status=Plan.Status.CLOSED)):
        path = reverse("actions:action_detail", args=[action.pk])
        found += [Owed(person, DUE, path) for person in keepers.doers(action)]
    return found


def _rows(actions):
    agreed = actions.exclude(objective__theme__plan__status=Plan.Status.DRAFT)
    return agreed.order_by("due_on", "pk").values_list(*_WANTED, named=True)


class _Keepers:
    """Who keeps the plans: the Prevent leads, and each agency's single points of contact."""

    def __init__(self):
        self.leads, self.spocs = set(), {}
        active = User.objects.filter(is_active=True)
        for pk, roles, agency in active.filter(
            roles__overlap=[Role.PREVENT_LEAD, Role.SPOC]
        ).values_list("pk", "roles", "agency_id"):
            if Role.PREVENT_LEAD in roles:
                self.leads.add(pk)
            if Role.SPOC in roles:
                self.spocs.setdefault(agency, set()).add(pk)

    def doers(self, action):
        """Who is to do something about an action."""
        if action.lead__is_active:
            return {action.lead_id}
        is_kept = action.objective__theme__plan__kind in Plan.KEPT_BY_SPOC
        own = self.spocs.get(action.objective__theme__plan__agency_id) if is_kept else None
        return own or self.leads

    def above(self, action):
        """Who is told when nothing has come of that: the lead's manager, else the Prevent leads."""
        if action.lead__is_active and action.lead__manager__is_active:
            return {action.lead__manager_id}
        return self.leads
