"""Who is who besides the register of contacts: member leads, distribution lists, whom staff call."""

import datetime

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from prevent_portal.models import Agency
from prevent_portal.records import Record, RecordQuerySet
from prevent_portal.tracked import TrackedQuerySet, history

from .contacts import SpocArea

#: Days ahead that the end of an office is shown, so that a successor can be named.
ENDS_SOON = 60
#: Months after which a number that staff call is to be checked again.
CHECKED_EVERY = 6
#: What may be wrong with an area of the register of contacts on a day, by code, in words.
GAPS = {
    "no_holder": "No holder",
    "no_deputy": "No deputy",
    "ends_soon": f"Ends within {ENDS_SOON} days",
}


class MemberLeadQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """All of them, for whoever may view such records: who is elected is public."""
        return self if user.has_perm("actions.view_memberlead") else self.none()

    def current(self, *, on):
        """Who held the office on a day."""
        return self.filter(
            Q(held_from__isnull=True) | Q(held_from__lte=on),
            Q(held_to__isnull=True) | Q(held_to__gte=on),
            closed_on__isnull=True,
        )

    def ends_soon(self, *, on):
        """Those whose last day is near, or past without the entry being closed."""
        return self.standing().filter(held_to__lte=on + datetime.timedelta(days=ENDS_SOON))

    def due_between(self, start, end):
        """Those whose last day falls from one day to another, both included."""
        return self.standing().filter(held_to__range=(start, end))


class MemberLead(Record):
    """An elected member who answers for Prevent at an authority, one at a time."""

    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="+", verbose_name="authority"
    )
    name = models.CharField(max_length=200)
    post = models.CharField(max_length=200, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="signs in as",
    )
    held_from = models.DateField("from", null=True, blank=True)
    held_to = models.DateField("to", null=True, blank=True, help_text="The last day")
    duties = models.TextField(blank=True)

    objects = MemberLeadQuerySet.as_manager()
    history = history()

    class Meta(Record.Meta):
        ordering = ["agency__name", "-held_from", "pk"]
        verbose_name = "member lead"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="actions_memberlead_ends_after_it_begins",
                condition=Q(held_to__isnull=True)
                | Q(held_from__isnull=True)
                | Q(held_to__gte=F("held_from")),
                violation_error_message="The last day must not be before the first.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of the member lead."""
        return reverse("actions:memberlead_detail", args=[self.pk])


class DistributionListQuerySet(RecordQuerySet):
    def review_overdue(self, *, on):
        """Standing lists that were to be looked through before a day."""
        return self.standing().filter(review_due_on__lt=on)

    def due_between(self, start, end):
        """Standing lists that are to be looked through from one day to another, both included."""
        return self.standing().filter(review_due_on__range=(start, end))


class DistributionList(Record):
    """Who is sent what: a name, a purpose, and those in it."""

    name = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    review_due_on = models.DateField("to be looked through", null=True, blank=True)

    objects = DistributionListQuerySet.as_manager()
    history = history()

    class Meta(Record.Meta):
        ordering = ["name", "pk"]
        verbose_name = "distribution list"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                models.functions.Lower("name"),
                name="actions_distributionlist_name_is_its_own",
                violation_error_message="There is already a distribution list of this name.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of the list."""
        return reverse("actions:distributionlist_detail", args=[self.pk])


class DistributionEntryQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """The entries of lists that one sees."""
        return self.filter(list__in=DistributionList.objects.visible_to(user))

    def standing(self):
        """Entries that nobody has taken out."""
        return self.filter(removed_on__isnull=True)


class DistributionEntry(models.Model):
    """One entry of a list: somebody who signs in, whoever holds an area's post, or an address."""

    list = models.ForeignKey(DistributionList, on_delete=models.PROTECT, related_name="entries")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    area = models.ForeignKey(
        SpocArea, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    email = models.EmailField("email address", blank=True)
    added_on = models.DateField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_on = models.DateField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_because = models.TextField(blank=True)

    objects = DistributionEntryQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        verbose_name_plural = "distribution entries"
        constraints = [
            models.CheckConstraint(
                name="actions_distributionentry_is_of_one_kind",
                condition=Q(user__isnull=False, area__isnull=True, email="")
                | Q(user__isnull=True, area__isnull=False, email="")
                | Q(Q(user__isnull=True, area__isnull=True), ~Q(email="")),
                violation_error_message="Choose a person, or an area, or give an email address.",
            ),
            models.CheckConstraint(
                name="actions_distributionentry_out_says_why",
                condition=Q(removed_on__isnull=True, removed_because="")
                | Q(Q(removed_on__isnull=False), ~Q(removed_because="")),
                violation_error_message="Say why it is taken out.",
            ),
        ]

    def __str__(self):
        if self.user_id:
            return self.user.name
        return f"Whoever holds {self.area}" if self.area_id else self.name or self.email

    def get_absolute_url(self):
        """The page of its list."""
        return self.list.get_absolute_url()


class ContactPointQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Everybody who signs in: these are for all staff."""
        return self if user.is_authenticated else self.none()

    def to_check(self, *, on):
        """Standing numbers that nobody has checked within CHECKED_EVERY months."""
        since = on - relativedelta(months=CHECKED_EVERY)
        return self.standing().filter(Q(checked_on__isnull=True) | Q(checked_on__lt=since))

    def due_between(self, start, end):
        """Standing numbers whose next check falls from one day to another, both included."""
        every = relativedelta(months=CHECKED_EVERY)
        return self.standing().filter(checked_on__range=(start - every, end - every))


class ContactPoint(Record):
    """A number or address that staff turn to, in hours or out of hours, for a child or an adult."""

    class Kind(models.TextChoices):
        EMERGENCY = "emergency", "Emergency"
        HOTLINE = "hotline", "National hotline"
        POLICE = "police", "Police"
        SOCIAL_CARE = "social_care", "Social care"
        PREVENT = "prevent", "Prevent team"
        CHANNEL = "channel", "Channel"
        ADVICE = "advice", "Advice"
        OTHER = "other", "Other"

    class Audience(models.TextChoices):
        ANYBODY = "anybody", "Anybody"
        CHILD = "child", "A child or young person"
        ADULT = "adult", "An adult"

    class Hours(models.TextChoices):
        ANY = "any", "At any time"
        IN_HOURS = "in", "In hours"
        OUT_OF_HOURS = "out", "Out of hours"

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=Kind)
    audience = models.CharField("about whom", max_length=8, choices=Audience)
    hours = models.CharField("when", max_length=4, choices=Hours)
    hours_in_words = models.CharField("hours in words", max_length=100, blank=True)
    who_for = models.CharField("what it is for", max_length=300, blank=True)
    phone = models.CharField("telephone", max_length=40, blank=True)
    email = models.EmailField("email address", blank=True)
    link = models.URLField(max_length=500, blank=True)
    note = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField("place in its list", default=0)
    checked_on = models.DateField("last checked on", null=True, blank=True)

    objects = ContactPointQuerySet.as_manager()
    history = history()

    class Meta(Record.Meta):
        ordering = ["position", "name", "pk"]
        verbose_name = "contact point"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="actions_contactpoint_can_be_reached",
                condition=~Q(phone="", email="", link=""),
                violation_error_message="Give a telephone number, an email address or a link.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of the contact point."""
        return reverse("actions:contactpoint_detail", args=[self.pk])

    def check_due_on(self):
        """The last day by which it is to be checked again; None if it never was."""
        return self.checked_on and self.checked_on + relativedelta(months=CHECKED_EVERY)
