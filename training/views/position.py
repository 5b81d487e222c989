"""How many have been trained, on any day."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prevent_portal.access import Verb, requires
from prevent_portal.export import send_list

from ..overview import Standing


@requires("training.view_position")
@require_safe
def position(request):
    """The position as at a day: of everybody, and by group; as a page, a CSV or an Excel file."""
    found = Standing(request.GET, user=request.user, today=timezone.localdate())
    if "format" in request.GET and found.whole:
        return _download(request, found)
    context = {"standing": found, "filters": found.filters}
    return render(request, "training/position.html", context)


def _download(request, found):
    request.passage.verb = Verb.EXPORTED
    return send_list(
        found.plain_rows,
        form=request.GET["format"],
        name=f"training-position-{found.on.isoformat()}",
        head=[column.head for column in found.columns()],
        by=request.user,
    )
