"""Statistics of a panel: numbers only, and small ones hidden from who does not hold its cases."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prevent_portal.access import signed_in

from .. import telling as pages
from ..forms.statistics import PeriodForm


@signed_in
@require_safe
def statistics(request):
    """The numbers of a panel in a period, for its officers and the Prevent lead."""
    on = timezone.localdate()
    panels = pages.panels_counted_for(request.user)
    if not panels:
        raise PermissionDenied
    form = PeriodForm(request.GET, panels=list(panels), periods=pages.periods_for(panels, on))
    panel, period = pages.told(*form.chosen(), panels, on)
    context = pages.page_of(panel, period, is_guarded=panels[panel], on=on)
    context |= {"form": form, "panel": panel, "period": period, "is_guarded": panels[panel]}
    return render(request, "channel/statistics.html", context)
