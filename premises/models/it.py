"""Networks, public computers and learner devices: what filters them, how that was tested, and how each stands."""

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Exists, ExpressionWrapper, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Lower

from actions.models.governance import months_after
from prevent_portal.models import Agency
from prevent_portal.records import Record, RecordQuerySet
from prevent_portal.roles import SEES_EVERY_AGENCY
from prevent_portal.tracked import history

from .base import PremisesRecord
from .places import Premises

#: Months after which a filter is tested again (domain 2.4).
TEST_MONTHS = 12


class Compliance(models.TextChoices):
    """How a network stands (domain 2.4)."""

    COMPLIANT = "compliant", "Compliant"
    ACTION_NEEDED = "action_needed", "Action needed"
    NOT_CHECKED = "not_checked", "Not checked"
    REVIEW_OVERDUE = "review_overdue", "Test or review overdue"
    NOT_APPLICABLE = "not_applicable", "Not applicable"


class FilterCategory(PremisesRecord):
    """A category of what a filter blocks, and for whom it has to."""

    name = models.CharField(max_length=100)
    is_for_everybody = models.BooleanField("to be blocked for everybody", default=True)
    is_for_young = models.BooleanField("to be blocked for those under 16", default=True)

    history = history()

    class Meta(PremisesRecord.Meta):
        ordering = ["name", "pk"]
        verbose_name = "filter category"
        verbose_name_plural = "filter categories"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                Lower("name"),
                name="premises_filtercategory_name_is_its_own",
                violation_error_message="There is already a category of this name.",
            ),
        ]

    def __str__(self):
        return self.name


class NetworkQuerySet(RecordQuerySet):
    def with_compliance(self, *, on):
        """Networks with their last test by a day, and how they stand: `tested_on`, `test_result`, `compliance`.

        `open_to_all` and `open_to_young` name the categories that they are to block and do not: for those under 16
        where these may use them.
        """
        tests = FilterTest.objects.standing().filter(network=OuterRef("pk"), on__lte=on)
        last = tests.order_by("-on", "-pk")
        rows = self.annotate(
            tested_on=Subquery(last.values("on")[:1]),
            test_result=Subquery(last.values("result")[:1]),
        )
        for_all, for_young = self.model.not_blocked()
        rows = rows.annotate(
            open_to_all=ArraySubquery(for_all.values("name")),
            open_to_young=ArraySubquery(for_young.values("name")),
        )
        since = months_after(Value(on, models.DateField()), Value(-TEST_MONTHS))
        lacks_list = Q(iwf_applied=False) | Q(police_applied=False)
        return rows.annotate(
            compliance=Case(
                When(~Q(not_applicable_because=""), then=Value(Compliance.NOT_APPLICABLE)),
                When(tested_on__isnull=True, then=Value(Compliance.NOT_CHECKED)),
                When(
                    Q(tested_on__lte=since) | Q(review_on__lt=on),
                    then=Value(Compliance.REVIEW_OVERDUE),
                ),
                When(
                    ~Q(test_result=FilterTest.Result.PASSED)
                    | lacks_list
                    | Exists(for_all)
                    | Exists(for_young),
                    then=Value(Compliance.ACTION_NEEDED),
                ),
                default=Value(Compliance.COMPLIANT),
                output_field=models.CharField(),
            )
        )

    def needing_somebody(self, *, on):
        """Open networks that are not compliant, where that applies."""
        fine = (Compliance.COMPLIANT, Compliance.NOT_APPLICABLE)
        return self.with_compliance(on=on).exclude(compliance__in=fine)


class Network(PremisesRecord):
    """A network, a set of computers or of devices by which somebody reaches the internet."""

    #: By what somebody finds one of many to choose.
    chosen_by = ("name",)

    class Kind(models.TextChoices):
        WIFI = "wifi", "Public wifi"
        PUBLIC = "public", "Public or library computers"
        SCHOOL = "school", "Schools' service"
        LEARNERS = "learners", "Learners' devices"
        STAFF = "staff", "Staff network"
        REMOTE = "remote", "Remote access"

    #: What those under 16 may use.
    FOR_YOUNG = (Kind.WIFI, Kind.PUBLIC, Kind.SCHOOL, Kind.LEARNERS)

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=Kind)
    premises = models.ForeignKey(
        Premises, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    supplier = models.CharField(max_length=200, blank=True)
    product = models.CharField("filtering product", max_length=200, blank=True)
    iwf_applied = models.BooleanField("Internet Watch Foundation list applied", default=False)
    police_applied = models.BooleanField("police list of terrorist content applied", default=False)
    blocked = models.ManyToManyField(
        FilterCategory, blank=True, related_name="+", verbose_name="blocked for everybody"
    )
    blocked_young = models.ManyToManyField(
        FilterCategory, blank=True, related_name="+", verbose_name="blocked for those under 16"
    )
    is_supervised = models.BooleanField("its use is supervised", default=False)
    review_on = models.DateField("settings to be reviewed by", null=True, blank=True)
    not_applicable_because = models.CharField(
        "if no filter applies, why", max_length=300, blank=True
    )
    notes = models.TextField(blank=True)

    objects = NetworkQuerySet.as_manager()
    history = history(m2m_fields=[blocked, blocked_young])

    class Meta(PremisesRecord.Meta):
        ordering = ["name", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                "agency",
                Lower("name"),
                name="premises_network_named_once_an_agency",
                violation_error_message="This agency already has a network of this name.",
            ),
        ]

    def __str__(self):
        return self.name

    @classmethod
    def not_blocked(cls):
        """Of an outer query: what a network is to block and does not, for everybody and for those under 16."""
        kept = FilterCategory.objects.standing().order_by("name")

        def blocks(field):
            rows = field.through.objects.filter(network=OuterRef(OuterRef("pk")))
            return Exists(rows.filter(filtercategory=OuterRef("pk")))

        young = kept.annotate(kind=ExpressionWrapper(OuterRef("kind"), models.CharField()))
        young = young.filter(is_for_young=True, kind__in=cls.FOR_YOUNG)
        return (
            kept.filter(~blocks(cls.blocked), is_for_everybody=True),
            young.filter(~blocks(cls.blocked) & ~blocks(cls.blocked_young)),
        )

    @property
    def compliance_words(self):
        """How it stands, in words; asked of networks with their compliance."""
        return Compliance(self.compliance).label

    def reasons(self, on):
        """Why it stands as it does, in words; asked of networks with their compliance."""
        if self.not_applicable_because:
            return [self.not_applicable_because]
        found = []
        if self.tested_on is None:
            found.append("its filter has never been tested")
        elif self.compliance == Compliance.REVIEW_OVERDUE and not self._is_review_late(on):
            found.append(f"its last test was more than {TEST_MONTHS} months ago")
        elif self.test_result != FilterTest.Result.PASSED:
            found.append("its last test was not passed")
        if self._is_review_late(on):
            found.append("its settings should have been reviewed")
        if not self.iwf_applied:
            found.append("the Internet Watch Foundation list is not applied")
        if not self.police_applied:
            found.append("the police list is not applied")
        if self.open_to_all:
            found.append(f"not blocked for everybody: {', '.join(self.open_to_all)}")
        if self.open_to_young:
            found.append(f"not blocked for those under 16: {', '.join(self.open_to_young)}")
        return found

    def _is_review_late(self, on):
        return self.review_on is not None and self.review_on < on


class OfNetworkQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Whoever may view such records, of the networks that they see."""
        rows = super().visible_to(user)
        if user.has_role(*SEES_EVERY_AGENCY):
            return rows
        return rows.filter(network__agency=user.agency_id)


class OfNetwork(PremisesRecord):
    """A record about a network: kept by whoever keeps that."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("day")

    objects = OfNetworkQuerySet.as_manager()

    class Meta(PremisesRecord.Meta):
        abstract = True
        ordering = ["-on", "-pk"]

    def permits(self, user, permission):
        """As for its network."""
        return self.network.permits(
            user, permission.replace(f"_{self._meta.model_name}", "_network")
        )


class FilterTest(OfNetwork):
    """The filter of a network was tried on a day: by which list of addresses, never the addresses."""

    class Result(models.TextChoices):
        PASSED = "passed", "All blocked that should be"
        PARTLY = "partly", "Some got through"
        FAILED = "failed", "The filter did not work"

    who = models.CharField("tested by", max_length=200)
    product = models.CharField("filtering product at the time", max_length=200, blank=True)
    iwf_applied = models.BooleanField("Internet Watch Foundation list was applied", default=False)
    police_applied = models.BooleanField("police list was applied", default=False)
    result = models.CharField(max_length=6, choices=Result)
    got_through = ArrayField(
        models.CharField(max_length=100),
        default=list,
        blank=True,
        verbose_name="references of what got through",
    )
    false_positives = models.PositiveSmallIntegerField("blocked by mistake", default=0)
    words = models.TextField("what was found", blank=True)

    history = history()

    class Meta(OfNetwork.Meta):
        verbose_name = "filter test"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="premises_filtertest_says_what_got_through",
                condition=Q(result="passed") | ~Q(words=""),
                violation_error_message="Say what was found.",
            ),
        ]
        indexes = [models.Index(fields=["network", "-on"], name="premises_filtertest_of")]

    def __str__(self):
        return f"Test of {self.network}, {self.on.day} {self.on:%B %Y}"


class UnblockRequest(OfNetwork):
    """Somebody asks for a page to be unblocked: kept by its reference where the page may be harmful."""

    class Outcome(models.TextChoices):
        OPEN = "open", "Waits for an answer"
        UNBLOCKED = "unblocked", "Unblocked: it was blocked by mistake"
        STAYS = "stays", "Stays blocked"

    reference = models.CharField("reference of the page", max_length=100)
    reason = models.TextField("why it is asked")
    outcome = models.CharField(max_length=9, choices=Outcome, default=Outcome.OPEN)
    decided_on = models.DateField("answered", null=True, blank=True)
    words = models.TextField("what was answered", blank=True)

    history = history()

    class Meta(OfNetwork.Meta):
        verbose_name = "unblock request"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="premises_unblockrequest_answer_has_a_day",
                condition=Q(outcome="open", decided_on__isnull=True)
                | ~Q(outcome="open") & Q(decided_on__isnull=False),
                violation_error_message="An answer has a day, and what waits has none.",
            ),
        ]

    def __str__(self):
        return f"{self.reference}, {self.network}"


class ItIncident(OfNetwork):
    """Something happened: an attempt that was blocked, material that was seen, a filter that failed."""

    class Kind(models.TextChoices):
        BLOCKED = "blocked", "Repeated attempts that were blocked"
        SEEN = "seen", "Harmful material was seen"
        FAILED = "failed", "The filter failed"
        OTHER = "other", "Something else"

    kind = models.CharField(max_length=7, choices=Kind)
    words = models.TextField("what happened", help_text="Name nobody")
    reference = models.CharField("reference of the page", max_length=100, blank=True)
    passed_on_to = models.CharField("passed on to", max_length=200, blank=True)
    passed_on_on = models.DateField("passed on", null=True, blank=True)

    history = history()

    class Meta(OfNetwork.Meta):
        verbose_name = "IT incident"
        constraints = [*Record.Meta.constraints]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.on.day} {self.on:%B %Y}"


class AcceptableUse(PremisesRecord):
    """What users of networks agree to before they use them."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    accepted_before_use = models.BooleanField("accepted before each use", default=False)
    says_monitored = models.BooleanField("says that use is monitored", default=False)
    asks_consent = models.BooleanField("asks a parent's consent under 16", default=False)
    forbids_extremism = models.BooleanField("names terrorist and extremist material", default=False)
    link = models.URLField(max_length=500, blank=True)
    reviewed_on = models.DateField("last reviewed", null=True, blank=True)
    review_on = models.DateField("to be reviewed by")
    networks = models.ManyToManyField(Network, blank=True, related_name="policies")

    history = history(m2m_fields=[networks])

    class Meta(PremisesRecord.Meta):
        ordering = ["review_on", "pk"]
        verbose_name = "acceptable-use policy"
        verbose_name_plural = "acceptable-use policies"
        constraints = [*Record.Meta.constraints]

    def __str__(self):
        return self.name
