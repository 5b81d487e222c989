"""The line of sight, followed from anywhere both ways, and the gaps in it."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prevent_portal.access import Verb, requires
from prevent_portal.export import FORMS, send_list

from ..figures_of_assurance import levels_on, read_assurance
from ..forms.assurance import DayForm
from ..sight import COUNTED, KINDS, MODELS, overview, sight


@requires("actions.view_requirement")
@require_safe
def line_of_sight(request):
    """From what the address names (?risk=3); without a name, every requirement with what it lacks."""
    start = _start(request)
    if start is None:
        return _overview(request)
    kind, record = start
    context = {"record": record, "noun": KINDS[kind][0].lower()}
    context |= {"steps": sight(request.user, (kind, record.pk))}
    return render(request, "actions/line_of_sight.html", context)


@requires("actions.view_assurance")
@require_safe
def assurance_position(request):
    """The figures of risk and assurance as at a day, from the catalogue."""
    today = timezone.localdate()
    form = DayForm(request.GET if "on_day" in request.GET else None, initial={"on": today})
    on = (form.cleaned_data.get("on") if form.is_valid() else None) or today
    context = {"form": form, "on": on, "figures": read_assurance(on), "levels": levels_on(on)}
    return render(request, "actions/assurance_position.html", context)


def _overview(request):
    """Every requirement; as a spreadsheet with ?format=csv or xlsx."""
    user, form = request.user, request.GET.get("format")
    if form in FORMS:
        request.passage.verb = Verb.EXPORTED
        return send_list(
            lambda: (row.plain for row in overview(user)),
            form=form,
            name="line-of-sight",
            head=("Requirement", "State", *COUNTED),
            by=user,
        )
    return render(request, "actions/line_of_sight_start.html", {"rows": overview(user)})


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
