"""Pages on which somebody says what the columns of an extract hold, and sees what was said before."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prevent_portal.access import requires
from prevent_portal.errors import refusals_on

from ..forms.layouts import ColumnsForm
from ..models import ExtractLayout, TrainingImport
from ..preview import about_columns, with_words
from ..services import extracts

LAYOUTS_A_PAGE = 25


@requires("training.import_training", TrainingImport)
@require_http_methods(["GET", "HEAD", "POST"])
def map_import(request, of_import):
    """Asks what is in each column of an extract."""
    form = ColumnsForm(request.POST or None, of_import=of_import, **about_columns(of_import))
    if form.is_valid():
        with refusals_on(form):
            extracts.say_columns(of_import, form.meanings, by=request.user)
            return redirect(of_import)
    return render(request, "training/map_import.html", {"form": form, "of_import": of_import})


@requires("training.import_training")
@require_safe
def layout_list(request):
    """The layouts that were said before, which newer files are read by."""
    rows = ExtractLayout.objects.visible_to(request.user).in_use().select_related("agency", "by")
    page = Paginator(rows, LAYOUTS_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "layouts": with_words(page.object_list)}
    return render(request, "training/layout_list.html", context)


@requires("training.import_training", ExtractLayout)
@require_POST
def forget_layout(request, layout):
    """Reads no more files by a layout."""
    extracts.forget_layout(layout, by=request.user)
    messages.success(request, "The layout is forgotten. The next such file asks again.")
    return redirect("training:layout_list")
