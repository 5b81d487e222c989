"""Referrals on their way: shared but for the newest, answered, referred before, with a file, and half written."""

import datetime
import io

from django.utils import timezone

from .. import services
from ..models import Referral, Term
from ..states import Status

#: The newest case waits to be shared, so that the alarm is seen.
WAITING = "Nettlewick"
#: Referred months ago, by the form without an account, and not taken further.
BEFORE = {"forenames": "Torvald", "surname": "Nettelwick", "approximate_age": "14"}
BEFORE_AGO = 212  # days
#: Cases older than this have had their feedback.
ANSWERED_AFTER = 14  # days
FILE = b"Notes of a conversation in the library, Tuesday after lunch.\n"
DRAFT = {
    "forenames": "Ysolde",
    "surname": "Quarrington",
    "concerns": "She has begun to hide her phone when somebody comes in. I have seen two of the",
    "education": "Year 10",
}


def load(world):
    """Take the referrals as far as their coordinator would have."""
    by = world.users["channel.coordinator"]
    earlier = _before(world, by)
    for surname in world.cases:
        with world.as_("channel.coordinator"):
            case = world.case(surname)
            if surname != WAITING:
                share(case, by, case.received_on + datetime.timedelta(days=1))
            if (world.anchor - case.received_on).days > ANSWERED_AFTER:
                _answer(case, by, case.received_on + datetime.timedelta(days=8))
    with world.as_("channel.coordinator"):
        waiting = world.case(WAITING)
        file = io.BytesIO(FILE)
        services.attach(waiting, file, name="Library.txt", by=by, on=waiting.received_on)
        if earlier.reference not in {one.reference for one in services.similar(waiting)}:
            raise AssertionError("The earlier referral is not found again")
    adviser = world.users["schools/safeguarding"]
    with world.as_("schools/safeguarding"):
        services.save_draft(DRAFT, by=adviser)


def share(case, by, day):
    """Tell the police Prevent team of a concern on the morning of a day."""
    at = timezone.make_aware(datetime.datetime.combine(day, datetime.time(9, 40)))
    words = "Read over the telephone to the Prevent inspector."
    services.share_with_police(case, by=by, on=day, at=at, words=words)


def _answer(case, by, day):
    said = Referral.Feedback.THANKED
    services.give_feedback(case, by=by, on=day, told_on=day, said=said, words="Rang and thanked.")


def _before(world, by):
    on = world.ago(BEFORE_AGO)
    sector = Term.objects.on(on).get(list=Term.List.SECTOR, words="Community")
    case = services.take_in(
        world.panel,
        by=None,
        on=on,
        route=Referral.Route.PUBLIC,
        subject=BEFORE,
        referral={
            "sector": sector,
            "referrer_name": "Not given",
            "referrer_contact": "Not given",
            "concerns": "A boy at the youth club keeps talking about who will be first against the wall.",
        },
    )
    because = Term.objects.on(on).get(list=Term.List.NOT_PROGRESSED, words="Not enough information")
    with world.as_("channel.coordinator"):
        share(case, by, on + datetime.timedelta(days=1))
        day = on + datetime.timedelta(days=4)
        services.move_case(case, Status.SCREENING, by=by, on=day, screened_on=day)
        services.move_case(
            case, Status.NOT_PROGRESSED, by=by, on=day, closed_on=day, closed_because=because
        )
    return case
