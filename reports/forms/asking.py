"""Forms of reports."""

from django import forms
from django.utils import timezone

from actions.models import Meeting, Plan
from prevent_portal.forms import DateField, FilterForm, LongTextField, PortalForm, Radios
from prevent_portal.models import Agency
from prevent_portal.roles import Role

from ..models import Report, ReportTemplate
from ..models.templates import AUDIENCES, OFFICER


def kinds_for(user):
    """The kinds of report that somebody may ask for: those of which they may read an edition."""
    readable = sorted(Report.audiences_of(user))
    return ReportTemplate.objects.standing().filter(audiences__overlap=readable)


def plans_for(user, kind):
    """Plans on which somebody may ask for a report of a kind."""
    plans = Plan.objects.visible_to(user).filter(kind__in=kind.plan_kinds).select_related("agency")
    return plans if user.has_role(Role.PREVENT_LEAD) else plans.filter(agency=user.agency_id)


class PlanChoice(forms.ModelChoiceField):
    """A plan, told apart from others of its title by its agency."""

    def label_from_instance(self, plan):
        """The plan's title, and whose it is."""
        return f"{plan.title} ({plan.agency})"


class RequestForm(PortalForm):
    """A report of one kind: about which plan or agency, as at which day, for whom."""

    plan = PlanChoice(queryset=Plan.objects.none())
    agency = forms.ModelChoiceField(queryset=Agency.objects.none())
    on = DateField(
        label="Position as at",
        thing="Day",
        not_future=True,
        help_text="The day that every figure speaks of. For example, 30 9 2025.",
    )
    audience = forms.ChoiceField(label="Who is it for?", widget=Radios)
    meeting = forms.ModelChoiceField(
        queryset=Meeting.objects.none(),
        required=False,
        empty_label="No meeting, or not known yet",
        label="For which meeting?",
    )
    summary = LongTextField(
        required=False,
        help_text="Each line becomes a numbered paragraph. Left empty, the portal writes a plain one. "
        "You can write and change every section once the figures are gathered.",
    )
    decisions = LongTextField(
        label="Decisions sought",
        required=False,
        help_text="Each line is one decision, for example: agree a new date for the venue audits. "
        "Left empty, the portal proposes them from what is late, blocked or missing.",
    )

    def __init__(self, *args, user, kind, initial=None, **kwargs):
        readable = [a for a in AUDIENCES if a in Report.audiences_of(user) & set(kind.audiences)]
        usual = OFFICER if OFFICER in readable else readable[0] if readable else ""
        first = {"on": timezone.localdate(), "audience": usual, "agency": user.agency_id}
        super().__init__(*args, initial=first | _sensible(initial or {}), **kwargs)
        self.kind = kind
        if kind.about == ReportTemplate.About.PLAN:
            del self.fields["agency"]
            self.fields["plan"].queryset = plans_for(user, kind)
        else:
            del self.fields["plan"]
            agencies = Agency.objects.filter(closed_on__isnull=True).order_by("name")
            if not user.has_role(Role.PREVENT_LEAD):
                agencies = agencies.filter(pk=user.agency_id)
            self.fields["agency"].queryset = agencies
        self.fields["audience"].choices = [(a, AUDIENCES[a]) for a in readable]
        self.fields["meeting"].queryset = (
            Meeting.objects.visible_to(user)
            .standing()
            .filter(status=Meeting.Status.PLANNED)
            .select_related("body")
            .order_by("on", "pk")
        )

    @property
    def asked(self):
        """What the service is asked for."""
        values = dict(self.cleaned_data)
        about = values.pop("plan", None) or values.pop("agency", None)
        return {"about": about, "kind": self.kind.name, **values}


def _sensible(initial):
    """What an address may choose beforehand: a plan, an agency or a meeting by its number."""
    return {
        name: initial[name]
        for name in ("plan", "agency", "meeting")
        if initial.get(name, "").isdigit()
    }


class ReportFilter(FilterForm):
    """Narrows the list of reports."""

    plan = PlanChoice(queryset=Plan.objects.none(), empty_label="Any plan")
    kind = forms.ChoiceField(label="Kind of report")
    state = forms.ChoiceField(choices=[("", "Any state"), *Report.State.choices])

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        made = Report.objects.visible_to(user).order_by().values("plan")
        self.fields["plan"].queryset = Plan.objects.filter(pk__in=made).select_related("agency")
        kinds = ReportTemplate.objects.order_by("title").values_list("name", "title")
        self.fields["kind"].choices = [("", "Any kind"), *kinds]

    def narrow(self, reports):
        """Keep the reports that fit what was chosen; a choice that makes no sense keeps all."""
        chosen = self.cleaned_data if self.is_valid() else {}
        wanted = {name: value for name, value in chosen.items() if value}
        return reports.filter(**wanted)
