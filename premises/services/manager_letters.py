"""Letters to who runs a place: sent as a private link, answered once without an account, reminded of yearly."""

import datetime

from django.db import transaction
from django.utils import timezone

from prevent_portal import outbox
from prevent_portal.errors import Refused
from prevent_portal.models import Agency
from prevent_portal.private import digest_of
from prevent_portal.services import keep_record

from .. import emails
from ..models import AuditAnswer, ManagerLetter, ManagerLink, Premises, to_remind

SEND = "send_manager_link"
#: Days in which an answer is asked for where nobody says otherwise.
ANSWER_DAYS = 28
#: Days that a link still works after the day by which an answer was asked for: late is better than never.
DAYS_MORE = 56

Kind, Way = ManagerLetter.Kind, ManagerLetter.Way
#: What a letter that has gone out stays as.
_GONE_OUT = ("premises", "kind", "way", "checklist", "message")
_LATE = "This letter has been answered already."


@transaction.atomic
def keep_letter(letter, *, by, version=None, **values):
    """Keep a letter, and send it where it goes by link. Raises Refused where there is no address to send it to."""
    is_new = letter.pk is None
    if not is_new:
        _refuse_rewriting(letter, values)
    letter = keep_record(letter, by=by, version=version, **values)
    if is_new and letter.way == Way.LINK:
        _refuse_what_cannot_go(letter)
        _link(letter, by)
    return letter


def _refuse_rewriting(letter, values):
    standing = ManagerLetter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    changed = [name for name in _GONE_OUT if getattr(standing, name) != values.get(name)]
    if changed and Way.LINK in (standing.way, values.get("way")):
        raise Refused(
            standing, "A letter stays as it went out. Write another one.", field=changed[0]
        )


def _refuse_what_cannot_go(letter):
    if not letter.premises.contact_email:
        sentence = f"{letter.premises} has no email address. Add one there, or send it otherwise."
        raise Refused(letter, sentence, field="way")
    if letter.kind == Kind.CHECKLIST and letter.checklist is None:
        raise Refused(letter, "Select the checklist that they are asked.", field="checklist")
    if letter.checklist and not letter.checklist.items.standing().exists():
        raise Refused(letter, "This checklist asks nothing yet.", field="checklist")


def _link(letter, by):
    by_day = letter.answer_by_on or letter.sent_on + datetime.timedelta(ANSWER_DAYS)
    link = ManagerLink(
        letter=letter,
        email=letter.premises.contact_email,
        works_until=max(by_day, timezone.localdate()) + datetime.timedelta(DAYS_MORE),
        made_by=by,
    )
    link.draw()
    _save(link, by)
    outbox.put(SEND, link_id=link.pk)
    return link


@transaction.atomic
def send_again(letter, *, by):
    """Send a letter anew, to the address there is now; the link before does not work any more."""
    letter = _held(letter)
    if letter.answered_on or not letter.is_open:
        raise Refused(letter, _LATE if letter.answered_on else "This letter is closed.")
    _refuse_what_cannot_go(letter)
    for link in letter.links.in_use().select_for_update(of=("self",)).order_by("pk"):
        link.revoked_at = timezone.now()
        _save(link, by)
    if letter.way != Way.LINK:
        letter.way = Way.LINK
        _save(letter, by)
    return _link(letter, by)


def _held(letter):
    rows = ManagerLetter.objects.select_for_update(of=("self",))
    return rows.select_related("premises__agency", "checklist").get(pk=letter.pk)


@transaction.atomic
def write_to(premises, *, by, on, kind, checklist=None, message="", answer_by_on=None):
    """Send each place its letter, unless it was sent one of the kind today; return how many were.

    Places without an email address are passed over.
    """
    of = Agency.objects.filter(pk__in=premises.order_by().values("agency")).order_by("pk")
    list(of.select_for_update(no_key=True))  # nobody is written to twice by two who press at once
    today = ManagerLetter.objects.standing().filter(kind=kind, way=Way.LINK, sent_on=on)
    rows = premises.exclude(contact_email="").exclude(pk__in=today.values("premises"))
    count = 0
    for place in rows.order_by("name", "pk"):
        about = {"kind": kind, "checklist": checklist, "message": message}
        _send_new(place, by=by, on=on, answer_by_on=answer_by_on, **about)
        count += 1
    return count


def _send_new(place, *, by, on, answer_by_on, **about):
    letter = ManagerLetter(
        premises=place,
        way=Way.LINK,
        sent_on=on,
        sent_to="Whoever runs it",
        answer_by_on=answer_by_on or on + datetime.timedelta(ANSWER_DAYS),
        **about,
    )
    _refuse_what_cannot_go(letter)
    _save(letter, by)
    return _link(letter, by)


@transaction.atomic
def write_reminders(*, on):
    """Remind committees of the duty, each once a year and once they have changed; return how many.

    Safe to repeat, and to run twice at once: one agency after another is held.
    """
    count = 0
    for agency in Agency.objects.filter(closed_on__isnull=True).order_by("pk"):
        with transaction.atomic():
            Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
            count += _remind(agency, on)
    return count


def _remind(agency, on):
    rows = Premises.objects.there(on=on).filter(agency=agency).exclude(contact_email="")
    rows = list(to_remind(rows, on=on).select_related("agency").order_by("pk"))
    for place in rows:
        changed = place.committee_changed_on
        is_new = changed is not None and changed <= on and not _knows(place, since=changed)
        kind = Kind.COMMITTEE if is_new else Kind.YEARLY
        _send_new(place, by=None, on=on, answer_by_on=None, kind=kind)
    return len(rows)


def _knows(place, *, since):
    sent = ManagerLetter.objects.standing().filter(premises=place, sent_on__gte=since)
    return sent.filter(kind__in=(Kind.YEARLY, Kind.COMMITTEE)).exists()


def send(link_id):
    """Send the link of a letter; nothing if it can no longer be answered. A generator."""
    on = timezone.localdate()
    rows = ManagerLink.objects.open_on(on).select_related("letter__premises__agency")
    link = rows.filter(pk=link_id).first()
    if link is not None:
        yield from link.sending(
            lambda token: emails.manager_letter(link, token, days=(link.works_until - on).days)
        )


def link_with(token, *, on):
    """The link with a token if its letter can be answered today, else None: whatever the reason."""
    rows = ManagerLink.objects.open_on(on).select_related("letter__premises__agency")
    return rows.select_related("letter__checklist").filter(digest=digest_of(token)).first()


@transaction.atomic
def receive(link, *, on, answered_as, answer, answers):
    """Keep what who runs a place answered, once. Raises Refused if the link has been used or replaced meanwhile."""
    letter = _held(link.letter)
    if not ManagerLink.objects.open_on(on).filter(pk=link.pk).exists():
        raise Refused(letter, _LATE)
    letter.answered_on, letter.answered_as = on, answered_as
    letter.answer, letter.answers = answer, answers
    return _save(letter, None)


def told(letter):
    """What was answered to each question of its checklist: the question, the answer and the words."""
    if letter.checklist is None:
        return []
    items = letter.checklist.items.order_by("position", "pk")
    found = [(item, letter.answers.get(str(item.pk))) for item in items]
    return [
        (item, AuditAnswer.Value(said["value"]).label, said["words"])
        for item, said in found
        if said
    ]


def _save(thing, by):
    if by is not None:
        thing._history_user = by
    thing.save()
    return thing
