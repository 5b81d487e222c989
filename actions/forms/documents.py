"""Forms of documents: the document itself, a review, a newer version."""

from django import forms

from prevent_portal.forms import DateField, LongTextField, PortalForm, Radios, UploadField
from prevent_portal.forms.registers import RecordForm, SmallBoxes

from ..models import Document, DocumentVersion

_NARROW = {"class": "govuk-input--width-3"}
_KINDS_OF_FILE = "PDF, Word, Excel, PowerPoint, picture, CSV or text, up to 20 MB"
_LABEL = DocumentVersion._meta.get_field("label").max_length


class DocumentForm(RecordForm):
    """What a document is, who answers for it, and when it is looked at again."""

    label = forms.CharField(
        label="Version",
        required=False,
        max_length=_LABEL,
        help_text="As the document calls itself, for example 2.1",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    file = UploadField(label="File", required=False, help_text=_KINDS_OF_FILE)

    class Meta(RecordForm.Meta):
        model = Document
        fields = (
            "title",
            "kind",
            "agency",
            "owner",
            "owner_post",
            "parties",
            "agreed_on",
            "agreed_by",
            "review_every",
            "review_due_on",
            "published_at",
            "published_on",
            "mentions_duty",
            "duty_checked_on",
            "is_own_agency_only",
        )
        labels = {
            "agency": "Agency whose document it is",
            "parties": "Parties to it",
            "agreed_by": "Agreed by which board or group?",
            "review_every": "Reviewed every how many months?",
            "review_due_on": "Next review due on",
            "mentions_duty": "Does it mention the Prevent duty?",
            "duty_checked_on": "When was it checked for the duty?",
            "is_own_agency_only": "Only its own agency may see it",
        }
        help_texts = {
            "parties": "For an agreement: the agencies that have signed it",
            "review_every": "For example, 12 for yearly",
            "review_due_on": "If left empty, it is counted from the day of agreement",
            "mentions_duty": "Asked of safeguarding policies and thresholds documents above all",
            "is_own_agency_only": "Otherwise everyone who reads plans in the partnership sees it",
        }
        widgets = {
            "parties": SmallBoxes,
            "review_every": forms.NumberInput(attrs=_NARROW),
            "mentions_duty": Radios,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["label"], self.fields["file"]
        else:
            names = [name for name in self.fields if name not in ("label", "file")]
            names.insert(names.index("kind") + 1, "label")
            names.insert(names.index("label") + 1, "file")
            self.order_fields(names)


class ReviewForm(PortalForm):
    """When a document was looked at, with what result, and when it is looked at next."""

    reviewed_on = DateField(label="Day of the review", not_future=True)
    note = LongTextField(label="What was looked at?", rows=3, max_length=2000, required=False)
    review_due_on = DateField(label="Next review due on", required=False)

    def __init__(self, *args, document, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {"reviewed_on": on} | self.initial
        if document.review_every:
            self.fields["review_due_on"].help_text = (
                "If left empty, it is counted from the day of the review: "
                f"{document.cadence().lower()}"
            )


class VersionForm(PortalForm):
    """A newer version: its file, what changed, and when it was agreed."""

    label = forms.CharField(
        label="Version",
        max_length=_LABEL,
        help_text="As the document calls itself, for example 2.1",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    file = UploadField(label="File", help_text=_KINDS_OF_FILE)
    note = LongTextField(label="What changed?", rows=3, max_length=2000, required=False)
    agreed_on = DateField(label="Agreed on", required=False)
    review_due_on = DateField(label="Next review due on", required=False)
