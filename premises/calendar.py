"""What premises puts into the calendar: bookings to be decided, renewals, and what is looked at again."""

from prevent_portal.calendar import Entry

from .models import (
    AcceptableUse,
    Agreement,
    Booking,
    DiligenceList,
    Network,
    PolicyReview,
    Premises,
)

#: The registers whose records have a day of their own: model, its day, kind of entry, what a feed says.
DATED = (
    (
        Premises,
        "review_on",
        "Risk of premises to review",
        "Premises {}: risk to be looked at again",
    ),
    (Agreement, "renew_on", "Agreement to renew", "Agreement {}: renewal to be begun"),
    (Agreement, "ends_on", "Agreement ends", "Agreement {} ends"),
    (Network, "review_on", "Network to review", "Network {}: settings to be reviewed"),
    (AcceptableUse, "review_on", "Policy to review", "Acceptable-use policy {} to be reviewed"),
    (PolicyReview, "next_on", "Policy to review", "Policy {} on premises to be reviewed"),
    (DiligenceList, "check_due_on", "List to compare", "List {} to be compared with its source"),
)


def entries(user, *, start, end):
    """Bookings on the day they are to be decided by, and dated records of the registers."""
    yield from _bookings(user, start, end)
    for model, name, kind, reference in DATED:
        rows = model.objects.visible_to(user).standing().filter(**{f"{name}__range": (start, end)})
        if model is not DiligenceList:
            rows = rows.select_related("agency")
        for each in rows.order_by(name, "pk"):
            day = getattr(each, name)
            yield Entry(
                key=f"{model._meta.model_name}-{each.pk}-{name}-{day:%Y%m%d}",
                on=day,
                kind=kind,
                reference=reference.format(each.pk),
                words=str(each),
                href=each.get_absolute_url(),
                agency=getattr(getattr(each, "agency", None), "name", ""),
            )


def _bookings(user, start, end):
    rows = Booking.objects.visible_to(user).undecided()
    rows = rows.filter(decide_by_on__range=(start, end)).select_related("premises__agency")
    for each in rows.order_by("decide_by_on", "pk"):
        yield Entry(
            key=f"booking-{each.pk}-{each.decide_by_on:%Y%m%d}",
            on=each.decide_by_on,
            kind="Booking to decide",
            reference=f"{each.reference} to be decided",
            words=f"{each.reference}, {each.premises}",
            href=each.get_absolute_url(),
            agency=each.premises.agency.name,
        )
