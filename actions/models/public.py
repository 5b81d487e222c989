"""What of a plan the public may read: a decision on every action, and the editions made of them."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse

from prevent_portal.models import StoredFile
from prevent_portal.tracked import TrackedQuerySet, history

from .plan import Action, Plan


class PublicDecision(models.Model):
    """Whether the public may read an action, decided on the words that the action then had.

    It stands as long as the action has these words; with other words the action is undecided.
    """

    class Choice(models.TextChoices):
        AS_IS = "as_is", "Publish as it is"
        REWORDED = "reworded", "Publish with other words"
        LEFT_OUT = "left_out", "Leave out"

    action = models.OneToOneField(Action, on_delete=models.CASCADE, related_name="public_decision")
    choice = models.CharField(max_length=10, choices=Choice)
    wording = models.TextField("words for the public", blank=True)
    of_text = models.TextField(editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()

    objects = TrackedQuerySet.as_manager()
    history = history()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="actions_publicdecision_other_words_are_given",
                condition=(Q(choice="reworded") & ~Q(wording=""))
                | (~Q(choice="reworded") & Q(wording="")),
                violation_error_message="Enter the words for the public.",
            )
        ]

    def __str__(self):
        return self.get_choice_display()

    @property
    def words(self):
        """What the public reads; "" for an action that is left out."""
        if self.choice == self.Choice.LEFT_OUT:
            return ""
        return self.wording or self.of_text


def undecided():
    """The actions on whose present words nobody has decided yet."""
    standing = PublicDecision.objects.filter(action=OuterRef("pk"), of_text=OuterRef("text"))
    return Action.objects.filter(~Exists(standing))


class PublicEditionQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """The editions of the plans one sees."""
        return self.filter(plan__in=Plan.objects.visible_to(user))

    def published(self):
        """Editions that are out, and stay as they are."""
        return self.filter(published_at__isnull=False)


#: Columns that a public edition may leave out, and what they are called.
HIDEABLE = {
    "lead": "Leads",
    "timescale": "Dates",
    "status": "Status",
    "rag": "Ratings",
    "agency": "Agencies",
    "progress": "Progress",
    "evidence": "Evidence",
    "impact": "Impact",
    "expected": "Expected outcomes",
    "measure": "Measures of success",
    "previous": "What was done before",
    "requirements": "Requirements",
    "narrative": "Introductions, notes and paragraphs",
}
#: What a new edition hides: everything on which no decision is taken row by row.
HIDDEN_AT_FIRST = [role for role in HIDEABLE if role != "requirements"]

_EVERY_ROW_IS_DECIDED = """
    IF EXISTS (
        SELECT 1
        FROM actions_action a
        JOIN actions_objective o ON o.id = a.objective_id
        JOIN actions_theme t ON t.id = o.theme_id
        LEFT JOIN actions_publicdecision d ON d.action_id = a.id AND d.of_text = a.text
        WHERE t.plan_id = NEW.plan_id AND d.id IS NULL
    ) THEN
        RAISE EXCEPTION 'an action of this plan lacks a public decision'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


def hidden_at_first():
    """The columns that a new edition hides."""
    return list(HIDDEN_AT_FIRST)


class PublicEdition(models.Model):
    """What the public reads of a plan; once published it stays, and a later one is another."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="public_editions")
    number = models.PositiveSmallIntegerField()
    hidden = ArrayField(models.CharField(max_length=12), default=hidden_at_first, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    rows_shown = models.PositiveIntegerField(null=True, blank=True)
    rows_left_out = models.PositiveIntegerField(null=True, blank=True)

    objects = PublicEditionQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["plan", "-number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"], name="actions_publicedition_number_is_its_own"
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(published_at__isnull=True),
                name="actions_publicedition_one_in_the_making",
            ),
            models.CheckConstraint(
                name="actions_publicedition_hides_what_can_be_hidden",
                condition=Q(hidden__contained_by=list(HIDEABLE)),
            ),
            models.CheckConstraint(
                name="actions_publicedition_says_what_was_published",
                condition=Q(
                    published_at__isnull=True, rows_shown__isnull=True, rows_left_out__isnull=True
                )
                | Q(
                    published_at__isnull=False,
                    rows_shown__isnull=False,
                    rows_left_out__isnull=False,
                ),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_edition_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            ),
            pgtrigger.Trigger(
                name="edition_has_every_decision",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__published_at__isnull=False),
                func=_EVERY_ROW_IS_DECIDED,
            ),
        ]

    def __str__(self):
        return f"Public edition {self.number} of {self.plan}"

    def get_absolute_url(self):
        """Editions are shown on one page of their plan."""
        return reverse("actions:public_edition", args=[self.plan_id])

    def permits(self, user, permission):
        """Who may act on the plan may act on its editions."""
        return self.plan.permits(user, permission)


class EditionFile(models.Model):
    """A published edition as a file, kept as it was."""

    edition = models.ForeignKey(PublicEdition, on_delete=models.PROTECT, related_name="files")
    form = models.CharField(max_length=4)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = [F("edition"), F("pk")]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "form"], name="actions_editionfile_one_of_each_form"
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="edition_file_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"{self.edition} as {self.form}"
