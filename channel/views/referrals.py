"""Referring a concern: signed in, with drafts; or by the form without an account, which keeps nothing."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from prevent_portal.access import Verb, network_of, public, requires, signed_in
from prevent_portal.acting import acting_for
from prevent_portal.errors import refusals_on
from prevent_portal.private import kept_by_nobody

from .. import services
from ..forms import PublicReferralForm, ReferralForm
from ..models import Draft

_TOO_OFTEN = "{why} Nothing you typed is lost: call the number above, or send this again later."
_SIGNED_OUT = (
    "You were signed out, because the page was open for a long time. Nothing you typed is lost: check it "
    "and send it from here without signing in. Files have to be chosen again later."
)


def _keeps_words(view):
    """A form that comes back after its session ended goes on as the form without an account."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method != "POST" or request.user.is_authenticated:
            return view(request, *args, **kwargs)
        with acting_for(None, is_itself=False):
            request.passage.verb = Verb.REFUSED
            form = PublicReferralForm(initial=_again(request.POST))
            return _public(request, form, status=401, notice=_SIGNED_OUT)

    guarded.access = view.access
    return guarded


@_keeps_words
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def refer(request):
    """The referral form, in my own name."""
    return _referring(request, {})


@_keeps_words
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def resume_draft(request, pk):
    """The form as I left it."""
    request.passage.reference = f"channel.draft:{pk}"
    draft = get_object_or_404(Draft.objects.visible_to(request.user), pk=pk)
    typed = ReferralForm.as_initial(services.typed_in(draft))
    return _referring(request, typed | {"number": draft.name}, draft=draft)


def _referring(request, begun, draft=None):
    form = ReferralForm(
        request.POST or None, request.FILES or None, initial=_known(request.user) | begun
    )
    if "save" in request.POST:
        return _save(request, form)
    if form.is_valid():
        with refusals_on(form):
            _send(request, form, by=request.user, referral={"agency": request.user.agency})
            return redirect("channel:referred")
    context = {"form": form, "draft": draft}
    return render(request, "channel/refer.html", context)


def _save(request, form):
    form.is_valid()  # for the number alone: a draft may hold anything
    number = form.cleaned_data["number"]
    services.save_draft(ReferralForm.typed(request.POST), by=request.user, form=number)
    messages.success(
        request, "Your draft is saved. Nothing has been sent yet. Only you can open it."
    )
    return redirect("channel:my_referrals")


def _send(request, form, *, referral, **more):
    request.session["referred"] = services.send(
        form.cleaned_data["panel"],
        form=form.cleaned_data["number"],
        sent_as=form.sent_as,
        on=timezone.localdate(),
        subject=form.subject,
        referral=form.referral | referral,
        files=form.uploads,
        **more,
    )


def _known(user):
    return {
        "referrer_name": user.name,
        "referrer_role": user.job_title,
        "referrer_contact": user.email,
        "referrer_organisation": user.agency.name,
    }


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def throw_draft_away(request, pk):
    """Remove a draft of mine, for good."""
    request.passage.reference = f"channel.draft:{pk}"
    draft = get_object_or_404(Draft.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        services.throw_away(draft)
        messages.success(request, "Your draft is gone.")
        return redirect("channel:my_referrals")
    return render(request, "channel/throw_draft_away.html", {"draft": draft})


@signed_in
@require_safe
def referred(request):
    """The receipt: a reference, and what happens now."""
    return _receipt(request, "channel:my_referrals")


@signed_in
@require_safe
def my_referrals(request):
    """What I have begun, what I have sent, and what I was told of it."""
    drafts = Draft.objects.visible_to(request.user).defer("words")
    context = {"drafts": drafts, "referrals": services.referred_by_me()}
    return render(request, "channel/my_referrals.html", context)


@requires("channel.view_progress")
@require_safe
def service_referrals(request):
    """How the referrals of my service are coming on: nothing of what they say."""
    referrals = services.referred_by_my_service()
    return render(request, "channel/service_referrals.html", {"referrals": referrals})


@public
@require_http_methods(["GET", "HEAD", "POST"])
def refer_publicly(request):
    """The referral form without an account: nothing is kept but what is sent."""
    form = PublicReferralForm(request.POST or None)
    if not form.is_valid():
        return _public(request, form)
    if why := services.too_many(network_of(request)):
        form.add_error(None, _TOO_OFTEN.format(why=why.label))
        return _public(request, form, status=429)
    with acting_for(
        None, is_itself=False
    ):  # also for who is signed in: the form asks nobody who they are
        _send(request, form, by=None, referral={}, is_public=True)
    return redirect("channel:referred_publicly")


@public
@require_safe
def referred_publicly(request):
    """The receipt of the form without an account: the reference alone."""
    return kept_by_nobody(_receipt(request, "channel:refer_publicly"))


def _public(request, form, *, status=200, notice=""):
    context = {"form": form, "notice": notice}
    return kept_by_nobody(render(request, "channel/refer_publicly.html", context, status=status))


def _again(posted):
    begun = PublicReferralForm.as_initial(PublicReferralForm.typed(posted))
    return begun | ({"number": posted["number"]} if posted.get("number") else {})


def _receipt(request, leads_to):
    context = {"reference": request.session.get("referred", ""), "leads_to": leads_to}
    return render(request, "channel/referred.html", context)
