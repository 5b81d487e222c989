"""A referral on its way: sent once, shared with the police, answered to who sent it."""

from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import TextChoices
from django.utils import timezone

from prevent_portal.errors import Refused
from prevent_portal.rates import is_too_often

from ..models import CaseEvent, Clock, Referral
from ..states import Status
from . import attachments, drafts
from .cases import locked, record, set_next_step
from .intake import take_in

#: Referrals in an hour by the form without an account from one connection.
MOST_AN_HOUR = 10


@dataclass(frozen=True)
class Progress:
    """What somebody outside is told of a referral."""

    reference: str
    received_on: object
    progress: str
    feedback_on: object
    feedback_said: str

    @property
    def feedback(self):
        """What the referrer was told, in the portal's words."""
        return Referral.Feedback(self.feedback_said).label if self.feedback_said else ""


def send(panel, *, form, sent_as, by, on, subject, referral, files=(), is_public=False):
    """Take a referral in and return its reference; the same words sent twice are taken in once.

    `form` is the number of the form it was typed into, whose draft is gone with it; `sent_as` tells
    the same form with the same words, `files` are pairs of file and name. Raises Refused for a file
    that cannot be kept.
    """
    if known := _known_as(sent_as):
        return known
    kept = [_keeping(file, name, by) for file, name in files]
    route = Referral.Route.PUBLIC if is_public else Referral.Route.SIGNED_IN
    try:
        with transaction.atomic():
            referral = referral | {"sent_as": sent_as}
            case = take_in(
                panel, by=by, on=on, subject=subject, referral=referral, route=route, events=kept
            )
            if by is not None:
                drafts.forget(form, by=by)
    except IntegrityError:
        if known := _known_as(sent_as):
            return known
        raise
    return case.reference


def _keeping(file, name, by):
    return lambda case: attachments.put(case, file, name=name, by=by)


def _known_as(sent_as):
    with connection.cursor() as cursor:
        cursor.execute("SELECT channel_sent_as(%s)", [sent_as])
        return cursor.fetchone()[0]


class TooMany(TextChoices):
    """Why a referral without an account is not taken just now."""

    HERE = "here", "Too many referrals came from your connection within an hour."
    ALTOGETHER = (
        "altogether",
        "Very many referrals came within an hour, and no more are taken here.",
    )


def too_many(network):
    """Count one referral without an account; why it is one too many in this hour, or None.

    `network` is what a visitor's addresses have in common, None where no address is known. What one
    connection sends too often does not count towards the others' hour.
    """
    if is_too_often("refer", network, most=MOST_AN_HOUR):
        return TooMany.HERE
    if is_too_often("refer", "all", most=settings.PUBLIC_REFERRALS_AN_HOUR):
        return TooMany.ALTOGETHER
    return None


@transaction.atomic
def share_with_police(case, *, by, on, at, words=""):
    """Record that the police Prevent team was told of a concern, when and by whom. Raises Refused.

    Every concern is shared, whatever the threshold (BUCKS-18). The case stays where it stands; only
    if sharing it was what came next, screening it comes next now.
    """
    case = locked(case)
    if case.police_told_at:
        raise Refused(case, "It is recorded already that the police were told.")
    if timezone.localdate(at) < case.received_on:
        raise Refused(
            case, "The police cannot have been told before the referral was received.", field="day"
        )
    if at > timezone.now():
        raise Refused(case, "The police cannot have been told in the future.", field="time")
    case.police_told_at, case.police_told_by = at, by
    if case.status == Status.RECEIVED:
        set_next_step(case, on=timezone.localdate(at), step=Clock.Step.SCREEN)
    case.save()
    said = f"Shared with the police Prevent team. {words}".strip()
    record(case, CaseEvent.Kind.SHARED, by=by, on=on, words=said)
    return case


@transaction.atomic
def decide_not_to_share(case, *, by, on, words):
    """Record that the police are not told of a concern, and why: then nothing reminds of it any more.

    It can still be shared later. Raises Refused.
    """
    case = locked(case)
    if not case.is_unshared:
        raise Refused(case, "This is settled already: see what has happened.")
    if not words.strip():
        raise Refused(case, "Say why the police are not told.", field="words")
    case.not_shared_on, case.not_shared_by = on, by
    if case.due_step == Clock.Step.SHARE:
        set_next_step(case, on=on, step=Clock.Step.SCREEN)
    case.save()
    record(case, CaseEvent.Kind.UNSHARED, by=by, on=on, words=words)
    return case


@transaction.atomic
def give_feedback(case, *, by, on, told_on, said, words=""):
    """Record that the referrer was told something, on which day and by whom. Raises Refused.

    `said` is one of Referral.Feedback and is what the referrer reads in the portal; `words`, what
    exactly they were told, stays with the case.
    """
    case = locked(case)
    referral = Referral.objects.select_for_update(of=("self",)).get(case=case)
    referral.case = case
    if referral.feedback_on:
        raise Refused(case, "It is recorded already that the referrer was told.")
    if told_on < case.received_on:
        raise Refused(
            case, "The referrer cannot have been told before they referred.", field="told_on"
        )
    referral.feedback_on, referral.feedback_by = told_on, by
    referral.feedback_said, referral.feedback = said, words
    referral.save()
    label = Referral.Feedback(said).label
    record(
        case, CaseEvent.Kind.INFORMED, by=by, on=on, words=f"The referrer: {label}. {words}".strip()
    )
    return referral


def referred_by_me():
    """What the person acted for has referred, newest first."""
    return _progress("mine")


def referred_by_my_service():
    """What the agency of the person acted for has referred, if they are its single point of contact."""
    return _progress("service")


def _progress(whose):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM channel_referrals_of(%s)", [whose])
        return [Progress(*row) for row in cursor.fetchall()]
