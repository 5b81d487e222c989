"""Settings: schools, early years, care homes, foster households; what covers each, and who was trained there."""

import datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest, Lower, Now
from django.urls import reverse
from django.utils import timezone

from actions.models.governance import months_after
from prevent_portal.models import Agency, Person
from prevent_portal.records import Record, RecordQuerySet
from prevent_portal.roles import SEES_EVERY_AGENCY
from prevent_portal.tracked import history

from .courses import Course

#: Months after which a setting that has sent no return needs somebody.
RETURN_MONTHS = 12


class SettingKind(Record):
    """A kind of setting, and the rule by which one of that kind counts as covered: data, all of it."""

    name = models.CharField(max_length=100)
    needs_trained = models.PositiveSmallIntegerField(
        "trained people needed", default=1, help_text="0 if none are asked for"
    )
    needs_lead = models.BooleanField("the designated lead must be trained", default=False)
    needs_everybody = models.BooleanField("everybody there must be trained", default=False)
    renew_months = models.PositiveSmallIntegerField(
        "renewed every", null=True, blank=True, help_text="Months"
    )
    courses = models.ManyToManyField(Course, blank=True, related_name="+")
    left_out_because = models.CharField(
        "why such settings do not count", max_length=200, blank=True
    )

    history = history(m2m_fields=[courses])

    class Meta(Record.Meta):
        ordering = ["name", "pk"]
        verbose_name = "kind of setting"
        verbose_name_plural = "kinds of setting"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                Lower("name"),
                name="training_settingkind_name_is_its_own",
                violation_error_message="There is already a kind of setting of this name.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of the kind."""
        return reverse("training:settingkind_detail", args=[self.pk])

    @property
    def rule(self):
        """The coverage rule in words."""
        parts = []
        if self.needs_everybody:
            parts.append("everybody trained")
        elif self.needs_trained:
            noun = "person" if self.needs_trained == 1 else "people"
            parts.append(f"at least {self.needs_trained} {noun} trained")
        if self.needs_lead:
            parts.append("the designated lead trained")
        words = " and ".join(parts) or "nothing is asked for"
        again = f", again every {self.renew_months} months" if self.renew_months else ""
        return f"{words}{again}".capitalize()


class SettingQuerySet(RecordQuerySet):
    def there(self, *, on):
        """Settings that were open on a day."""
        is_open = Q(closed_on__isnull=True) | Q(closed_on__gt=on)
        return self.filter(is_open, Q(opened_on__isnull=True) | Q(opened_on__lte=on))

    def with_coverage(self, *, on, known_at=None):
        """Settings with how they stood under their kind's rule on a day.

        `trained_count`: people whose training counted; `has_trained_lead`; `left_out_because`: why
        the setting does not count, empty if it does; `is_covered`; `last_return_on`.
        """
        from .audits import AuditReturn

        rows = SettingTraining.objects.in_date(on=on, known_at=known_at)
        rows = rows.filter(setting=OuterRef("pk")).order_by()
        named = rows.exclude(who="").values("setting")
        named = named.annotate(count=models.Count(Lower("who"), distinct=True)).values("count")
        unnamed = rows.filter(who="").order_by("-on", "-pk").values("people")[:1]
        same = Q(who__iexact=OuterRef("lead_name")) | Q(setting__lead_since__gt=on)
        lead = rows.filter(same, is_lead=True).exclude(who="")
        left_out = SettingExclusion.objects.holding(on=on, known_at=known_at)
        left_out = left_out.filter(setting=OuterRef("pk")).order_by("-from_on", "-pk")
        returns = AuditReturn.objects.filter(invite__setting=OuterRef("pk"), answered_on__lte=on)
        returns = returns.filter(set_aside_at__isnull=True)
        found = self.annotate(
            trained_count=Greatest(
                Coalesce(Subquery(named), 0, output_field=models.IntegerField()),
                Coalesce(Subquery(unnamed), 0, output_field=models.IntegerField()),
            ),
            has_trained_lead=Exists(lead),
            left_out_because=Coalesce(
                Subquery(left_out.values("reason")[:1]),
                F("kind__left_out_because"),
                output_field=models.TextField(),
            ),
            last_return_on=Subquery(returns.order_by("-answered_on").values("answered_on")[:1]),
        )
        enough = Q(kind__needs_everybody=False, trained_count__gte=F("kind__needs_trained"))
        everybody = Q(kind__needs_everybody=True, people__gt=0, trained_count__gte=F("people"))
        is_led = Q(kind__needs_lead=False) | Q(has_trained_lead=True)
        is_covered = (enough | everybody) & is_led
        return found.annotate(
            is_covered=models.Case(
                models.When(is_covered, then=True),
                default=False,
                output_field=models.BooleanField(),
            )
        )

    def counting(self, *, on, known_at=None):
        """Settings with their coverage that were there on a day and not left out."""
        found = self.there(on=on).with_coverage(on=on, known_at=known_at)
        return found.filter(left_out_because="")

    def needing_somebody(self, *, on):
        """Settings that count, without the trained lead they need, or that sent no return for a year."""
        since = months_after(models.Value(on, models.DateField()), models.Value(-RETURN_MONTHS))
        without = Q(kind__needs_lead=True, has_trained_lead=False)
        silent = Q(last_return_on__isnull=True) | Q(last_return_on__lt=since)
        return self.counting(on=on).filter(without | silent)


class Setting(Record):
    """A place where people are taught, cared for or looked after, with its contacts and its lead."""

    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="+", verbose_name="responsible agency"
    )
    kind = models.ForeignKey(SettingKind, on_delete=models.PROTECT, related_name="settings")
    name = models.CharField(max_length=200)
    area = models.CharField(max_length=100, blank=True)
    places = models.PositiveIntegerField(null=True, blank=True)
    people = models.PositiveIntegerField(
        "people to be trained", null=True, blank=True, help_text="Staff, or carers of a household"
    )
    contact_name = models.CharField(max_length=200, blank=True)
    contact_email = models.EmailField("email address of the contact", blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    lead_name = models.CharField("designated lead", max_length=200, blank=True)
    lead_since = models.DateField("designated lead since", null=True, blank=True)
    has_declined = models.BooleanField("declined to take part", default=False)
    notes = models.TextField(blank=True)
    opened_on = models.DateField("opened", null=True, blank=True)

    objects = SettingQuerySet.as_manager()
    history = history()

    class Meta(Record.Meta):
        ordering = ["name", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                "agency",
                Lower("name"),
                name="training_setting_named_once_an_agency",
                violation_error_message="This agency already has a setting of this name.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of the setting."""
        return reverse("training:setting_detail", args=[self.pk])

    @property
    def standing(self):
        """How it stands, in a word: covered, not covered, or left out. Needs `with_coverage`."""
        if self.left_out_because:
            return "Left out"
        return "Covered" if self.is_covered else "Not covered"

    @property
    def standing_code(self):
        """The code of its standing, for the colour of a tag."""
        if self.left_out_because:
            return "grey"
        return "green" if self.is_covered else "late"

    @property
    def lacks(self):
        """What its rule asks for and it has not, in words. Needs `with_coverage`."""
        found, kind = [], self.kind
        if kind.needs_everybody:
            if not self.people:
                found.append("how many people there are is not known")
            elif self.trained_count < self.people:
                found.append(f"{self.trained_count} of {self.people} trained")
        elif self.trained_count < kind.needs_trained:
            found.append(f"{self.trained_count} of {kind.needs_trained} trained")
        if kind.needs_lead and not self.has_trained_lead:
            found.append("no trained lead" if self.lead_name else "no designated lead is known")
        return found


class _OfSettingQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Whoever may view such records, of the settings of their own agency."""
        found = super().visible_to(user)
        if user.has_role(*SEES_EVERY_AGENCY):
            return found
        return found.filter(setting__agency=user.agency_id)


class _OfSetting(Record):
    """A record about a setting: kept and seen by whoever keeps and sees that."""

    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta(Record.Meta):
        abstract = True

    def permits(self, user, permission):
        """As for its setting."""
        return self.setting.permits(
            user, permission.replace(self._meta.model_name, Setting._meta.model_name)
        )


def _known(rows, at):
    """Rows that nobody had closed, as it is known now or was at a moment."""
    if at is None:
        return rows.filter(closed_on__isnull=True)
    day = timezone.localtime(at - datetime.timedelta(microseconds=1)).date()
    still = Q(closed_on__isnull=True) | Q(closed_on__gt=day)
    return rows.filter(still, recorded_at__lte=at)


class ExclusionQuerySet(_OfSettingQuerySet):
    def holding(self, *, on, known_at=None):
        """Exclusions that held a day."""
        is_on = Q(to_on__isnull=True) | Q(to_on__gte=on)
        return _known(self.filter(is_on, from_on__lte=on), known_at)


class SettingExclusion(_OfSetting):
    """From a day to a day a setting does not count, with the reason."""

    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, related_name="exclusions")
    reason = models.CharField(max_length=200)
    from_on = models.DateField("from")
    to_on = models.DateField("to", null=True, blank=True)

    objects = ExclusionQuerySet.as_manager()
    history = history()

    class Meta(_OfSetting.Meta):
        ordering = ["-from_on", "-pk"]
        verbose_name = "exclusion"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="training_exclusion_ends_after_it_starts",
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                violation_error_message="It must end after it starts.",
            ),
        ]

    def __str__(self):
        return f"{self.setting}: {self.reason}"

    def get_absolute_url(self):
        """The page of the exclusion."""
        return reverse("training:settingexclusion_detail", args=[self.pk])


class SettingTrainingQuerySet(_OfSettingQuerySet):
    def in_date(self, *, on, known_at=None):
        """Training that counts for its setting's kind and had not run out on a day."""
        kind = OuterRef("setting__kind")
        asked = SettingKind.courses.through.objects.filter(settingkind=kind)
        counts = asked.filter(
            Q(course=OuterRef("course")) | Q(course__counted_by=OuterRef("course"))
        )
        runs_out = months_after(F("on"), F("setting__kind__renew_months"))
        rows = self.annotate(runs_out_on=runs_out).filter(
            Q(runs_out_on__isnull=True) | Q(runs_out_on__gte=on), on__lte=on
        )
        return _known(rows.filter(Exists(counts) | ~Exists(asked)), known_at)


class SettingTraining(_OfSetting):
    """Somebody of a setting completed a course; or, without a name, so many people have by then."""

    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, related_name="trainings")
    who = models.CharField("name", max_length=200, blank=True)
    role = models.CharField("part they play there", max_length=200, blank=True)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_lead = models.BooleanField("is the designated lead", default=False)
    people = models.PositiveIntegerField("how many people", default=1)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("completed on")
    source = models.CharField("how it is known", max_length=200, blank=True)

    objects = SettingTrainingQuerySet.as_manager()
    history = history()

    class Meta(_OfSetting.Meta):
        ordering = ["-on", "-pk"]
        verbose_name = "training at a setting"
        indexes = [models.Index(fields=["setting", "-on"], name="training_of_setting")]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="training_of_setting_names_one_or_counts",
                condition=Q(who="") | Q(people=1),
                violation_error_message="A row with a name is about one person.",
            ),
            models.CheckConstraint(
                name="training_of_setting_lead_has_a_name",
                condition=Q(is_lead=False) | ~Q(who=""),
                violation_error_message="Enter the name of the designated lead.",
            ),
        ]

    def __str__(self):
        return f"{self.whom}, {self.setting}"

    @property
    def whom(self):
        """The name of who was trained, or how many were."""
        return self.who or f"{self.people} {'person' if self.people == 1 else 'people'}"

    def get_absolute_url(self):
        """The page of the training."""
        return reverse("training:settingtraining_detail", args=[self.pk])
