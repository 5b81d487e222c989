"""The words of letters: what stands in braces in a template is filled in from a booking."""

import re

from .models import Decision
from .owing import rule_on

_PLACE = re.compile(r"\{[^{}\n]{1,40}\}")


def _day(day):
    return f"{day.day} {day:%B %Y}" if day else ""


def _filled(booking):
    decision = booking.decisions.filter(standing=Decision.Standing.STANDS).order_by("-pk").first()
    rule = rule_on(booking.received_on)
    return {
        "{name}": booking.hirer_name,
        "{organisation}": booking.organisation,
        "{reference}": booking.reference,
        "{venue}": booking.premises.name,
        "{agency}": booking.premises.agency.name,
        "{event}": booking.title,
        "{day}": _day(booking.event_on),
        "{decided by}": _day(booking.decide_by_on),
        "{reason}": decision.reason if decision else "",
        "{conditions}": decision.conditions if decision else "",
        "{days to appeal}": str(rule.appeal_days),
    }


#: What may stand in a template.
PLACES = (
    "{name}", "{organisation}", "{reference}", "{venue}", "{agency}", "{event}", "{day}", "{decided by}",
    "{reason}", "{conditions}", "{days to appeal}",
)  # fmt: skip


def unknown_places(words):
    """What stands in braces and cannot be filled in."""
    return sorted(set(_PLACE.findall(words)) - set(PLACES))


def filled(words, booking):
    """The words with every place filled; what a hirer typed is never filled in again."""
    values = _filled(booking)
    return _PLACE.sub(lambda place: values.get(place[0], place[0]), words)
