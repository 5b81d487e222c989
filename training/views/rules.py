"""The page on which a rule is tried."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prevent_portal.access import requires

from ..forms.rules import TrialFilter
from ..models import Rule
from ..trying import try_rule as tried


@requires("training.view_rule", Rule)
@require_safe
def try_rule(request, rule):
    """What would change on a day if the rule stood in place of the headline."""
    filters = TrialFilter(request.GET, rule=rule, user=request.user, today=timezone.localdate())
    trial, refusal = filters.answer(tried)
    context = {"rule": rule, "filters": filters, "trial": trial, "refusal": refusal}
    return render(request, "training/try_rule.html", context)
