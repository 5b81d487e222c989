"""Pages on which a person says what an imported file means: columns, pairs, and where texts belong."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from prevent_portal.access import requires
from prevent_portal.errors import refusals_on

from ..forms.mapping import PairingForm, PlaceForm, RetireLayoutForm
from ..listing import without_place
from ..mapping_pages import PAGE, columns_page, layouts_page, pairs_page, text_of_import
from ..models import Plan, PlanImport, SavedLayout
from ..placing import places
from ..services import layouts, mapping, unplaced


@requires("actions.import_plan", PlanImport)
@require_http_methods(["GET", "POST"])
def map_columns(request, proposal):
    """Asks what is in each column of a file, and shows what that makes."""
    if proposal.state != proposal.State.PROPOSED:
        return redirect(reverse("actions:import_preview", args=[proposal.pk]))
    page = columns_page(proposal, request.POST or None)
    if "keep" in request.POST and _is_remapped(proposal, page["form"], request.user):
        return redirect("actions:import_preview", proposal.pk)
    return render(request, "actions/map_columns.html", page)


@requires("actions.import_plan", PlanImport)
@require_http_methods(["GET", "POST"])
def answer_pairs(request, proposal):
    """Asks what goes with what, where the file does not say it."""
    page = pairs_page(proposal, request.GET)
    form = PairingForm(request.POST or None, questions=page["asked"], words=page["words"])
    if form.is_valid():
        with refusals_on(form):
            mapping.answer_questions(proposal, form.answer, by=request.user)
            messages.success(request, "Your answers are kept. They are in the preview below.")
            return redirect("actions:import_preview", proposal.pk)
    return render(request, "actions/answer_pairs.html", {"form": form, **page})


@requires("actions.import_plan", PlanImport)
@require_http_methods(["GET", "POST"])
def place_import_text(request, proposal, number):
    """Asks where a text of a file belongs, before the plan is made."""
    text = text_of_import(proposal, number)
    offered = list(places(proposal.as_read or proposal.reading))
    form = PlaceForm(request.POST or None, places=offered, initial=text["answer"])
    back = reverse("actions:import_preview", args=[proposal.pk])
    if form.is_valid():
        with refusals_on(form):
            mapping.put_text(proposal, number, by=request.user, **form.values)
            return redirect(f"{back}#unplaced")
    return _ask_where(request, form, text["text"], text["place"], back)


@requires("actions.view_plan", Plan)
@require_safe
def unplaced_list(request, plan):
    """The texts of an imported file that have no place in its plan yet, and the plan's notes."""
    page = Paginator(without_place(plan), PAGE).get_page(request.GET.get("page"))
    may_place = request.user.has_perm("actions.change_plan", plan) and plan.is_open
    context = {"plan": plan, "page": page, "may_place": may_place}
    return render(request, "actions/unplaced_list.html", context)


@requires("actions.change_plan", Plan)
@require_http_methods(["GET", "POST"])
def place_text(request, plan, text):
    """Asks where a text of an imported file belongs in its plan."""
    text = get_object_or_404(without_place(plan), pk=text)
    form = PlaceForm(request.POST or None, places=list(unplaced.places_of(plan)))
    back = reverse("actions:unplaced_list", args=[plan.pk])
    if form.is_valid():
        with refusals_on(form):
            unplaced.place_text(text, by=request.user, **form.values)
            return redirect(back)
    return _ask_where(request, form, text.text, text.place, back)


@requires("actions.import_plan")
@require_safe
def layout_list(request):
    """The layouts that people have saved, which files are known by."""
    rows = SavedLayout.objects.visible_to(request.user)
    found = layouts_page(rows, request.GET, user=request.user)
    return render(request, "actions/layout_list.html", found)


@requires("actions.keep_layout", SavedLayout)
@require_http_methods(["GET", "POST"])
def retire_layout(request, layout):
    """Asks why a saved layout is to be used no more."""
    if layout.retired_because and request.method == "GET":
        raise Http404
    form = RetireLayoutForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            layouts.retire_layout(layout, by=request.user, **form.cleaned_data)
            messages.success(request, "The layout is no longer used.")
            return redirect("actions:layout_list")
    return render(request, "form_page.html", _retiring(layout, form))


def _retiring(layout, form):
    return {
        "form": form,
        "title": f"Stop using the layout “{layout.name}”",
        "intro": "Plans that were read by it stay as they are.",
        "back_url": reverse("actions:layout_list"),
        "button": "Stop using it",
        "is_warning": True,
    }


def _is_remapped(proposal, form, user):
    """Read the file as the form says, where it can be; a refusal stands on the form."""
    if form.is_valid():
        with refusals_on(form):
            name = form.cleaned_data["name"]
            mapping.remap(proposal, form.answer, by=user, save_as=name)
            return True
    return False


def _ask_where(request, form, text, place, back):
    context = {"form": form, "text": text, "place": place, "back_url": back}
    return render(request, "actions/place_text.html", context)
