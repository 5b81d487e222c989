"""Forms of writing a report: words, who writes, comments, who reads."""

from django import forms

from prevent_portal.forms import DateField, KeptForm, LongTextField, PortalForm, PortalModelForm
from prevent_portal.models import User
from prevent_portal.roles import GRANTS, Role

from ..models import Reader, ReportSection, Reviewer

HOW_TO_TYPE = (
    "A blank line begins a paragraph, ### a heading, - a point of a list; **bold**, "
    "[words](https://address). Columns between | signs make a table: a row of names, a row of ---, then the rows."
)


def people_who_may(permission):
    """People who can sign in and of whom a role grants something, by name."""
    roles = sorted(GRANTS[permission])
    people = User.objects.filter(is_active=True, roles__overlap=roles).select_related("agency")
    return people.order_by("name", "pk")


class PersonChoice(forms.ModelChoiceField):
    """Somebody who signs in, told apart from others of the name by their agency."""

    def label_from_instance(self, person):
        """The name, and whose they are."""
        return f"{person.name}, {person.agency}"


class WordsForm(KeptForm):
    """The words of one section, which two people may write at once."""

    marks_optional = False

    class Meta(PortalModelForm.Meta):
        model = ReportSection
        fields = ("words",)
        help_texts = {"words": HOW_TO_TYPE}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].label = "Words of this section"
        self.fields["words"].widget.attrs["rows"] = 16


class WritersForm(PortalForm):
    """Who writes which sections, by when."""

    sections = forms.ModelMultipleChoiceField(
        ReportSection.objects.none(), label="Sections", widget=forms.CheckboxSelectMultiple
    )
    writer = PersonChoice(
        User.objects.none(),
        label="Who writes them?",
        required=False,
        empty_label="Nobody: take them from whoever has them",
    )
    write_by = DateField(label="To be written by", thing="Day", not_past=True, required=False)

    def __init__(self, *args, report, **kwargs):
        super().__init__(*args, **kwargs)
        sections = self.fields["sections"]
        sections.queryset = report.sections.select_related("writer")
        sections.label_from_instance = _with_writer
        self.fields["writer"].queryset = people_who_may("reports.write_section")


def _with_writer(section):
    if section.writer is None:
        return section.title
    has_left = "" if section.writer.is_active else ", who can no longer sign in"
    return f"{section.title} (now with {section.writer.name}{has_left})"


class ReviewerForm(PortalForm):
    """Who reads a draft through, for whom, by when."""

    user = PersonChoice(User.objects.none(), label="Who reads it through?")
    speaks_for = forms.ChoiceField(label="For", choices=Reviewer.For.choices)
    comment_by = DateField(label="Comments by", thing="Day", not_past=True, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people_who_may("reports.comment_section")


class ReaderForm(PortalForm):
    """A person, or everybody in a role, to whom a report goes."""

    user = PersonChoice(
        User.objects.none(), label="A person", required=False, empty_label="Nobody by name"
    )
    role = forms.ChoiceField(
        label="Or everybody in a role",
        required=False,
        help_text="Of every agency: to give it to some of them, name them.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people_who_may("reports.view_report")
        roles = [each for each in Role if each in GRANTS["reports.view_report"]]
        self.fields["role"].choices = [("", "No role"), *((each, each.label) for each in roles)]

    def clean(self):
        """One of the two, not both."""
        values = super().clean()
        if bool(values.get("user")) == bool(values.get("role")) and not self.errors:
            self.add_error("user", Reader._meta.constraints[0].violation_error_message)
        return values


class CommentForm(PortalForm):
    """What somebody says of a section."""

    words = LongTextField(label="Your comment", rows=3, max_length=4000)
    speaks_for = forms.ChoiceField(label="Said for", choices=Reviewer.For.choices)


class SettleForm(PortalForm):
    """What was done about a comment."""

    answer = LongTextField(label="What was done about it?", rows=3, max_length=4000)
