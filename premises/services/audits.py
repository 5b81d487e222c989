"""Audits: begun by a checklist that then stays as it is, answered in the room, finished with a score and findings."""

import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from prevent_portal import files
from prevent_portal.errors import Refused
from prevent_portal.services import close_record, keep_record, reopen_record

from ..models import AuditAnswer, AuditFinding, AuditPhoto, Checklist, ChecklistItem, PremisesAudit

State = PremisesAudit.State
Value = AuditAnswer.Value


def held(audit):
    """The audit as it stands, held until the transaction ends."""
    rows = PremisesAudit.objects.select_for_update(of=("self",))
    return rows.select_related("premises", "checklist").get(pk=audit.pk)


@transaction.atomic
def keep_audit(audit, *, by, version=None, **values):
    """Begin an audit, or change who does it and when; its checklist is chosen once."""
    checklist = values.get("checklist")
    if audit.pk and checklist and checklist.pk != held(audit).checklist_id:
        raise Refused(
            audit, "The checklist is chosen once. Begin another audit.", field="checklist"
        )
    if not audit.pk and not checklist.items.standing().exists():
        raise Refused(audit, "This checklist asks nothing yet.", field="checklist")
    if audit.pk and held(audit).is_done:
        raise Refused(audit, "This audit is finished: it stays as it is.")
    return keep_record(audit, by=by, version=version, **values)


def _refuse_once_used(checklist, thing):
    Checklist.objects.select_for_update(of=("self",)).get(pk=checklist.pk)
    if checklist.audits.exists() or checklist.letters.exists():
        raise Refused(
            thing,
            "An audit has begun, or a letter gone out, by this version: it stays as it is. Make a new version.",
        )


@transaction.atomic
def keep_item(item, *, by, version=None, **values):
    """Save a question of a checklist by which no audit has begun."""
    _refuse_once_used(values.get("checklist") or item.checklist, item)
    if item.pk:
        _refuse_once_used(ChecklistItem.objects.get(pk=item.pk).checklist, item)
    return keep_record(item, by=by, version=version, **values)


@transaction.atomic
def close_item(item, *, by, on, reason):
    """Leave a question out of a checklist by which no audit has begun."""
    _refuse_once_used(item.checklist, item)
    return close_record(item, by=by, on=on, reason=reason)


@transaction.atomic
def reopen_item(item, *, by):
    """Take a question in again."""
    _refuse_once_used(item.checklist, item)
    return reopen_record(item, by=by)


@transaction.atomic
def new_version(checklist, *, by, on):
    """Make the next version of a checklist, with the same questions, to be changed."""
    checklist = Checklist.objects.select_for_update(of=("self",)).get(pk=checklist.pk)
    newest = Checklist.objects.filter(name__iexact=checklist.name).order_by("-version").first()
    made = Checklist(
        name=checklist.name,
        version=newest.version + 1,
        intro=checklist.intro,
        is_spot_check=checklist.is_spot_check,
        from_on=on,
    )
    made._history_user = by
    made.save()
    for item in checklist.items.standing().order_by("position", "pk"):
        item.pk, item.checklist, item._state.adding = None, made, True
        item._history_user = by
        item.save()
    return made


def newest_answers(audit):
    """The answer to each question that holds: the one given last, by the clock of who gave it."""
    found = {}
    for answer in audit.answers.order_by("at", "pk"):
        found[answer.item_id] = answer
    return found


@transaction.atomic
def answer(audit, given, *, by):
    """Take answers that came from the room, each once: dicts of key, item, value, words and at.

    An answer that is known already is passed over. Raises Refused once the audit is finished.
    """
    audit = held(audit)
    if audit.is_done or not audit.is_open:
        raise Refused(audit, "This audit is finished: its answers stay as they are.")
    items = set(audit.checklist.items.order_by("pk").values_list("pk", flat=True))
    keys = [each["key"] for each in given]
    known = set(AuditAnswer.objects.filter(key__in=keys).values_list("key", flat=True))
    now = timezone.now()
    for each in given:
        if each["key"] in known or each["item"] not in items:
            continue
        known.add(each["key"])
        AuditAnswer.objects.create(
            audit=audit,
            item_id=each["item"],
            key=each["key"],
            value=each["value"],
            words=each["words"],
            at=min(each["at"], now),
            by=by,
        )
    return newest_answers(audit)


@transaction.atomic
def add_photo(audit, *, by, file, words, item=None, key=None):
    """Keep a photograph with an audit, one of a key once. Raises Refused for what is no picture, or too large."""
    audit = held(audit)
    if key and (known := audit.photos.filter(key=key).first()):
        return known
    if audit.is_done:
        raise Refused(audit, "This audit is finished: nothing is added any more.")
    kept = files.keep(file, name=file.name, by=by, kinds=("jpg", "png"), thing=audit)
    photo = AuditPhoto(audit=audit, item=item, file=kept, words=words, key=key, by=by)
    photo._history_user = by
    photo.save()
    return photo


def score_of(items, answers):
    """The share of the weight of what applies that was answered with yes, in per cent to one place; or None."""
    applies = [each for each in items if answers[each.pk].value != Value.NONE]
    whole = sum(each.weight for each in applies)
    good = sum(each.weight for each in applies if answers[each.pk].value == Value.YES)
    return round(Decimal(100 * good) / whole, 1) if whole else None


@transaction.atomic
def finish(audit, *, by, words="", days=28):
    """Finish an audit: its score, and a finding for each no, to be put right within so many days.

    Raises Refused while a question has no answer.
    """
    audit = held(audit)
    audit.move_to(State.DONE)
    answers = newest_answers(audit)
    items = list(audit.checklist.items.standing().order_by("position", "pk"))
    if left := [each for each in items if each.pk not in answers]:
        count = f"{len(left)} question{'' if len(left) == 1 else 's'}"
        raise Refused(audit, f"{count} must be answered first. The first is: {left[0]}")
    audit.score, audit.words = score_of(items, answers), words
    audit._history_user = by
    audit.save()
    for item in items:
        given = answers[item.pk]
        if given.value == Value.NO:
            found = item.finding or item.words
            finding = AuditFinding(
                audit=audit,
                item=item,
                words=f"{found}: {given.words}" if given.words else found,
                due_on=audit.on + datetime.timedelta(days),
            )
            finding._history_user = by
            finding.save()
    return audit
