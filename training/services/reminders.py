"""Reminders of training: written down once a person and day, sent at most once, answered by a private page.

What is written on one day and not sent is owed again on the next. A message that may or may not have
left is not sent again.
"""

import datetime

from django.db import transaction
from django.db.models.functions import Now
from django.shortcuts import get_object_or_404
from django.utils import timezone

from prevent_portal import outbox
from prevent_portal.errors import Refused
from prevent_portal.models import Agency, Person
from prevent_portal.private import digest_of, new_token
from prevent_portal.rates import is_too_often
from prevent_portal.roles import Role

from .. import emails, owing
from ..models import Completion, Reminder, ReminderRule
from . import people

State = Reminder.State

#: The work that is left for a worker.
SEND = "training.send"
#: Days for which the address in a message works.
WORKS_FOR = 14
#: Times an hour that one address may be opened.
MOST_AN_HOUR = 60
#: So many messages in a row that a mail server does not take, and the rest wait.
MOST_FAILURES = 20
#: Statements of one person that may wait to be verified.
MOST_DECLARED = 5

#: Days before a deadline that count as due where an agency has set none.
USUALLY_AHEAD = 30

STOPPED = "The portal stopped while it was sending. It may have left, so it was not sent again."
NOT_TAKEN = "The mail server did not take it. It is tried again tomorrow."
TOO_LATE = "It could not be sent on its day."


def rules_on(day):
    """The ReminderRule of each agency on a day, newest of its kind, with its agency."""
    rows = ReminderRule.objects.filter(from_on__lte=day).select_related("agency")
    return list(rows.order_by("agency_id", "-from_on", "-pk").distinct("agency_id"))


def rule_of(agency, *, on):
    """An agency's ReminderRule on a day; None before its first."""
    return ReminderRule.objects.filter(agency=agency, from_on__lte=on).first()


def set_reminders(agency, *, by, **values):
    """From a day on, remind an agency's people by these numbers, or no more; what held before stays."""
    values["days_before"] = sorted(set(values["days_before"]), reverse=True)
    return ReminderRule.objects.create(agency=agency, set_by=by, **values)


@transaction.atomic
def write_reminders(*, on):
    """Write down who is owed a reminder today, of every agency that sends them; return how many are new.

    Safe to repeat, and to run twice at once.
    """
    found = 0
    for by_numbers in rules_on(on):
        if by_numbers.is_on:
            found += _write(by_numbers, on)
    return found


def _write(by_numbers, on):
    agency = Agency.objects.select_for_update(no_key=True).get(pk=by_numbers.agency_id)
    count = owing.write(owing.rules_for(agency, on=on), by_numbers, on=on)
    if count:
        outbox.put(SEND, agency=agency.pk, day=on.isoformat())
    return count


def send_reminders(agency, day):
    """Send an agency's messages of a day, each committed before it leaves and once it has left."""
    on, last, failures = datetime.date.fromisoformat(day), 0, 0
    while row := _next(agency, on, last):
        last = row.pk
        if reason := _why_not(row):
            _settle(row, *reason)
            continue
        token = _promise(row)
        yield
        try:
            emails.reminder(row, token)
        except Exception:  # whatever a mail server may say: it has not left
            _settle(row, State.FAILED, NOT_TAKEN)
            failures += 1
            if failures >= MOST_FAILURES:
                yield
                raise
        else:
            _settle(row, State.SENT, "")
            failures = 0


def give_up(agency, day):
    """Say of the messages of a day that are left that they were not sent."""
    rows = Reminder.objects.filter(person__agency=agency, on=day, state=State.WAITING)
    rows.update(state=State.MISSED, because=TOO_LATE, settled_at=Now())


def _next(agency, on, last):
    rows = Reminder.objects.select_for_update(of=("self",)).select_related("person")
    rows = rows.filter(person__agency=agency, on=on, pk__gt=last)
    return rows.filter(state__in=[State.WAITING, State.SENDING]).order_by("pk").first()


def _why_not(row):
    if row.state == State.SENDING:
        return State.FAILED, STOPPED
    if row.on != timezone.localdate():
        return State.MISSED, TOO_LATE
    return None if row.person.email else (State.UNREACHABLE, "")


def _promise(row):
    """Give a message its address, of which only the hash is kept."""
    token = new_token()
    row.digest, row.state = digest_of(token), State.SENDING
    row.expires_on = row.on + datetime.timedelta(days=WORKS_FOR)
    row.save(update_fields=["digest", "state", "expires_on"])
    return token


def _settle(row, state, because):
    row.state, row.because, row.settled_at = state, because, Now()
    row.save(update_fields=["state", "because", "settled_at"])


# The private page


def of_token(token, *, on):
    """The message with an address, or 404: also once that has expired."""
    rows = Reminder.objects.filter(expires_on__gte=on).select_related("person__agency")
    return get_object_or_404(rows, digest=digest_of(token))


def is_asked_too_often(row):
    """Count one opening; True if there were too many in this hour."""
    return is_too_often("training-reminder", row.pk, most=MOST_AN_HOUR)


@transaction.atomic
def declare(person, *, course, on):
    """Keep what somebody says they took; it does not count until it is verified.

    Said twice, it is kept once. Raises Refused if too much waits to be verified.
    """
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    known = Completion.objects.declared().filter(person=person)
    if said := known.filter(course=course, on=on).first():
        return said
    if known.count() >= MOST_DECLARED:
        raise Refused(
            person, "What you said before has not been verified yet. Ask your training lead."
        )
    return Completion.objects.create(
        person=person, course=course, on=on, route=Completion.Route.DECLARED
    )


def settle_declaration(said, *, by, is_true):
    """Verify what somebody said, so that it counts from then on, or turn it down.

    Raises Refused if somebody has done so already, and for what was never a mere statement.
    """
    if is_true:
        people.verify_completion(said, by=by)
    elif said.is_declared:
        people.withdraw_completion(said, by=by, reason="Turned down")
    else:
        raise Refused(said.person, "There is no statement here that waits to be verified.")


# Managers


def agencies_for(user):
    """The agencies whose reminders somebody sets, by name."""
    rows = Agency.objects.order_by("name")
    return rows if user.has_role(Role.PREVENT_LEAD) else rows.filter(pk=user.agency_id)


def teams_for(user, *, on):
    """Within how many days due is, and each manager's key with the late and the due of the team."""
    agency = None if user.has_role(Role.PREVENT_LEAD) else user.agency
    numbers = rule_of(user.agency, on=on)
    days = owing.ahead(numbers) if numbers else USUALLY_AHEAD
    return days, owing.teams(owing.rules_for(agency, on=on), on=on, agency=agency, days=days)


def with_managers(page):
    """The rows of a page of teams, each with the manager in place of the key."""
    people = Person.objects.select_related("agency").in_bulk([row[0] for row in page])
    return [(people[key], late, due) for key, late, due in page]


@transaction.atomic
def set_manager(*, by, agency, number, manager_number):
    """Say who manages somebody, by their staff numbers; no number means nobody. Return the person.

    Raises Refused for a number that the agency does not have.
    """
    person = _numbered(agency, number, "number")
    manager = _numbered(agency, manager_number, "manager_number") if manager_number else None
    if manager == person:
        raise Refused(None, "Choose somebody else as the manager.", field="manager_number")
    person.manager = manager
    person._history_user = by
    person.save()
    return person


def _numbered(agency, number, field):
    rows = Person.objects.select_for_update(of=("self",), no_key=True)
    person = rows.filter(agency=agency, number=number.strip()).first() if number.strip() else None
    if person is None:
        raise Refused(None, f"{agency} has nobody with this staff number.", field=field)
    return person
