"""What a seat may do with its case. Roles, agencies and rank open nothing here."""

from django.db import connection
from django.db.models import TextChoices
from guardian.core import ObjectPermissionChecker


class Can:
    """What may be done with a case: guardian's direct grants hold these, one row each."""

    OBSERVE = "channel.observe_case"
    VIEW = "channel.view_case"
    CONTRIBUTE = "channel.contribute_case"
    COORDINATE = "channel.coordinate_case"
    CHAIR = "channel.chair_case"


class Seats(TextChoices):
    """The seats on a panel, and at one case (domain: Channel roles)."""

    CHAIR = "chair", "Chair"
    DEPUTY = "deputy", "Deputy chair"
    COORDINATOR = "coordinator", "Coordinator"
    MEMBER = "member", "Panel member"
    INVITED = "invited", "Invited for one case"
    OBSERVER = "observer", "Observer"


_ALL = (Can.OBSERVE, Can.VIEW, Can.CONTRIBUTE, Can.COORDINATE, Can.CHAIR)

#: What each seat is granted; `channel_grants_of` in the database says the same, and a test compares them.
GRANTS_OF = {
    Seats.CHAIR: _ALL,
    Seats.DEPUTY: _ALL,
    Seats.COORDINATOR: _ALL[:4],
    Seats.MEMBER: _ALL[:3],
    Seats.INVITED: _ALL[:3],
    Seats.OBSERVER: _ALL[:1],
}
#: Seats that a membership of the panel gives on every case of the panel.
OFFICERS = (Seats.CHAIR, Seats.DEPUTY, Seats.COORDINATOR)


class SeatBackend:
    """Answers for cases, and for what belongs to one: a grant, on a case that is open to the user."""

    heading = "What each seat may do with its case"
    grants_of = GRANTS_OF

    def authenticate(self, request, **credentials):
        """Nobody signs in by a seat."""
        return None

    def has_perm(self, user, permission, obj=None):
        """True if the user's seat on the case is in force and was granted the permission."""
        if permission not in _ALL or obj is None or not user.is_active:
            return False
        case = obj if obj._meta.label == "channel.Case" else obj.case
        return permission.removeprefix("channel.") in _granted(user, case)


def _granted(user, case):
    """What the user may do with the case, asked once for each case that was fetched."""
    known = case.__dict__.setdefault("granted", {})
    if user.pk not in known:
        seen = type(case).objects.visible_to(user).filter(pk=case.pk)
        by_glass = seen.annotate(by_glass=_by_glass(case, user)).values_list("by_glass", flat=True)
        known[user.pk] = _perms(case, user, by_glass.first())
    return known[user.pk]


def _by_glass(case, user):
    return case._meta.get_field("glass").related_model.in_force(user)


def _perms(case, user, by_glass):
    """By a seat what was granted with it; by emergency access what the database says, which is to read."""
    if by_glass is None:
        return set()
    if not by_glass:
        return set(ObjectPermissionChecker(user).get_user_perms(case))
    names = [permission.removeprefix("channel.") for permission in _ALL]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM unnest(%s) AS name WHERE %s IN (SELECT channel_open_cases(name))",
            [names, case.pk],
        )
        return {name for (name,) in cursor.fetchall()}
