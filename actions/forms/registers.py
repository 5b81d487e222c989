"""What is asked of somebody who imports a register of contacts: who is meant by each name."""

from django import forms

from prevent_portal.forms import PortalForm
from prevent_portal.models import Agency


class ConfirmRegisterForm(PortalForm):
    """Which agency is meant by each name that the portal does not know."""

    def __init__(self, *args, unknown, **kwargs):
        super().__init__(*args, **kwargs)
        self.unknown = unknown
        agencies = Agency.objects.filter(closed_on__isnull=True)
        choices = [("", "None of these: keep the name"), *((a.pk, a.name) for a in agencies)]
        for place, (name, full) in enumerate(unknown):
            self.fields[f"agency_{place}"] = forms.TypedChoiceField(
                label=f"Agency meant by {name}",
                help_text=f"It may stand for {full}" if full else "",
                choices=choices,
                required=False,
                coerce=int,
                empty_value=None,
            )

    @property
    def agencies(self):
        """The agency chosen for each name; None where the name is kept."""
        chosen = [self.cleaned_data[f"agency_{place}"] for place in range(len(self.unknown))]
        found = Agency.objects.in_bulk(filter(None, chosen))
        return {name: found.get(pk) for (name, _), pk in zip(self.unknown, chosen, strict=True)}
