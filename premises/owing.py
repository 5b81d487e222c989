"""What stands between a booking and its decision, and by when it is to be decided: worked out, not stored."""

import datetime
from dataclasses import dataclass, field

from dateutil.relativedelta import relativedelta
from django.db.models import Q

from .finding import unanswered_names
from .models import BookingRule, Check, CheckKind, NameSeen, SignOffRule
from .states import Level, Outcome, State


@dataclass
class Missing:
    """What has to be recorded before a booking can be decided, in sentences."""

    checks: list = field(default_factory=list)
    names: list = field(default_factory=list)
    is_assessed: bool = True
    proscribed: list = field(default_factory=list)

    @property
    def sentences(self):
        """Each thing that is missing, as somebody would say it."""
        found = [f"Make the check: {kind}." for kind in self.checks]
        found += [
            f"Say whether {each.thing} is somebody named in the booking: {each.thing.on_list}."
            for each in self.names
        ]
        found += [
            f"Ask the Prevent lead: {each} may be named in the booking, and is proscribed by law."
            for each in self.proscribed
        ]
        return found if self.is_assessed else [*found, "Say how much risk there is, and why."]


def missing(booking, *, on):
    """What is missing before a booking can be decided."""
    made = set(_checks_that_hold(booking).order_by("pk").values_list("kind_id", flat=True))
    kinds = CheckKind.objects.standing().order_by("position", "pk")
    return Missing(
        [each for each in kinds if each.pk not in made and each.is_asked_of(booking)],
        unanswered_names(booking, on=on),
        booking.risk != Level.UNKNOWN,
        _proscribed(booking),
    )


#: What checks are made of: a check made before one of these was changed says nothing of the new one.
_CHECKED = (
    "hirer_name",
    "other_names",
    "organisation",
    "on_behalf_of",
    "speakers",
    "websites",
)


def _checks_that_hold(booking):
    """The checks made since who books, who speaks and what is known of them was last changed."""
    since, last = None, None
    for *said, at in booking.history.order_by("history_date", "history_id").values_list(
        *_CHECKED, "history_date"
    ):
        if last is not None and said != last:
            since = at
        last = said
    if since is None:
        return booking.checks.all()
    made = Check.history.filter(booking_id=booking.pk, history_type="+", history_date__gte=since)
    return booking.checks.filter(pk__in=made.order_by().values("id"))


def _proscribed(booking):
    """Names on lists of law that may be a booking's, while the Prevent lead was not asked."""
    if booking.escalated_on is not None:
        return []
    rows = NameSeen.objects.filter(
        booking=booking, entry__on_list__is_law=True, verdict__in=("same", "open")
    )
    return [each.entry for each in rows.select_related("entry").order_by("pk")]


def rule_on(day):
    """The time limits in force on a day; what a partnership begins with, where it has closed them all."""
    return BookingRule.objects.on(day) or BookingRule(
        from_on=day,
        decide_days=10,
        before_days=7,
        appeal_days=14,
        keep_months=12,
        keep_refused_months=24,
    )


def decide_by(event_on, *, received_on, rule):
    """The day by which a booking is to be decided: in time for the event, but not before it came."""
    in_time = event_on - datetime.timedelta(rule.before_days)
    usual = received_on + datetime.timedelta(rule.decide_days)
    return max(received_on, min(usual, in_time))


def keep_until(event_on, *, state, is_escalated, rule):
    """The last day on which the particulars of a booking are kept."""
    is_long = is_escalated or state in (State.REFUSED, State.APPEALED)
    return event_on + relativedelta(
        months=rule.keep_refused_months if is_long else rule.keep_months
    )


def why_signed(booking, outcome):
    """The rules that ask for a senior manager's signature under such a decision, by name."""
    rules = SignOffRule.objects.standing().filter(
        Q(agency__isnull=True) | Q(agency=booking.premises.agency_id)
    )
    return [rule.name for rule in rules.order_by("name", "pk") if rule.asks(booking, outcome)]


def unsaid(outcome, about):
    """What a decision has to say and does not: a sentence for each field."""
    asked = {"reason": "Say why."}
    if outcome == Outcome.CONDITIONS:
        asked["conditions"] = "Say what the conditions are."
    if outcome == Outcome.REFUSED:
        asked |= {
            "speech": "Say how lawful speech was weighed.",
            "equality": "Say how equality was weighed.",
            "proportionate": "Say why refusing is proportionate, and what less was considered.",
        }
    return {name: words for name, words in asked.items() if not (about.get(name) or "").strip()}
