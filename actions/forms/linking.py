"""Forms with which a record is linked to actions and evidence."""

from django import forms
from django.db.models import Q
from django.utils.text import Truncator

from prevent_portal.forms import FilterForm, LinesField, LongTextField, PortalForm

from ..models import Action, Evidence, Objective, Plan

#: Matches shown at once; more words find fewer.
MOST_MATCHES = 40
_MOST_WORDS = 8


def action_rows(user):
    """The actions that somebody may pick from, with what is shown of each."""
    return Action.objects.visible_to(user).select_related("objective__theme__plan", "lead")


def evidence_rows(user):
    """The evidence that somebody may pick from, with the action it is attached to."""
    rows = Evidence.objects.visible_to(user).standing()
    return rows.select_related("action__objective__theme__plan")


def _action_words(action):
    plan = action.objective.theme.plan.title
    return f"{Truncator(action.text).chars(160)} ({plan}, {action.get_status_display().lower()})"


def _evidence_words(evidence):
    return f"{evidence.title} (of: {Truncator(evidence.action.text).chars(100)})"


#: What can be picked: its rows, where words are looked for, and how one is written.
PICKED = {
    "actions": (
        action_rows,
        ("text", "objective__ref", "objective__text", "objective__theme__plan__title"),
        _action_words,
    ),
    "evidence": (evidence_rows, ("title", "action__text"), _evidence_words),
}


class SearchForm(FilterForm):
    """The words that are looked for."""

    q = forms.CharField(label="Words to look for", max_length=200)


class PickForm(PortalForm):
    """What is linked and what was found, with a tick box each; what was shown comes back with it."""

    marks_optional = False
    ticked = forms.ModelMultipleChoiceField(
        Action.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    shown = forms.ModelMultipleChoiceField(
        Action.objects.none(), required=False, widget=forms.MultipleHiddenInput
    )

    def __init__(self, data=None, *, record, field, user, words="", **kwargs):
        super().__init__(data, **kwargs)
        rows, places, in_words = PICKED[field]
        rows = rows(user)
        linked = set(getattr(record, field).order_by("pk").values_list("pk", flat=True))
        found = self._found(rows, places, words.split()[:_MOST_WORDS])
        offered = [*rows.filter(pk__in=linked), *(row for row in found if row.pk not in linked)]
        self.is_cut = len(found) == MOST_MATCHES
        self.found_count, self.offered_count = len(found), len(offered)
        for name in ("ticked", "shown"):
            self.fields[name].queryset = rows
        self.fields["ticked"].label = "Linked, and found"
        self.fields["ticked"].choices = [(row.pk, in_words(row)) for row in offered]
        self.initial |= {
            "ticked": [row.pk for row in offered if row.pk in linked],
            "shown": [row.pk for row in offered],
        }

    def _found(self, rows, places, words):
        if not words:
            return []
        for word in words:
            some = Q()
            for place in places:
                some |= Q(**{f"{place}__icontains": word})
            rows = rows.filter(some)
        return list(rows.order_by("pk")[:MOST_MATCHES])


class NewActionForm(PortalForm):
    """An action to be promised under an objective of a plan that one keeps."""

    objective = forms.ModelChoiceField(Objective.objects.none(), label="Plan and objective")
    text = LongTextField(label="What is to be done")
    leads = LinesField(label="Who leads: post or team, one to a line", rows=2, required=False)
    timescale_raw = forms.CharField(
        label="By when",
        max_length=200,
        required=False,
        help_text="For example, 30 September 2026, quarterly, or when published",
    )

    def __init__(self, data=None, *, user, **kwargs):
        super().__init__(data, **kwargs)
        plans = [
            plan.pk
            for plan in Plan.objects.visible_to(user).exclude(status=Plan.Status.CLOSED)
            if plan.permits(user, "actions.change_plan")
        ]
        rows = Objective.objects.filter(theme__plan__in=plans).select_related("theme__plan")
        field = self.fields["objective"]
        field.queryset = rows.order_by("theme__plan", "theme__position", "position")
        field.label_from_instance = lambda each: (
            f"{Truncator(each.theme.plan.title).chars(60)}: {Truncator(str(each)).chars(90)}"
        )
