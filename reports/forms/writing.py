"""Forms of writing a report: words, who writes, comments, who reads."""

from django import forms

from actions.models import Body
from prevent_portal.forms import DateField, KeptForm, LongTextField, PortalForm, PortalModelForm
from prevent_portal.models import Agency, User
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
    """A person, everybody in a role of an agency, or everybody on a board, to whom a report goes."""

    EVERY = "every"

    user = PersonChoice(
        User.objects.none(), label="A person", required=False, empty_label="Nobody by name"
    )
    role = forms.ChoiceField(
        label="Or everybody in a role",
        required=False,
        help_text="Whoever has the role when they look",
    )
    agency = forms.ChoiceField(
        label="Of which agency?",
        required=False,
        help_text="For a role. Another agency, or every one, only if they are all to have it.",
    )
    body = forms.ModelChoiceField(
        Body.objects.none(),
        label="Or everybody who sits on a board",
        required=False,
        empty_label="No board",
        help_text="Whoever has a seat when they look, and who stands in for them",
    )

    def __init__(self, *args, report, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people_who_may("reports.view_report")
        self.fields["body"].queryset = Body.objects.standing().order_by("name")
        others = Agency.objects.filter(closed_on__isnull=True).exclude(pk=report.agency_id)
        self.agencies = {str(each.pk): each for each in (report.agency, *others.order_by("name"))}
        self.fields["agency"].choices = [
            *(
                (key, f"{each}, whose report it is" if each == report.agency else str(each))
                for key, each in self.agencies.items()
            ),
            (self.EVERY, "Every agency"),
        ]
        self.fields["agency"].initial = str(report.agency_id)
        roles = [each for each in Role if each in GRANTS["reports.view_report"]]
        self.fields["role"].choices = [("", "No role"), *((each, each.label) for each in roles)]

    def clean(self):
        """One of the three; a role with its agency."""
        values = super().clean()
        if sum(bool(values.get(name)) for name in ("user", "role", "body")) != 1:
            if not self.errors:
                self.add_error("user", Reader._meta.constraints[0].violation_error_message)
        elif values.get("role") and not values.get("agency"):
            self.add_error("agency", "Choose of which agency, or every agency.")
        values["agency"] = self.agencies.get(values.get("agency")) if values.get("role") else None
        return values


class CommentForm(PortalForm):
    """What somebody says of a section."""

    words = LongTextField(label="Your comment", rows=3, max_length=4000)
    speaks_for = forms.ChoiceField(label="Said for", choices=Reviewer.For.choices)


class SettleForm(PortalForm):
    """What was done about a comment."""

    answer = LongTextField(label="What was done about it?", rows=3, max_length=4000)
