"""Audit rounds: links sent, reminded of, replaced and revoked; answers received once, then accepted."""

import datetime

from django.db import transaction
from django.utils import timezone

from prevent_portal import outbox, services
from prevent_portal.errors import Refused
from prevent_portal.private import digest_of
from prevent_portal.rates import is_too_often

from .. import emails
from ..models import (
    AuditInvite,
    AuditQuestion,
    AuditReturn,
    AuditRound,
    Setting,
    SettingTraining,
)

SEND, RECEIPT = "send_audit_link", "send_audit_receipt"
#: Times an hour that one address may open or answer links, whatever they are.
MOST_AN_HOUR = 120
#: Days between two reminders of one link.
REMINDER_DAYS = 7
NOT_OPEN = "This round is closed, or its last day has passed. Set a later last day first."

_Q = AuditQuestion
#: What a new round asks: words, hint, how it is answered, whether it must be, what it feeds.
FIRST_QUESTIONS = (
    ("Who is the designated safeguarding lead?", "Name only", "text", True, "lead_name"),
    (
        "When was the designated safeguarding lead last trained in Prevent?",
        "Leave it empty if not yet",
        "day",
        False,
        "lead_trained",
    ),
    ("How many people work or volunteer with you?", "", "number", True, "people"),
    ("How many of them have had Prevent training?", "", "number", True, "trained"),
    ("Does your setting have its own Prevent risk assessment?", "", "yes_no", True, ""),
    ("Which web filter do you use?", "Its name, or “none”", "text", False, ""),
)


@transaction.atomic
def keep_round(audit, *, by, version=None, **values):
    """Keep a round; a new one begins with the usual questions."""
    is_new = audit.pk is None
    audit = services.keep_record(audit, by=by, version=version, **values)
    for position, (words, hint, kind, is_required, feeds) in enumerate(
        FIRST_QUESTIONS if is_new else (), 1
    ):
        question = _Q(round=audit, position=position, words=words, hint=hint, kind=kind)
        question.is_required, question.feeds, question._history_user = is_required, feeds, by
        question.save()
    return audit


@transaction.atomic
def keep_question(question, *, by, version=None, **values):
    """Keep a question. Raises Refused once the round has been sent: all are asked the same."""
    _refuse_if_sent(question, question.round_id, values["round"].pk)
    return services.keep_record(question, by=by, version=version, **values)


@transaction.atomic
def close_question(question, *, by, on, reason):
    """Leave a question out. Raises Refused once the round has been sent."""
    _refuse_if_sent(question, question.round_id)
    return services.close_record(question, by=by, on=on, reason=reason)


@transaction.atomic
def reopen_question(question, *, by):
    """Ask a question again that was left out. Raises Refused once the round has been sent."""
    _refuse_if_sent(question, question.round_id)
    return services.reopen_record(question, by=by)


def _refuse_if_sent(question, *rounds):
    asked = AuditRound.objects.filter(pk__in=[pk for pk in rounds if pk])
    for audit in asked.select_for_update(no_key=True, of=("self",)).order_by("pk"):
        if audit.invites.exists():
            thing = question if question.pk else audit
            raise Refused(thing, "This round has been sent: its questions stay as they are.")


def invite_with(token, *, on):
    """The link with a token if it can be answered today, else None: whatever the reason."""
    rows = AuditInvite.objects.open_on(on).select_related("round__agency", "setting")
    return rows.filter(digest=digest_of(token)).first()


def is_asked_too_often(address):
    """Count one visit from an address; True if there were too many in this hour."""
    return is_too_often("audit-return", address, most=MOST_AN_HOUR)


@transaction.atomic
def send_links(audit, *, settings, by, on):
    """Send each setting its link, unless it has one; return how many were promised.

    Raises Refused if the round is closed or its last day has passed, or it asks nothing.
    """
    audit = _hold(audit, on)
    if not audit.questions.standing().exists():
        raise Refused(audit, "This round asks nothing. Add a question first.")
    have = set(audit.invites.in_use().order_by("pk").values_list("setting_id", flat=True))
    chosen = [each for each in settings if each.pk not in have and each.contact_email]
    for setting in chosen:
        _invite(audit, setting, by)
    return len(chosen)


@transaction.atomic
def reissue_link(invite, *, by, on):
    """Put a setting's link out of use and send it a new one, to the address it has now.

    Raises Refused if its answers have been accepted.
    """
    audit = _hold(invite.round, on)
    invite = _revoke(invite, by)
    if not invite.setting.contact_email:
        raise Refused(audit, f"{invite.setting} has no email address.")
    return _invite(audit, invite.setting, by)


@transaction.atomic
def revoke_link(invite, *, by):
    """Put a setting's link out of use. Raises Refused if its answers have been accepted."""
    AuditRound.objects.select_for_update(no_key=True).get(pk=invite.round_id)
    return _revoke(invite, by)


@transaction.atomic
def remind(audit, *, by, on):
    """Write again to those who have not answered, at most once a week; return to how many."""
    audit, now = _hold(audit, on), timezone.now()
    since = now - datetime.timedelta(days=REMINDER_DAYS)
    rows = audit.invites.open_on(on).filter(made_at__lte=since).exclude(reminded_at__gt=since)
    count = 0
    for invite in rows.select_for_update(of=("self",)).order_by("pk"):
        invite.reminded_at = now
        _save(invite, by)
        outbox.put(SEND, invite_id=invite.pk)
        count += 1
    return count


def send_link(invite_id):
    """Write to a setting where its questions are; nothing if the link can no longer be answered.

    A generator: what is kept is committed before the message leaves and once it has left.
    """
    on = timezone.localdate()
    rows = AuditInvite.objects.open_on(on).select_related("round__agency", "setting")
    invite = rows.filter(pk=invite_id).first()
    if invite is None:
        return
    count = invite.round.questions.standing().count()
    days = (invite.round.closes_on - on).days
    yield from invite.sending(
        lambda token: emails.audit_link(invite, token, question_count=count, days=days)
    )


@transaction.atomic
def receive_return(invite, *, answers, on):
    """Keep what a setting answered, once, and promise it a receipt.

    Raises Refused if the link has been answered, replaced or has run out meanwhile.
    """
    held = AuditInvite.objects.select_for_update(of=("self",)).get(pk=invite.pk)
    if not AuditInvite.objects.open_on(on).filter(pk=held.pk).exists():
        raise Refused(None, "These questions have been answered already, or the link has run out.")
    answer = AuditReturn(invite=held, answers=answers, answered_on=on)
    answer.save()
    outbox.put(RECEIPT, return_id=answer.pk)
    return answer


def send_receipt(return_id):
    """Tell a setting that its answers have come in; without a link, for there is nothing to open."""
    emails.audit_receipt(
        AuditReturn.objects.select_related("invite__round__agency").get(pk=return_id)
    )


@transaction.atomic
def accept_returns(audit, *, returns, by):
    """Take the answers of returns over into their settings; return how many. Those accepted are passed over."""
    AuditRound.objects.select_for_update(no_key=True).get(pk=audit.pk)
    feeds = dict(
        audit.questions.standing().exclude(feeds="").order_by("pk").values_list("feeds", "pk")
    )
    rows = AuditReturn.objects.waiting().filter(invite__round=audit)
    rows = rows.filter(pk__in=[each.pk for each in returns], invite__revoked_at__isnull=True)
    waiting = list(rows.select_for_update(of=("self",)).order_by("pk"))
    for answer in waiting:
        said = {name: answer.answers.get(str(pk)) for name, pk in feeds.items()}
        _take_over(audit, answer, said, by)
        answer.accepted_at, answer.accepted_by = timezone.now(), by
        _save(answer, by)
    return len(waiting)


@transaction.atomic
def set_aside(answer, *, by, reason):
    """Leave a return out, with the reason: it changes nothing, and does not count as sent in.

    Raises Refused if it has been accepted or set aside already.
    """
    answer = AuditReturn.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    if answer.accepted_at:
        raise Refused(answer, "This return has been accepted already. Correct its setting instead.")
    if answer.set_aside_at:
        raise Refused(answer, "This return has been set aside already.")
    answer.set_aside_at, answer.set_aside_by = timezone.now(), by
    answer.set_aside_because = reason
    return _save(answer, by)


@transaction.atomic
def take_up_again(answer, *, by):
    """Let a return that was set aside wait to be accepted again. Raises Refused if it was not."""
    answer = AuditReturn.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    if not answer.set_aside_at:
        raise Refused(answer, "This return has not been set aside.")
    answer.set_aside_at, answer.set_aside_by, answer.set_aside_because = None, None, ""
    return _save(answer, by)


def _take_over(audit, answer, said, by):
    setting = Setting.objects.select_for_update(of=("self",)).get(pk=answer.invite.setting_id)
    lead = said.get("lead_name")
    if lead and lead != setting.lead_name:
        setting.lead_name, setting.lead_since = lead[:200], answer.answered_on
    if said.get("people") is not None:
        setting.people = said["people"]
    _save(setting, by)
    about = {"setting": setting, "course": audit.course, "source": f"Return: {audit.title}"[:200]}
    if said.get("lead_trained") and setting.lead_name:
        day = datetime.date.fromisoformat(said["lead_trained"])
        row = SettingTraining(who=setting.lead_name, is_lead=True, on=day, **about)
        same = SettingTraining.objects.standing().filter(
            setting=setting, who__iexact=row.who, is_lead=True, course=row.course, on=day
        )
        if not same.exists():
            _save(row, by)
    if said.get("trained") is not None:
        _save(SettingTraining(people=said["trained"], on=answer.answered_on, **about), by)


def _hold(audit, on):
    audit = AuditRound.objects.select_for_update(no_key=True, of=("self",)).get(pk=audit.pk)
    if not audit.is_open or audit.closes_on < on:
        raise Refused(audit, NOT_OPEN)
    return audit


def _invite(audit, setting, by):
    invite = AuditInvite(round=audit, setting=setting, email=setting.contact_email, made_by=by)
    invite.draw()
    _save(invite, by)
    outbox.put(SEND, invite_id=invite.pk)
    return invite


def _revoke(invite, by):
    invite = AuditInvite.objects.select_for_update(of=("self",)).get(pk=invite.pk)
    if invite.revoked_at:
        raise Refused(invite, "This link has been put out of use already.")
    if AuditReturn.objects.filter(invite=invite, accepted_at__isnull=False).exists():
        raise Refused(invite, "Its answers have been accepted: the link is used up.")
    invite.revoked_at = timezone.now()
    return _save(invite, by)


def _save(thing, by):
    if by is not None:
        thing._history_user = by
    thing.save()
    return thing
