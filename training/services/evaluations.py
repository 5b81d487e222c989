"""Evaluations: which answers are asked for now, and answers taken once."""

from django.db import IntegrityError, transaction

from prevent_portal.errors import Refused
from prevent_portal.services import keep_record

from ..models import Booking, Evaluation, EvaluationScale

Moment = Evaluation.Moment


def asked_for(booking, *, at):
    """Which answers a booking is asked for at a moment: before, after, or None.

    Before the session until it is over, after it from its beginning; nobody who cancelled or did not come.
    """
    session = booking.session
    if session.scale is None or not session.is_open:
        return None
    if booking.state not in (Booking.State.BOOKED, Booking.State.ATTENDED):
        return None
    given = set(booking.evaluations.values_list("moment", flat=True))
    if at < session.ends_at and Moment.BEFORE not in given and Moment.AFTER not in given:
        return Moment.BEFORE
    if at >= session.starts_at and Moment.AFTER not in given:
        return Moment.AFTER
    return None


def answer(booking, *, moment, answers, comment, at):
    """Keep somebody's answers. Raises Refused if they were given, or are not asked for."""
    booking = Booking.objects.select_related("session__scale").get(pk=booking.pk)
    if moment != asked_for(booking, at=at):
        raise Refused(None, "These answers have been given already. Nothing was changed.")
    try:
        with transaction.atomic():
            return Evaluation.objects.create(
                booking=booking,
                scale=booking.session.scale,
                moment=moment,
                answers=answers,
                comment=comment,
            )
    except IntegrityError:
        raise Refused(None, "These answers have been given already. Nothing was changed.") from None


@transaction.atomic
def keep_scale(scale, *, by, version=None, **values):
    """Keep a scale. Raises Refused if steps or questions would change under answers that were given."""
    if scale.pk:
        held = EvaluationScale.objects.select_for_update().get(pk=scale.pk)
        is_other = any(
            values.get(n, getattr(held, n)) != getattr(held, n) for n in ("steps", "questions")
        )
        if is_other and Evaluation.objects.filter(scale=held).exists():
            raise Refused(
                scale, "People have answered these questions. Add another scale for new ones."
            )
    return keep_record(scale, by=by, version=version, **values)
