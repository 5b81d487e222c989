"""What records of this app have in common: their pages, and that many belong to one of the premises."""

from django.db import models
from django.urls import reverse

from prevent_portal.records import Record, RecordQuerySet


class PremisesRecord(Record):
    """A record with a page of its own in this app."""

    class Meta(Record.Meta):
        abstract = True

    def get_absolute_url(self):
        """The page of the record."""
        return reverse(f"premises:{self._meta.model_name}_detail", args=[self.pk])


class OfPremisesQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Whoever may view such records, of the premises that they see."""
        from .places import Premises

        return super().visible_to(user).filter(premises__in=Premises.objects.visible_to(user))


class OfPremises(PremisesRecord):
    """A record about one of the premises: kept and seen by whoever keeps and sees that."""

    premises = models.ForeignKey("premises.Premises", on_delete=models.PROTECT, related_name="+")

    objects = OfPremisesQuerySet.as_manager()

    class Meta(PremisesRecord.Meta):
        abstract = True

    def permits(self, user, permission):
        """As for its premises."""
        return self.premises.permits(
            user, permission.replace(f"_{self._meta.model_name}", "_premises")
        )
