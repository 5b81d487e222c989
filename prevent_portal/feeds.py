"""Calendar feeds: addresses made, replaced and revoked, and the file that each gives."""

import datetime

from django.conf import settings
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from . import ical
from .acting import acting_for
from .calendar import entries
from .models import CalendarAddress, User
from .private import digest_of, new_token
from .rates import is_too_often

#: Days before and after today that a feed holds.
BACK, AHEAD = 31, 400
#: Times an hour that an address may be fetched. Calendar programmes ask every few hours.
MOST_AN_HOUR = 60


@transaction.atomic
def make_address(*, by):
    """Make somebody's calendar address in place of one they have; return its token, kept nowhere."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    _revoke(by)
    token = new_token()
    CalendarAddress.objects.create(user=by, digest=digest_of(token))
    return token


@transaction.atomic
def revoke_address(*, by):
    """Stop somebody's calendar address from working; nothing happens if they have none."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    _revoke(by)


def address_of(token):
    """The address with a token, or 404: also if it was revoked or its owner may no longer sign in."""
    rows = CalendarAddress.objects.in_use().select_related("user__agency")
    return get_object_or_404(rows, digest=digest_of(token))


def feed(address, *, on):
    """The calendar file: what its owner may see at this moment, in references and days only."""
    start, end = on - datetime.timedelta(days=BACK), on + datetime.timedelta(days=AHEAD)
    host = settings.PORTAL_URL.partition("://")[2].partition("/")[0]
    with acting_for(address.user):
        found = entries(address.user, start, end)
    events = [(f"{entry.key}@{host}", entry, whole(entry.href)) for entry in found]
    return ical.calendar(events, name=settings.PORTAL_NAME, made_at=timezone.now())


def whole(path):
    """An address of the portal with its host."""
    return f"{settings.PORTAL_URL.rstrip('/')}{path}"


def is_asked_too_often(address):
    """Count one fetch; True if there were too many in this hour."""
    return is_too_often("calendar-feed", address.pk, most=MOST_AN_HOUR)


def _revoke(user):
    for address in CalendarAddress.objects.filter(user=user, revoked_at__isnull=True).order_by(
        "pk"
    ):
        address.revoked_at = timezone.now()
        address.save()
