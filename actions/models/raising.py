"""What an action may come from: a decision of a body, a recommendation of a review."""

from django.db import models

from .plan import Action


class RaisesAction(models.Model):
    """A record that can be made an action in one step; both pages then lead to each other."""

    action = models.ForeignKey(
        Action, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True

    @property
    def noun(self):
        """What kind of record it is, in words."""
        return self._meta.verbose_name

    def as_action(self):
        """What the form of the new action is filled with: values by the names of its fields."""
        return {"text": str(self)}
