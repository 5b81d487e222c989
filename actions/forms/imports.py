"""What is asked of somebody who imports a plan: the file, and whether what was read is right."""

from datetime import date

from django import forms

from prevent_portal.forms import DateField, PortalForm, Radios, UploadField
from prevent_portal.models import Agency
from prevent_portal.roles import Role

from ..models import Plan


class ImportForm(PortalForm):
    """A council's own plan as a file."""

    file = UploadField(
        may_wait=False,
        label="Plan",
        help_text="A Word, Excel or CSV file (.docx, .xlsx or .csv) of up to 20 MB",
        allow_empty_file=True,  # the service refuses it, and names it
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx,.csv"}),
        error_messages={"required": "Select the file of the plan"},
    )
    agency = forms.ModelChoiceField(Agency.objects.none(), label="Agency whose plan it is")
    newer_of = forms.ModelChoiceField(
        Plan.objects.none(),
        label="Is it a newer version of a plan that is here?",
        required=False,
        empty_label="No, it is a new plan",
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["newer_of"].queryset = _kept_by(user)
        if user.has_role(Role.PREVENT_LEAD):
            self.fields["agency"].queryset = Agency.objects.filter(closed_on__isnull=True)
            self.initial["agency"] = user.agency_id
        else:
            del self.fields["agency"]


class NewerFileForm(PortalForm):
    """A newer version of a plan as a file."""

    file = UploadField(
        may_wait=False,
        label="Newer version of the plan",
        help_text="A Word, Excel or CSV file (.docx, .xlsx or .csv) of up to 20 MB",
        allow_empty_file=True,  # the service refuses it, and names it
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx,.csv"}),
        error_messages={"required": "Select the file of the plan"},
    )


class ConfirmImportForm(PortalForm):
    """The particulars of the plan as they were read, to be put right."""

    title = forms.CharField(
        label="Title",
        max_length=Plan._meta.get_field("title").max_length,
        widget=forms.TextInput(attrs={"class": "govuk-!-width-full"}),
    )
    kind = forms.ChoiceField(
        label="Kind of plan", widget=Radios(attrs={"class": "govuk-radios--small"})
    )
    period_start = DateField(label="First day of the plan", required=False)
    period_end = DateField(label="Last day of the plan", required=False)

    def __init__(self, *args, user, proposal, **kwargs):
        reading = proposal.reading
        read = {name: reading.get(name) for name in ("title", "period_start", "period_end")}
        super().__init__(*args, initial=_as_typed(read) | {"kind": proposal.kind}, **kwargs)
        kinds = Plan.Kind if user.has_role(Role.PREVENT_LEAD) else Plan.KEPT_BY_SPOC
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in map(Plan.Kind, kinds)]


def _as_typed(read):
    """The particulars as the form's fields take them; the title no longer than a plan's may be."""
    longest = Plan._meta.get_field("title").max_length
    days = {name: read[name] and date.fromisoformat(read[name]) for name in read if name != "title"}
    return {"title": (read["title"] or "")[:longest], **days}


def _kept_by(user):
    """The open plans that somebody keeps."""
    plans = Plan.objects.visible_to(user).exclude(status=Plan.Status.CLOSED)
    if user.has_role(Role.PREVENT_LEAD):
        return plans
    return plans.filter(agency=user.agency_id, kind__in=Plan.KEPT_BY_SPOC)
