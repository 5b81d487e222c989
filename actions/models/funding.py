"""Money for Prevent: what status an area has, who pays, on what conditions, and where it goes."""

from django.db import models
from django.db.models import DecimalField, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from prevent_portal.models import Agency, User
from prevent_portal.records import Record, RecordQuerySet
from prevent_portal.tracked import history

from .engagement import Engagement
from .plan import Action
from .progress import Timescale


def _money(verbose_name, **options):
    return models.DecimalField(verbose_name, max_digits=12, decimal_places=2, **options)


def _runs_forwards(name, sentence):
    return models.CheckConstraint(
        name=name,
        condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
        violation_error_message=sentence,
    )


class FundingStatus(Record):
    """What the government calls an area at a time: a priority area, a funded one, a tier, none.

    The words are the letter's own, since they change from year to year.
    """

    area = models.CharField(max_length=200)
    status = models.CharField(max_length=120)
    from_on = models.DateField("from")
    to_on = models.DateField("until", null=True, blank=True)
    source = models.CharField("where this is said", max_length=300, blank=True)
    note = models.TextField("what follows from it", blank=True)

    history = history()

    class Meta(Record.Meta):
        ordering = ["area", "-from_on", "-pk"]
        constraints = [
            *Record.Meta.constraints,
            _runs_forwards(
                "actions_fundingstatus_runs_forwards", "The status ends no earlier than it begins."
            ),
        ]

    def __str__(self):
        return f"{self.area}: {self.status}"

    def get_absolute_url(self):
        """The page of the status."""
        return reverse("actions:fundingstatus_detail", args=[self.pk])


class GrantQuerySet(RecordQuerySet):
    def with_money(self):
        """Each grant with what agencies paid in on top of it and what was spent."""
        nothing = Value(0, output_field=DecimalField(max_digits=12, decimal_places=2))
        paid = Payment.objects.standing().filter(grant=OuterRef("pk")).order_by()
        sums = {
            kind: paid.filter(kind=kind).values("grant").annotate(sum=Sum("amount")).values("sum")
            for kind in Payment.Kind
        }
        return self.annotate(
            paid_in=Coalesce(Subquery(sums[Payment.Kind.IN]), nothing),
            spent=Coalesce(Subquery(sums[Payment.Kind.OUT]), nothing),
            left=F("amount") + F("paid_in") - F("spent"),
        )


class Grant(Record):
    """Money promised for Prevent by a funder, with its purpose; an agency's own, or the partnership's."""

    class Kind(models.TextChoices):
        GRANT = "grant", "Grant"
        POOLED = "pooled", "Pooled money"
        PROJECT = "project", "Project money"

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=Kind)
    funder = models.CharField(max_length=200)
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    owner = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    amount = _money("amount in pounds")
    from_on = models.DateField("from")
    to_on = models.DateField("until")
    purpose = models.TextField(blank=True)
    recipient = models.CharField("who receives the money", max_length=200, blank=True)
    checked_on = models.DateField("recipient checked on", null=True, blank=True)
    checked_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="checked by",
    )
    checked_result = models.TextField("what the check found", blank=True)

    history = history()
    objects = GrantQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-from_on", "title", "pk"]
        constraints = [
            *Record.Meta.constraints,
            _runs_forwards(
                "actions_grant_runs_forwards", "The money ends no earlier than it begins."
            ),
            models.CheckConstraint(
                name="actions_grant_amount_is_not_negative",
                condition=Q(amount__gte=0),
                violation_error_message="The amount is no less than nothing.",
            ),
            models.CheckConstraint(
                name="actions_grant_check_has_a_day_and_a_result",
                condition=Q(checked_on__isnull=True, checked_result="")
                | Q(checked_on__isnull=False) & ~Q(checked_result=""),
                violation_error_message="Say both when the recipient was checked and what was found.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The page of the grant."""
        return reverse("actions:grant_detail", args=[self.pk])


class OfGrantQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """What belongs to a grant is seen by whoever sees the grant."""
        return super().visible_to(user).filter(grant__in=Grant.objects.visible_to(user))


class OfGrant(Record):
    """What belongs to a grant is kept by whoever keeps the grant."""

    objects = OfGrantQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = True

    def permits(self, user, permission):
        """Reading is for whoever sees it; keeping it is for whoever keeps the grant."""
        if permission == f"actions.view_{self._meta.model_name}":
            return True
        return self.grant.permits(user, "actions.change_grant")


class GrantCondition(OfGrant):
    """One thing that the money obliges to, by when, and what met it.

    A condition with several days ("three round tables") is kept as one record for each day.
    """

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="conditions")
    words = models.TextField("what the money obliges to")
    part = models.PositiveSmallIntegerField(default=1, editable=False)
    parts = models.PositiveSmallIntegerField(default=1, editable=False)
    due_raw = models.CharField("by when", max_length=300, blank=True)
    due_kind = models.CharField(
        max_length=10, choices=Timescale.Kind, default=Timescale.Kind.NONE, editable=False
    )
    due_on = models.DateField("due", null=True, blank=True, editable=False)
    met_on = models.DateField("met on", null=True, blank=True)
    met_engagement = models.ForeignKey(
        Engagement,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="conditions",
        verbose_name="event that met it",
    )
    met_action = models.ForeignKey(
        Action,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="action that met it",
    )
    met_words = models.TextField("what met it, in words", blank=True)

    history = history()

    class Meta(OfGrant.Meta):
        abstract = False
        ordering = ["grant", "due_on", "pk"]
        verbose_name = "condition"
        constraints = [
            *OfGrant.Meta.constraints,
            models.CheckConstraint(
                name="actions_grantcondition_met_by_something",
                condition=Q(met_on__isnull=True)
                | Q(met_engagement__isnull=False)
                | Q(met_action__isnull=False)
                | ~Q(met_words=""),
                violation_error_message="Say what met it: an event, an action, or words.",
            ),
        ]

    def __str__(self):
        place = f" ({self.part} of {self.parts})" if self.parts > 1 else ""
        return f"{self.words[:120]}{place}"

    def get_absolute_url(self):
        """The page of the condition."""
        return reverse("actions:grantcondition_detail", args=[self.pk])

    @property
    def recurs(self):
        """True if meeting it once does not end it."""
        return self.due_kind == Timescale.Kind.RECURRING

    def state(self):
        """Met, or still to be met."""
        return "Still to be met" if self.met_on is None else "Met"

    def state_code(self):
        """The colour of the state."""
        return "in_progress" if self.met_on is None else "complete"


class Payment(OfGrant):
    """Money paid into a grant's pot by an agency, or spent from it."""

    class Kind(models.TextChoices):
        IN = "in", "Paid in"
        OUT = "out", "Spent"

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="payments")
    kind = models.CharField(max_length=3, choices=Kind)
    on = models.DateField("day")
    amount = _money("amount in pounds")
    what = models.CharField("what for", max_length=300)
    contributor = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    history = history()

    class Meta(OfGrant.Meta):
        abstract = False
        ordering = ["-on", "-pk"]
        constraints = [
            *OfGrant.Meta.constraints,
            models.CheckConstraint(
                name="actions_payment_amount_is_more_than_nothing",
                condition=Q(amount__gt=0),
                violation_error_message="The amount is more than nothing.",
            ),
            models.CheckConstraint(
                name="actions_payment_in_says_from_whom",
                condition=Q(kind="out", contributor__isnull=True)
                | Q(kind="in", contributor__isnull=False),
                violation_error_message="Say which agency paid in; leave it empty for money spent.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.what}"

    def get_absolute_url(self):
        """The page of the payment."""
        return reverse("actions:payment_detail", args=[self.pk])


class Project(Record):
    """A bid for money and what comes of it: won or lost, delivered by when."""

    class State(models.TextChoices):
        BID = "bid", "Bid made"
        WON = "won", "Won"
        LOST = "lost", "Lost"
        DELIVERING = "delivering", "Being delivered"
        DONE = "done", "Done"

    #: From each state the states that can follow it.
    MOVES = {
        State.BID: {State.WON, State.LOST},
        State.WON: {State.DELIVERING, State.LOST},
        State.LOST: {State.BID},
        State.DELIVERING: {State.DONE},
        State.DONE: {State.DELIVERING},
    }
    #: Still to be decided or delivered.
    UNFINISHED = (State.BID, State.WON, State.DELIVERING)

    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.BID)
    funder = models.CharField(max_length=200, blank=True)
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    owner = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    amount = _money("amount asked for, in pounds", null=True, blank=True)
    grant = models.ForeignKey(
        Grant,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="projects",
        verbose_name="money it is paid from",
    )
    purpose = models.TextField("what it is for", blank=True)
    due_raw = models.CharField("by when", max_length=300, blank=True)
    due_kind = models.CharField(
        max_length=10, choices=Timescale.Kind, default=Timescale.Kind.NONE, editable=False
    )
    due_on = models.DateField("due", null=True, blank=True, editable=False)
    delivery = models.TextField("how delivery goes", blank=True)
    delivery_on = models.DateField("delivery last reported", null=True, blank=True)

    history = history()

    class Meta(Record.Meta):
        ordering = ["title", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="actions_project_amount_is_not_negative",
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                violation_error_message="The amount is no less than nothing.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The page of the project."""
        return reverse("actions:project_detail", args=[self.pk])
