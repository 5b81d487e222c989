"""When reports are expected: each kind, as often as it is made, while its plan runs."""

from dateutil.relativedelta import relativedelta
from django.urls import reverse

from actions.models import Plan
from prevent_portal.calendar import Entry

from .models import Report, ReportTemplate

#: A report made so many days before or after the day it is expected is that one.
NEAR = 31


def entries(user, *, start, end):
    """Reports expected and not made yet, on the plans that somebody sees."""
    if not user.has_perm("reports.view_report"):
        return
    plans = Plan.objects.visible_to(user).filter(
        status=Plan.Status.LIVE, period_start__lte=end, period_end__gte=start
    )
    kinds = list(ReportTemplate.objects.standing().order_by("name"))
    expected = [
        (plan, kind, day)
        for plan in plans.select_related("agency").order_by("pk")
        for kind in kinds
        if kind.fits(plan)
        for day in _days(plan, kind.months)
        if start <= day <= end
    ]
    made = set()
    if expected:
        made = set(Report.objects.visible_to(user).values_list("plan", "kind", "on"))
    for plan, kind, day in expected:
        if not any(
            (of, name) == (plan.pk, kind.name) and abs((on - day).days) <= NEAR
            for of, name, on in made
        ):
            yield Entry(
                key=f"report-{plan.pk}-{kind.name}-{day:%Y%m%d}",
                on=day,
                kind="Report expected",
                reference=f"Report on plan {plan.pk} expected",
                words=f"{kind.title}: {plan.title}",
                href=reverse("reports:report_list"),
                agency=plan.agency.name,
            )


def _days(plan, months):
    """Every so many months from the plan's first day, up to the end of the plan and once after."""
    day, count = plan.period_start + relativedelta(months=months), 1
    while day <= plan.period_end + relativedelta(months=1):
        yield day
        count += 1
        day = plan.period_start + relativedelta(months=months * count)
