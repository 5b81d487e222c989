"""Private addresses of somebody's own booking: made, and found again by their token."""

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from prevent_portal.private import digest_of, new_token

from ..models import BookingLink


def make_link(booking):
    """Make one more private address of a booking and return it whole; its token is kept nowhere."""
    token = new_token()
    BookingLink.objects.create(
        booking=booking, digest=digest_of(token), until=booking.session.links_end_at
    )
    return settings.PORTAL_URL.rstrip("/") + reverse("training:own_booking", args=[token])


def booking_of(token):
    """The booking whose address holds a token, or 404, also once it has run out."""
    rows = BookingLink.objects.select_related("booking__session__course", "booking__session__scale")
    link = get_object_or_404(rows, digest=digest_of(token), until__gte=timezone.now())
    return link.booking
