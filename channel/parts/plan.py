"""The plan and who does what by when, what is late first; the support that was arranged."""

from django.urls import reverse

from ..permissions import Can
from ..services.plans import DRAFTED_AT, latest_plan
from ..states import AFTER, ENDED, Status
from . import Part, Step


def part(case, user, on):
    """The last version of the plan, its items and reviews, and each support with its next contact."""
    plan = latest_plan(case)
    items = case.plan_items.all()
    support = sorted(case.interventions.all(), key=_open_ones_first)
    if not (plan or items or support) and case.status not in DRAFTED_AT:
        return None
    context = {
        "plan": plan,
        "late": [item for item in items if not item.done_on and item.due_on < on],
        "open": [item for item in items if not item.done_on and item.due_on >= on],
        "settled": [item for item in items if item.done_on],
        "support": [(each, each.is_open and each.contact_due_on < on) for each in support],
        "silent": [each for each in support if each.is_open and each.contact_due_on < on],
        "review": case.plan_reviews.first(),
        "may_add": user.has_perm(Can.CONTRIBUTE, case),
        "on": on,
    }
    steps = tuple(_steps(case, user, plan))
    return Part("Plan and who does what by when", "channel/case/_plan.html", context, steps)


def _open_ones_first(support):
    return not support.is_open, support.commissioned_on, support.pk


def _steps(case, user, plan):
    coordinates = user.has_perm(Can.COORDINATE, case)
    if coordinates and case.status in DRAFTED_AT:
        words = "Write a new version of the plan" if plan else "Draft the support plan"
        yield Step(words, _to("draft_plan", case), is_first=plan is None)
    if user.has_perm(Can.CONTRIBUTE, case) and case.status not in (*ENDED, *AFTER):
        yield Step("Add what is to be done", _to("add_plan_item", case))
    if coordinates and case.status == Status.ADOPTED:
        yield Step("Arrange support", _to("commission", case))
        yield Step("Review the plan", _to("review_plan", case))


def _to(page, case):
    return reverse(f"channel:{page}", args=[case.pk])
