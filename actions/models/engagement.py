"""Work with communities: the organisations there are, and what was done with them."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Max, Q
from django.urls import reverse

from prevent_portal.models import Agency, StoredFile, User
from prevent_portal.records import Record, RecordQuerySet
from prevent_portal.tracked import history

from .plan import Action


class CommunityGroupQuerySet(RecordQuerySet):
    def with_last_engaged(self, on):
        """Each group with the day on which somebody last worked with it, until a day."""
        happened = Q(engagements__from_on__lte=on, engagements__closed_on__isnull=True)
        return self.annotate(last_engaged_on=Max("engagements__from_on", filter=happened))


class CommunityGroup(Record):
    """An organisation of the community: never a person, and no person's name."""

    class Kind(models.TextChoices):
        FAITH = "faith", "Faith"
        VOLUNTARY = "voluntary", "Voluntary"
        WOMEN = "women", "Women's"
        YOUTH = "youth", "Youth"
        MENTAL_HEALTH = "mental_health", "Mental health"
        NEIGHBOURHOOD = "neighbourhood", "Neighbourhood"
        SPORT = "sport", "Sport and leisure"
        HERITAGE = "heritage", "Culture and heritage"
        OTHER = "other", "Other"

    class Check(models.TextChoices):
        NOT_STARTED = "not_started", "Not checked"
        UNDER_WAY = "under_way", "Being checked"
        PASSED = "passed", "Passed"
        NOT_PASSED = "not_passed", "Not passed"

    name = models.CharField("name of the organisation", max_length=200)
    kind = models.CharField(max_length=16, choices=Kind)
    area = models.CharField(max_length=200, blank=True)
    contact_role = models.CharField(
        "role of the contact", max_length=200, blank=True, help_text="A role, not a name"
    )
    check_state = models.CharField(
        "due diligence", max_length=12, choices=Check, default=Check.NOT_STARTED
    )
    checked_on = models.DateField("checked on", null=True, blank=True)

    history = history()
    objects = CommunityGroupQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["name", "pk"]
        verbose_name = "community group"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                models.functions.Lower("name"),
                name="actions_communitygroup_name_is_its_own",
                violation_error_message="There is already a community group of this name.",
            ),
            models.CheckConstraint(
                name="actions_communitygroup_check_has_a_day",
                condition=Q(check_state__in=["not_started", "under_way"], checked_on__isnull=True)
                | Q(check_state__in=["passed", "not_passed"], checked_on__isnull=False),
                violation_error_message="Say when the check was finished, and only if it was.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of the group."""
        return reverse("actions:communitygroup_detail", args=[self.pk])


class EngagementQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """What was done with communities is there for every agency to learn from."""
        return self if user.has_perm("actions.view_engagement") else self.none()


class Engagement(Record):
    """Something done with or for communities: with whom, how many were reached, what they said."""

    class Kind(models.TextChoices):
        CAMPAIGN = "campaign", "Campaign"
        BULLETIN = "bulletin", "Bulletin or newsletter"
        INTRANET = "intranet", "Web or intranet page"
        LEAFLET = "leaflet", "Leaflet or poster"
        EVENT = "event", "Event"
        FORUM = "forum", "Forum"
        ROUNDTABLE = "roundtable", "Round table"
        TRAINING = "training", "Training for communities"
        PARTNER_BRIEFING = "partner_briefing", "Briefing for a partner"
        SCHOOL = "school", "School session"
        SOCIAL = "social", "Social media"
        YOUTH_VOICE = "youth_voice", "Young people's voice"
        WOMEN = "women", "Women's network"
        OTHER = "other", "Other"

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=Kind)
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    owner = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    from_on = models.DateField("from")
    to_on = models.DateField("until", null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    audience = models.CharField(max_length=200, blank=True)
    groups = models.ManyToManyField(
        CommunityGroup,
        blank=True,
        related_name="engagements",
        verbose_name="community groups reached",
    )
    reach = models.PositiveIntegerField("people reached", null=True, blank=True)
    feedback = models.TextField("what people said", blank=True)
    score = models.DecimalField(
        "feedback out of 5",
        max_digits=2,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )
    action = models.ForeignKey(
        Action,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="action it belongs to",
    )
    follow_up = models.TextField("what follows", blank=True)
    follow_up_on = models.DateField("follow up by", null=True, blank=True)
    followed_up_on = models.DateField("followed up on", null=True, blank=True)
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    link = models.URLField("link to what shows it", blank=True, max_length=500)

    history = history(m2m_fields=[groups])
    objects = EngagementQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-from_on", "-pk"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="actions_engagement_runs_forwards",
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                violation_error_message="It ends no earlier than it begins.",
            ),
            models.CheckConstraint(
                name="actions_engagement_score_is_1_to_5",
                condition=Q(score__isnull=True) | Q(score__gte=1, score__lte=5),
                violation_error_message="The feedback is a number from 1 to 5.",
            ),
            models.CheckConstraint(
                name="actions_engagement_follow_up_has_words",
                condition=Q(follow_up_on__isnull=True) | ~Q(follow_up=""),
                violation_error_message="Say what follows.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The page of the engagement."""
        return reverse("actions:engagement_detail", args=[self.pk])
