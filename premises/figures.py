"""What premises, bookings and agreements come to on a day: their part of the catalogue of figures.

A figure's scope is an agency, or None for all of them together.
"""

from dateutil.relativedelta import relativedelta
from django.db.models import CharField, Count, F, Q
from django.db.models import Value as ToText

from prevent_portal.figures import Sight, Value, figure

from .models import (
    Agreement,
    AgreementKind,
    Booking,
    Compliance,
    Network,
    Premises,
    SchoolFilter,
    with_nobody_trained,
)
from .models.places import AUDIT_MONTHS
from .states import Outcome

_SIGHT = Sight(own="premises.view_measures", every="premises.view_every_measure")
_HIREABLE = "premises in the register on the day that can be hired"
_IN_FORCE = "agreements of that kind in force on the day"
#: Bookings are counted over the months up to the day.
MONTHS = 12
_DECIDED = f"bookings decided in the {MONTHS} months up to the day, each by its last decision"


_sets = {}


def _measure(name, **about):
    """Put a function of an agency and a day into the catalogue: it gives the rows counted, and out of which."""

    def register(sets):
        @figure(name, **about)
        def compute(agency, *, on, known_at=None):
            part, whole = sets(agency, on=on, known_at=known_at)
            return Value(part.count(), whole.count())

        _sets[name] = sets
        return compute

    return register


def values_of(names, agency, *, on):
    """The values of several measures, by name, asked for in one query."""
    return values_on(names, agency, (on,))[on]


def values_on(names, agency, days):
    """The same on each of some days, all asked for in one query: {day: {name: Value}}."""
    asked = []
    for place, on in enumerate(days):
        for name in names:
            for which, rows in enumerate(_sets[name](agency, on=on)):
                counted = rows.model.objects.filter(pk__in=rows.order_by().values("pk")).order_by()
                counted = counted.annotate(
                    of=ToText(name, output_field=CharField()), which=ToText(2 * place + which)
                )
                counted = counted.values("of", "which").annotate(count=Count("pk"))
                asked.append(counted.values_list("of", "which", "count"))
    found = {(of, which): count for of, which, count in asked[0].union(*asked[1:], all=True)}
    return {
        on: {
            name: Value(found.get((name, 2 * place), 0), found.get((name, 2 * place + 1), 0))
            for name in names
        }
        for place, on in enumerate(days)
    }


def _of(rows, agency, path="agency"):
    return rows.filter(**{path: agency}) if agency is not None else rows


def _hireable(agency, on):
    rows = _of(Premises.objects.there(on=on), agency).hireable()
    return rows.with_standing(on=on).order_by()


@_measure(
    "premises_with_clause",
    title="Hireable premises with the clause in force",
    definition="An agreement about them, in force on the day, holds a version of the clause that was good then.",
    denominator=_HIREABLE,
    sight=_SIGHT,
)
def with_clause(agency, *, on, known_at=None):
    """Premises for hire whose terms hold the clause."""
    rows = _hireable(agency, on)
    return rows.filter(has_clause=True), rows


@_measure(
    "premises_audited",
    title="Hireable premises audited in 12 months",
    definition=f"An audit of them was finished in the {AUDIT_MONTHS} months up to the day.",
    denominator=_HIREABLE,
    sight=_SIGHT,
)
def audited(agency, *, on, known_at=None):
    """Premises for hire that somebody has gone through in a year."""
    rows = _hireable(agency, on)
    since = on - relativedelta(months=AUDIT_MONTHS)
    return rows.filter(audited_on__gt=since), rows


@_measure(
    "premises_assessed",
    title="Premises with a risk tier",
    definition="Somebody has said how much risk they hold, and why.",
    denominator="premises in the register on the day",
    sight=_SIGHT,
)
def assessed(agency, *, on, known_at=None):
    """Premises whose risk was assessed by the day."""
    rows = _of(Premises.objects.there(on=on), agency).order_by()
    return rows.filter(tier_on__lte=on), rows


def _decided(agency, on):
    since = on - relativedelta(months=MONTHS)
    rows = _of(Booking.objects.all(), agency, "premises__agency").order_by()
    kept = Q(decisions__standing="stands", decisions__on__gt=since, decisions__on__lte=on)
    return rows.filter(kept).distinct()


@_measure(
    "bookings_refused",
    title="Bookings refused",
    definition="The decision that stands is to refuse.",
    denominator=_DECIDED,
    sight=_SIGHT,
)
def refused(agency, *, on, known_at=None):
    """Bookings refused in twelve months."""
    rows = _decided(agency, on)
    refusals = rows.filter(decisions__standing="stands", decisions__outcome=Outcome.REFUSED)
    return refusals, rows


@_measure(
    "bookings_in_time",
    title="Bookings decided in time",
    definition="Decided, and signed where that was asked for, by the day on which they were to be.",
    denominator=_DECIDED,
    sight=_SIGHT,
)
def in_time(agency, *, on, known_at=None):
    """Bookings decided by their day."""
    rows = _decided(agency, on)
    signed = Q(decisions__signed_on__isnull=True) | Q(decisions__signed_on__lte=F("decide_by_on"))
    good = rows.filter(signed, decisions__standing="stands", decisions__on__lte=F("decide_by_on"))
    return good, rows


@_measure(
    "bookings_escalated",
    title="Bookings put to the Prevent lead",
    definition=f"The Prevent lead was asked about them in the {MONTHS} months up to the day.",
    denominator=f"bookings received in the {MONTHS} months up to the day",
    sight=_SIGHT,
)
def escalated(agency, *, on, known_at=None):
    """Bookings escalated in twelve months."""
    since = on - relativedelta(months=MONTHS)
    rows = _of(Booking.objects.all(), agency, "premises__agency").order_by()
    rows = rows.filter(received_on__gt=since, received_on__lte=on)
    return rows.filter(escalated_on__gt=since, escalated_on__lte=on), rows


@_measure(
    "bookings_waiting",
    title="Bookings late to be decided",
    definition="Received by the day, not decided by then, and their day to be decided by has passed.",
    denominator="bookings received by the day that were not decided or withdrawn by then",
    sight=_SIGHT,
)
def waiting(agency, *, on, known_at=None):
    """Bookings that waited on the day, and how many of them too long."""
    rows = _of(Booking.objects.filter(received_on__lte=on), agency, "premises__agency").order_by()
    rows = rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))
    rows = rows.filter(Q(blanked_on__isnull=True) | Q(blanked_on__gt=on))
    rows = rows.exclude(
        pk__in=rows.filter(decisions__standing="stands", decisions__on__lte=on).values("pk")
    )
    return rows.filter(decide_by_on__lt=on), rows


def _agreements(agency, on, *kinds):
    rows = _of(Agreement.objects.in_force(on=on), agency).filter(kind__in=kinds).with_age()
    return rows.order_by()


def _good(rows, on):
    return rows.current(on=on), rows


@_measure(
    "leases_new_with_clause",
    title="New leases with the clause",
    definition="Leases made since there has been a clause for leases that hold a version that was good on the day.",
    denominator=f"{_IN_FORCE}, made since then",
    sight=_SIGHT,
)
def new_leases(agency, *, on, known_at=None):
    """New leases, and how many hold the clause."""
    return _good(_agreements(agency, on, AgreementKind.LEASE).filter(is_new=True), on)


@_measure(
    "leases_old_with_clause",
    title="Older leases with the clause",
    definition="Leases made before there was a clause for leases that have come to hold one since.",
    denominator=f"{_IN_FORCE}, made before then",
    sight=_SIGHT,
)
def old_leases(agency, *, on, known_at=None):
    """The old stock of leases, and how many hold the clause."""
    return _good(_agreements(agency, on, AgreementKind.LEASE).filter(is_new=False), on)


@_measure(
    "contracts_with_clause",
    title="Contracts and grants with the clause",
    definition="They hold a version of the clause that was good on the day.",
    denominator="contracts and grants in force on the day",
    sight=_SIGHT,
)
def contracts(agency, *, on, known_at=None):
    """Contracts and grants, and how many hold the clause."""
    return _good(_agreements(agency, on, AgreementKind.CONTRACT, AgreementKind.GRANT), on)


@_measure(
    "suppliers_told",
    title="Suppliers told of the duty",
    definition="The other side was told of the duty on a day that is written down.",
    denominator="contracts and grants in force on the day",
    sight=_SIGHT,
)
def told(agency, *, on, known_at=None):
    """Suppliers and grant holders who have been told of the duty."""
    rows = _agreements(agency, on, AgreementKind.CONTRACT, AgreementKind.GRANT)
    return rows.filter(told_on__lte=on), rows


@_measure(
    "premises_with_trained_staff",
    title="Hireable premises where somebody trained handles bookings",
    definition="Somebody whose training counted on the day handled their bookings then.",
    denominator=_HIREABLE,
    sight=_SIGHT,
)
def with_trained_staff(agency, *, on, known_at=None):
    """Premises for hire whose bookings somebody trained handles."""
    rows = _of(Premises.objects.there(on=on), agency).hireable().order_by()
    return rows.exclude(pk__in=with_nobody_trained(rows, on=on).values("pk")), rows


@_measure(
    "networks_tested",
    title="Networks with a valid filter test",
    definition="Their last test by the day was passed within 12 months of it, and both lists are applied.",
    denominator="networks in the register to which filtering applies",
    sight=_SIGHT,
)
def networks(agency, *, on, known_at=None):
    """Networks that are compliant on the day."""
    rows = Network.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))
    rows = _of(rows, agency).filter(not_applicable_because="").with_compliance(on=on).order_by()
    return rows.filter(compliance=Compliance.COMPLIANT), rows


@_measure(
    "schools_with_known_filter",
    title="Schools whose filter is known",
    definition="It is known who filters their internet, and that was confirmed by the day.",
    denominator="schools in the register of filters",
    sight=_SIGHT,
)
def schools(agency, *, on, known_at=None):
    """Schools of which it is known who filters."""
    rows = SchoolFilter.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))
    rows = _of(rows, agency).order_by()
    return rows.filter(confirmed_on__lte=on), rows


@_measure(
    "schools_buying_filter",
    title="Schools that buy their filter from the council",
    definition="Confirmed by the day that they buy the council's filtering.",
    denominator="schools in the register of filters",
    sight=_SIGHT,
)
def buying(agency, *, on, known_at=None):
    """Schools that buy the council's filter."""
    rows = SchoolFilter.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))
    rows = _of(rows, agency).order_by()
    return rows.filter(from_council=True, confirmed_on__lte=on), rows
