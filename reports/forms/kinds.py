"""Forms of kinds of report and of their sections."""

from django import forms

from actions.models import Plan
from prevent_portal import figures
from prevent_portal.forms import KeptForm, PortalModelForm
from prevent_portal.forms.fields import Radios
from prevent_portal.forms.registers import RecordForm

from .. import sources
from ..models import ReportTemplate, TemplateSection
from ..models.templates import AUDIENCES
from ..scopes import OF_ONE_BODY


class KindForm(RecordForm):
    """What a kind of report is called, what it is about and for whom it may be made."""

    plan_kinds = forms.MultipleChoiceField(
        label="Kinds of plan",
        choices=Plan.Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Which plans it may be about, where it is about a plan",
    )
    audiences = forms.MultipleChoiceField(
        label="May be made for",
        choices=list(AUDIENCES.items()),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta(RecordForm.Meta):
        model = ReportTemplate
        fields = (
            "title",
            "name",
            "body",
            "purpose",
            "about",
            "plan_kinds",
            "audiences",
            "months",
            "is_numbered",
        )
        widgets = {
            "about": Radios,
            "months": forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
        }
        help_texts = {
            "name": "What commands and addresses call it: letters, digits and hyphens",
        }

    def clean(self):
        """A report about a plan says which kinds of plan."""
        values = super().clean()
        if values.get("about") == ReportTemplate.About.PLAN and not values.get("plan_kinds"):
            self.add_error("plan_kinds", "Select at least one kind of plan")
        return values


class TemplateSectionForm(KeptForm):
    """One section of a kind: what it is called and what the portal puts into it."""

    figures = forms.MultipleChoiceField(
        label="Figures",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="For a section of figures: which of the catalogue it shows.",
    )

    class Meta(PortalModelForm.Meta):
        model = TemplateSection
        fields = (
            "title",
            "source",
            "figures",
            "guidance",
            "must_be_written",
            "is_part",
            "is_wide",
            "on_new_page",
        )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        found = sorted(sources.catalogue().values(), key=lambda each: each.title)
        self.fields["source"] = forms.ChoiceField(
            label="Built from",
            required=False,
            choices=[("", "Words only: people write it"), *((s.name, s.title) for s in found)],
            widget=Radios(hints={each.name: _about(each) for each in found}),
        )
        given = self.instance.figures or []
        known = sorted(figures.catalogue().values(), key=lambda each: each.title)
        # Channel's are chosen by the kinds that come with the portal, and stay where they are
        known = [each for each in known if not each.is_withheld or each.name in given]
        shown = [(each.name, each.title) for each in known if each.name not in OF_ONE_BODY]
        missing = [(name, f"{name} (no longer counted)") for name in given]
        names = {name for name, _ in shown}
        self.fields["figures"].choices = [
            *shown,
            *(each for each in missing if each[0] not in names),
        ]
        self.order_fields(self.Meta.fields)


def _about(source):
    return f"{source.about}. Local numbers of Channel." if source.is_channel else source.about
