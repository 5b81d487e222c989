"""Somebody observes one case, by its reference and a text without a name; the next meeting's papers are ready."""

import datetime

from django.utils import timezone

from .. import services
from ..models import PanelMeeting
from ..permissions import Seats

OBSERVED, OBSERVER, DAYS = "Quist", "fire/prevent.spoc", 60
WORDS = (
    "An adult who was drawn in online, and who works with a mentor. The panel looks at how they are "
    "each month. Observed so that the fire service learns how a panel follows a case."
)


def load(world):
    """Seat the observer, write for them, and tell the members of the next meeting."""
    by, until = world.users["channel.coordinator"], timezone.now() + datetime.timedelta(days=DAYS)
    with world.as_("channel.coordinator"):
        case, on = world.case(OBSERVED), world.ago(2)
        user = world.users[OBSERVER]
        services.give_seat(case, user=user, seat=Seats.OBSERVER, by=by, on=on, until=until)
        services.write_for_observers(case, by=by, on=on, words=WORDS)
        following = PanelMeeting.objects.filter(panel=world.panel, status="planned").first()
        services.papers_are_ready(following, by=by)
