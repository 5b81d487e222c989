"""Chasing: at most one message a day to a person, on the days they chose, with links and numbers only.

An app may offer a module `chasing` with a function `owed(on, rule)` that returns what is due from
whom, as `Owed`, and with `PAGES`, where messages of its own kind are listed. A message is promised
once a person and day, by a constraint of the database, and sent at most once: one of which nobody
can tell whether it left is not sent again. What was missed on one day is still owed on the next
chosen one, and stands in that day's message.
"""

from collections import defaultdict
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import module_has_submodule

from . import emails, outbox
from .home import gather
from .models import ChasingRule, Notice, User

LATE, DUE, ESCALATED = "late", "due", "escalated"
#: Pages of one kind that a message leads to; the rest are counted.
MOST_LINKS = 20

STOPPED = (
    "The portal stopped while it was sending. It may have left, so it was not sent again: "
    "the next message says what is still owed."
)
TOO_LATE = "It could not be sent on its day. The next message says what is still owed."
GONE = "The person can no longer sign in."
GAVE_UP = "The mail server did not take it after several tries. Check the person's email address."

State = Notice.State


@dataclass(frozen=True)
class Owed:
    """One thing that somebody is to be told of: to whom, of which kind, and its page."""

    person: int
    kind: str
    path: str


def rule_on(day):
    """The numbers by which chasing goes on a day; None before the first of them."""
    return ChasingRule.objects.filter(from_on__lte=day).order_by("-from_on", "-pk").first()


def owed(on, rule):
    """What all apps want people told on a day: {person: {kind: [path, ...]}}, nothing twice."""
    found = defaultdict(lambda: defaultdict(dict))
    for module in _modules():
        for each in module.owed(on, rule):
            found[each.person][each.kind][each.path] = None
    return found


def other_pages(user):
    """Pages about messages of other kinds that somebody may open: pairs of an address and words."""
    return [
        (reverse(page), words)
        for module in _modules()
        for permission, page, words in getattr(module, "PAGES", ())
        if user.has_perm(permission)
    ]


def _modules():
    return [
        import_module(f"{name}.chasing")
        for name in settings.FIRST_PARTY_APPS
        if module_has_submodule(import_module(name), "chasing")
    ]


@transaction.atomic
def write_notices(*, on):
    """Promise today's message to everybody who chose this day and is owed one; return how many.

    Safe to repeat, and to run twice at once: who has a notice of the day gets no other.
    """
    rule = rule_on(on)
    if rule is None:
        return 0
    people = User.objects.filter(is_active=True, write_on__contains=[on.isoweekday()])
    waiting = set(people.exclude(notices__on=on).values_list("pk", flat=True))
    found = owed(on, rule) if waiting else {}
    return sum(_promise(person, on, found[person], rule) for person in sorted(waiting & set(found)))


def _promise(person, on, kinds, rule):
    notice, is_new = Notice.objects.get_or_create(
        to_id=person,
        on=on,
        defaults={
            **{f"{kind}_count": len(kinds[kind]) for kind in (LATE, DUE, ESCALATED)},
            "references": {kind: list(paths)[:MOST_LINKS] for kind, paths in kinds.items()},
            "due_within_days": rule.due_within_days,
            "escalate_after_days": rule.escalate_after_days,
        },
    )
    if is_new:
        outbox.put("send_notice", notice_id=notice.pk)
    return is_new


def send_notice(notice_id):
    """Send one message, in steps that are each committed: before it leaves, and once it has left."""
    notice = Notice.objects.select_for_update(of=("self",)).select_related("to").get(pk=notice_id)
    if reason := _why_not(notice):
        _settle(notice, *reason)
    if notice.state != State.WAITING:
        return
    notice.state = State.SENDING
    notice.save(update_fields=["state"])
    yield
    try:
        emails.digest(notice, others=others(notice))
    except Exception:  # whatever a mail server may say: it has not left, and may be tried again
        notice.state = State.WAITING
        notice.save(update_fields=["state"])
        yield
        raise
    _settle(notice, State.SENT, "")


def others(notice):
    """What else needs somebody, by their home page: addresses that their message does not hold yet."""
    told = [path for paths in notice.references.values() for path in paths]
    found = dict.fromkeys(
        row.href.partition("#")[0] for row in gather("needs", notice.to, notice.on)
    )
    return [href for href in found if not any(href.startswith(path) for path in told)]


def give_up(notice_id):
    """Say of a message that it could not be sent."""
    notice = Notice.objects.select_for_update().get(pk=notice_id)
    if notice.state in (State.WAITING, State.SENDING):
        is_unsure = notice.state == State.SENDING
        _settle(notice, State.FAILED, STOPPED if is_unsure else GAVE_UP)


def _why_not(notice):
    if notice.state == State.SENDING:
        return State.FAILED, STOPPED
    if notice.state != State.WAITING:
        return None
    if notice.on != timezone.localdate():
        return State.MISSED, TOO_LATE
    return None if notice.to.is_active else (State.MISSED, GONE)


def _settle(notice, state, because):
    notice.state, notice.because, notice.settled_at = state, because, Now()
    notice.save(update_fields=["state", "because", "settled_at"])


@transaction.atomic
def choose_days(user, *, by, days):
    """Keep the days of the week, Monday is 1, on which somebody may be written to."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.write_on = sorted(int(day) for day in days)
    user._change_reason = "Chose their days"
    user.save()
    return user


def as_initial(rule):
    """What a form shows of the numbers that hold."""
    if rule is None:
        return {}
    return {
        "due_within_days": rule.due_within_days,
        "escalate_after_days": rule.escalate_after_days,
        "from_on": timezone.localdate(),
    }


def set_chasing(*, by, from_on, due_within_days, escalate_after_days):
    """From a day on, go by these numbers; what held before stays on record."""
    return ChasingRule.objects.create(
        from_on=from_on,
        due_within_days=due_within_days,
        escalate_after_days=escalate_after_days,
        set_by=by,
    )


EXPORT_HEAD = ("Day", "To", "Agency", "Late", "Due", "Escalated", "State", "Why", "Settled")


def export_rows(notices):
    """Messages as rows of cells, one by one."""
    rows = notices.select_related("to__agency").order_by("-on", "-pk")
    for each in rows.iterator(chunk_size=1000):
        yield (
            each.on,
            each.to.name,
            each.to.agency.name,
            each.late_count,
            each.due_count,
            each.escalated_count,
            each.get_state_display(),
            each.because,
            timezone.localtime(each.settled_at).isoformat(" ", "minutes")
            if each.settled_at
            else "",
        )
