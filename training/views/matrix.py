"""The training strategy as a table: levels across, what is asked of each down."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prevent_portal.access import Verb, requires
from prevent_portal.export import FORMS, send_list

from ..forms.matrix import MatrixFilter
from ..matrix import matrix as matrix_on


@requires("training.view_matrixrow")
@require_safe
def matrix(request):
    """The matrix as it holds on a day; also as CSV or Excel."""
    filters = MatrixFilter(request.GET, today=timezone.localdate())
    found = matrix_on(on=filters.day)
    if request.GET.get("format") in FORMS:
        return _download(request, found, filters.day)
    return render(request, "training/matrix.html", {"matrix": found, "filters": filters})


def _download(request, found, on):
    request.passage.verb = Verb.EXPORTED
    return send_list(
        found.plain_rows,
        form=request.GET["format"],
        name=f"training-strategy-{on.isoformat()}",
        head=["", *(level.name for level in found.levels)],
        by=request.user,
    )
