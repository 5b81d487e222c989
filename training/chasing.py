"""What is said of training in the daily message of those who sign in.

Somebody reminded that day, who signs in, gets the link there; a training lead once a month, on
the first of their days in it, how much of their agency is late and due.
"""

import datetime

from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from prevent_portal.models import User
from prevent_portal.notices import DUE, LATE, Owed
from prevent_portal.roles import Role

from . import owing
from .models import Reminder
from .services import reminders

#: Pages about messages that the page of messages leads to: permission, name of the page, words.
PAGES = (("training.remind", "training:reminder_list", "Reminders of training"),)


def owed(on, rule):
    """Own training for those who sign in, and each training lead's monthly summary."""
    return [*_own(on), *_monthly(on)]


def _own(on):
    """Whoever was owed a reminder in the week to the day, which holds a day of everybody's."""
    path = reverse("training:own_training")
    rows = Reminder.objects.filter(state=Reminder.State.ACCOUNT)
    rows = rows.filter(on__gt=on - datetime.timedelta(days=7), on__lte=on).order_by("on", "pk")
    people, emails = {}, {}
    for person, email, due_on in rows.values_list("person", Lower("person__email"), "due_on"):
        people[person] = emails[email] = due_on
    users = User.objects.filter(is_active=True).annotate(address=Lower("email"))
    for user in users.filter(Q(person__in=people) | Q(address__in=emails)).order_by("pk"):
        due_on = people.get(user.person_id) or emails.get(user.address)
        yield Owed(user.pk, DUE if due_on and due_on >= on else LATE, path)


def _monthly(on):
    leads = User.objects.filter(is_active=True, roles__contains=[Role.TRAINING_LEAD])
    leads = [each for each in leads.select_related("agency") if _is_first_day(each, on)]
    found = {agency: _totals(agency, on) for agency in {each.agency for each in leads}}
    for lead in leads:
        late, due = found[lead.agency]
        if late:
            yield Owed(lead.pk, LATE, reverse("training:manager_list"))
        if due:
            yield Owed(lead.pk, DUE, reverse("training:position"))


def _is_first_day(user, on):
    """True on the first day of a month on which somebody may be written to."""
    return on.isoweekday() in user.write_on and not any(
        on.replace(day=day).isoweekday() in user.write_on for day in range(1, on.day)
    )


def _totals(agency, on):
    numbers = reminders.rule_of(agency, on=on)
    days = owing.ahead(numbers) if numbers else 0
    return owing.totals(owing.rules_for(agency, on=on), on=on, agency=agency, days=days)
