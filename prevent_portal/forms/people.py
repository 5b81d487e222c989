"""Forms with which an administrator keeps people and agencies."""

from django import forms
from django.db.models import Q

from ..models import Agency, User
from ..roles import Role
from .base import FilterForm, PortalForm, PortalModelForm
from .fields import Radios

#: What each role is for, in a line, beside its tick box.
ROLE_HINTS = {
    Role.OFFICER: "Logs progress and evidence on their own agency's actions",
    Role.SPOC: "Keeps their own agency's plan",
    Role.PREVENT_LEAD: "Runs the partnership: plans, checks, reports",
    Role.TRAINING_LEAD: "Keeps who is trained and who is due",
    Role.PREMISES_LEAD: "Keeps checks of venues and bookings",
    Role.IT_LEAD: "Keeps checks of filtering and public computers",
    Role.CHANNEL_CHAIR: "Opens only the cases they have a seat on",
    Role.CHANNEL_COORDINATOR: "Opens only the cases they have a seat on",
    Role.PANEL_MEMBER: "Opens only the cases they have a seat on",
    Role.EXECUTIVE: "Reads plans and downloads reports",
    Role.ELECTED_MEMBER: "Reads what is issued to members",
    Role.AUDITOR: "Reads, and changes nothing",
    Role.ADMINISTRATOR: "Adds and removes people, and opens nothing else",
}
STATES = [("active", "Can sign in"), ("inactive", "Cannot sign in")]


class Roles(forms.CheckboxSelectMultiple):
    """Tick boxes for roles, each with what it is for."""

    def create_option(self, name, value, *args, **kwargs):
        """Add the role's line."""
        return super().create_option(name, value, *args, **kwargs) | {"hint": ROLE_HINTS[value]}


class UserForm(PortalModelForm):
    """Who somebody is, where they work and what they may do."""

    roles = forms.MultipleChoiceField(
        choices=Role.choices,
        widget=Roles,
        help_text="Choose all that apply. Each adds to what the person may do.",
        error_messages={"required": "Select at least one role"},
    )

    class Meta(PortalModelForm.Meta):
        model = User
        fields = ["name", "email", "job_title", "agency", "manager", "roles"]
        labels = {"name": "Full name", "email": "Work email address"}
        help_texts = {
            "email": "The person signs in with it, and gets a link to set a password.",
            "manager": "Is told when this person's work has been late for long.",
        }
        error_messages = {"agency": {"required": "Select an agency"}}
        widgets = {
            "email": forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.filter(
            Q(closed_on=None) | Q(pk=self.instance.agency_id)
        )
        managers = Q(is_active=True) | Q(pk=self.instance.manager_id)
        self.fields["manager"].queryset = User.objects.filter(managers).exclude(pk=self.instance.pk)
        self.fields["manager"].empty_label = "Nobody here"

    def clean_email(self):
        """Say beside the box, not above the form, that an address is taken; sign-in ignores case."""
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Somebody already signs in with this email address")
        return email


class DeactivateForm(PortalForm):
    """Why somebody may no longer sign in."""

    reason = forms.CharField(
        max_length=100,
        label="Why they no longer need to sign in",
        help_text="One line, kept for auditors. For example, left the council on 31 March.",
        error_messages={"required": "Enter why they no longer need to sign in"},
    )


class UserFilter(FilterForm):
    """Narrows the list of people."""

    q = forms.CharField(label="Name, email or job", max_length=200)
    agency = forms.ModelChoiceField(queryset=Agency.objects.all(), empty_label="Any agency")
    role = forms.ChoiceField(choices=[("", "Any role"), *Role.choices])
    state = forms.ChoiceField(label="Sign-in", choices=[("", "Either"), *STATES])

    def narrow(self, people):
        """Keep the people that fit what was chosen; a choice that makes no sense keeps all."""
        chosen = self.cleaned_data if self.is_valid() else {}
        if words := chosen.get("q"):
            people = people.filter(
                Q(name__icontains=words) | Q(email__icontains=words) | Q(job_title__icontains=words)
            )
        if agency := chosen.get("agency"):
            people = people.filter(agency=agency)
        if role := chosen.get("role"):
            people = people.filter(roles__contains=[role])
        if state := chosen.get("state"):
            people = people.filter(is_active=state == "active")
        return people.select_related("agency")


class AgencyForm(PortalModelForm):
    """What an agency is called, and what the 2015 Act says it is."""

    class Meta(PortalModelForm.Meta):
        model = Agency
        fields = [
            "name",
            "short_name",
            "kind",
            "sector",
            "is_specified_authority",
            "is_schedule7_partner",
        ]
        labels = {
            "is_specified_authority": "It is a specified authority",
            "is_schedule7_partner": "It is a Channel panel partner",
        }
        widgets = {"kind": Radios(attrs={"class": "govuk-radios--small"})}

    def clean_name(self):
        """Say beside the box that a name is taken."""
        name = self.cleaned_data["name"]
        if Agency.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("There is already an agency of this name")
        return name
