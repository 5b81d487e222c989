"""Letters to hirers: written from a template, kept as they went out, sent as a private link or printed."""

import datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from prevent_portal import outbox
from prevent_portal.errors import Refused
from prevent_portal.private import digest_of, new_token

from .. import emails
from ..models import Letter
from .bookings import Kind, locked, record

SEND = "send_letter"
#: Days that the private link of a letter works.
LINK_DAYS = 30


@transaction.atomic
def write(booking, *, by, on, template, subject, body, way):
    """Keep a letter as it was written, and promise to send it where it goes by email."""
    booking = locked(booking)
    if way == Letter.Way.EMAIL and not booking.hirer_email:
        raise Refused(booking, "The booking gives no email address: print the letter.", field="way")
    letter = Letter(booking=booking, template=template, on=on, subject=subject, body=body, way=way)
    letter.by = letter._history_user = by
    letter.save()
    if way == Letter.Way.EMAIL:
        outbox.put(SEND, letter_id=letter.pk)
    record(booking, Kind.WRITTEN, by=by, on=on, words=f"{subject} ({letter.get_way_display()})")
    return letter


def send(letter_id):
    """Send the private link of a letter. A generator: its token's hash is committed before it leaves."""
    letter = Letter.objects.select_related("booking").filter(pk=letter_id, sent_at=None).first()
    if letter is None or not letter.booking.hirer_email:
        return
    token = new_token()
    letter.digest = digest_of(token)
    letter.works_until = timezone.localdate() + datetime.timedelta(LINK_DAYS)
    letter.save()
    yield
    emails.letter(letter, token, days=LINK_DAYS)
    _say_sent(letter_id)


@transaction.atomic
def _say_sent(letter_id):
    """On the row as it stands: its words may have been removed while it was on its way."""
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter_id)
    letter.sent_at, letter.failed_because = timezone.now(), ""
    letter.save()


@transaction.atomic
def give_up(letter_id, *, sentence):
    """Say of a letter that it could not be sent."""
    letter = Letter.objects.select_for_update().get(pk=letter_id)
    letter.failed_because = sentence[:200]
    letter.save()


def letter_with(token, *, on):
    """The letter that a private link opens, or 404: also once its days are over."""
    rows = Letter.objects.filter(works_until__gte=on).exclude(digest="").exclude(body="")
    return get_object_or_404(rows.select_related("booking"), digest=digest_of(token))
