"""Emergency access: using it, the review, and who may."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from prevent_portal.access import requires, signed_in
from prevent_portal.errors import refusals_on
from prevent_portal.forms import PortalForm

from .. import services
from ..forms import GlassForm, HolderForm, ReviewForm
from ..models import BreakGlass, GlassHolder
from ..permissions import Can


@signed_in
@require_safe
def glass_list(request):
    """Each use that I made, and each on a case that is open to me."""
    used = BreakGlass.objects.visible_to(request.user).select_related("by", "reviewed_by")
    held = GlassHolder.objects.visible_to(request.user).in_force().filter(user=request.user)
    context = {"used": used[:200], "is_holder": held.exists()}
    return render(request, "channel/glass_list.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def break_glass(request):
    """Open a case to read, for minutes."""
    form = GlassForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            glass = services.break_glass(
                by=request.user, on=timezone.localdate(), **form.cleaned_data
            )
            return redirect(glass.case)
    return _form(
        request,
        form,
        "Open a case in an emergency",
        intro="The case opens to you to read, for a short time. Its chair and the auditors are told "
        "at once, and somebody else reviews it afterwards.",
        button="Open the case",
        is_warning=True,
    )


@requires(Can.CHAIR, BreakGlass)
@require_http_methods(["GET", "POST"])
def review_glass(request, glass):
    """Say whether it was right."""
    form = ReviewForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            services.review_glass(glass, by=request.user, **form.cleaned_data)
            return redirect("channel:glass_list")
    intro = f"{glass.by.name}: {glass.get_reason_display()}. {glass.words}"
    return _form(request, form, f"Review of emergency access to {glass.case}", intro=intro)


@requires("channel.view_glassholder")
@require_safe
def holder_list(request):
    """Who may use emergency access."""
    holders = GlassHolder.objects.visible_to(request.user).standing().ending()
    holders = holders.select_related("panel", "user__agency", "proposed_by", "confirmed_by")
    return render(request, "channel/holder_list.html", {"holders": holders})


@requires("channel.propose_glassholder")
@require_http_methods(["GET", "POST"])
def propose_holder(request):
    """Name somebody."""
    form = HolderForm(request.POST or None, by=request.user)
    if form.is_valid():
        with refusals_on(form):
            services.propose_holder(by=request.user, **form.cleaned_data)
            messages.success(request, "A senior officer has to confirm it.")
            return redirect("channel:holder_list")
    return _form(request, form, "Name somebody for emergency access", back="channel:holder_list")


@requires("channel.confirm_glassholder", GlassHolder)
@require_http_methods(["GET", "POST"])
def confirm_holder(request, holder):
    """Confirm who was named."""
    return _settle(request, holder, services.confirm_holder, "Confirm")


@requires("channel.end_glassholder", GlassHolder)
@require_http_methods(["GET", "POST"])
def end_holder(request, holder):
    """End that somebody may use it."""
    return _settle(request, holder, services.end_holder, "End")


def _settle(request, holder, verb, word):
    form = PortalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            verb(holder, by=request.user)
            return redirect("channel:holder_list")
    title = f"{word} emergency access for {holder.user.name}"
    return _form(request, form, title, back="channel:holder_list", button=word)


def _form(request, form, title, back="channel:glass_list", **more):
    context = {"form": form, "title": title, "back_url": reverse(back)}
    return render(request, "channel/form.html", context | more)
