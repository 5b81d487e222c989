"""Forms of governance: boards and groups, who sits there, decisions, reviews of a plan."""

from django import forms

from prevent_portal.forms import LinesField, LongTextField, PortalForm, Radios
from prevent_portal.forms.registers import RecordForm

from ..models import Body, Decision, Membership, Plan, PlanReview

_NARROW = {"class": "govuk-input--width-3"}


class BodyForm(RecordForm):
    """What a board or group is, how often it meets, and who chairs."""

    standing_items = LinesField(
        label="Standing items of its agenda",
        required=False,
        rows=4,
        help_text="One to a line. They come onto each new meeting by themselves.",
    )

    class Meta(RecordForm.Meta):
        model = Body
        fields = (
            "name",
            "kind",
            "purpose",
            "chair",
            "chair_post",
            "meets_every",
            "meets_at_most_every",
            "standing_items",
            "terms_agreed_on",
            "terms_review_on",
            "members_reviewed_on",
            "members_reviewed_every",
        )
        labels = {
            "meets_every": "Meets every how many months?",
            "meets_at_most_every": "At the latest after how many months?",
            "members_reviewed_every": "Members looked through every how many months?",
        }
        help_texts = {
            "chair": "Whoever is named here may run its meetings and write their minutes",
            "meets_every": "For example, 3 for quarterly",
            "meets_at_most_every": "If it has a window, such as 6 to 8 months: it is late only after this",
            "members_reviewed_every": "12 if nothing is said",
        }
        widgets = {
            "kind": Radios,
            "meets_every": forms.NumberInput(attrs=_NARROW),
            "meets_at_most_every": forms.NumberInput(attrs=_NARROW),
            "members_reviewed_every": forms.NumberInput(attrs=_NARROW),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["members_reviewed_every"].required = False

    def clean_members_reviewed_every(self):
        """A year where nothing is said."""
        usual = Body._meta.get_field("members_reviewed_every").default
        return self.cleaned_data["members_reviewed_every"] or usual


class MembershipForm(RecordForm):
    """Which agency has a seat, who fills it, and from when to when."""

    class Meta(RecordForm.Meta):
        model = Membership
        fields = (
            "body",
            "agency",
            "seat",
            "role",
            "person",
            "deputy",
            "deputy_post",
            "starts_on",
            "ends_on",
        )
        labels = {"starts_on": "From", "ends_on": "To"}
        help_texts = {"ends_on": "Leave it empty while the seat goes on"}
        widgets = {"role": Radios}


class DecisionForm(RecordForm):
    """What was decided, why, who carries it out, and what came of it."""

    class Meta(RecordForm.Meta):
        model = Decision
        fields = ("body", "meeting", "on", "words", "rationale", "carried_by", "outcome")
        help_texts = {"carried_by": "A post or an agency"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _with_bodies(self)

    def clean(self):
        """A meeting is one of the body's own."""
        cleaned = super().clean()
        return _of_one_body(self, cleaned)


class PlanReviewForm(RecordForm):
    """Which plan a body looked at, as on which day, and what it said."""

    class Meta(RecordForm.Meta):
        model = PlanReview
        fields = ("plan", "body", "meeting", "on", "comments", "conclusion")
        labels = {"on": "The plan as on"}
        help_texts = {
            "on": "The plan is kept as it stood that day, whatever changes later",
            "conclusion": "Needed before it is signed off",
        }
        widgets = {"conclusion": Radios}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        plans = Plan.objects.visible_to(self.user).select_related("agency")
        self.fields["plan"].queryset = plans.order_by(*Plan._meta.ordering)
        self.fields["plan"].label_from_instance = lambda plan: f"{plan}, {plan.agency}"
        self.fields["conclusion"].choices = PlanReview.Conclusion.choices
        _with_bodies(self)

    def clean(self):
        """A meeting is one of the body's own."""
        cleaned = super().clean()
        return _of_one_body(self, cleaned)


def _with_bodies(form):
    """Offer meetings with the name of their body, the newest first."""
    field = form.fields["meeting"]
    field.queryset = field.queryset.select_related("body").order_by("-on", "-pk")


def _of_one_body(form, cleaned):
    meeting, body = cleaned.get("meeting"), cleaned.get("body")
    if meeting is not None and body is not None and meeting.body_id != body.pk:
        form.add_error("meeting", "Select a meeting of this board or group")
    return cleaned


class SignForm(PortalForm):
    """Confirms that a review is signed off."""


class DropForm(PortalForm):
    """Why an item is not taken."""

    reason = LongTextField(label="Why is it dropped?", rows=3, max_length=2000)
