"""Forms of checklists and audits."""

import datetime
import json
import uuid

from django import forms
from django.utils import timezone

from prevent_portal.forms import LongTextField, PortalForm, UploadField
from prevent_portal.forms.chosen import offer
from prevent_portal.forms.registers import RecordForm

from ..models import AuditAnswer, AuditFinding, Checklist, ChecklistItem, PremisesAudit

_NARROW = {"class": "govuk-input--width-3"}
#: Answers that a phone sends at once.
MOST = 200
_LONGEST = 5000
#: What is said of words without an answer; the script of the page says the same.
CHOOSE = "Choose yes, no or does not apply"


class ChecklistForm(RecordForm):
    """A checklist; the number of its version follows from the one that it is made from."""

    class Meta(RecordForm.Meta):
        model = Checklist
        fields = ("name", "intro", "is_spot_check", "from_on")

    def clean_name(self):
        """A name that no other checklist has: another version of one is made on its page."""
        name = self.cleaned_data["name"]
        others = Checklist.objects.filter(name__iexact=name).exclude(pk=self.instance.pk)
        if others.exists() and (self.instance.pk is None or self.instance.name != name):
            raise forms.ValidationError(
                "There is a checklist of this name. Open it to make a new version of it."
            )
        return name


class ChecklistItemForm(RecordForm):
    """A question of a checklist."""

    class Meta(RecordForm.Meta):
        model = ChecklistItem
        fields = ("checklist", "section", "words", "hint", "finding", "weight", "position")
        help_texts = {"words": "So that a yes is good"}
        widgets = {
            "weight": forms.NumberInput(attrs=_NARROW),
            "position": forms.NumberInput(attrs=_NARROW),
        }


class AuditForm(RecordForm):
    """An audit of one of the premises: by which checklist, when, and who goes."""

    class Meta(RecordForm.Meta):
        model = PremisesAudit
        fields = ("premises", "checklist", "on", "who")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", self.on)
        self.initial.setdefault("who", self.user.pk)


class FindingForm(RecordForm):
    """Something that was found wrong."""

    class Meta(RecordForm.Meta):
        model = AuditFinding
        fields = ("audit", "words", "due_on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["audit"]
        field.label_from_instance = lambda each: f"{each.premises}: {each}"
        rows = field.queryset.select_related("premises", "checklist")
        offer(self, "audit", rows, by=PremisesAudit.chosen_by)


class AnswersForm(PortalForm):
    """The questions of an audit as one form, or the answers that a phone kept, as JSON in `answers`."""

    choices = AuditAnswer.Value.choices
    choose = CHOOSE

    def __init__(self, data=None, *, items, answers):
        super().__init__(data)
        self.items, self.answers = items, answers
        self.rows = [self._row(item, answers.get(item.pk)) for item in items]

    def _row(self, item, answer):
        for name, field in (
            (f"value_{item.pk}", forms.ChoiceField(choices=AuditAnswer.Value, required=False)),
            (f"words_{item.pk}", LongTextField(required=False, rows=2, max_length=_LONGEST)),
        ):
            self.fields[name] = field
        self.fields[f"value_{item.pk}"].label = item.words
        self.fields[f"words_{item.pk}"].label = "What you saw"
        return (
            item,
            answer.value if answer else "",
            answer.words if answer else "",
            "",
        )

    def clean(self):
        """Words without an answer are not dropped: which answer they belong to is asked for."""
        found = super().clean()
        for item in self.items if "answers" not in self.data else ():
            said, value = found.get(f"words_{item.pk}"), found.get(f"value_{item.pk}")
            if said and not value and f"value_{item.pk}" not in self.errors:
                self.add_error(f"value_{item.pk}", CHOOSE)
        if self.errors:
            self.rows = [self._typed(row) for row in self.rows]
        return found

    def _typed(self, row):
        """A row as it was sent, to be shown again."""
        item, value, words, _ = row
        names = f"value_{item.pk}", f"words_{item.pk}"
        wrong = " ".join(error for name in names for error in self.errors.get(name, ()))
        return item, self.data.get(names[0], value), self.data.get(names[1], words), wrong

    @property
    def given(self):
        """What was answered and differs from what is known, as the service takes it."""
        if "answers" in self.data:
            return _from_device(self.data["answers"])
        now, found = timezone.now(), []
        for item, value, words, _ in self.rows:
            new = self.cleaned_data.get(f"value_{item.pk}")
            said = self.cleaned_data.get(f"words_{item.pk}", "")
            if new and (new, said) != (value, words):
                about = {"key": uuid.uuid4(), "item": item.pk, "value": new}
                found.append(about | {"words": said, "at": now})
        return found


def _from_device(text):
    """Answers as a device kept them; what is none of ours is passed over."""
    try:
        sent = json.loads(text)
    except ValueError:
        return []
    found = []
    for each in sent[:MOST] if isinstance(sent, list) else []:
        try:
            at = datetime.datetime.fromtimestamp(each["at"] / 1000, tz=datetime.UTC)
            found.append(
                {
                    "key": uuid.UUID(each["key"]),
                    "item": int(each["item"]),
                    "value": AuditAnswer.Value(each["value"]),
                    "words": str(each.get("words", "")).replace("\0", "")[:_LONGEST],
                    "at": at,
                }
            )
        except (KeyError, TypeError, ValueError, OverflowError, OSError, AttributeError):
            continue
    return found


class PhotoForm(PortalForm):
    """A photograph and what it shows."""

    file = UploadField(
        label="Photograph",
        help_text="JPG or PNG, up to 20 MB. Nobody's face, and no child",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png", "capture": "environment"}),
    )
    words = forms.CharField(
        label="What does it show?",
        max_length=300,
        error_messages={"required": "Say what the photograph shows"},
    )


class SentPhotoForm(PhotoForm):
    """A photograph as a device kept it, under the key by which it is known again."""

    key = forms.UUIDField()


class FinishForm(PortalForm):
    """The last words of an audit."""

    words = LongTextField(
        label="What else did you see?", required=False, rows=3, max_length=_LONGEST
    )
