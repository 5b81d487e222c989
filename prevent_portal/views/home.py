"""Home: what needs me, what changed, what I wait for."""

import datetime

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..access import signed_in
from ..home import gather

NEWS_DAYS = 7


@signed_in
@require_safe
def home(request):
    """One's own work, in order of lateness."""
    today = timezone.localdate()
    since = timezone.now() - datetime.timedelta(days=NEWS_DAYS)
    needs = gather("needs", request.user, today)
    return render(
        request,
        "prevent_portal/home.html",
        {
            "panels": gather("overview", request.user, today),
            "needs": sorted(needs, key=lambda row: row.due_on or datetime.date.max),
            "news": sorted(
                gather("news", request.user, since), key=lambda row: row.at, reverse=True
            ),
            "waiting": gather("waiting", request.user, today),
            "news_days": NEWS_DAYS,
        },
    )
