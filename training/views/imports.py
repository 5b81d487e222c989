"""Pages on which an agency's extract comes in: choose it, look it over, take it in, or not."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prevent_portal.access import Verb, requires
from prevent_portal.columns import Column, as_download
from prevent_portal.errors import refusals_on
from prevent_portal.export import send_list

from ..codes import CODES
from ..forms.imports import ExtractForm
from ..models import TrainingImport
from ..preview import VERDICTS, preview, told_rows
from ..services import extracts

IMPORTS_A_PAGE = 25
#: In seconds: how soon a page that waits for a large file looks again.
LOOK_AGAIN = "4"
#: While an extract is being read its page says so to machines as well.
ACCEPTED = 202
COLUMNS = (
    Column("Extract", "name"),
    Column("Agency", "agency.name"),
    Column("Day of the extract", "on"),
    Column("Rows", lambda each: each.counts.get("rows")),
    Column("State", "get_state_display"),
    Column("Fingerprint of the file", "sha256"),
    Column("Page", "get_absolute_url"),
)
TOLD = (
    Column("Line", "line"),
    Column("Staff number as typed", "number_raw"),
    Column("What becomes of it", lambda row: VERDICTS[row.verdict]),
    Column("Codes", "codes"),
    Column("What was found", lambda row: [CODES[code].words for code in row.codes]),
    Column("What to do", lambda row: [CODES[code].advice for code in row.codes]),
)


@requires("training.import_training")
@require_safe
def import_list(request):
    """Extracts that came in, newest first."""
    rows = TrainingImport.objects.visible_to(request.user).select_related("agency")
    if download := as_download(request, rows, COLUMNS, name="training-extracts"):
        return download
    page = Paginator(rows, IMPORTS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "training/import_list.html", {"page": page})


@requires("training.import_training")
@require_http_methods(["GET", "HEAD", "POST"])
def add_import(request):
    """A form for an extract."""
    today = {"on": timezone.localdate()}
    form = ExtractForm(
        request.POST or None, request.FILES or None, user=request.user, initial=today
    )
    if form.is_valid():
        with refusals_on(form):
            return redirect(extracts.receive_extract(by=request.user, **form.values))
    context = {"form": form, "back_url": reverse("training:import_list")}
    return render(request, "training/add_import.html", context)


@requires("training.import_training", TrainingImport)
@require_safe
def import_detail(request, of_import):
    """An extract: what it would change, or has changed, and what was odd in it."""
    if of_import.asks:
        return redirect("training:map_import", of_import.pk)
    context = {"of_import": of_import, **preview(of_import)}
    response = render(request, "training/import_detail.html", context)
    if of_import.is_being_read:
        response.status_code = ACCEPTED
        response["Refresh"] = LOOK_AGAIN
    return response


@requires("training.import_training", TrainingImport)
@require_POST
def commit_import(request, of_import):
    """Takes the extract in."""
    is_sure = "is_sure" in request.POST
    extracts.commit_import(of_import, by=request.user, is_sure=is_sure)
    messages.success(request, "The extract is taken in.")
    return redirect(of_import)


@requires("training.import_training", TrainingImport)
@require_POST
def cancel_import(request, of_import):
    """Leaves the extract out."""
    extracts.cancel_import(of_import, by=request.user)
    messages.success(request, "The extract is not taken in. Nothing was changed.")
    return redirect(of_import)


@requires("training.import_training", TrainingImport)
@require_POST
def undo_import(request, of_import):
    """Takes back what the extract brought."""
    extracts.undo_import(of_import, by=request.user)
    messages.success(request, "The extract is undone. The register is as it was before it.")
    return redirect(of_import)


@requires("training.view_person", TrainingImport)
@require_safe
def export_verdicts(request, of_import):
    """Every row that is not plain, and what to do about it, as a CSV or Excel file."""
    request.passage.verb = Verb.EXPORTED
    rows = told_rows(of_import)
    return send_list(
        lambda: ([c.plain(row) for c in TOLD] for row in rows.iterator(chunk_size=1000)),
        form=request.GET.get("format", "csv"),
        name=f"training-extract-{of_import.pk}-rows",
        head=[column.head for column in TOLD],
        by=request.user,
    )
