"""Referring a concern: by somebody who is signed in."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from prevent_portal.access import signed_in

from .. import services
from ..forms import ReferralForm


@signed_in
@require_http_methods(["GET", "POST"])
def refer(request):
    """The referral form, in my own name."""
    user = request.user
    known = {
        "referrer_name": user.name,
        "referrer_role": user.job_title,
        "referrer_contact": user.email,
    }
    known |= {"referrer_organisation": user.agency.name}
    form = ReferralForm(request.POST or None, initial=known)
    if form.is_valid():
        case = services.take_in(
            form.cleaned_data["panel"],
            by=user,
            on=timezone.localdate(),
            subject=form.told(form.SUBJECT),
            referral=form.told(form.REFERRAL) | {"agency": user.agency},
        )
        request.session["referred"] = case.reference
        return redirect("channel:referred")
    return render(request, "channel/refer.html", {"form": form})


@signed_in
@require_safe
def referred(request):
    """The receipt: a reference, and what happens now."""
    reference = request.session.get("referred", "")
    return render(request, "channel/referred.html", {"reference": reference})
