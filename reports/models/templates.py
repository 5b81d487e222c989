"""Kinds of report as data: what each is called, who it is for, which sections it has."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from prevent_portal.records import Record, RecordQuerySet
from prevent_portal.tracked import TrackedQuerySet, history

#: Who a report is for, and what each reader is not shown (domain 5.14).
RESTRICTED, OFFICER, MEMBER, PUBLIC = "restricted", "officer", "member", "public"
AUDIENCES = {
    RESTRICTED: "Restricted: the board and named readers",
    OFFICER: "Officers: the corporate management team",
    MEMBER: "Elected members",
    PUBLIC: "The public",
}


class ReportTemplate(Record):
    """One kind of report. A council may rename it, and add, drop, rename and reorder its sections."""

    class About(models.TextChoices):
        PLAN = "plan", "A plan"
        AGENCY = "agency", "One agency"

    name = models.SlugField(
        "short name", max_length=40, unique=True, help_text="What commands and addresses call it"
    )
    title = models.CharField(max_length=120)
    purpose = models.TextField(blank=True, help_text="When and why it is made")
    body = models.CharField(
        "made for", max_length=120, help_text="The body that reads it, for example Cabinet"
    )
    about = models.CharField("is about", max_length=8, choices=About, default=About.PLAN)
    plan_kinds = ArrayField(
        models.CharField(max_length=20),
        verbose_name="kinds of plan",
        default=list,
        blank=True,
        help_text="Which plans it may be about",
    )
    audiences = ArrayField(
        models.CharField(max_length=12, choices=AUDIENCES), verbose_name="may be made for"
    )
    months = models.PositiveSmallIntegerField("covers", default=6, help_text="Months up to its day")
    is_numbered = models.BooleanField("paragraphs are numbered", default=True)

    objects = RecordQuerySet.as_manager()
    history = history()

    class Meta(Record.Meta):
        ordering = ["title", "pk"]
        verbose_name = "kind of report"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="reports_template_is_for_somebody",
                condition=Q(audiences__len__gt=0),
                violation_error_message="Choose who it may be made for.",
            ),
            models.CheckConstraint(
                name="reports_template_covers_months",
                condition=Q(months__gte=1, months__lte=60),
                violation_error_message="It covers between 1 and 60 months.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The page of the kind."""
        return reverse("reports:reporttemplate_detail", args=[self.pk])

    @property
    def file_name(self):
        """What its files are called, before the day and the version."""
        return "-".join(self.title.lower().split())

    def fits(self, plan):
        """True if this is a report that such a plan is read by."""
        return self.about == self.About.PLAN and plan.kind in self.plan_kinds


class TemplateSectionQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """The sections of the kinds that somebody may see."""
        return self.filter(template__in=ReportTemplate.objects.visible_to(user))

    def in_use(self):
        """Sections that papers made from now on have, in their order."""
        return self.filter(dropped_on__isnull=True).order_by("position", "pk")


class TemplateSection(models.Model):
    """One section of a kind of report: its title, where it stands, and what it is built from."""

    template = models.ForeignKey(ReportTemplate, on_delete=models.PROTECT, related_name="sections")
    key = models.SlugField(max_length=40, editable=False)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    source = models.CharField(
        "built from",
        max_length=60,
        blank=True,
        help_text="Tables and charts that the portal puts in; without it, only people write here",
    )
    figures = ArrayField(
        models.CharField(max_length=60),
        default=list,
        blank=True,
        help_text="Which figures of the catalogue a section of figures shows",
    )
    guidance = models.TextField(blank=True, help_text="What its writer is told")
    is_wide = models.BooleanField("printed on its side", default=False)
    on_new_page = models.BooleanField("begins on a new page", default=False)
    is_part = models.BooleanField(
        "part of the section above",
        default=False,
        help_text="Its heading stands below that of the section above",
    )
    must_be_written = models.BooleanField("somebody must write it", default=False)
    dropped_on = models.DateField(null=True, blank=True, editable=False)

    objects = TemplateSectionQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["position", "pk"]
        default_permissions = ()
        verbose_name = "section of a kind of report"
        constraints = [
            models.UniqueConstraint(
                fields=["template", "key"], name="reports_templatesection_key_is_its_own"
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The page of its kind, where the sections stand in their order."""
        return self.template.get_absolute_url()

    @property
    def is_in_use(self):
        """True until somebody drops it."""
        return self.dropped_on is None
