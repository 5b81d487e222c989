"""Figures that were counted once and hold until the register changes."""

from django.db import models
from django.db.models.functions import Now


class RegisterChange(models.Model):
    """A statement changed something that figures are counted from: written by the tables' triggers.

    Rows are only ever added, so that how many of them one can see says which state of the register
    one sees.
    """

    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.at)


class KeptAnswer(models.Model):
    """What a statement over the register gave in one state of it: counts, never anybody's name."""

    key = models.CharField(max_length=64, primary_key=True)
    changes = models.BigIntegerField(help_text="How many changes there had been")
    rows = models.JSONField()
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.key
