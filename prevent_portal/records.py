"""What every register's records have in common: they are closed, not removed, and may be an agency's own."""

from django.db import models
from django.db.models import Q

from .roles import SEES_EVERY_AGENCY, Role
from .tracked import TrackedQuerySet


class RecordQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """Whoever may view such records; of those that are an agency's own, their own agency's."""
        name = self.model._meta.model_name
        if not user.has_perm(f"{self.model._meta.app_label}.view_{name}"):
            return self.none()
        if not self.model.belongs_to_an_agency() or user.has_role(*SEES_EVERY_AGENCY):
            return self
        return self.filter(Q(agency=user.agency_id) | Q(agency__isnull=True))

    def standing(self):
        """Records that nobody has closed."""
        return self.filter(closed_on__isnull=True)


class Record(models.Model):
    """A row of a register. Its `history` is its own to declare; a field `agency` makes it that agency's."""

    closed_on = models.DateField(null=True, blank=True, editable=False)
    closed_because = models.TextField(blank=True, editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_closing_has_a_reason",
                condition=Q(closed_on__isnull=True, closed_because="")
                | Q(closed_on__isnull=False) & ~Q(closed_because=""),
                violation_error_message="Say why it is closed.",
            )
        ]

    @classmethod
    def belongs_to_an_agency(cls):
        """True if the rows of this register are each an agency's own."""
        return any(field.name == "agency" for field in cls._meta.get_fields())

    @property
    def is_open(self):
        """True until somebody closes it."""
        return self.closed_on is None

    def permits(self, user, permission):
        """Reading is for whoever sees it; keeping an agency's record is its own, or the Prevent lead's."""
        name = self._meta.model_name
        if permission == f"{self._meta.app_label}.view_{name}" or user.has_role(Role.PREVENT_LEAD):
            return True
        return not self.belongs_to_an_agency() or self.agency_id == user.agency_id
