"""Hire, lease, contract and grant agreements, and the Prevent clause that each holds or lacks."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Lower

from prevent_portal.models import Agency
from prevent_portal.records import Record, RecordQuerySet
from prevent_portal.tracked import history

from .base import PremisesRecord
from .places import Premises


class AgreementKind(models.TextChoices):
    """What an agreement is about."""

    HIRE = "hire", "Hire terms"
    LEASE = "lease", "Lease or licence to occupy"
    CONTRACT = "contract", "Contract or commissioned service"
    GRANT = "grant", "Grant"


class ClauseVersion(PremisesRecord):
    """The words of the clause for agreements of a kind, from a day to a day."""

    kind = models.CharField(max_length=8, choices=AgreementKind)
    name = models.CharField(max_length=100)
    words = models.TextField()
    from_on = models.DateField("used from")
    to_on = models.DateField("good until", null=True, blank=True)

    history = history()

    class Meta(PremisesRecord.Meta):
        ordering = ["kind", "-from_on", "pk"]
        verbose_name = "version of the clause"
        verbose_name_plural = "versions of the clause"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                "kind",
                Lower("name"),
                name="premises_clauseversion_name_is_its_own",
                violation_error_message="There is already a version of this name.",
            ),
            models.CheckConstraint(
                name="premises_clauseversion_ends_after_it_starts",
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                violation_error_message="It must end after it starts.",
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.get_kind_display().lower()})"


class AgreementQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """One's own agency's; where they are about premises, of those that one sees."""
        rows = super().visible_to(user)
        return rows.filter(
            Q(premises__isnull=True) | Q(premises__in=Premises.objects.visible_to(user))
        )

    def in_force(self, *, on):
        """Agreements that held on a day."""
        ended = Q(closed_on__isnull=True) | Q(closed_on__gt=on)
        ends = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
        return self.filter(ended, ends, starts_on__lte=on)

    def current(self, *, on):
        """Those whose clause was good on the day, and stood in them by then."""
        good = Q(clause__to_on__isnull=True) | Q(clause__to_on__gte=on)
        return self.filter(good, clause__isnull=False, clause_from_on__lte=on)

    def with_age(self):
        """Agreements with `is_new`: made since there has been a clause for their kind; else old stock."""
        first = ClauseVersion.objects.filter(kind=OuterRef("kind")).order_by("from_on")
        rows = self.annotate(clause_since=Subquery(first.values("from_on")[:1]))
        since = ClauseVersion.objects.filter(
            kind=OuterRef("kind"), from_on__lte=OuterRef("starts_on")
        )
        return rows.annotate(is_new=Exists(since))

    def needing_somebody(self, *, on):
        """Open agreements in force without a good clause, or whose renewal is near or past."""
        return self.filter(
            Q(
                pk__in=self.model.objects.in_force(on=on)
                .exclude(pk__in=self.model.objects.current(on=on).values("pk"))
                .values("pk")
            )
            | Q(renew_on__lte=on)
        )


class Agreement(PremisesRecord):
    """An agreement under which somebody uses a place, or works for or is paid by an agency."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=AgreementKind)
    premises = models.ForeignKey(
        Premises, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(max_length=200)
    party = models.CharField("with whom", max_length=200, blank=True)
    reference = models.CharField(max_length=60, blank=True)
    starts_on = models.DateField("from")
    ends_on = models.DateField("until", null=True, blank=True)
    renew_on = models.DateField("renewal to be begun by", null=True, blank=True)
    clause = models.ForeignKey(
        ClauseVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    clause_from_on = models.DateField("clause in it since", null=True, blank=True)
    told_on = models.DateField("told of the duty on", null=True, blank=True)
    told_how = models.CharField("told how", max_length=200, blank=True)
    works_with_public = models.BooleanField(
        "its people work with children or adults at risk", default=False
    )
    notes = models.TextField(blank=True)

    objects = AgreementQuerySet.as_manager()
    history = history()

    class Meta(PremisesRecord.Meta):
        ordering = ["title", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="premises_agreement_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="It must end after it starts.",
            ),
            models.CheckConstraint(
                name="premises_agreement_clause_has_a_day",
                condition=Q(clause__isnull=True, clause_from_on__isnull=True)
                | Q(clause__isnull=False, clause_from_on__isnull=False),
                violation_error_message="Say which version of the clause it holds, and since when.",
            ),
            models.CheckConstraint(
                name="premises_agreement_hire_and_lease_are_of_premises",
                condition=Q(kind__in=["contract", "grant"]) | Q(premises__isnull=False),
                violation_error_message="Say which premises are hired or leased.",
            ),
        ]
        indexes = [models.Index(fields=["premises", "kind"], name="premises_agreement_of")]

    def __str__(self):
        return self.title

    def holds_clause(self, on):
        """The clause as it stands on a day, in words."""
        if self.clause is None:
            return "None"
        is_old = self.clause.to_on is not None and self.clause.to_on < on
        return f"{self.clause.name}, which is no longer good" if is_old else self.clause.name
