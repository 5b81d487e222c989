"""Whether a meeting may decide on a case: the Act's own rule, fixed here, and the panel's, which is data."""

from dataclasses import dataclass
from functools import cache

from django.db.models import Q

from prevent_portal.models import Agency

from .models import Attendance, Membership, Seat
from .models.together import ANOTHER, ANY, Together, tie
from .permissions import CHAIRS

_AUTHORITIES = (Agency.Kind.COUNTY, Agency.Kind.UNITARY, Agency.Kind.DISTRICT)


@dataclass(frozen=True)
class There:
    """Somebody who is at the meeting and may take part in a case: their agency, seat, and what they speak for."""

    user: int
    agency: int
    kind: str
    seat: str = ""
    speaks_for: str = ""
    #: The seat on the panel that they fill: their own, or the one they stand in for. None for the invited.
    fills: int | None = None


def there(meeting, case):
    """Those at a meeting who may take part in a case: present, and without a conflict of interest."""
    found = _present().read({ANY: meeting.pk, ANOTHER: case.pk})
    known = {model: {row.pk: row for row in found[model]} for model in (Agency, Membership)}
    tie([*found[Attendance], *found[Membership]], known)
    return [_there(row) for row in found[Attendance]]


@cache
def _present():
    conflicted = Seat.objects.filter(case=ANOTHER, conflict_at__isnull=False).values("user")
    rows = Attendance.objects.filter(
        Q(case=None) | Q(case=ANOTHER), meeting=ANY, state=Attendance.State.PRESENT
    ).exclude(user__in=conflicted)
    seats = Membership.objects.filter(pk__in=rows.values("membership"))
    return Together.of(
        {
            Attendance: rows.order_by("pk"),
            Agency: Agency.objects.filter(pk__in=rows.values("agency")),
            Membership: seats | Membership.objects.filter(pk__in=seats.values("deputises_for")),
        }
    )


def _there(row):
    membership = row.membership
    if membership is None:
        return There(row.user_id, row.agency_id, row.agency.kind)
    principal = membership.deputises_for or membership
    return There(
        row.user_id,
        row.agency_id,
        row.agency.kind,
        membership.seat,
        principal.speaks_for or membership.speaks_for,
        principal.pk,
    )


def missing(panel, lives_in, people):
    """Who has to be there still before the panel may decide on a case, in words; empty if it may.

    `lives_in` is the police force for the area where the person lives, or None where nobody has said.
    """
    return _by_the_act(panel, lives_in, people) + _by_the_panel(panel, people)


def _by_the_act(panel, lives_in, people):
    """Counter-Terrorism and Security Act 2015, section 37: fixed."""
    wanted = []
    agencies = {one.agency for one in people}
    if not any(one.seat in CHAIRS and one.kind in _AUTHORITIES for one in people):  # s37(5)
        wanted.append("a chair or deputy from the council (section 37(5))")
    if panel.authority_id not in agencies:  # s37(1), (2)(a)
        wanted.append(f"{panel.authority} (section 37(1))")
    if panel.police_id not in agencies:  # s37(1), (2)(b)
        wanted.append(f"{panel.police} (section 37(1))")
    if lives_in is None:  # s37(3)
        wanted.append("the police force for where the person lives, which nobody has recorded yet")
    elif lives_in.pk not in agencies and lives_in.pk != panel.police_id:
        wanted.append(f"{lives_in}, the force for where the person lives (section 37(3))")
    return wanted


def _by_the_panel(panel, people):
    """The panel's own quorum, section 37 leaving the rest of its procedure to it."""
    spoken_for = {one.speaks_for.strip().casefold() for one in people if one.speaks_for}
    wanted = [
        words for words in panel.quorum_services if words.strip().casefold() not in spoken_for
    ]
    short = panel.quorum - len({one.fills for one in people if one.fills})
    if short > 0:
        wanted.append(f"{short} more of the panel’s seats (it needs {panel.quorum})")
    return wanted


def sentence(wanted):
    """The refusal that says who is missing."""
    listed = "; ".join(wanted)
    return f"The panel cannot decide on this case yet. Missing: {listed}."
