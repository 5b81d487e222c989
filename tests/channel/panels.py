"""A panel with people on it, and cases as referrals make them: everything through the services."""

import datetime

from channel import services
from channel.models import Panel, Term
from channel.permissions import Seats
from prevent_portal.acting import acting_for
from prevent_portal.models import Agency
from prevent_portal.roles import Role
from tests import factories

DAY = datetime.date(2026, 3, 2)
#: A moment that comes after every test, by the clock of the database too; nobody is invited for longer
#: than some months from now.
LATER = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=150)


class World:
    """A panel of a county, its officers and members, and the panel next door with its own chair."""

    def __init__(self):
        self.county = factories.AgencyFactory(kind=Agency.Kind.COUNTY)
        self.police = factories.AgencyFactory(kind=Agency.Kind.POLICE)
        self.health = factories.AgencyFactory(kind=Agency.Kind.HEALTH)
        self.administrator = self.user(self.county, Role.ADMINISTRATOR)
        self.executive = self.user(self.county, Role.EXECUTIVE)
        with acting_for(self.administrator):
            self.panel = Panel.objects.create(
                name="Panel of the county", authority=self.county, police=self.police
            )
            self.next_door = Panel.objects.create(
                name="Panel next door", authority=self.county, police=self.police
            )
        self.chair = self.seated(Seats.CHAIR)
        self.deputy = self.seated(Seats.DEPUTY)
        self.coordinator = self.seated(Seats.COORDINATOR, Role.CHANNEL_COORDINATOR)
        self.member = self.seated(Seats.MEMBER, Role.PANEL_MEMBER, agency=self.health)
        self.officer_of_police = self.seated(Seats.MEMBER, Role.PANEL_MEMBER, agency=self.police)
        self.other_chair = self.seated(Seats.CHAIR, panel=self.next_door)
        self.prevent_lead = self.user(self.county, Role.PREVENT_LEAD)
        self.teacher = self.user(factories.AgencyFactory(), Role.OFFICER)

    def user(self, agency, *roles):
        """Somebody of an agency who holds roles, and no seat."""
        return factories.UserFactory(agency=agency, roles=list(roles))

    def seated(self, seat, role=Role.CHANNEL_CHAIR, *, panel=None, agency=None):
        """Somebody with a seat on a panel, proposed and confirmed as it must be."""
        user = self.user(agency or self.county, role)
        self.seat_on(panel or self.panel, user, seat)
        return user

    def seat_on(self, panel, user, seat):
        """Give somebody a seat on a panel; return the membership."""
        with acting_for(self.administrator):
            membership = services.propose_membership(
                panel, user=user, seat=seat, by=self.administrator
            )
        with acting_for(self.executive):
            return services.confirm_membership(membership, by=self.executive)

    def refer(self, *, panel=None, by=None, on=DAY, subject=None, referral=None):
        """A referral as somebody without a seat makes it; the case it became, not read by anybody yet."""
        with acting_for(by):
            return services.take_in(
                panel or self.panel,
                by=by,
                on=on,
                subject={"forenames": "Perpetua", "surname": "Quillfeather"} | (subject or {}),
                referral={
                    "sector": Term.objects.get(list=Term.List.SECTOR, words="Education"),
                    "referrer_name": "Barnaby Inkpen",
                    "referrer_contact": "01632 960001",
                    "concerns": "Has spoken of a marmalade conspiracy.",
                }
                | (referral or {}),
            )
