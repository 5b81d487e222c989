"""Training as it is told to others: a target, a figure held as evidence, reminders and their managers."""

import datetime

from django.utils import timezone

from actions.models import Action
from actions.services import evidence
from prevent_portal import demo as partnership
from prevent_portal.models import Agency, Person, User
from prevent_portal.services import keep_record

from .. import owing
from ..models import Reminder, Rule
from ..services import reminders

_TARGET = 90
#: People who report to one manager.
_TEAM = 9
#: Managers with a team, and reminders of days past.
_MANAGERS = 12
#: Days before the day of the demonstration on which reminders were sent, and how many were not taken.
_EARLIER, _REFUSED = (7, 3), 2
_WHERE = (
    "Open the learning pages of the county council and choose Prevent. It takes about 40 minutes. "
    "If you work without a computer, ask your manager for a place on the next workshop."
)


def load(anchor, *, scale=1):
    """Give the headline rule its target, an action its figure, and the county its reminders."""
    county = Agency.objects.get(name=partnership.AGENCIES["county"][0])
    keeper = User.objects.get(email=partnership.address("training.lead"))
    lead = User.objects.get(email=partnership.address("prevent.lead"))
    for rule in Rule.objects.standing().filter(is_headline=True, target_percent__isnull=True):
        keep_record(rule, by=lead, target_percent=_TARGET)
    _evidence(county, lead)
    _managers(county, keeper)
    reminders.set_reminders(
        county,
        by=keeper,
        from_on=anchor - datetime.timedelta(days=7),
        is_on=True,
        days_before=[30, 7],
        first_after=7,
        then_every=30,
        where=_WHERE,
    )
    _sent(county, anchor)
    reminders.write_reminders(on=anchor)


def _sent(county, anchor):
    """What was written on earlier days has left, but for what the mail server did not take."""
    rules = owing.rules_for(county, on=anchor)
    for days in _EARLIER:
        on = anchor - datetime.timedelta(days=days)
        owing.write(rules, reminders.rule_of(county, on=on), on=on)
        at = timezone.make_aware(datetime.datetime.combine(on, datetime.time(8, 5)))
        waiting = Reminder.objects.filter(on=on, state=Reminder.State.WAITING)
        refused = waiting.order_by("-pk").values("pk")[:_REFUSED]
        waiting.filter(pk__in=refused).update(
            state=Reminder.State.FAILED, because=reminders.NOT_TAKEN, settled_at=at
        )
        waiting.update(state=Reminder.State.SENT, settled_at=at)


def _evidence(county, lead):
    """An action about training shows the share that it is to raise."""
    actions = Action.objects.open().filter(
        objective__theme__plan__agency=county, objective__theme__plan__status="live"
    )
    action = actions.filter(text__icontains="train").order_by("pk").first()
    if action:
        evidence.add_figure(action, by=lead, figure="people_trained", agency=county)


def _managers(county, keeper):
    people = list(
        Person.objects.filter(agency=county)
        .exclude(number="")
        .order_by("number")
        .values_list("number", flat=True)[: _MANAGERS * (_TEAM + 1)]
    )
    for start in range(0, len(people), _TEAM + 1):
        manager, *team = people[start : start + _TEAM + 1]
        for number in team:
            reminders.set_manager(by=keeper, agency=county, number=number, manager_number=manager)
