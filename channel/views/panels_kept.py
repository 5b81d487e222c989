"""Panels as they are kept: whose they are, whom to call, and whether they take referrals."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prevent_portal.access import requires
from prevent_portal.errors import refusals_on
from prevent_portal.versions import ChangedMeanwhile, version_of

from .. import services
from ..forms import ClosePanelForm, PanelChangeForm


@requires("channel.keep_panel")
@require_safe
def panel_settings(request):
    """All panels: that one exists is no secret."""
    return render(request, "channel/panel_settings.html", {"panels": services.kept_panels()})


@requires("channel.keep_panel")
@require_http_methods(["GET", "HEAD", "POST"])
def change_panel(request, pk):
    """A form for what is said of a panel."""
    panel = _panel(pk)
    about = {"version": version_of(panel), "user": request.user, "on": timezone.localdate()}
    form = PanelChangeForm(request.POST or None, instance=panel, **about)
    if form.is_valid() and _kept(form, request.user):
        messages.success(request, f"{panel} is saved.")
        return redirect("channel:panel_settings")
    page = {"form": form, "title": "Change the panel", "caption": panel.name, "back_url": _list()}
    return render(request, "registers/form.html", page)


@requires("channel.keep_panel")
@require_http_methods(["GET", "HEAD", "POST"])
def close_panel(request, pk):
    """Close a panel to new referrals."""
    panel = _panel(pk)
    form = ClosePanelForm(request.POST or None)
    if form.is_valid() and _closed(panel, form, request.user):
        messages.success(request, f"{panel} takes no more referrals.")
        return redirect("channel:panel_settings")
    page = {"title": "Close this panel", "caption": panel.name, "back_url": _list()}
    page |= {"intro": "It takes no more referrals. Its cases stay with who holds a seat."}
    context = {"form": form, "button": "Close the panel", "is_warning": True}
    return render(request, "form_page.html", context | page)


@requires("channel.keep_panel")
@require_POST
def reopen_panel(request, pk):
    """Open a closed panel to referrals again."""
    panel = services.reopen_panel(_panel(pk), by=request.user)
    messages.success(request, f"{panel} takes referrals again.")
    return redirect("channel:panel_settings")


def _panel(pk):
    panel = services.kept_panels().filter(pk=pk).first()
    if panel is None:
        raise Http404
    return panel


def _list():
    return reverse("channel:panel_settings")


def _kept(form, by):
    """The panel as saved; None where somebody else has changed it, which the form then shows."""
    try:
        return services.keep_panel(form.instance, by=by, **form.values)
    except ChangedMeanwhile as meanwhile:
        form.take_in(meanwhile.changes, version_of(meanwhile.thing))
        form.add_error(None, meanwhile.sentence)
    return None


def _closed(panel, form, by):
    """True once the panel is closed; else the form says why not."""
    with refusals_on(form):
        services.close_panel(panel, by=by, on=timezone.localdate(), **form.cleaned_data)
        return True
    return False
