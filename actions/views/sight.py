"""The line of sight, followed from anywhere both ways, and the gaps in it."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from prevent_portal.access import requires

from ..sight import KINDS, MODELS, overview, sight


@requires("actions.view_requirement")
@require_safe
def line_of_sight(request):
    """From what the address names (?risk=3); without a name, every requirement with what it lacks."""
    start = _start(request)
    if start is None:
        context = {"rows": overview(request.user)}
        return render(request, "actions/line_of_sight_start.html", context)
    kind, record = start
    context = {"record": record, "noun": KINDS[kind][0].lower()}
    context |= {"steps": sight(request.user, (kind, record.pk))}
    return render(request, "actions/line_of_sight.html", context)


def _start(request):
    named = next((kind for kind in MODELS if kind in request.GET), None)
    if named is None:
        return None
    pk = request.GET[named]
    is_key = pk.isascii() and pk.isdigit() and len(pk) < 19
    record = (
        MODELS[named].objects.visible_to(request.user).filter(pk=pk).first() if is_key else None
    )
    if record is None:
        raise Http404
    return named, record
