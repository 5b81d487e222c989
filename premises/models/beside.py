"""What else a partnership keeps about premises: schools' filters, who handles bookings, letters, yearly reviews."""

from django.db import models
from django.db.models import Case, Exists, F, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from actions.models.governance import months_after
from prevent_portal.models import Agency, Person, User
from prevent_portal.private import PrivateLink, PrivateLinkQuerySet
from prevent_portal.records import Record, RecordQuerySet
from prevent_portal.tracked import history
from training.models import Completion, Setting

from .audits import Checklist
from .base import OfPremises, OfPremisesQuerySet, PremisesRecord
from .rules import BookingRule

#: Months after which what is yearly comes round again (domain 2.4).
YEAR = 12
#: Months for which training of booking staff counts, where no time limits are in force.
TRAINED_MONTHS = 36


def a_year_before(day):
    """The day a year before another, in the database."""
    return months_after(Value(day, models.DateField()), Value(-YEAR))


class SchoolFilterQuerySet(RecordQuerySet):
    def needing_somebody(self, *, on):
        """Schools whose filter nobody has confirmed for a year, or whose lettings policy nobody reviewed."""
        since = a_year_before(on)
        confirmed = Q(confirmed_on__isnull=True) | Q(confirmed_on__lte=since)
        reviewed = Q(lettings_reviewed_on__isnull=True) | Q(lettings_reviewed_on__lte=since)
        return self.filter(confirmed | reviewed)


class SchoolFilter(PremisesRecord):
    """Who filters a school's internet, and when its lettings and speakers policy was reviewed."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    setting = models.ForeignKey(
        Setting, on_delete=models.PROTECT, related_name="+", verbose_name="school"
    )
    from_council = models.BooleanField("bought from the council", default=False)
    provider = models.CharField(max_length=200, blank=True)
    product = models.CharField("filtering product", max_length=200, blank=True)
    confirmed_on = models.DateField("confirmed", null=True, blank=True)
    confirmed_how = models.CharField("how it is known", max_length=200, blank=True)
    lettings_reviewed_on = models.DateField(
        "lettings and speakers policy reviewed", null=True, blank=True
    )
    lettings_is_good = models.BooleanField("a policy that others can learn from", default=False)
    lettings_shared_on = models.DateField("shared with other schools", null=True, blank=True)
    checks_organisations = models.BooleanField("looks into who books its rooms", default=False)
    notes = models.TextField(blank=True)

    objects = SchoolFilterQuerySet.as_manager()
    history = history()

    class Meta(PremisesRecord.Meta):
        ordering = ["setting__name", "pk"]
        verbose_name = "school"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["setting"],
                condition=Q(closed_on__isnull=True),
                name="premises_schoolfilter_once_a_school",
                violation_error_message="There is already a record of this school.",
            ),
            models.CheckConstraint(
                name="premises_schoolfilter_confirmed_names_somebody",
                condition=Q(confirmed_on__isnull=True) | Q(from_council=True) | ~Q(provider=""),
                violation_error_message="Say who filters, or that it is bought from the council.",
            ),
        ]

    def __str__(self):
        return str(self.setting)

    @property
    def known_provider(self):
        """Who filters, in words; nothing where it is not known."""
        return "The council" if self.from_council else self.provider


class BookingStaffQuerySet(OfPremisesQuerySet):
    def there(self, *, on):
        """Those who handled bookings on a day."""
        ends = Q(to_on__isnull=True) | Q(to_on__gte=on)
        return self.standing().filter(ends, from_on__lte=on)

    def with_training(self, *, on):
        """Staff with `trained_on`, their last training by a day, and `is_trained`: it still counted then."""
        taken = Completion.objects.filter(
            person=OuterRef("person"), on__lte=on, withdrawn_at__isnull=True
        ).exclude(route="declared")
        last = taken.order_by().values("person").annotate(last=Max("on")).values("last")
        rules = BookingRule.objects.standing().filter(from_on__lte=on).order_by("-from_on", "-pk")
        months = Coalesce(
            Subquery(rules.values("trained_months")[:1]),
            Value(TRAINED_MONTHS),
            output_field=models.IntegerField(),
        )
        since = months_after(Value(on, models.DateField()), months * Value(-1))
        counts = taken.filter(on__gt=since)
        return self.annotate(trained_on=Subquery(last), is_trained=Exists(counts))

    def needing_training(self):
        """Of staff with their training: those that are not trained, or were not briefed."""
        return self.filter(Q(is_trained=False) | Q(briefed_on__isnull=True))


class BookingStaff(OfPremises):
    """Somebody handles the bookings of one of the premises, from a day to a day."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField("from")
    to_on = models.DateField("until", null=True, blank=True)
    briefed_on = models.DateField("briefed on bookings", null=True, blank=True)

    objects = BookingStaffQuerySet.as_manager()
    history = history()

    class Meta(OfPremises.Meta):
        ordering = ["premises__name", "person__name", "pk"]
        verbose_name = "person who handles bookings"
        verbose_name_plural = "people who handle bookings"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="premises_bookingstaff_ends_after_it_starts",
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                violation_error_message="It must end after it starts.",
            ),
            models.UniqueConstraint(
                fields=["premises", "person"],
                condition=Q(to_on__isnull=True, closed_on__isnull=True),
                name="premises_bookingstaff_once_at_a_time",
                violation_error_message="They handle these bookings already.",
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.premises}"


class ManagerLetterQuerySet(OfPremisesQuerySet):
    def unanswered(self, *, on):
        """Letters whose answer is late."""
        return self.filter(answered_on__isnull=True, answer_by_on__lt=on)

    def not_sent(self):
        """Letters whose newest link could not be sent."""
        failed = (
            ManagerLink.objects.in_use().filter(sent_at__isnull=True).exclude(failed_because="")
        )
        return self.filter(pk__in=failed.order_by().values("letter"), answered_on__isnull=True)


class ManagerLetter(OfPremises):
    """A letter, checklist or reminder of the duty went to who runs a place; and what they answered."""

    class Kind(models.TextChoices):
        CHECKLIST = "checklist", "Letter with a checklist"
        YEARLY = "yearly", "Yearly reminder"
        COMMITTEE = "committee", "Reminder to a new committee"
        GUIDANCE = "guidance", "Guidance for lessees"

    class Way(models.TextChoices):
        OTHERWISE = "otherwise", "On paper, or in your own email"
        LINK = "link", "By the portal, as a private link"

    kind = models.CharField(max_length=9, choices=Kind)
    way = models.CharField("how it goes", max_length=9, choices=Way, default=Way.OTHERWISE)
    checklist = models.ForeignKey(
        Checklist, null=True, blank=True, on_delete=models.PROTECT, related_name="letters"
    )
    message = models.TextField("what they are told", blank=True)
    sent_on = models.DateField("sent")
    sent_to = models.CharField("to which post or committee", max_length=200, blank=True)
    answer_by_on = models.DateField("answer asked for by", null=True, blank=True)
    answered_on = models.DateField("answered", null=True, blank=True)
    answered_as = models.CharField("answered by (post)", max_length=200, blank=True)
    answer = models.TextField("what they answered", blank=True)
    answers = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text="By the key of the question: value and words",
    )

    objects = ManagerLetterQuerySet.as_manager()
    history = history()

    class Meta(OfPremises.Meta):
        ordering = ["-sent_on", "-pk"]
        verbose_name = "letter to a manager"
        verbose_name_plural = "letters to managers"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="premises_managerletter_answer_comes_after",
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("sent_on")),
                violation_error_message="The answer comes after the letter.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.premises}"


class ManagerLinkQuerySet(PrivateLinkQuerySet):
    def visible_to(self, user):
        """The links of the letters that they see."""
        return self.filter(letter__in=ManagerLetter.objects.visible_to(user))

    def open_on(self, day):
        """Links whose letter can be answered on a day: in use, not answered, not run out."""
        return self.in_use().filter(
            works_until__gte=day, letter__closed_on__isnull=True, letter__answered_on__isnull=True
        )


class ManagerLink(PrivateLink):
    """The private link by which who runs a place answers a letter, without an account."""

    salt = "premises.letters.token"

    letter = models.ForeignKey(ManagerLetter, on_delete=models.PROTECT, related_name="links")
    works_until = models.DateField()

    objects = ManagerLinkQuerySet.as_manager()
    history = history()

    class Meta(PrivateLink.Meta):
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter"],
                condition=Q(revoked_at__isnull=True),
                name="premises_managerlink_one_a_letter",
                violation_error_message="This letter already has a link.",
            )
        ]

    def get_absolute_url(self):
        """The page of its letter."""
        return self.letter.get_absolute_url()

    def permits(self, user, permission):
        """As for its letter."""
        return self.letter.permits(user, permission.replace("_managerlink", "_managerletter"))


def _is_to_remind(on):
    sent = ManagerLetter.objects.standing().filter(
        premises=OuterRef("pk"), kind__in=("yearly", "committee"), sent_on__lte=on
    )
    lately = sent.filter(sent_on__gt=a_year_before(on))
    since = sent.filter(sent_on__gte=OuterRef("committee_changed_on"))
    changed = Q(committee_changed_on__lte=on) & ~Exists(since)
    return Q(kind__is_reminded=True) & (~Exists(lately) | changed)


def to_remind(rows, *, on):
    """Premises run by a committee that were not reminded for a year, or since their committee changed."""
    return rows.filter(_is_to_remind(on))


def _trained(on):
    staff = BookingStaff.objects.there(on=on).with_training(on=on)
    return Exists(staff.filter(is_trained=True, premises=OuterRef("pk")))


def with_nobody_trained(rows, *, on):
    """Premises for hire whose bookings nobody trained handles on a day."""
    return rows.filter(is_hireable=True).exclude(_trained(on))


def with_people(rows, *, on):
    """Premises with `has_trained`, whether somebody trained handles their bookings, and `is_to_remind`."""
    remind = Case(
        When(_is_to_remind(on), then=True), default=False, output_field=models.BooleanField()
    )
    return rows.annotate(has_trained=_trained(on), is_to_remind=remind)


class PolicyReview(PremisesRecord):
    """A policy on venues, computers or speakers, looked at again on a day, and by when next."""

    class Subject(models.TextChoices):
        HIRE = "hire", "Hiring out venues"
        SPEAKERS = "speakers", "Speakers and events"
        LEASES = "leases", "Leases"
        IT = "it", "Computers and internet"
        CONTRACTS = "contracts", "Contracts and grants"
        STREET = "street", "Town centre and street trading"
        PARKS = "parks", "Parks and open spaces"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=9, choices=Subject)
    title = models.CharField("policy", max_length=200)
    owner = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_on = models.DateField("last reviewed", null=True, blank=True)
    found = models.TextField("what came of it", blank=True)
    link = models.URLField(max_length=500, blank=True)
    next_on = models.DateField("to be reviewed by")

    history = history()

    class Meta(PremisesRecord.Meta):
        ordering = ["next_on", "pk"]
        verbose_name = "policy"
        verbose_name_plural = "policies"
        constraints = [
            *Record.Meta.constraints,
        ]

    def __str__(self):
        return self.title
