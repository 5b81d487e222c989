"""What premises, bookings and agreements come to on a day: their part of the catalogue of figures.

A figure's scope is an agency, or None for all of them together. Each is told as at any day and as it was
known at any moment (`then.py`). Each set of rows has the keys of its records in `id`.
"""

from urllib.parse import urlencode

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models import Value as ToNumber
from django.urls import reverse

from prevent_portal.figures import Sight, Value, figure
from training.models import Completion

from .kept import COUNTED
from .models import (
    Agreement,
    AgreementKind,
    Booking,
    BookingEvent,
    BookingRule,
    BookingStaff,
    ClauseVersion,
    Decision,
    FilterTest,
    Network,
    Premises,
    PremisesAudit,
    SchoolFilter,
)
from .models.beside import TRAINED_MONTHS
from .models.it import TEST_MONTHS
from .models.places import AUDIT_MONTHS
from .states import Level, Outcome
from .then import Then

_SIGHT = Sight(own="premises.view_measures", every="premises.view_every_measure")
_HIREABLE = "premises in the register on the day that can be hired"
_IN_FORCE = "agreements of that kind in force on the day"
#: Bookings are counted over the months up to the day.
MONTHS = 12
_DECIDED = f"bookings decided in the {MONTHS} months up to the day, each by its last decision"

#: The measures in their order, each with the list that holds what it counts.
LISTS = {
    "premises_with_clause": "premises_list",
    "premises_audited": "premises_list",
    "premises_with_trained_staff": "premises_list",
    "premises_assessed": "premises_list",
    "bookings_waiting": "booking_list",
    "bookings_in_time": "booking_list",
    "bookings_refused": "booking_list",
    "bookings_escalated": "booking_list",
    "leases_new_with_clause": "agreement_list",
    "leases_old_with_clause": "agreement_list",
    "contracts_with_clause": "agreement_list",
    "suppliers_told": "agreement_list",
    "networks_tested": "network_list",
    "schools_with_known_filter": "schoolfilter_list",
    "schools_buying_filter": "schoolfilter_list",
}

_sets = {}
#: What each measure is called, by its name.
TITLES = {}


def _measure(name, **about):
    """Put a function of an agency and a day into the catalogue: it gives the rows counted, and out of which."""

    def listed_at(user, agency, *, on, known_at=None):
        page = LISTS[name]
        if not user.has_perm(f"premises.view_{page.removesuffix('_list')}"):
            return ""
        return list_of(name, agency, on=on)

    def register(sets):
        @figure(name, listed_at=listed_at, **about)
        def compute(agency, *, on, known_at=None):
            part, whole = sets(agency, Then(on, known_at))
            return Value(part.count(), whole.count())

        _sets[name], TITLES[name] = sets, about["title"]
        return compute

    return register


def list_of(name, agency, *, on, is_counted=True):
    """The address of the list of what a measure counts of an agency on a day, or of what it does not count."""
    asked = {"measure": name if is_counted else f"-{name}", "on": on.isoformat()}
    asked |= {"of": agency.pk} if agency else {}
    return f"{reverse(f'premises:{LISTS[name]}')}?{urlencode(asked)}"


def values_of(names, agency, *, on):
    """The values of several measures as they are known now, by name: as they were kept, or counted in one query."""
    then = Then(on)
    words = f"{','.join(names)} of {agency} on {on}{', which is over' if then.is_over else ''}"
    rows = COUNTED.counted(words, lambda: _count(names, agency, then))
    return {name: Value(count, out_of) for name, count, out_of in rows}


def values_on(names, agency, days):
    """The values of several measures on each of some days, asked for in one query: {day: {name: Value}}."""
    found = _counted({on: Then(on) for on in days}, names, agency)
    return {
        on: {name: Value(*(found.get((name, on, which), 0) for which in (0, 1))) for name in names}
        for on in days
    }


def _count(names, agency, then):
    found = _counted({"": then}, names, agency)
    return [(name, *(found.get((name, "", which), 0) for which in (0, 1))) for name in names]


def _counted(thens, names, agency):
    """How many are in a measure (0) and out of how many (1), for each name and key of a day, in one query."""
    asked, keys = [], {}
    for key, then in thens.items():
        for name in names:
            for which, rows in enumerate(_sets[name](agency, then)):
                place = len(keys)
                keys[place] = (name, key, which)
                counted = rows.order_by().annotate(of=ToNumber(place)).values("of")
                asked.append(counted.annotate(count=Count("pk")).values_list("of", "count"))
    rows = asked[0].union(*asked[1:], all=True)
    return {keys[place]: count for place, count in rows}


def keys_of(name, agency, *, on, is_counted=True):
    """The keys of the records that a measure counts, or of those of the whole that it does not count."""
    part, whole = _sets[name](agency, Then(on))
    return part.values("id") if is_counted else whole.exclude(id__in=part.values("id")).values("id")


def _of(rows, agency):
    return rows.filter(agency=agency) if agency is not None else rows


def _premises(agency, then):
    return _of(then.unclosed(Premises), agency).filter(added_on__lte=then.on)


def _hireable(agency, then):
    return then.held(Premises, _premises(agency, then), is_hireable=True)


def _in_force(agency, then):
    ends = Q(ends_on__isnull=True) | Q(ends_on__gte=then.on)
    return _of(then.unclosed(Agreement), agency).filter(ends, starts_on__lte=then.on)


def _with_clause(rows, then):
    """Agreements that held a version of the clause that was good on the day."""
    good = then.rows(ClauseVersion).filter(Q(to_on__isnull=True) | Q(to_on__gte=then.on))
    return then.since(Agreement, rows, "clause_from_on", clause__in=good.values("id"))


@_measure(
    "premises_with_clause",
    title="Hireable premises with the clause in force",
    definition="An agreement about them, in force on the day, holds a version of the clause that was good then.",
    denominator=_HIREABLE,
    sight=_SIGHT,
)
def with_clause(agency, then):
    """Premises for hire whose terms hold the clause."""
    rows = _hireable(agency, then)
    agreed = _with_clause(_in_force(None, then), then).filter(premises__isnull=False)
    return rows.filter(id__in=agreed.values("premises")), rows


@_measure(
    "premises_audited",
    title="Hireable premises audited in 12 months",
    definition=f"An audit of them was finished in the {AUDIT_MONTHS} months up to the day.",
    denominator=_HIREABLE,
    sight=_SIGHT,
)
def audited(agency, then):
    """Premises for hire that somebody has gone through in a year."""
    rows = _hireable(agency, then)
    since = then.on - relativedelta(months=AUDIT_MONTHS)
    done = then.unclosed(PremisesAudit).filter(state="done", on__gt=since, on__lte=then.on)
    return rows.filter(id__in=done.values("premises")), rows


@_measure(
    "premises_assessed",
    title="Premises with a risk tier",
    definition="Somebody has said by the day how much risk they hold, and why.",
    denominator="premises in the register on the day",
    sight=_SIGHT,
)
def assessed(agency, then):
    """Premises whose risk was assessed by the day."""
    rows = _premises(agency, then)
    return then.since(Premises, rows, "tier_on", ~Q(tier=Level.UNKNOWN)), rows


def _bookings(agency, then):
    rows = then.rows(Booking)
    if agency is None:
        return rows
    return rows.filter(premises__in=_of(then.rows(Premises), agency).values("id"))


def _standing(then):
    """The decisions that stood on the day: taken by then, signed where that was asked for, and not opened again."""
    stands = Q(standing="stands") | Q(standing="opened", ended_on__gt=then.on)
    signed = Q(needs_sign_off=False) | Q(signed_on__lte=then.on)
    return then.rows(Decision).filter(stands, signed, on__lte=then.on)


def _lately(then):
    since = then.on - relativedelta(months=MONTHS)
    return _standing(then).filter(on__gt=since)


def _events(then, *kinds):
    """What happened with bookings by the day; events are only ever added."""
    rows = BookingEvent.objects.filter(kind__in=kinds, on__lte=then.on).order_by()
    return rows if then.known_at is None else rows.filter(at__lte=then.known_at)


@_measure(
    "bookings_refused",
    title="Bookings refused",
    definition="The decision that stood on the day is to refuse.",
    denominator=_DECIDED,
    sight=_SIGHT,
)
def refused(agency, then):
    """Bookings refused in twelve months."""
    made = _lately(then)
    rows = _bookings(agency, then).filter(id__in=made.values("booking"))
    refusals = made.filter(outcome=Outcome.REFUSED)
    return rows.filter(id__in=refusals.values("booking")), rows


@_measure(
    "bookings_in_time",
    title="Bookings decided in time",
    definition="Decided, and signed where that was asked for, by the day on which they were to be.",
    denominator=_DECIDED,
    sight=_SIGHT,
)
def in_time(agency, then):
    """Bookings decided by their day."""
    made = _lately(then)
    rows = _bookings(agency, then).filter(id__in=made.values("booking"))
    signed = Q(signed_on__isnull=True) | Q(signed_on__lte=OuterRef("decide_by_on"))
    good = made.filter(signed, booking=OuterRef("id"), on__lte=OuterRef("decide_by_on"))
    return rows.filter(Exists(good)), rows


@_measure(
    "bookings_escalated",
    title="Bookings put to the Prevent lead",
    definition=f"The Prevent lead was asked about them in the {MONTHS} months up to the day.",
    denominator=f"bookings received in the {MONTHS} months up to the day",
    sight=_SIGHT,
)
def escalated(agency, then):
    """Bookings escalated in twelve months."""
    since = then.on - relativedelta(months=MONTHS)
    rows = _bookings(agency, then).filter(received_on__gt=since, received_on__lte=then.on)
    asked = _events(then, BookingEvent.Kind.ESCALATED).filter(on__gt=since)
    return rows.filter(id__in=asked.values("booking")), rows


@_measure(
    "bookings_waiting",
    title="Bookings late to be decided",
    definition="Received by the day, not decided by then, and their day to be decided by has passed.",
    denominator="bookings received by the day that were not decided or withdrawn by then",
    sight=_SIGHT,
)
def waiting(agency, then):
    """Bookings that waited on the day, and how many of them too long."""
    kind = BookingEvent.Kind
    last = _events(then, kind.WITHDRAWN, kind.ASKED_AGAIN).order_by("booking_id", "-pk")
    gone = BookingEvent.objects.filter(
        pk__in=last.distinct("booking_id").values("pk"), kind=kind.WITHDRAWN
    )
    rows = _bookings(agency, then).filter(received_on__lte=then.on)
    rows = rows.filter(Q(blanked_on__isnull=True) | Q(blanked_on__gt=then.on))
    rows = rows.exclude(id__in=_standing(then).values("booking"))
    rows = rows.exclude(id__in=gone.order_by().values("booking"))
    return then.held(Booking, rows, decide_by_on__lt=then.on), rows


def _agreements(agency, then, *kinds):
    return _in_force(agency, then).filter(kind__in=kinds)


def _leases(agency, then, *, is_new):
    """Leases made since there has been a clause for leases, or before."""
    rows = _agreements(agency, then, AgreementKind.LEASE)
    known = then.rows(ClauseVersion).filter(kind=OuterRef("kind"))
    is_made_since = Exists(known.filter(from_on__lte=OuterRef("starts_on")))
    rows = rows.filter(is_made_since if is_new else ~is_made_since)
    return _with_clause(rows, then), rows


@_measure(
    "leases_new_with_clause",
    title="New leases with the clause",
    definition="Leases made since there has been a clause for leases that hold a version that was good on the day.",
    denominator=f"{_IN_FORCE}, made since then",
    sight=_SIGHT,
)
def new_leases(agency, then):
    """New leases, and how many hold the clause."""
    return _leases(agency, then, is_new=True)


@_measure(
    "leases_old_with_clause",
    title="Older leases with the clause",
    definition="Leases made before there was a clause for leases that have come to hold one since.",
    denominator=f"{_IN_FORCE}, made before then",
    sight=_SIGHT,
)
def old_leases(agency, then):
    """The old stock of leases, and how many hold the clause."""
    return _leases(agency, then, is_new=False)


_PAID = (AgreementKind.CONTRACT, AgreementKind.GRANT)


@_measure(
    "contracts_with_clause",
    title="Contracts and grants with the clause",
    definition="They hold a version of the clause that was good on the day.",
    denominator="contracts and grants in force on the day",
    sight=_SIGHT,
)
def contracts(agency, then):
    """Contracts and grants, and how many hold the clause."""
    rows = _agreements(agency, then, *_PAID)
    return _with_clause(rows, then), rows


@_measure(
    "suppliers_told",
    title="Suppliers told of the duty",
    definition="The other side was told of the duty on a day that is written down.",
    denominator="contracts and grants in force on the day",
    sight=_SIGHT,
)
def told(agency, then):
    """Suppliers and grant holders who have been told of the duty."""
    rows = _agreements(agency, then, *_PAID)
    return then.since(Agreement, rows, "told_on"), rows


@_measure(
    "premises_with_trained_staff",
    title="Hireable premises where somebody trained handles bookings",
    definition="Somebody whose training counted on the day handled their bookings then.",
    denominator=_HIREABLE,
    sight=_SIGHT,
)
def with_trained_staff(agency, then):
    """Premises for hire whose bookings somebody trained handles."""
    rows = _hireable(agency, then)
    rule = then.unclosed(BookingRule).filter(from_on__lte=then.on).order_by("-from_on", "-id")
    months = rule.values_list("trained_months", flat=True).first() or TRAINED_MONTHS
    taken = Completion.objects.known(then.known_at).exclude(route="declared")
    taken = taken.filter(on__gt=then.on - relativedelta(months=months), on__lte=then.on)
    ends = Q(to_on__isnull=True) | Q(to_on__gte=then.on)
    staff = then.unclosed(BookingStaff).filter(ends, from_on__lte=then.on)
    trained = staff.filter(Exists(taken.filter(person=OuterRef("person"))))
    return rows.filter(id__in=trained.values("premises")), rows


@_measure(
    "networks_tested",
    title="Networks with a valid filter test",
    definition="Their last test by the day was passed within 12 months of it, and both lists are applied.",
    denominator="networks in the register to which filtering applies",
    sight=_SIGHT,
)
def networks(agency, then):
    """Networks that were compliant on the day."""
    rows = _of(then.unclosed(Network), agency)
    rows = then.held(Network, rows, not_applicable_because="")
    tests = then.unclosed(FilterTest).filter(on__lte=then.on)
    last = tests.order_by("network_id", "-on", "-id").distinct("network_id")
    since = then.on - relativedelta(months=TEST_MONTHS)
    passed = tests.filter(id__in=last.values("id"), result="passed", on__gt=since)
    reviewed = Q(review_on__isnull=True) | Q(review_on__gte=then.on)
    sound = then.held(Network, rows, reviewed, iwf_applied=True, police_applied=True)
    return sound.filter(id__in=passed.values("network")), rows


@_measure(
    "schools_with_known_filter",
    title="Schools whose filter is known",
    definition="It is known who filters their internet, and that was confirmed by the day.",
    denominator="schools in the register of filters",
    sight=_SIGHT,
)
def schools(agency, then):
    """Schools of which it is known who filters."""
    rows = _of(then.unclosed(SchoolFilter), agency)
    return then.since(SchoolFilter, rows, "confirmed_on"), rows


@_measure(
    "schools_buying_filter",
    title="Schools that buy their filter from the council",
    definition="Confirmed by the day that they buy the council's filtering.",
    denominator="schools in the register of filters",
    sight=_SIGHT,
)
def buying(agency, then):
    """Schools that buy the council's filter."""
    rows = _of(then.unclosed(SchoolFilter), agency)
    return then.since(SchoolFilter, rows, "confirmed_on", from_council=True), rows
