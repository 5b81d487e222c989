"""Pages of the rest of the duty that are no register: summaries, an incident's log, a briefing given."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from prevent_portal.access import requires
from prevent_portal.errors import refusals_on
from prevent_portal.figures import catalogue

from .. import figures
from ..forms.briefings import GiveForm
from ..forms.tension import IncidentEntryForm
from ..models import Briefing, CommunityGroup, Engagement, Incident
from ..registers.engagement import not_engaged
from ..services import briefings, engagement, tension


@requires("actions.view_engagement")
@require_safe
def engagement_summary(request):
    """What was done with communities by kind and quarter, and where the gaps are."""
    on = timezone.localdate()
    done = Engagement.objects.visible_to(request.user).standing()
    groups = CommunityGroup.objects.visible_to(request.user).standing()
    known = catalogue()
    context = {
        "figures": [
            (known[f"engagement.{name}"], known[f"engagement.{name}"].at(rows, on=on))
            for name, rows in (("done", done), ("reach", done), ("groups", groups))
        ],
        "not_engaged": not_engaged(groups, on),
        **figures.engagement_by_quarter(done, on=on),
        **figures.gaps(groups, on=on),
    }
    return render(request, "actions/engagement_summary.html", context)


@requires("actions.view_engagement", Engagement)
@require_safe
def download_engagement(request, record):
    """The file that shows it."""
    return engagement.send_file(record)


@requires("actions.summarise_tension")
@require_safe
def tension_summary(request):
    """How much tension there is and how well the log is kept, in counts."""
    on = timezone.localdate()
    context = {**figures.tension_by_quarter(on=on), **figures.tension_kept(on=on)}
    return render(request, "actions/tension_summary.html", context)


@requires("actions.log_incident", Incident)
@require_http_methods(["GET", "HEAD", "POST"])
def log_incident(request, incident):
    """Add a line to the log; it stays as it is."""
    form = IncidentEntryForm(request.POST or None)
    if form.is_valid():
        tension.log_incident(incident, by=request.user, **form.cleaned_data)
        messages.success(request, "The line is in the log.")
        return redirect(incident)
    page = {"title": "Add to the log", "caption": str(incident), "button": "Add to the log"}
    return _form_page(request, incident, form, page)


@requires("actions.give_briefing", Briefing)
@require_http_methods(["GET", "HEAD", "POST"])
def give_briefing(request, briefing):
    """Say that a briefing was given."""
    on = timezone.localdate()
    form = GiveForm(request.POST or None, initial={"given_on": on})
    if form.is_valid():
        with refusals_on(form):
            briefings.give_briefing(briefing, by=request.user, on=on, **form.cleaned_data)
            messages.success(request, "It is down as given.")
            return redirect(briefing)
    page = {"title": "Say that it was given", "caption": str(briefing), "button": "It was given"}
    return _form_page(request, briefing, form, page)


def _form_page(request, thing, form, page):
    page |= {"form": form, "back_url": thing.get_absolute_url()}
    return render(request, "form_page.html", page)
