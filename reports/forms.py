"""Forms of reports."""

from django import forms
from django.utils import timezone

from actions.models import Plan
from prevent_portal.forms import DateField, FilterForm, LongTextField, PortalForm, Radios
from prevent_portal.roles import Role

from .kinds import AUDIENCES, KINDS, OFFICER
from .models import Report


def plans_for(user):
    """Plans on which the user may ask for a report of some kind."""
    kinds = {kind for report in KINDS.values() for kind in report.plan_kinds}
    plans = Plan.objects.visible_to(user).filter(kind__in=kinds).select_related("agency")
    return plans if user.has_role(Role.PREVENT_LEAD) else plans.filter(agency=user.agency_id)


class PlanChoice(forms.ModelChoiceField):
    """A plan, told apart from others of its title by its agency."""

    def label_from_instance(self, plan):
        """The plan's title, and whose it is."""
        return f"{plan.title} ({plan.agency})"


class RequestForm(PortalForm):
    """Which report, on which plan, as at which day, for whom."""

    plan = PlanChoice(queryset=Plan.objects.none())
    kind = forms.ChoiceField(
        label="Kind of report",
        choices=[(kind.name, kind.title) for kind in KINDS.values()],
        widget=Radios,
    )
    on = DateField(
        label="Position as at",
        thing="Day",
        not_future=True,
        help_text="The day that every figure speaks of. For example, 30 9 2025.",
    )
    audience = forms.ChoiceField(label="Who is it for?", widget=Radios)
    summary = LongTextField(
        required=False,
        help_text="Each line becomes a numbered paragraph. Left empty, the portal writes a plain one.",
    )
    decisions = LongTextField(
        label="Decisions sought",
        required=False,
        help_text="Each line is one decision, for example: agree a new date for the venue audits. "
        "Left empty, the portal proposes them from what is late, blocked or missing.",
    )

    def __init__(self, *args, user, initial=None, **kwargs):
        first = {"on": timezone.localdate(), "audience": OFFICER, "kind": next(iter(KINDS))}
        super().__init__(*args, initial=first | _sensible(initial or {}), **kwargs)
        plans = plans_for(user)
        self.fields["plan"].queryset = plans
        allowed = {name for kind in KINDS.values() for name in kind.audiences}
        readable = Report.audiences_of(user) & allowed
        self.fields["audience"].choices = [(a, AUDIENCES[a]) for a in AUDIENCES if a in readable]


def _sensible(initial):
    """What an address may choose beforehand: a plan by its number."""
    return {"plan": initial["plan"]} if initial.get("plan", "").isdigit() else {}


class ReportFilter(FilterForm):
    """Narrows the list of reports."""

    plan = PlanChoice(queryset=Plan.objects.none(), empty_label="Any plan")
    kind = forms.ChoiceField(
        label="Kind of report",
        choices=[("", "Any kind"), *((kind.name, kind.title) for kind in KINDS.values())],
    )
    state = forms.ChoiceField(choices=[("", "Any state"), *Report.State.choices])

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        made = Report.objects.visible_to(user).order_by().values("plan")
        self.fields["plan"].queryset = Plan.objects.filter(pk__in=made).select_related("agency")

    def narrow(self, reports):
        """Keep the reports that fit what was chosen; a choice that makes no sense keeps all."""
        chosen = self.cleaned_data if self.is_valid() else {}
        wanted = {name: value for name, value in chosen.items() if value}
        return reports.filter(**wanted)
