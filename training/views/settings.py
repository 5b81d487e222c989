"""How settings are covered, whom to offer training, and lists of settings that come in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from prevent_portal.access import requires
from prevent_portal.columns import as_download
from prevent_portal.errors import refusals_on

from ..coverage import MOP_UP, Coverage
from ..forms.settings import SettingListForm
from ..models import SettingKind
from ..services import settings

SETTINGS_A_PAGE = 25


@requires("training.view_setting")
@require_safe
def settings_coverage(request):
    """Settings covered on a day, by kind, and those that are not, for mop-up; also as CSV or Excel."""
    found = Coverage(request.GET, user=request.user, today=timezone.localdate())
    if download := as_download(request, found.mop_up, MOP_UP, name="settings-not-covered"):
        return download
    page = Paginator(found.mop_up, SETTINGS_A_PAGE).get_page(request.GET.get("page"))
    context = {"coverage": found, "filters": found.filters, "page": page}
    return render(request, "training/settings_coverage.html", context)


@requires("training.import_setting")
@require_http_methods(["GET", "HEAD", "POST"])
def import_settings(request):
    """Looks a list of settings over, a verdict for each row, then takes all of it in or nothing."""
    form = SettingListForm(request.POST or None, request.FILES or None, user=request.user)
    context = {"form": form, "rows": [], "kinds": SettingKind.objects.visible_to(request.user)}
    if form.is_valid():
        with refusals_on(form):
            if "is_sure" in request.POST:
                return _take_in(request, form)
            context["rows"] = settings.read_settings(form.cleaned_data["text"], agency=form.whose)
        form.keep_text()
    return render(request, "training/import_settings.html", context | _counts(context["rows"]))


def _take_in(request, form):
    text, agency = form.cleaned_data["text"], form.whose
    count = settings.import_settings(text, agency=agency, by=request.user)
    messages.success(request, f"{count} setting{'' if count == 1 else 's'} added.")
    return redirect("training:setting_list")


def _counts(rows):
    """How many rows would be added, are there already, or must be put right."""
    return {
        "new_count": sum(row.is_new for row in rows),
        "wrong_count": sum(bool(row.problems) for row in rows),
        "there_count": sum(row.is_there and not row.problems for row in rows),
    }
