"""What is asked of somebody who says how an action goes, attaches evidence, or takes a step."""

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.text import Truncator

from prevent_portal.files import KINDS
from prevent_portal.forms import DateField, LongTextField, PortalForm, Radios, UploadField
from prevent_portal.models import Agency

from ..models import Action, Evidence

RATINGS = [("", "Not rated"), ("red", "Red"), ("amber", "Amber"), ("green", "Green")]
_ACCEPTED = ",".join(f".{ending}" for ending in (*KINDS, "jpeg"))


class WebAddressField(forms.URLField):
    """A link to where evidence is kept: http or https, nothing that a browser would run."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, **kwargs):
        super().__init__(assume_scheme="https", **kwargs)


class _ActionForm(PortalForm):
    """A form that remembers which version of the action its reader saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, action, initial=None, **kwargs):
        super().__init__(*args, initial={"version": action.version} | (initial or {}), **kwargs)

    def is_overtaken_by(self, action):
        """True if the action has changed since the page of this form was opened."""
        return self.is_bound and self.data.get("version") != str(action.version)

    def catch_up(self, action):
        """Go on from the action as it is now: the words stay, what follows from its state does not."""
        self.data = self.data.copy()
        self.data["version"] = str(action.version)


class _EvidenceFields(forms.Form):
    """A file, or a link to one, and what to call it."""

    file = UploadField(
        label="File",
        help_text="PDF, Word, Excel, PowerPoint, PNG, JPEG, CSV or text, up to 20 MB",
        required=False,
        allow_empty_file=True,  # the service refuses it, and names it
        widget=forms.FileInput(attrs={"accept": _ACCEPTED}),
    )
    url = WebAddressField(
        label="Link",
        help_text="Where the evidence is kept, if it is not a file",
        max_length=Evidence._meta.get_field("url").max_length,
        required=False,
    )
    title = forms.CharField(
        label="Title of the evidence",
        help_text="Without one, the name of the file or the link is used",
        max_length=Evidence._meta.get_field("title").max_length,
        required=False,
    )

    def ask_for_the_file_again(self):
        """Say that the file was not kept: a browser sends no page back with a file in it."""
        if self.files.get("file") and self.errors and "file" not in self.errors:
            self.add_error("file", "Choose the file again: it has not been saved")


class _ProgressFields(forms.Form):
    """What has happened on a day, and how the action stands."""

    on = DateField(label="Date", thing="Date", not_future=True)
    text = LongTextField(
        label="What has happened?", error_messages={"required": "Enter what has happened"}
    )
    status = forms.ChoiceField(
        label="Status",
        choices=[(status.value, status.label) for status in Action.LOGGED],
        widget=Radios(attrs={"class": "govuk-radios--small"}),
    )
    rag = forms.ChoiceField(
        label="RAG rating",
        choices=RATINGS,
        required=False,
        widget=Radios(attrs={"class": "govuk-radios--small govuk-radios--inline"}),
    )


class LogProgressForm(_EvidenceFields, _ProgressFields, _ActionForm):
    """What has happened, how the action stands, and what shows it."""

    def __init__(self, *args, action, **kwargs):
        now = {"on": timezone.localdate(), "status": action.status, "rag": action.rag}
        super().__init__(*args, action=action, initial=now, **kwargs)

    def catch_up(self, action):
        """The status has to be chosen again, knowing what was said meanwhile."""
        super().catch_up(action)
        self.data.pop("status", None)
        self.data["rag"] = action.rag


class CorrectProgressForm(_ProgressFields, _ActionForm):
    """An entry as it should have been."""

    def __init__(self, *args, action, update, **kwargs):
        said = {name: getattr(update, name) for name in ("on", "text", "status", "rag")}
        super().__init__(*args, action=action, initial=said, **kwargs)


class ProposeForm(_ActionForm):
    """Why an action counts as done."""

    text = LongTextField(
        label="What was done, and what shows it?",
        error_messages={"required": "Enter what was done, and what shows it"},
    )


class VerifyForm(_ActionForm):
    """What there is to say when an action is verified."""

    text = LongTextField(label="Anything to note", required=False, rows=3)


class ReasonForm(_ActionForm):
    """Why a step is taken."""

    reason = LongTextField(label="Reason", error_messages={"required": "Enter the reason"})

    def __init__(self, *args, label="Reason", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label


class _ActionChoice(forms.ModelChoiceField):
    """Actions by their objective's reference and their words."""

    def label_from_instance(self, action):
        """The reference of what it stands under, and the words cut short."""
        return f"{action.objective.ref} {Truncator(action.text).chars(100)}".strip()


class ReplaceForm(ReasonForm):
    """What takes an action's place, where it is one of the plan's own, and why."""

    replacement = _ActionChoice(
        queryset=Action.objects.none(),
        label="Which action takes its place?",
        help_text="Leave it open if that is no action of this plan",
        empty_label="None of this plan",
        required=False,
    )

    field_order = ("version", "replacement", "reason")

    def __init__(self, *args, action, **kwargs):
        super().__init__(*args, action=action, label="What takes its place, and why?", **kwargs)
        rows = Action.objects.filter(objective__theme__plan=action.plan).exclude(pk=action.pk)
        rows = rows.exclude(status=Action.Status.WITHDRAWN).select_related("objective")
        self.fields["replacement"].queryset = rows


class EvidenceForm(_EvidenceFields, PortalForm):
    """Evidence added by itself."""


class FigureForm(PortalForm):
    """Which figure of the portal shows what was done, and whose."""

    figure = forms.ChoiceField(label="Figure", widget=Radios)
    agency = forms.ChoiceField(label="Whose", required=False)
    title = forms.CharField(
        label="Title of the evidence",
        help_text="Without one, the figure's name is used",
        max_length=Evidence._meta.get_field("title").max_length,
        required=False,
    )

    def __init__(self, *args, figures, agencies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["figure"].choices = [(name, each.title) for name, each in figures.items()]
        self.fields["figure"].widget.hints = {
            name: f"{each.definition} Out of: {each.denominator}."
            if each.denominator
            else each.definition
            for name, each in figures.items()
        }
        self.fields["agency"].choices = agencies

    def clean_agency(self):
        """The agency, or None for all of them together."""
        key = self.cleaned_data["agency"]
        return Agency.objects.get(pk=key) if key else None


class WithdrawEvidenceForm(PortalForm):
    """Why evidence no longer counts."""

    reason = LongTextField(
        label="Why does it no longer count?",
        rows=3,
        error_messages={"required": "Enter the reason"},
    )
