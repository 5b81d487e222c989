"""The reports of the demonstration: last half-year's, and today's, both made by the real worker."""

from pathlib import Path

from actions.models import Plan
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from prevent_portal.models import User
from prevent_portal.roles import Role

from . import demo_coming, services
from .models import Report, ReportTemplate
from .words import months_before

KIND = "six-monthly"
MONTHS = 6


def load(today, *, scale=1):
    """Ask for the report of half a year ago, so that today's has one to be compared with."""
    plan = _plan(today)
    earlier = months_before(today, MONTHS)
    if plan and (plan.period_start is None or plan.period_start <= earlier):
        services.request_report(plan, by=_asker(plan), kind=KIND, on=earlier)
    demo_coming.load(today)


def request(today):
    """Ask for today's report; return a function that gives its path once it is made, and None before.

    The function raises Refused, with the sentence, if the report could not be made.
    """
    with acting_for(None):
        report = _todays(today) or services.request_report(
            _plan(today), by=_asker(_plan(today)), kind=KIND, on=today
        )

    def look():
        made = Report.objects.select_related("file").get(pk=report.pk)
        if made.has_failed:
            raise Refused(made, made.failure)
        return Path(made.file.content.path) if made.is_ready else None

    return look


def _plan(today):
    """The lead authority's own plan for the day."""
    plans = Plan.objects.current(on=today).filter(
        kind__in=ReportTemplate.objects.get(name=KIND).plan_kinds
    )
    return plans.order_by("-agency__is_lead", "pk").first()


def _asker(plan):
    leads = User.objects.filter(agency=plan.agency_id, roles__contains=[Role.PREVENT_LEAD])
    return leads.order_by("pk").first()


def _todays(today):
    """What was asked for earlier today, unless it failed."""
    found = Report.objects.filter(kind=KIND, on=today, plan=_plan(today))
    return found.exclude(state=Report.State.FAILED).order_by("-version").first()
