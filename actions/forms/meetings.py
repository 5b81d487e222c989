"""Forms of meetings: when one is, the page with which it is run, and its minutes as a file."""

import hashlib

from django import forms
from django.utils.text import Truncator

from prevent_portal.forms import LongTextField, PortalForm, TimeField, UploadField
from prevent_portal.forms.registers import RecordForm

from ..models import Attendance, Meeting

_SEEN = "seen_"


class MeetingForm(RecordForm):
    """Whose meeting it is, when and where."""

    starts_at = TimeField(label="Starts at", required=False)

    class Meta(RecordForm.Meta):
        model = Meeting
        fields = ("body", "on", "starts_at", "place")
        labels = {"on": "Date"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["body"]


class MinutesForm(PortalForm):
    """The minutes as a file."""

    file = UploadField(label="Minutes", help_text="Word or PDF, up to 20 MB")


class RunForm(PortalForm):
    """What a chair writes while a meeting runs: notes by item, who came, decisions, minutes.

    Two people may write at once: each field knows what it was opened on. What only the other
    changed is taken in; where both changed the same field both texts are shown, and nothing is
    saved until somebody has put them together.
    """

    marks_optional = False

    others_present = LongTextField(label="Others present", required=False, rows=2)
    minutes = LongTextField(label="Minutes", required=False, rows=8)
    item = forms.CharField(label="Add an item to the agenda", required=False, max_length=300)
    decision = LongTextField(label="What was decided", required=False, rows=3)
    carried_by = forms.CharField(
        label="Who carries it out", required=False, max_length=200, help_text="A post or an agency"
    )

    def __init__(self, data=None, *, meeting, items, members, **kwargs):
        super().__init__(data.copy() if data is not None else None, **kwargs)
        self.items, self.members = items, members
        self.standing = {"others_present": meeting.others_present, "minutes": meeting.minutes}
        for place, item in enumerate(items, start=1):
            self._add_item(place, item)
        known = {row.membership_id: row for row in meeting.attendance.all()}
        for member in members:
            self._add_member(member, known.get(member.pk))
        for name, value in self.standing.items():
            self.initial[name] = value
            self.fields[_SEEN + name] = forms.CharField(
                required=False, widget=forms.HiddenInput, initial=_hash(value)
            )
        if data is not None:
            self._take_in()

    def _add_item(self, place, item):
        self.fields[f"notes_{item.pk}"] = LongTextField(
            label=f"{place}. {item.title}", required=False, rows=3, max_length=20_000
        )
        self.fields[f"place_{item.pk}"] = forms.IntegerField(
            label=f"Place of “{Truncator(item.title).chars(60)}” on the agenda",
            min_value=1,
            max_value=99,
            required=False,
            initial=place,
            widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
        )
        self.standing[f"notes_{item.pk}"] = item.notes

    def _add_member(self, member, row):
        self.fields[f"how_{member.pk}"] = forms.ChoiceField(
            label=f"Attendance of {member}",
            choices=[("", "Not said yet"), *Attendance.How.choices],
            required=False,
        )
        self.fields[f"stand_in_{member.pk}"] = forms.CharField(
            label=f"Who came instead of {member}", max_length=200, required=False
        )
        self.standing[f"how_{member.pk}"] = row.how if row else ""
        self.standing[f"stand_in_{member.pk}"] = row.stand_in if row else ""

    def _take_in(self):
        """Where somebody else saved meanwhile, show theirs, or both where both wrote."""
        self.met = {}
        for name, standing in self.standing.items():
            seen, typed = self.data.get(_SEEN + name), self._typed(name)
            if seen is None or seen == _hash(standing):
                continue
            if _hash(typed) == seen:
                self.data[name] = standing
            elif typed != standing:
                self.met[name] = standing
            self.data[_SEEN + name] = _hash(standing)

    def _typed(self, name):
        return self.data.get(name, "").replace("\r\n", "\n").strip()

    def clean(self):
        """Say where two people wrote at once; the words of both are on the page."""
        cleaned = super().clean()
        for name, standing in self.met.items():
            words = dict(self.fields[name].choices) if name.startswith("how_") else {}
            theirs = words.get(standing, standing) or "nothing"
            self.add_error(
                name,
                f"Somebody saved this meanwhile: “{theirs}”. Your words are still here: "
                "put the two together and save again.",
            )
        if cleaned.get("carried_by") and not cleaned.get("decision"):
            self.add_error("decision", "Enter what was decided")
        return cleaned

    @property
    def values(self):
        """What the service is told."""
        said = self.cleaned_data
        return {
            "notes": {item.pk: said[f"notes_{item.pk}"] for item in self.items},
            "places": self._places(),
            "attendance": {
                member.pk: (said[f"how_{member.pk}"], said[f"stand_in_{member.pk}"])
                for member in self.members
            },
            **{
                name: said[name]
                for name in ("others_present", "minutes", "item", "decision", "carried_by")
            },
        }

    def _places(self):
        """Places from 1 in the order asked for; of two that ask for one place the moved one goes first."""
        asked = []
        for place, item in enumerate(self.items, start=1):
            wanted = self.cleaned_data[f"place_{item.pk}"] or place
            before = {True: -0.5, False: 0.5}[wanted < place] if wanted != place else 0
            asked.append((wanted + before, place, item.pk))
        return {pk: place for place, (_, _, pk) in enumerate(sorted(asked), start=1)}

    # The parts of the page

    def item_rows(self):
        """The agenda: each item with its two fields."""
        return [(item, self[f"notes_{item.pk}"], self[f"place_{item.pk}"]) for item in self.items]

    def member_rows(self):
        """The members, each with its two fields."""
        return [
            (member, self[f"how_{member.pk}"], self[f"stand_in_{member.pk}"])
            for member in self.members
        ]

    def seen(self):
        """The hidden fields that say what each field was opened on."""
        return [self[_SEEN + name] for name in self.standing]


def _hash(words):
    plain = (words or "").replace("\r\n", "\n").strip()
    return hashlib.sha256(plain.encode()).hexdigest()[:16]
