"""What is asked of somebody who has an extract: whose people it holds, of which day, and the file."""

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat

from prevent_portal.forms import DateField, PortalForm, UploadField
from prevent_portal.models import Agency
from prevent_portal.roles import Role


class ExtractForm(PortalForm):
    """An agency's extract of staff and training as a file."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label="Agency whose people it holds")
    on = DateField(
        label="Day of the extract",
        thing="Day of the extract",
        help_text="The day on which it was made: nothing in it may be later",
        not_future=True,
    )
    file = UploadField(
        may_wait=False,
        label="Extract",
        help_text="A CSV (.csv) or Excel (.xlsx) file with a row that names its columns",
        allow_empty_file=True,  # the service refuses it, and names it
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": "Select the file of the extract"},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        most = filesizeformat(settings.LARGEST_UPLOAD).replace(".0", "")
        self.fields["file"].help_text += f". It may be up to {most} large"
        if user.has_role(Role.PREVENT_LEAD):
            self.fields["agency"].queryset = Agency.objects.filter(closed_on__isnull=True)
            self.initial.setdefault("agency", user.agency_id)
        else:
            del self.fields["agency"]

    @property
    def values(self):
        """What the service takes: without a choice, the agency is one's own."""
        found = {"agency": self.user.agency} | self.cleaned_data
        return found | {"name": found["file"].name}
