"""What observers of a case are shown: its reference, and a text that names nobody."""

from django.conf import settings
from django.db import models

from prevent_portal.sealed import SealedText
from prevent_portal.tracked import history

from .case import Case
from .rows import CaseRows


class ObserverText(models.Model):
    """What the coordinator wrote of a case for those who only observe it: without a name, and sealed like the rest."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="observer_text")
    words = SealedText("what observers may read")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    objects = CaseRows.as_manager()
    history = history()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"For observers of case {self.case_id}"
