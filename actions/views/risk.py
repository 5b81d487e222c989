"""What a risk has besides the pages of every register: scoring it again, escalation, and the map."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from prevent_portal.access import requires
from prevent_portal.errors import refusals_on

from ..figures_of_assurance import risk_map as mapped
from ..figures_of_assurance import risks_by_level
from ..forms.risk import EscalateForm, ScoreForm
from ..models import Risk, RiskScale
from ..services import risks


@requires("actions.rescore_risk", Risk)
@require_http_methods(["GET", "HEAD", "POST"])
def rescore_risk(request, risk):
    """Judge a risk anew; its owner may, and the Prevent lead."""
    today = timezone.localdate()
    scale = RiskScale.in_force(today)
    form = ScoreForm(request.POST or None, scale=scale, current=risk.current, initial={"on": today})
    if form.is_valid():
        with refusals_on(form):
            score = risks.rescore_risk(risk, by=request.user, **form.cleaned_data)
            messages.success(request, f"Scored: {score.in_words}.")
            return redirect(risk)
    return _form_page(request, risk, form, "Score it again")


@requires("actions.escalate_risk", Risk)
@require_http_methods(["GET", "HEAD", "POST"])
def escalate_risk(request, risk):
    """Take a risk to a board or group."""
    form = EscalateForm(request.POST or None, user=request.user)
    if form.is_valid():
        with refusals_on(form):
            on = timezone.localdate()
            risks.escalate_risk(risk, by=request.user, on=on, **form.cleaned_data)
            messages.success(request, "Escalated. The risk's page says to whom and why.")
            return redirect(risk)
    return _form_page(request, risk, form, "Escalate this risk")


@requires("actions.view_risk")
@require_safe
def risk_map(request):
    """Open risks by likelihood and impact, as a table."""
    rows = Risk.objects.visible_to(request.user).standing()
    found = list(rows.select_related("current__scale").order_by("title", "pk"))
    scale = RiskScale.in_force(timezone.localdate())
    grid, elsewhere = mapped(found, scale) if scale else ([], found)
    counts = risks_by_level([risk.current for risk in found if risk.current], scale)
    context = {"scale": scale, "grid": grid, "elsewhere": elsewhere, "counts": counts}
    return render(request, "actions/risk_map.html", context)


def _form_page(request, risk, form, title):
    page = {
        "form": form,
        "title": title,
        "caption": risk.title,
        "back_url": risk.get_absolute_url(),
    }
    return render(request, "form_page.html", page)
