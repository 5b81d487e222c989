"""The Channel panel of the invented county: who sits on it, and cases at every stage."""

import datetime
import tomllib
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from dateutil.relativedelta import relativedelta

from prevent_portal import demo as partnership
from prevent_portal.acting import acting_for
from prevent_portal.models import Agency, User

from .. import services
from ..models import AgeBand, Case, Panel, Term
from ..permissions import Seats

WORDS = Path(__file__).parent / "words.toml"
#: Loaded after the referrals, in this order, where they are: each takes the cases further.
STORIES = ("refer", "process", "support", "after", "panel", "secure", "watched", "rights")
#: key of the demonstration's people: seat, and for whom they speak
SEATS = {
    "channel.chair": (Seats.CHAIR, ""),
    "early.help": (Seats.DEPUTY, ""),
    "channel.coordinator": (Seats.COORDINATOR, ""),
    "police/prevent.spoc": (Seats.MEMBER, "Police"),
    "trust/panel.member": (Seats.MEMBER, "Mental health"),
    "probation/prevent.spoc": (Seats.MEMBER, "Probation"),
    "adults": (Seats.MEMBER, "Adult social care"),
    "education.safeguarding": (Seats.MEMBER, "Education"),
}
#: Who proposes and confirms: they use a second factor as well.
APPOINT = ("administrator", "corporate.director", "chief.executive")


@dataclass
class World:
    """What the stories are told with: the day, the panel, people by key, cases by surname."""

    anchor: datetime.date
    panel: Panel
    users: dict
    cases: dict

    def as_(self, key):
        """Act for one of the demonstration's people."""
        return acting_for(self.users[key])

    def case(self, surname):
        """A case as it stands, for whoever is acted for."""
        return Case.objects.select_related("key", "panel").get(pk=self.cases[surname])

    def ago(self, days):
        """The day so many days before the demonstration's."""
        return self.anchor - datetime.timedelta(days=days)


def load(anchor, *, scale=1):
    """Add the panel, its members and its cases, as at the day; more referrals beyond scale 1."""
    addresses = {partnership.address(key): key for key in partnership.PEOPLE}
    users = {addresses[user.email]: user for user in User.objects.filter(email__in=addresses)}
    with acting_for(users["administrator"]):
        panel = _panel()
    world = World(anchor, panel, users, {})
    for key in APPOINT:
        partnership.give_factor(users[key])
    for key, (seat, speaks_for) in SEATS.items():
        _seat(world, key, seat, speaks_for)
    stories = tomllib.loads(WORDS.read_text(encoding="utf-8"))["case"]
    for story in stories:
        world.cases[story["surname"]] = _refer(world, story).pk
    for name in STORIES:
        if find_spec(f"{__name__}.{name}"):
            import_module(f"{__name__}.{name}").load(world)


def _panel():
    county = Agency.objects.get(is_lead=True)
    police = Agency.objects.filter(kind=Agency.Kind.POLICE).order_by("pk").first()
    return Panel.objects.create(
        name="Wrenshire Channel panel",
        authority=county,
        police=police,
        contact="01632 960150, Monday to Friday, 8:30am to 5pm",
        out_of_hours="01632 960199, the emergency duty team",
        children_door="First Contact for children, 01632 960120, Monday to Friday, 8am to 6pm",
        children_advice="Tell the school’s or service’s safeguarding lead the same day. Speak with a parent or "
        "guardian first, unless that would put the child at risk.",
        adults_door="Adult social care front desk, 01632 960130, Monday to Friday, 9am to 5pm",
        adults_advice="Ask the adult whether they agree to be referred for care and support. Call at once if "
        "they cannot decide for themselves.",
    )


def _seat(world, key, seat, speaks_for):
    administrator, executive = world.users["administrator"], world.users["corporate.director"]
    with acting_for(administrator):
        membership = services.propose_membership(
            world.panel,
            user=world.users[key],
            seat=seat,
            speaks_for=speaks_for,
            by=administrator,
        )
    with acting_for(executive):
        services.confirm_membership(membership, by=executive)
    partnership.give_factor(world.users[key])


def _refer(world, story):
    on = world.ago(story["ago"])
    by = world.users[story["by"]]
    born = on - relativedelta(years=story["age"], days=100)
    with acting_for(by):
        return services.take_in(
            world.panel,
            by=by,
            on=on,
            subject={
                "forenames": story["forenames"],
                "surname": story["surname"],
                "date_of_birth": born,
                "gender": _term(Term.List.GENDER, story["gender"], on),
                "age_band": AgeBand.objects.on(on).get(
                    youngest__lte=story["age"], oldest__gte=story["age"]
                ),
                "address": "An address in Wrenshire",
                "education": story.get("education", ""),
            },
            referral={
                "agency": by.agency,
                "sector": _term(Term.List.SECTOR, story["sector"], on),
                "concern_type": _term(Term.List.CONCERN, story["concern"], on),
                "concern_on": on - datetime.timedelta(days=4),
                "concerns": story["concerns"],
                "complex_needs": story["needs"],
                "referrer_name": by.name,
                "referrer_role": by.job_title,
                "referrer_organisation": by.agency.name,
                "referrer_contact": by.email,
            },
        )


def _term(each, words, on):
    return Term.objects.on(on).get(list=each, words=words)
