"""What Channel says about itself on a day: its part of the catalogue of figures, none of it for the public.

A figure's scope is a panel, or None for all; it speaks of the twelve months up to the day.
"""

import datetime

from dateutil.relativedelta import relativedelta

from prevent_portal.figures import Value, figure

from .counting import counts
from .measures import OUT_OF, Measure

MONTHS = 12

_DEFINITIONS = {
    Measure.RECEIVED: "Referrals received in the twelve months up to the day.",
    Measure.SCREENED: "Cases whose screening ended in those months, whatever came of it.",
    Measure.TO_PANEL: "Cases that a section 36 decision sent to the panel in those months.",
    Measure.ADOPTED: "Cases that the panel adopted with consent in those months.",
    Measure.NOT_ADOPTED: "Cases to which the panel decided in those months to give no support.",
    Measure.CONSENT_REFUSED: "Cases in which consent was refused in those months.",
    Measure.ALTERNATIVE: "Cases sent on an alternative pathway in those months.",
    Measure.CLOSED: "Closings in those months; a case that was closed twice counts twice.",
    Measure.LIVE: "Cases on that day that were received and not closed or ended.",
    Measure.REVIEWS_DUE: "Reviews after closing whose day fell in those months.",
    Measure.REVIEWS_ON_TIME: "Of these, done on or before their day.",
    Measure.REVIEWS_LATE: "Of these, not done by the end of the day.",
}


def _declare(measure, definition):
    whole = OUT_OF.get(measure)

    @figure(
        f"channel.{measure}",
        title=measure.label,
        definition=definition,
        denominator=whole.label.lower() if whole else "",
        is_withheld=True,
        counts="cases",
    )
    def compute(panel, *, on, known_at=None):
        start = on - relativedelta(months=MONTHS) + datetime.timedelta(days=1)
        found = counts(panel, start=start, end=on)
        return Value(found.numbers[measure], found.out_of(measure))


for _measure, _definition in _DEFINITIONS.items():
    _declare(_measure, _definition)
