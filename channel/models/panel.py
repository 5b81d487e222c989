"""The panel of an area, and who sits on it."""

import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Now
from django.urls import reverse

from prevent_portal.models import Agency
from prevent_portal.tracked import TrackedQuerySet, history

from ..permissions import APPOINTERS, CHAIRS, CONFIRMS_CHAIRS, OFFICERS, Seats


class PanelQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """Panels one sits on. That a panel exists is no secret; its pages are its members'."""
        return self.filter(
            pk__in=Membership.objects.in_force().filter(user=user.pk).values("panel")
        )

    def open(self):
        """Panels that take referrals."""
        return self.filter(closed_on__isnull=True)


def _door(words, help_text, length=300):
    return models.CharField(
        words, max_length=length, blank=True, db_default="", help_text=help_text
    )


class Panel(models.Model):
    """A Channel panel (Counter-Terrorism and Security Act 2015, section 36): the authority chairs it (37(5))."""

    name = models.CharField(max_length=200, unique=True)
    authority = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    police = models.ForeignKey(
        Agency,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The force whose chief officer appoints a member (section 37)",
    )
    contact = models.CharField(
        max_length=300, blank=True, help_text="Whom to call about a case, and in which hours"
    )
    out_of_hours = models.CharField(max_length=300, blank=True)
    children_door = _door("contact point for under 18s", "The council’s front door for children")
    children_advice = _door(
        "what to do about somebody under 18", "Beside the referral", length=1000
    )
    adults_door = _door("contact point for adults", "The council’s front door for adults")
    adults_advice = _door("what to do about an adult", "Beside the referral", length=1000)
    closed_on = models.DateField(null=True, blank=True)
    quorum = models.PositiveSmallIntegerField(
        "how many must be there",
        default=3,
        validators=[MinValueValidator(2)],
        help_text="Of the seats of the panel; a deputy counts for the seat they stand in for. The Act "
        "itself asks for the council and the police (section 37)",
    )
    quorum_services = ArrayField(
        models.CharField(max_length=120),
        verbose_name="services that must be there",
        default=list,
        blank=True,
        help_text="As the members speak for them, one to a line. For example: children's social care",
    )

    objects = PanelQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["name"]
        default_permissions = ()

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of the panel, for those who sit on it."""
        return reverse("channel:panel_detail", args=[self.pk])

    def doors(self, is_adult=None):
        """The council's routes as (for whom, contact point, advice): of one age, or of both where none is known."""
        routes = {
            False: ("Under 18", self.children_door, self.children_advice),
            True: ("18 or over", self.adults_door, self.adults_advice),
        }
        return [
            route for age, route in routes.items() if is_adult in (None, age) and any(route[1:])
        ]


class OfPanelRows(TrackedQuerySet):
    def visible_to(self, user):
        """Of the panels one sits on."""
        return self.filter(panel__in=Panel.objects.visible_to(user).values("pk"))


class MembershipQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """Of the panels one sits on, and one's own; all to those who take part in appointing chairs."""
        if user.has_role(*APPOINTERS):
            return self
        return self.filter(
            Q(user=user.pk) | Q(panel__in=Panel.objects.visible_to(user).values("pk"))
        )

    def sitting(self):
        """Not ended: confirmed ones, and those that are proposed."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=Now()))

    def checked_by(self, user):
        """Seats that the user certifies: of panels they chair; of chairs, where they confirm those; no own."""
        chaired = Membership.objects.in_force().filter(user=user.pk, seat__in=CHAIRS)
        ours = Q(panel__in=chaired.values("panel"))
        if user.has_role(CONFIRMS_CHAIRS):
            ours |= Q(seat__in=CHAIRS)
        return self.sitting().filter(ours, confirmed_at__isnull=False).exclude(user=user.pk)

    def due_to_check(self):
        """Suspended, or certified for less than a month from now, or no longer, by the database's clock."""
        soon = Now() + datetime.timedelta(days=30)
        return self.filter(Q(suspended_at__isnull=False) | Q(certified_until__lt=soon))

    def for_checking(self):
        """What needs an answer first; each says whether it does, and whether it has lapsed."""
        soon = Now() + datetime.timedelta(days=30)
        return (
            self.select_related("user__agency", "panel")
            .annotate(
                has_lapsed=Case(When(certified_until__lte=Now(), then=True), default=False),
                lapses_soon=Case(When(certified_until__lt=soon, then=True), default=False),
            )
            .order_by(F("suspended_at").asc(nulls_last=True), "certified_until", "pk")
        )

    def in_force(self):
        """Confirmed, certified, begun, neither ended nor suspended, by the database's clock."""
        return self.filter(
            Q(ends_at=None) | Q(ends_at__gt=Now()),
            certified_until__gt=Now(),
            confirmed_at__isnull=False,
            begins_at__lte=Now(),
            suspended_at=None,
            user__is_active=True,
        )


class Membership(models.Model):
    """Somebody's seat on a panel, from when to when: proposed by one person, confirmed by another."""

    class Because(models.TextChoices):
        """Why a seat ended or rests: a choice, since words in a plain column may be about somebody."""

        LEFT = "Left", "They left their post"
        ROLE = "Another role", "They have another role now"
        NEEDED = "Not needed any more", "The seat is not needed any more"
        MISTAKE = "Proposed by mistake", "It was proposed by mistake"
        OTHER = "Another reason", "Another reason"
        MOVED = "Moved to another agency", "Moved to another agency"
        CLOSED = "Sign-in closed", "Sign-in closed"
        EMAIL = "Email address changed", "Email address changed"
        PASSWORD = "Password set by somebody else", "Password set by somebody else"
        FACTOR = "Second factor changed", "Second factor changed"
        NO_FACTOR = "Second factor removed", "Second factor removed"
        SET_UP = "Second factor set up by somebody else", "Second factor set up by somebody else"

    #: What a person chooses from; the database writes the others.
    CHOSEN = (Because.LEFT, Because.ROLE, Because.NEEDED, Because.MISTAKE, Because.OTHER)

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    seat = models.CharField(
        max_length=12,
        choices=[(seat.value, seat.label) for seat in (*OFFICERS, Seats.MEMBER)],
    )
    speaks_for = models.CharField(
        max_length=120, blank=True, help_text="For example, children's social care"
    )
    begins_at = models.DateTimeField(db_default=Now())
    ends_at = models.DateTimeField(null=True, blank=True)
    deputises_for = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="deputies"
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(db_default=Now(), editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)
    because = models.CharField(max_length=200, choices=Because, blank=True)
    certified_until = models.DateTimeField(
        null=True, blank=True, help_text="Until when somebody who chairs the panel vouches for it"
    )

    objects = MembershipQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["panel", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="channel_membership_takes_two",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")),
                violation_error_message="Somebody other than who proposed it must confirm it.",
            ),
            models.CheckConstraint(
                name="channel_membership_nobody_confirms_their_own",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("user")),
                violation_error_message="Nobody can confirm their own seat.",
            ),
            models.CheckConstraint(
                name="channel_membership_confirmed_says_who",
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="channel_membership_nobody_proposes_themselves",
                condition=~Q(proposed_by=F("user")),
                violation_error_message="Nobody can propose themselves.",
            ),
            models.CheckConstraint(
                name="channel_membership_because_of_a_choice",
                condition=Q(
                    because__in=[
                        "",
                        "Left",
                        "Another role",
                        "Not needed any more",
                        "Proposed by mistake",
                        "Another reason",
                        "Moved to another agency",
                        "Sign-in closed",
                        "Email address changed",
                        "Password set by somebody else",
                        "Second factor changed",
                        "Second factor removed",
                        "Second factor set up by somebody else",
                    ]
                ),
                violation_error_message="Choose why the seat ends.",
            ),
            models.UniqueConstraint(
                fields=["panel", "user"],
                condition=Q(ends_at=None),
                name="channel_membership_one_seat_each",
                violation_error_message="This person already has a seat on this panel. End it first.",
            ),
        ]

    def __str__(self):
        return f"{self.get_seat_display()} of {self.panel}"

    def get_absolute_url(self):
        """Where the seats of its panel are kept."""
        return reverse("channel:seat_list", args=[self.panel_id])

    def permits(self, user, permission):
        """Roles open nothing here."""
        return False

    @property
    def is_confirmed(self):
        """True once two people have made it."""
        return self.confirmed_at is not None


class AccountChangeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All, to those who appoint; else one's own."""
        return self if user.has_role(*APPOINTERS) else self.filter(user=user.pk)

    def unsettled(self):
        """So new that the account does not confirm appointments, by the database's clock."""
        return self.filter(until__gt=Now())


class AccountChange(models.Model):
    """When an account that confirms appointments was last changed by others. Only the database writes it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    until = models.DateTimeField(help_text="From when on the account confirms again")
    what = models.CharField(max_length=60)

    objects = AccountChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        default_permissions = ()

    def __str__(self):
        return f"{self.what}, {self.at:%Y-%m-%d}"


class ClearanceQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """Only to who chairs the panel."""
        chaired = Membership.objects.in_force().filter(user=user.pk, seat__in=CHAIRS)
        return self.filter(panel__in=chaired.values("panel"))


class Clearance(models.Model):
    """Vetting and confidentiality of somebody on a panel: read by its chair and deputy alone, never printed."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="+")
    membership = models.OneToOneField(
        Membership, on_delete=models.PROTECT, related_name="clearance"
    )
    vetted_to = models.CharField("vetting held", max_length=60, blank=True)
    vetted_until = models.DateField(null=True, blank=True)
    signed_on = models.DateField("confidentiality agreement signed on", null=True, blank=True)

    objects = ClearanceQuerySet.as_manager()
    history = history()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"Vetting of seat {self.membership_id}"
