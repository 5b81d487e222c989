"""Premises and their spaces, pitches and parks; their kinds; and the boundary that the map shows."""

import datetime

from dateutil.relativedelta import relativedelta
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Exists, F, Max, OuterRef, Q, Subquery, When
from django.db.models.functions import Lower
from django.utils import timezone

from actions.models.governance import months_after
from prevent_portal.models import Agency, User
from prevent_portal.records import Record, RecordQuerySet
from prevent_portal.roles import SEES_EVERY_AGENCY, Role
from prevent_portal.tracked import history

from ..states import Level
from .base import PremisesRecord

#: Months after which premises are looked at again (domain 2.4: policy and practice at least yearly).
AUDIT_MONTHS = 12
#: Those who see all premises of their own agency; an officer sees those that they manage.
_SEES_THE_AGENCYS = (Role.PREMISES_LEAD, Role.IT_LEAD, Role.SPOC, Role.EXECUTIVE)


def _counts_since(on):
    """The first day of an audit that still counts on a day: a year after it, the day has not passed."""
    first = on - relativedelta(months=AUDIT_MONTHS)
    is_over = first + relativedelta(months=AUDIT_MONTHS) < on
    return first + datetime.timedelta(days=1) if is_over else first


class PremisesKind(PremisesRecord):
    """A kind of place: library, hall, park, market pitch; a list that the partnership keeps."""

    name = models.CharField(max_length=100)
    is_outdoors = models.BooleanField("outdoors", default=False)
    is_reminded = models.BooleanField(
        "run by a committee",
        default=False,
        help_text="Reminded of the duty each year and whenever the committee changes",
    )

    history = history()

    class Meta(PremisesRecord.Meta):
        ordering = ["name", "pk"]
        verbose_name = "kind of premises"
        verbose_name_plural = "kinds of premises"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                Lower("name"),
                name="premises_kind_name_is_its_own",
                violation_error_message="There is already a kind of premises of this name.",
            ),
        ]

    def __str__(self):
        return self.name


class PremisesQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """One's own agency's, for those who look after them; an officer's are those that they manage."""
        if not user.has_perm("premises.view_premises"):
            return self.none()
        if user.has_role(*SEES_EVERY_AGENCY):
            return self
        if user.has_role(*_SEES_THE_AGENCYS):
            return self.filter(agency=user.agency_id)
        return self.filter(agency=user.agency_id, manager=user.pk)

    def there(self, *, on):
        """Premises that were in the register, and open, on a day."""
        is_open = Q(closed_on__isnull=True) | Q(closed_on__gt=on)
        return self.filter(is_open, added_on__lte=on)

    def hireable(self):
        """Those that anybody can hire."""
        return self.filter(is_hireable=True)

    def with_standing(self, *, on):
        """Premises with when they were last looked at, by when again, and whether their terms hold the clause.

        `audited_on`, `audit_due_on` (the day they came into the register where nobody has looked yet),
        `has_clause`: an agreement of theirs in force on the day holds a clause that was in force then.
        """
        from .agreements import Agreement
        from .audits import PremisesAudit

        done = PremisesAudit.objects.done(on=on).filter(premises=OuterRef("pk")).order_by()
        last = done.values("premises").annotate(last=Max("on")).values("last")
        agreed = Agreement.objects.in_force(on=on).filter(premises=OuterRef("pk"))
        rows = self.annotate(
            audited_on=Subquery(last),
            has_clause=Exists(agreed.current(on=on)),
            has_terms=Exists(agreed),
        )
        again = months_after(F("audited_on"), models.Value(AUDIT_MONTHS))
        return rows.annotate(
            audit_due_on=Case(
                When(audited_on__isnull=True, then=F("added_on")),
                default=again,
                output_field=models.DateField(),
            )
        )

    def is_late(self, *, on):
        """Which premises should have been looked at again: a condition, worked out for all of them at once."""
        from .audits import PremisesAudit

        done = PremisesAudit.objects.done(on=on).order_by()
        lately = done.filter(on__gte=_counts_since(on))
        known = Q(added_on__lt=on) | Q(pk__in=done.values("premises"))
        return known & ~Q(pk__in=lately.values("premises"))

    def late(self, *, on):
        """Premises not looked at for a year, or not since they came into the register."""
        return self.filter(self.is_late(on=on))

    def lacks_clause(self, *, on):
        """Which premises can be hired without the clause in force: a condition, likewise."""
        from .agreements import Agreement

        agreed = Agreement.objects.in_force(on=on).current(on=on).filter(premises__isnull=False)
        return Q(is_hireable=True) & ~Q(pk__in=agreed.order_by().values("premises"))

    def needing_somebody(self, *, on):
        """Open premises not looked at for a year, hireable without the clause, or without a risk tier."""
        return self.with_standing(on=on).filter(
            self.is_late(on=on)
            | self.lacks_clause(on=on)
            | Q(tier=Level.UNKNOWN)
            | Q(review_on__lt=on)
        )


class Premises(PremisesRecord):
    """A place, or a space of one, that the public, hirers or learners use."""

    #: By what somebody finds one of many to choose.
    chosen_by = ("name", "postcode")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.ForeignKey(PremisesKind, on_delete=models.PROTECT, related_name="premises")
    name = models.CharField(max_length=200)
    part_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="spaces"
    )
    owner = models.CharField(max_length=200, blank=True)
    tenant = models.CharField("leased to", max_length=200, blank=True)
    manager = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    contact_name = models.CharField("contact there", max_length=200, blank=True)
    contact_email = models.EmailField("email address there", blank=True)
    contact_phone = models.CharField("telephone there", max_length=40, blank=True)
    is_hireable = models.BooleanField("can be hired", default=False)
    takes_requests = models.BooleanField("may be asked for by the public form", default=False)
    has_public_it = models.BooleanField("has public computers or wifi", default=False)
    capacity = models.PositiveIntegerField(
        "people it holds", null=True, blank=True, validators=[MinValueValidator(1)]
    )
    tier = models.CharField("risk tier", max_length=8, choices=Level, default=Level.UNKNOWN)
    tier_because = models.TextField("why this tier", blank=True)
    tier_on = models.DateField("assessed on", null=True, blank=True)
    review_on = models.DateField("risk to be looked at again by", null=True, blank=True)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    latitude = models.DecimalField(
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(49), MaxValueValidator(61)],
    )
    longitude = models.DecimalField(
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-9), MaxValueValidator(2)],
    )
    is_outside = models.BooleanField("stands outside the boundary", default=False)
    is_sensitive = models.BooleanField("sensitive", default=False)
    sensitive_because = models.TextField("why it is sensitive", blank=True)
    committee_changed_on = models.DateField("committee last changed", null=True, blank=True)
    notes = models.TextField(blank=True)
    added_on = models.DateField(default=timezone.localdate, editable=False)

    objects = PremisesQuerySet.as_manager()
    history = history()

    class Meta(PremisesRecord.Meta):
        ordering = ["name", "pk"]
        verbose_name_plural = "premises"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                "agency",
                Lower("name"),
                name="premises_premises_named_once_an_agency",
                violation_error_message="This agency already has premises of this name.",
            ),
            models.CheckConstraint(
                name="premises_premises_tier_has_a_reason",
                condition=Q(tier=Level.UNKNOWN) | ~Q(tier_because="") & Q(tier_on__isnull=False),
                violation_error_message="Say why the risk tier is what it is, and since when.",
            ),
            models.CheckConstraint(
                name="premises_premises_place_is_whole",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                violation_error_message="Enter both the latitude and the longitude, or neither.",
            ),
            models.CheckConstraint(
                name="premises_premises_asked_for_can_be_hired",
                condition=Q(takes_requests=False) | Q(is_hireable=True),
                violation_error_message="Only what can be hired can be asked for.",
            ),
            models.CheckConstraint(
                name="premises_premises_sensitive_has_a_reason",
                condition=Q(is_sensitive=False) | ~Q(sensitive_because=""),
                violation_error_message="Say why its name is not to be published.",
            ),
            models.CheckConstraint(
                name="premises_premises_sensitive_is_not_offered",
                condition=Q(is_sensitive=False) | Q(takes_requests=False),
                violation_error_message="The public form names what can be asked for: what is sensitive cannot be.",
            ),
            models.CheckConstraint(
                name="premises_premises_is_no_part_of_itself",
                condition=Q(part_of=None) | ~Q(part_of=models.F("pk")),
                violation_error_message="It cannot be part of itself.",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "closed_on"], name="premises_of_agency"),
            models.Index(fields=["manager"], name="premises_by_manager"),
            models.Index(fields=["agency", "name", "id"], name="premises_of_agency_by_name"),
            models.Index(fields=["name", "id"], name="premises_by_name"),
            models.Index(fields=["id"], condition=Q(is_sensitive=True), name="premises_sensitive"),
        ]

    def __str__(self):
        return self.name

    def permits(self, user, permission):
        """Reading is for whoever sees it; keeping it is its agency's, or the Prevent lead's."""
        if permission == "premises.view_premises" or user.has_role(Role.PREVENT_LEAD):
            return True
        return self.agency_id == user.agency_id

    @property
    def tier_code(self):
        """What the tag of its risk tier is coloured by."""
        return f"risk_{self.tier}"

    def lacks(self, on):
        """What somebody has to see to, in words; asked of premises with their standing and their people."""
        found = []
        if self.is_hireable and not self.has_clause:
            found.append("the clause in force is in none of its agreements")
        if self.is_hireable and not self.has_trained:
            found.append("nobody whose training is in date handles its bookings")
        if self.tier == Level.UNKNOWN:
            found.append("nobody has assessed its risk")
        if self.audit_due_on < on:
            never = "nobody has looked at it since it came into the register"
            found.append("its yearly audit is late" if self.audited_on else never)
        if self.review_on and self.review_on < on:
            found.append("its risk should have been looked at again")
        if self.is_to_remind:
            found.append("its committee is to be reminded of the duty")
        return found


class BoundaryQuerySet(RecordQuerySet):
    def of(self, agency_id):
        """The boundary that an agency's map is drawn with: its own, else the partnership's."""
        rows = self.standing().filter(Q(agency=agency_id) | Q(agency__isnull=True))
        return rows.order_by(F("agency").asc(nulls_last=True), "-pk").first()


class Boundary(PremisesRecord):
    """The outline of an area, as rings of longitude and latitude: what the map draws beneath the places."""

    name = models.CharField(max_length=200)
    agency = models.ForeignKey(
        Agency,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Nobody's: the whole partnership's",
    )
    rings = models.JSONField(editable=False)
    source = models.CharField(
        max_length=200, blank=True, help_text="Where it comes from, and under what licence"
    )

    objects = BoundaryQuerySet.as_manager()
    history = history()

    class Meta(PremisesRecord.Meta):
        ordering = ["name", "pk"]
        verbose_name_plural = "boundaries"
        constraints = [*Record.Meta.constraints]

    def __str__(self):
        return self.name
