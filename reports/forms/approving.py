"""Forms of what becomes of a draft: sent back, approved, withdrawn, begun anew."""

from django import forms

from prevent_portal.forms import LongTextField, PortalForm


class SendBackForm(PortalForm):
    """What is to be done before it comes back."""

    because = LongTextField(label="What is to be done?", max_length=4000)


class ApproveForm(PortalForm):
    """Words of whoever approves, if they have any, and the fingerprint of the draft that they read."""

    read = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    words = LongTextField(
        label="Words of approval",
        rows=3,
        max_length=4000,
        required=False,
        help_text="Kept with the report; they are not printed in it.",
    )


class WithdrawForm(PortalForm):
    """Why an issued report is taken back."""

    because = LongTextField(
        label="Why is it withdrawn?",
        rows=3,
        max_length=4000,
        help_text="Everybody who could read the report is told this. Name nobody.",
    )


class ReviseForm(PortalForm):
    """What the next version changes."""

    changes = LongTextField(
        label="What changes?",
        max_length=4000,
        help_text="Each line is one change. They are printed in the new version.",
    )
