"""Forms of networks, their filters and what happens on them."""

import re

from django import forms

from prevent_portal.forms import LinesField, Radios
from prevent_portal.forms.chosen import offer_many
from prevent_portal.forms.registers import RecordForm

from ..models import (
    AcceptableUse,
    FilterCategory,
    FilterTest,
    ItIncident,
    Network,
    UnblockRequest,
)

_NARROW = {"class": "govuk-input--width-3"}
#: An address on the internet: with its scheme, as a bare host, or as numbers. What follows @ is a mail box.
_ADDRESS = re.compile(
    r"://|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:com|org|net|info|biz|io|co|tv|me|cc|to|ws|xyz|top|site|online|"
    r"club|live|link|onion|uk|ru|su|cn|eu|us|de|fr|nl|pl|pk|ir|sy|tr)(?![\w-])"
    r"|(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])",
    re.IGNORECASE,
)
_NO_ADDRESS = "Never the address itself: a number of your own, or that of the filter's log"


def _refuse_address(form, *names):
    """A harmful address is kept nowhere in clear: a reference stands for it."""
    for name in names:
        said = form.cleaned_data.get(name) or ""
        lines = said if isinstance(said, list) else [said]
        if any(_ADDRESS.search(line) for line in lines):
            form.add_error(name, "Enter a reference, not an address: it may lead others there.")


class FilterCategoryForm(RecordForm):
    """A category of what is blocked."""

    class Meta(RecordForm.Meta):
        model = FilterCategory
        fields = ("name", "is_for_everybody", "is_for_young")


class NetworkForm(RecordForm):
    """A network and its filter."""

    class Meta(RecordForm.Meta):
        model = Network
        fields = (
            "agency",
            "name",
            "kind",
            "premises",
            "supplier",
            "product",
            "iwf_applied",
            "police_applied",
            "blocked",
            "blocked_young",
            "is_supervised",
            "review_on",
            "not_applicable_because",
            "notes",
        )
        labels = {
            "iwf_applied": "The Internet Watch Foundation list is applied",
            "police_applied": "The police list of terrorist content is applied",
            "is_supervised": "Its use is supervised",
        }
        help_texts = {
            "not_applicable_because": "Leave it empty where a filter applies",
            "premises": "If it is at one of the premises",
            "blocked_young": "What is blocked for everybody need not be ticked again",
        }
        widgets = {
            "blocked": forms.CheckboxSelectMultiple,
            "blocked_young": forms.CheckboxSelectMultiple,
        }


class OfNetworkForm(RecordForm):
    """Something that happened with a network: today, unless somebody says otherwise."""

    #: Days that cannot be to come.
    past = ("on",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", self.on)
        for name in self.past:
            self.fields[name].not_future = True


class FilterTestForm(OfNetworkForm):
    """A test of a filter."""

    got_through = LinesField(
        label="References of what got through",
        required=False,
        rows=3,
        help_text=f"One to a line. {_NO_ADDRESS}",
    )

    class Meta(RecordForm.Meta):
        model = FilterTest
        fields = (
            "network",
            "on",
            "who",
            "product",
            "iwf_applied",
            "police_applied",
            "result",
            "got_through",
            "false_positives",
            "words",
        )
        labels = {
            "on": "Day of the test",
            "iwf_applied": "The Internet Watch Foundation list was applied",
            "police_applied": "The police list was applied",
            "false_positives": "How many pages were blocked by mistake?",
        }
        help_texts = {"who": "Their post, or the firm", "words": "Name no address"}
        widgets = {"result": Radios, "false_positives": forms.NumberInput(attrs=_NARROW)}

    def clean(self):
        """What got through is told by references; a test that was not passed says what was found."""
        found = super().clean()
        _refuse_address(self, "got_through", "words")
        if found.get("result") not in (None, "", "passed") and not found.get("words"):
            self.add_error("words", "Say what was found.")
        if any(len(line) > 100 for line in found.get("got_through") or []):
            self.add_error("got_through", "Each reference must be 100 characters or fewer")
        return found


class UnblockRequestForm(OfNetworkForm):
    """Somebody asks for a page to be unblocked."""

    past = ("on", "decided_on")

    class Meta(RecordForm.Meta):
        model = UnblockRequest
        fields = ("network", "on", "reference", "reason", "outcome", "decided_on", "words")
        labels = {"on": "Asked on", "decided_on": "Answered on"}
        help_texts = {"reference": _NO_ADDRESS}
        widgets = {"outcome": Radios}

    def clean(self):
        """An answer has a day; the page is told by its reference."""
        found = super().clean()
        _refuse_address(self, "reference", "reason", "words")
        is_open = found.get("outcome") == UnblockRequest.Outcome.OPEN
        if not is_open and not found.get("decided_on") and "decided_on" not in self.errors:
            self.add_error("decided_on", "Enter the day of the answer.")
        if is_open and found.get("decided_on"):
            self.add_error("decided_on", "What waits for an answer has no day of one.")
        return found


class ItIncidentForm(OfNetworkForm):
    """Something that happened on a network."""

    past = ("on", "passed_on_on")

    class Meta(RecordForm.Meta):
        model = ItIncident
        fields = ("network", "on", "kind", "words", "reference", "passed_on_to", "passed_on_on")
        labels = {"on": "Day", "passed_on_on": "Passed on, on"}
        help_texts = {
            "words": "Name nobody. A concern about a person goes by the referral form",
            "reference": _NO_ADDRESS,
        }
        widgets = {"kind": Radios}

    def clean(self):
        """A page is told by its reference."""
        found = super().clean()
        _refuse_address(self, "words", "reference")
        return found


class AcceptableUseForm(RecordForm):
    """What users agree to."""

    class Meta(RecordForm.Meta):
        model = AcceptableUse
        fields = (
            "agency",
            "name",
            "networks",
            "accepted_before_use",
            "says_monitored",
            "asks_consent",
            "forbids_extremism",
            "link",
            "reviewed_on",
            "review_on",
        )
        labels = {
            "accepted_before_use": "It is accepted before each use",
            "says_monitored": "It says that use is monitored",
            "asks_consent": "It asks for a parent's consent under 16",
            "forbids_extremism": "It names terrorist and extremist material",
            "networks": "Networks that it is for",
        }
        widgets = {"networks": forms.CheckboxSelectMultiple}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reviewed_on"].not_future = True
        field = self.fields["networks"]
        rows, by = field.queryset.select_related("agency"), Network.chosen_by
        if "agency" in self.fields:  # whoever sees every agency's is told whose each is
            field.label_from_instance = lambda each: f"{each.name}, {each.agency}"
            by = (*by, "agency__name")
        offer_many(self, "networks", rows, by=by)
