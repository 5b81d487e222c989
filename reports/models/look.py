"""How an agency's papers look: its colour and its crest."""

from django.db import models
from django.urls import reverse

from prevent_portal.models import Agency, StoredFile
from prevent_portal.roles import SEES_EVERY_AGENCY
from prevent_portal.tracked import TrackedQuerySet, history

from ..looks import COLOUR


class AgencyLookQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """One's own agency's look; some see every agency's."""
        if not user.has_perm("reports.view_look"):
            return self.none()
        if user.has_role(*SEES_EVERY_AGENCY):
            return self
        return self.filter(agency=user.agency_id)


class AgencyLook(models.Model):
    """The colour of an agency's papers, and the crest on their covers; without one, the portal's own."""

    agency = models.OneToOneField(Agency, on_delete=models.PROTECT, related_name="+")
    colour = models.CharField(
        max_length=7, default=COLOUR, help_text="Of headings and rules, for example #0f4c5c"
    )
    crest = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    crest_words = models.CharField(
        "what the crest shows", max_length=200, blank=True, help_text="For those who cannot see it"
    )

    objects = AgencyLookQuerySet.as_manager()
    history = history()

    class Meta:
        default_permissions = ()
        verbose_name = "look of papers"
        constraints = [
            models.CheckConstraint(
                name="reports_agencylook_crest_has_words",
                condition=models.Q(crest__isnull=True) | ~models.Q(crest_words=""),
                violation_error_message="Say in words what the crest shows.",
            )
        ]

    def __str__(self):
        return f"The look of {self.agency}'s papers"

    def get_absolute_url(self):
        """The page on which it is changed."""
        return reverse("reports:change_look")
