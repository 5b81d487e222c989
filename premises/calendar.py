"""What premises puts into the calendar: bookings to be decided, renewals, and what is looked at again."""

from django.db.models import F, IntegerField, TextField, Value
from django.db.models.functions import Cast
from django.urls import reverse

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

#: What has a day of its own: model, its day, its words, its agency, kind of entry, what a feed says.
DATED = (
    (Premises, "review_on", "name", "agency__name", "Risk of premises to review", "Premises {}: risk to review"),
    (Agreement, "renew_on", "title", "agency__name", "Agreement to renew", "Agreement {}: renewal to be begun"),
    (Agreement, "ends_on", "title", "agency__name", "Agreement ends", "Agreement {} ends"),
    (Network, "review_on", "name", "agency__name", "Network to review", "Network {}: settings to be reviewed"),
    (AcceptableUse, "review_on", "name", "agency__name", "Policy to review", "Acceptable-use policy {} to review"),
    (PolicyReview, "next_on", "title", "agency__name", "Policy to review", "Policy {} on premises to review"),
    (DiligenceList, "check_due_on", "name", None, "List to compare", "List {} to be compared with its source"),
    (Booking, "decide_by_on", "premises__name", "premises__agency__name", "Booking to decide",
     "Booking {:05} to be decided"),
)  # fmt: skip


def entries(user, *, start, end):
    """Bookings on the day they are to be decided by, and dated records of the registers, in one query."""
    asked = [_asked(user, place, start, end) for place in range(len(DATED))]
    asked = [rows for rows in asked if not rows.query.is_empty()]
    if not asked:
        return
    found = asked[0].union(*asked[1:], all=True) if len(asked) > 1 else asked[0]
    for place, key, day, words, agency in found:
        model, name, _, _, kind, reference = DATED[place]
        called = reference.format(key)
        yield Entry(
            key=f"{model._meta.model_name}-{key}-{name}-{day:%Y%m%d}",
            on=day,
            kind=kind,
            reference=called,
            words=f"{called}: {words}" if model is Booking else words,
            href=reverse(f"premises:{model._meta.model_name}_detail", args=[key]),
            agency=agency or "",
        )


def _asked(user, place, start, end):
    model, name, words, agency, _, _ = DATED[place]
    rows = model.objects.visible_to(user).standing().filter(**{f"{name}__range": (start, end)})
    if model is Booking:
        rows = rows.undecided()
    rows = rows.order_by().annotate(
        place=Value(place, output_field=IntegerField()),
        day=F(name),
        said=Cast(F(words), TextField()),
        whose=Cast(F(agency), TextField()) if agency else Value("", output_field=TextField()),
    )
    return rows.values_list("place", "pk", "day", "said", "whose")
