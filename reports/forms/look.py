"""The form of a paper's look."""

from django import forms

from prevent_portal.files import MEGABYTE
from prevent_portal.forms import PortalForm, UploadField

from ..looks import COLOUR


class LookForm(PortalForm):
    """The colour and the crest of an agency's papers."""

    colour = forms.CharField(
        max_length=7,
        initial=COLOUR,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
        help_text="Of headings and rules, as # and six letters or digits. It must be dark enough for "
        "words on white; one that is too pale is refused with the nearest that will do.",
    )
    crest = UploadField(
        may_wait=False,
        required=False,
        help_text="A PNG picture with a white or see-through ground. It stands on the cover.",
    )
    crest_words = forms.CharField(
        label="What does the crest show?",
        max_length=200,
        required=False,
        help_text="For those who cannot see it. For example: the council's crest, an oak over a river.",
    )
    without_crest = forms.BooleanField(label="Take the crest off", required=False)

    def __init__(self, *args, look=None, **kwargs):
        first = {"colour": look.colour, "crest_words": look.crest_words} if look else {}
        super().__init__(*args, initial=first, **kwargs)

    def clean_crest(self):
        """A PNG of at most 10 MB."""
        crest = self.cleaned_data["crest"]
        if crest and crest.size > 10 * MEGABYTE:
            raise forms.ValidationError(f"{crest.name} is larger than 10 MB. Save it smaller.")
        if crest:
            head = crest.read(8)
            crest.seek(0)
            if head != b"\x89PNG\r\n\x1a\n":
                raise forms.ValidationError(f"{crest.name} is not a PNG picture. Save it as PNG.")
        return crest
