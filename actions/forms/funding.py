"""Forms of funding: statuses, grants with their conditions and payments, projects."""

from django import forms
from django.utils.text import Truncator

from prevent_portal.forms import Radios
from prevent_portal.forms.registers import RecordForm
from prevent_portal.roles import Role

from ..models import (
    Action,
    FundingStatus,
    Grant,
    GrantCondition,
    Payment,
    Plan,
    Project,
)

_MONEY = {"class": "govuk-input--width-10", "inputmode": "decimal"}
_BY_WHEN = (
    "A day, several days, or how often, as in a plan: “31 July 2026, 30 November 2026”, “quarterly”"
)


def money(label, *, required=True):
    """A field for an amount of pounds and pence."""
    return forms.DecimalField(
        label=label,
        max_digits=12,
        decimal_places=2,
        required=required,
        help_text="For example, 12500 or 340.50",
        widget=forms.TextInput(attrs=_MONEY),
    )


def offer_actions(field, user):
    """Let a field offer the actions of plans that are not closed, each with its plan."""
    rows = Action.objects.visible_to(user).exclude(
        objective__theme__plan__status=Plan.Status.CLOSED
    )
    field.queryset = rows.select_related("objective__theme__plan")
    field.label_from_instance = _with_its_plan


def _with_its_plan(action):
    return f"{Truncator(action.text).chars(80)} ({Truncator(action.plan.title).chars(40)})"


class FundingStatusForm(RecordForm):
    """What an area is called at a time."""

    class Meta(RecordForm.Meta):
        model = FundingStatus
        fields = ("area", "status", "from_on", "to_on", "source", "note")
        help_texts = {
            "status": "In the letter's words: priority area, funded area, tier 2, none",
            "source": "For example, the letter of 12 March",
        }


class GrantForm(RecordForm):
    """Money promised, and the check of whoever receives it."""

    amount = money("Amount in pounds")

    class Meta(RecordForm.Meta):
        model = Grant
        fields = (
            "title",
            "kind",
            "funder",
            "agency",
            "owner",
            "amount",
            "from_on",
            "to_on",
            "purpose",
            "recipient",
            "checked_on",
            "checked_by",
            "checked_result",
        )
        widgets = {"kind": Radios}
        labels = {"agency": "Agency that holds it"}
        help_texts = {
            "agency": "Leave empty if it is the partnership's",
            "recipient": "The organisation, where the money is passed on",
            "checked_on": "Whoever is funded is checked first: that the money reaches no extremist body",
        }


class OfGrantForm(RecordForm):
    """What belongs to a grant: of the grants, those that the person keeps are offered."""

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        if not self.user.has_role(Role.PREVENT_LEAD):
            grants = self.fields["grant"]
            grants.queryset = grants.queryset.filter(agency=self.user.agency_id)


class GrantConditionForm(OfGrantForm):
    """What the money obliges to, by when, and what met it."""

    class Meta(RecordForm.Meta):
        model = GrantCondition
        fields = (
            "grant",
            "words",
            "due_raw",
            "met_on",
            "met_engagement",
            "met_action",
            "met_words",
        )
        help_texts = {
            "due_raw": f"{_BY_WHEN}. Several days make a condition for each",
            "met_on": "Leave empty while it is still to be met",
        }

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        offer_actions(self.fields["met_action"], self.user)


class PaymentForm(OfGrantForm):
    """Money paid in by an agency, or spent."""

    amount = money("Amount in pounds")

    class Meta(RecordForm.Meta):
        model = Payment
        fields = ("grant", "kind", "contributor", "on", "amount", "what")
        widgets = {
            "kind": Radios(
                hints={
                    "in": "An agency's share of the pot, on top of the amount of the grant",
                    "out": "Money that has left it",
                }
            )
        }
        labels = {"contributor": "Agency that paid in"}


class ProjectForm(RecordForm):
    """A bid, and how its delivery goes."""

    amount = money("Amount asked for, in pounds", required=False)

    class Meta(RecordForm.Meta):
        model = Project
        fields = (
            "title",
            "state",
            "funder",
            "agency",
            "owner",
            "amount",
            "grant",
            "purpose",
            "due_raw",
            "delivery_on",
            "delivery",
        )
        widgets = {"state": Radios}
        labels = {"agency": "Agency that delivers it"}
        help_texts = {
            "agency": "Leave empty if it is the partnership's",
            "due_raw": _BY_WHEN,
        }
