"""Forms with which a plan is kept: the plan, its themes, objectives, actions and timescales."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import Q
from django.utils.text import Truncator

from prevent_portal.forms import DateField, KeptForm, LinesField, LongTextField, PortalForm, Radios
from prevent_portal.models import Agency, User
from prevent_portal.roles import Role

from .. import timescale
from ..models import Action, Body, Objective, Plan, Theme, Timescale

#: What the notes of an objective are called, where a plan has them.
NOTES = ("impact", "progress_notes", "evidence_notes", "requirements")
ONE_A_LINE = "One to a line. Begin a line with a space if it goes on from the line above."


class PlacedForm(KeptForm):
    """A form of something that stands at a place among its siblings."""

    place = forms.ChoiceField()

    class Meta(KeptForm.Meta):
        model = Plan
        fields = ()

    def __init__(self, data=None, *, siblings=(), noun="", **kwargs):
        super().__init__(data, **kwargs)
        self._offer_places(list(siblings), noun)

    @property
    def values(self):
        """What the service is told: the fields, the version, and the place if it is another."""
        values = super().values
        place = values.pop("place", "")
        if place and place != self.initial["place"]:
            values["place"] = int(place)
        return values

    def _offer_places(self, siblings, noun):
        others = [one for one in siblings if one.pk != self.instance.pk]
        if not others:
            del self.fields["place"]
            return
        mine = self.instance.position if self.instance.pk else float("inf")
        here = sum(one.position < mine for one in others)
        after = [(str(n), f"After: {_short(one)}") for n, one in enumerate(others, 1)]
        field = self.fields["place"]
        field.choices = [("0", "First"), *after]
        field.label = f"Place of the {noun}" if noun else "Place"
        self.initial["place"] = str(here)
        self.order_fields([name for name in self.fields if name != "place"])


class PlanForm(PlacedForm):
    """What a plan is, for what time, and who answers for it."""

    class Meta(PlacedForm.Meta):
        fields = (
            "title",
            "kind",
            "period_start",
            "period_end",
            "period_raw",
            "layout",
            "body",
            "governing_body",
            "reviewed_every",
            "reviewed_at_most_every",
            "marking",
        )
        labels = {
            "title": "Title",
            "kind": "Kind of plan",
            "period_start": "First day of the plan",
            "period_end": "Last day of the plan",
            "period_raw": "The period in the plan's own words",
            "layout": "Columns of the plan",
            "body": "Board or group that the plan goes to",
            "governing_body": "That board or group in the plan's own words",
            "reviewed_every": "Reviewed every how many months?",
            "reviewed_at_most_every": "At the latest after how many months?",
            "marking": "Marking",
        }
        help_texts = {
            "period_start": "For example, 1 4 2025",
            "period_end": "For example, 31 3 2026",
            "period_raw": "For example, 2025/26",
            "reviewed_at_most_every": "If it has a window, such as 6 to 8 months: late only after this",
        }
        widgets = {
            "kind": Radios,
            "marking": Radios,
            "reviewed_every": forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
            "reviewed_at_most_every": forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
        }

    agency = forms.ModelChoiceField(Agency.objects.none(), label="Agency whose plan it is")

    def __init__(self, data=None, *, user, **kwargs):
        super().__init__(data, **kwargs)
        is_lead = user.has_role(Role.PREVENT_LEAD)
        kinds = Plan.Kind if is_lead else Plan.KEPT_BY_SPOC
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in map(Plan.Kind, kinds)]
        self.fields["kind"].initial = None if is_lead else Plan.Kind.SPOC.value
        self.fields["title"].widget.attrs["class"] = "govuk-!-width-full"
        chosen = Q(pk=self.instance.body_id)
        self.fields["body"].queryset = Body.objects.visible_to(user).filter(
            Q(closed_on__isnull=True) | chosen
        )
        self.fields["body"].empty_label = "None that is registered"
        if self.instance.pk or not is_lead:
            del self.fields["agency"]
        else:
            self.fields["agency"].queryset = Agency.objects.filter(closed_on__isnull=True)
            self.initial["agency"] = user.agency_id
            self.order_fields(["title", "agency"])


class ThemeForm(PlacedForm):
    """A theme's number and words."""

    class Meta(PlacedForm.Meta):
        model = Theme
        fields = ("ref", "title")
        labels = {"ref": "Number", "title": "Theme"}
        help_texts = {"ref": "As the plan writes it, for example 1 or A"}
        widgets = {"ref": forms.TextInput(attrs={"class": "govuk-input--width-5"})}

    def __init__(self, data=None, *, plan, **kwargs):
        siblings = plan.themes.order_by("position")
        super().__init__(data, siblings=siblings, noun="theme", **kwargs)
        self.fields["title"].required = not self.instance.is_implicit
        self.fields["title"].widget.attrs["rows"] = 2


class ObjectiveForm(PlacedForm):
    """An objective's number, words and notes."""

    leads = LinesField(label="Leads", required=False, rows=2, help_text=f"Posts. {ONE_A_LINE}")
    impact = LinesField(label="Impact", required=False, rows=3, help_text=ONE_A_LINE)
    progress_notes = LinesField(label="Progress", required=False, rows=3, help_text=ONE_A_LINE)
    evidence_notes = LinesField(label="Evidence", required=False, rows=3, help_text=ONE_A_LINE)
    requirements = LinesField(label="Requirements", required=False, rows=3, help_text=ONE_A_LINE)
    theme = forms.ModelChoiceField(Theme.objects.none(), label="Theme")

    class Meta(PlacedForm.Meta):
        model = Objective
        fields = ("ref", "text", "leads", *NOTES)
        help_texts = {"ref": "As the plan writes it, for example 3.10"}
        widgets = {"ref": forms.TextInput(attrs={"class": "govuk-input--width-5"})}

    def __init__(self, data=None, *, plan, noun, under=None, instance=None, **kwargs):
        siblings = instance.theme.objectives.order_by("position") if instance else ()
        super().__init__(data, siblings=siblings, noun=noun, instance=instance, **kwargs)
        self.fields["ref"].label = "Number"
        self.fields["text"].label = noun.capitalize()
        self.fields["text"].error_messages["required"] = f"Enter the {noun}"
        themes = plan.themes.order_by("position")
        if self.instance.pk or len(themes) < 2:
            del self.fields["theme"]
        else:
            self.fields["theme"].queryset = themes
            self.fields["theme"].label_from_instance = _short
            self.initial["theme"] = under
            self.order_fields(["theme"])
        if plan.layout == Plan.Layout.OUTCOMES:
            for name in NOTES:
                if not getattr(self.instance, name):
                    del self.fields[name]


class ActionForm(PlacedForm):
    """What is promised: by whom, by when, and to what end."""

    timescale_raw = LongTextField(
        label="By when",
        required=False,
        rows=1,
        help_text="A date or words: June 2026, 30/06/2026, quarterly, ongoing, to be agreed",
    )
    leads = LinesField(label="Lead posts", required=False, rows=2, help_text=ONE_A_LINE)
    impact = LinesField(label="Impact", required=False, rows=2, help_text=ONE_A_LINE)

    class Meta(PlacedForm.Meta):
        model = Action
        fields = (
            "ref",
            "text",
            "lead",
            "leads",
            "agencies",
            "expected_outcome",
            "success_measure",
            "impact",
        )
        labels = {
            "ref": "Number",
            "text": "What is to be done",
            "lead": "Lead person",
            "agencies": "Agencies that take part",
            "expected_outcome": "Expected outcome",
            "success_measure": "How success is measured",
        }
        error_messages = {"text": {"required": "Enter what is to be done"}}
        help_texts = {"ref": "As the plan writes it, for example 3.10.2"}
        widgets = {
            "agencies": forms.CheckboxSelectMultiple,
            "ref": forms.TextInput(attrs={"class": "govuk-input--width-5"}),
        }

    def __init__(self, data=None, *, user, objective, meaning="", **kwargs):
        siblings = objective.actions.order_by("position")
        super().__init__(data, siblings=siblings, noun="action", **kwargs)
        plan = objective.theme.plan
        lead = self.fields["lead"]
        own = Q(agency=plan.agency_id) | Q(pk=self.instance.lead_id)
        may_lead = Q(is_active=True) | Q(pk=self.instance.lead_id)
        wanted = may_lead if user.has_role(Role.PREVENT_LEAD) else may_lead & own
        lead.queryset = User.objects.filter(wanted).select_related("agency").order_by("name", "pk")
        lead.label_from_instance = lambda person: f"{person.name}, {person.agency}"
        lead.empty_label = "Nobody yet"
        kept = Q(actions=self.instance.pk) if self.instance.pk else Q()
        self.fields["agencies"].queryset = (
            Agency.objects.filter(Q(closed_on__isnull=True) | kept).distinct().order_by("name")
        )
        self.initial["timescale_raw"] = self.instance.timescale_raw
        if meaning:
            self.fields["timescale_raw"].help_text += f". We read this as {meaning}"
        self.order_fields(["ref", "text", "lead", "leads", "timescale_raw"])


class MoveForm(PortalForm):
    """Confirms a plan's next status; asks why where a reason is due."""

    reason = LongTextField(label="Why?", rows=3)

    @property
    def values(self):
        """What the service is told."""
        return self.cleaned_data

    def __init__(self, data=None, *, needs_reason, longest=None, **kwargs):
        super().__init__(data, **kwargs)
        if not needs_reason:
            del self.fields["reason"]
        elif longest:
            self.fields["reason"].help_text = f"Up to {longest} characters"
            self.fields["reason"].validators.append(
                MaxLengthValidator(longest, f"The reason must be {longest} characters or fewer")
            )


class TimescaleForm(PortalForm):
    """By when, in words; and what the words mean, where the portal cannot tell or tells wrongly."""

    READ = "read"
    marks_optional = False
    UNITS = (("months", "months"), ("days", "days"))

    raw = LongTextField(label="By when, in the plan's words", required=False, rows=2)
    kind = forms.ChoiceField(
        label="What it means",
        choices=[
            (READ, "What the words say"),
            *((k.value, k.label) for k in Timescale.Kind if k != Timescale.Kind.UNKNOWN),
        ],
        widget=Radios(
            hints={
                READ: "The portal reads the words again",
                "date": "Fill in the date below",
                "dates": "Fill in the dates below",
                "recurring": "Fill in how often below",
                "trigger": "For example, when a lease is signed",
            }
        ),
    )
    date = DateField(label="Date", required=False, thing="The date")
    dates = LongTextField(
        label="Several dates",
        required=False,
        rows=3,
        help_text="One to a line, for example 30 June 2026",
    )
    every = forms.IntegerField(
        label="Every how many",
        required=False,
        min_value=1,
        max_value=3650,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )
    unit = forms.ChoiceField(label="Months or days", choices=UNITS, required=False)

    def __init__(self, data=None, *, newest=None, **kwargs):
        super().__init__(data, **kwargs)
        self.initial |= {"unit": "months"} | (_as_typed(newest) if newest else {})

    @property
    def values(self):
        """What the service is told."""
        return {"raw": self.cleaned_data["raw"], "meaning": self.meaning}

    def clean(self):
        """Ask for what the chosen kind needs, in its own box."""
        cleaned = super().clean()
        kind = cleaned.get("kind")
        if kind == "date" and not cleaned.get("date") and "date" not in self.errors:
            self.add_error("date", "Enter the date")
        if kind == "dates" and "dates" not in self.errors:
            self._read_dates(cleaned)
        if kind == "recurring" and not cleaned.get("every") and "every" not in self.errors:
            self.add_error("every", "Enter how often, as a number")
        return cleaned

    @property
    def meaning(self):
        """The Meaning that was chosen by hand; None if the words are to be read."""
        cleaned, kind = self.cleaned_data, self.cleaned_data["kind"]
        if kind == self.READ:
            return None
        days = {"date": [cleaned["date"]], "dates": cleaned["dates"]}.get(kind, [])
        every = {}
        if kind == "recurring":
            every = {f"every_{cleaned['unit'] or 'months'}": cleaned["every"]}
        precision = "day" if days else None
        return timescale.Meaning(cleaned["raw"], kind, tuple(days), precision=precision, **every)

    def _read_dates(self, cleaned):
        days = set()
        for line in filter(None, map(str.strip, (cleaned.get("dates") or "").split("\n"))):
            read = timescale.parse(line)
            if read.kind not in ("date", "dates"):
                words = Truncator(line).chars(60)
                self.add_error("dates", f"“{words}” is not a date. Write it like 30 June 2026")
                return
            days |= set(read.dates)
        if len(days) < 2:
            self.add_error("dates", "Enter two dates or more, one to a line")
        cleaned["dates"] = sorted(days)


def _as_typed(scale):
    typed = {"raw": scale.raw}
    if scale.kind == Timescale.Kind.UNKNOWN:
        return typed
    typed |= {"kind": scale.kind, "every": scale.every_months or scale.every_days}
    if scale.kind == Timescale.Kind.DATE:
        typed["date"] = scale.dates[0]
    if scale.kind == Timescale.Kind.DATES:
        typed["dates"] = "\n".join(f"{day.day} {day:%B %Y}" for day in scale.dates)
    return typed | {"unit": "days" if scale.every_days else "months"}


def _short(thing):
    return Truncator(str(thing)).chars(80)
