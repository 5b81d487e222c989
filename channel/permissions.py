"""What a seat may do with its case. Roles, agencies and rank open nothing here."""

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.db.models import TextChoices

from prevent_portal.roles import Role


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


class Keep:
    """What is kept for every panel and says nothing about a person: frameworks, providers of support."""

    VIEW = "channel.view_tools"
    CHANGE = "channel.change_tools"


#: The least that somebody must be on a panel, as `channel_open_panels` in the database knows it.
_KEEPERS = {Keep.VIEW: "member", Keep.CHANGE: "coordinator"}

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
#: Seats that decide.
CHAIRS = (Seats.CHAIR, Seats.DEPUTY)
#: Who makes a chair: an administrator proposes, a senior officer confirms. Neither sees a case for that.
PROPOSES_CHAIRS, CONFIRMS_CHAIRS = Role.ADMINISTRATOR, Role.EXECUTIVE
APPOINTERS = (PROPOSES_CHAIRS, CONFIRMS_CHAIRS)
#: Pages of people on which somebody is made, or becomes, who appoints: they ask for the factor as well.
APPOINTING_PAGES = (
    "add_user",
    "change_user",
    "deactivate_user",
    "reactivate_user",
    "reset_factor",
    "invite_user",
)
#: Pages of Channel that show no case: whoever refers a concern needs no second factor for it.
WITHOUT_FACTOR = (
    "front",
    "refer",
    "referred",
    "refer_publicly",
    "referred_publicly",
    "resume_draft",
    "throw_draft_away",
)
#: Pages of Channel that need no sign-in: what is typed there stands on nobody's account.
WITHOUT_SIGN_IN = ("refer_publicly", "referred_publicly")
#: Pages about one case, and about a meeting of a panel: the database is asked for their few rows, one by one.
ABOUT_ONE = ("case_detail", "minute_case")
ABOUT_A_FEW = ("meeting_detail",)
#: Pages that list cases and nothing else of them.
LISTING = ("case_list",)


class SeatBackend:
    """Answers for cases, and for what belongs to one: a grant, on a case that is open to the user."""

    heading = "What each seat may do with its case"
    grants_of = GRANTS_OF

    def authenticate(self, request, **credentials):
        """Nobody signs in by a seat."""
        return None

    def has_perm(self, user, permission, obj=None):
        """True if the user's seat on the case is in force and was granted the permission."""
        if permission in _KEEPERS:
            return user.is_active and sits(_KEEPERS[permission])
        if permission not in _ALL or obj is None or not user.is_active:
            return False
        case = _case_of(obj)
        return case is not None and permission.removeprefix("channel.") in _granted(user, case)

    def leads_elsewhere(self, user, obj):
        """The page that stands in place of a case that was destroyed; None for any other."""
        if obj._meta.label != "channel.Case" or not obj.__dict__.get("is_destroyed"):
            return None
        left = obj._meta.get_field("destruction").related_model.objects.visible_to(user)
        found = left.filter(case=obj.pk).first()
        return found and found.get_absolute_url()

    def asks_factor(self, match):
        """True for every page of Channel but those on which a concern is referred, and where people are kept."""
        if match.namespace == "channel":
            return match.url_name not in WITHOUT_FACTOR
        return not match.namespace and match.url_name in APPOINTING_PAGES

    def reads(self, match):
        """Of how many cases a page is: `one`, a `few`, all that are `listed`, or ""."""
        if match.namespace != "channel":
            return ""
        pages = {"one": ABOUT_ONE, "few": ABOUT_A_FEW, "listed": LISTING}
        return next((said for said, names in pages.items() if match.url_name in names), "")

    def locks(self, match):
        """True for every page of Channel that somebody signs in for."""
        return match.namespace == "channel" and match.url_name not in WITHOUT_SIGN_IN

    def keeps_factor(self, user):
        """True if the user has a seat, or will, may open a case in an emergency, or takes part in appointing.

        Asked acting for them.
        """
        if user.has_role(*APPOINTERS):
            return True
        membership, seat = (apps.get_model("channel", name) for name in ("Membership", "Seat"))
        held = membership.objects.sitting().filter(user=user.pk)
        by_itself = seat.objects.in_force().filter(user=user.pk, membership=None)
        in_emergency = apps.get_model("channel", "GlassHolder").objects.in_force()
        return held.exists() or by_itself.exists() or in_emergency.filter(user=user.pk).exists()


def sits(at_least):
    """True if the person acted for sits on any panel, as that at least."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT channel_open_panels(%s))", [at_least])
        return cursor.fetchone()[0]


def _case_of(obj):
    """The case that a thing belongs to; None where it was closed to whoever holds the thing."""
    try:
        return obj if obj._meta.label == "channel.Case" else obj.case
    except ObjectDoesNotExist:
        return None


def take_grants(user, case):
    """Note what the user may do with a case that was read `with_grants_of` them.

    By a seat what was granted with it; by emergency access what the database says, which is to read.
    Of a case that was destroyed there is nothing but its certificate to look at.
    """
    case.is_destroyed = case.gone
    perms = _by_glass(case) if case.by_glass else set(case.held)
    if case.gone:
        perms &= {"observe_case"}
    case.__dict__.setdefault("granted", {})[user.pk] = perms


def _granted(user, case):
    """What the user may do with the case, asked once for each case that was fetched."""
    known = case.__dict__.setdefault("granted", {})
    if user.pk not in known:
        seen = type(case).objects.observable_by(user).filter(pk=case.pk).with_grants_of(user.pk)
        row = seen.values_list("by_glass", "held", "gone").first()
        case.by_glass, case.held, case.gone = row or (False, (), False)
        take_grants(user, case)
    return known[user.pk]


def _by_glass(case):
    names = [permission.removeprefix("channel.") for permission in _ALL]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM unnest(%s) AS name WHERE channel_opens(name, %s)",
            [names, case.pk],
        )
        return {name for (name,) in cursor.fetchall()}
