"""Bookings: what is found is written down, somebody decides, a senior manager signs, the hirer may appeal."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from prevent_portal.access import Verb, network_of, public, requires
from prevent_portal.errors import Refused, refusals_on
from prevent_portal.private import kept_by_nobody

from .. import advice
from ..forms import bookings as forms
from ..letters import as_pdf, beginning
from ..models import Booking, DiligenceEntry, Letter
from ..owing import missing, rule_on
from ..rates import is_asked_too_often
from ..services import bookings, checks, decisions, letters

_TOO_OFTEN = (
    "Too many requests came from your connection within an hour. Nothing you typed is lost: send this"
    " again later, or call the venue."
)


def _page(request, booking, form, title, **more):
    """The form page of a step with a booking, which leads back to it."""
    page = {"form": form, "title": title, "caption": str(booking)}
    page["back_url"] = booking.get_absolute_url()
    return render(request, "form_page.html", page | more)


def _done(request, booking, words):
    messages.success(request, words)
    return redirect(booking)


@requires("premises.check_booking", Booking)
@require_http_methods(["GET", "HEAD", "POST"])
def record_check(request, booking):
    """A form for one check: of whom, what was found, and where."""
    on = timezone.localdate()
    open_checks = missing(booking, on=on).checks
    begun = {"kind": open_checks[0] if open_checks else None, "made_on": on}
    form = forms.CheckForm(request.POST or None, initial=begun)
    if form.is_valid():
        with refusals_on(form):
            checks.record_check(booking, by=request.user, on=on, **form.cleaned_data)
            return _done(request, booking, "The check is recorded.")
    return _page(request, booking, form, "Record a check")


@requires("premises.check_booking", Booking)
@require_http_methods(["GET", "HEAD", "POST"])
def look_at_name(request, booking, entry):
    """Asks whether a name on a list is one that the booking gives."""
    named = get_object_or_404(DiligenceEntry.objects.visible_to(request.user), pk=entry)
    return _looked_at(request, booking, str(named), entry=named)


@requires("premises.check_booking", Booking)
@require_http_methods(["GET", "HEAD", "POST"])
def look_at_booking(request, booking, earlier):
    """Asks whether an earlier booking was made by the same people."""
    known = get_object_or_404(Booking.objects.visible_to(request.user), pk=earlier)
    if known == booking:
        raise Refused(booking, "That is this booking itself.")
    return _looked_at(request, booking, str(known), earlier=known)


def _looked_at(request, booking, named, **of):
    form = forms.NameForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            checks.look_at_name(
                booking, by=request.user, on=timezone.localdate(), **of, **form.cleaned_data
            )
            return _done(request, booking, "It is recorded.")
    intro = "The portal only compares words. Look at what is known of both before you answer."
    return _page(request, booking, form, f"Is it the same: {named}?", intro=intro)


@requires("premises.check_booking", Booking)
@require_http_methods(["GET", "HEAD", "POST"])
def assess_booking(request, booking):
    """Asks how much risk a booking holds, and why."""
    begun = {"risk": booking.risk, "because": booking.risk_because}
    form = forms.RiskForm(request.POST or None, initial=begun)
    if form.is_valid():
        with refusals_on(form):
            checks.assess(booking, by=request.user, on=timezone.localdate(), **form.cleaned_data)
            return _done(request, booking, "The risk is recorded.")
    return _page(request, booking, form, "How much risk is there?")


@requires("premises.check_booking", Booking)
@require_http_methods(["GET", "HEAD", "POST"])
def escalate_booking(request, booking):
    """Asks what the Prevent lead is to look at."""
    form = forms.WordsForm(request.POST or None, asks="What should the Prevent lead look at?")
    if form.is_valid():
        with refusals_on(form):
            checks.escalate(booking, by=request.user, on=timezone.localdate(), **form.cleaned_data)
            return _done(request, booking, "The Prevent lead is asked.")
    intro = "The booking waits until they have answered. In an emergency call the police."
    return _page(request, booking, form, "Ask the Prevent lead", intro=intro, button="Ask")


@requires("premises.advise_booking", Booking)
@require_http_methods(["GET", "HEAD", "POST"])
def advise_booking(request, booking):
    """The Prevent lead's answer; the venue then decides."""
    form = forms.AdviseForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            checks.advise(booking, by=request.user, on=timezone.localdate(), **form.cleaned_data)
            return _done(request, booking, "Your answer is recorded. The booking is checked on.")
    return _page(request, booking, form, "Answer what you were asked")


@requires("premises.decide_booking", Booking)
@require_http_methods(["GET", "HEAD", "POST"])
def decide_booking(request, booking):
    """A form for the decision: the outcomes with what each comes to, and what has to be said."""
    form = forms.OutcomeForm(request.POST or None, hints=advice.hints(booking))
    if form.is_valid():
        with refusals_on(form):
            made = decisions.decide(
                booking, by=request.user, on=timezone.localdate(), **form.cleaned_data
            )
            signs = "It waits for a senior manager to sign it." if made.needs_sign_off else ""
            return _done(request, booking, f"The decision is recorded. {signs}".strip())
    return _page(request, booking, form, "Decide this booking", button="Record the decision")


@requires("premises.sign_booking", Booking)
@require_http_methods(["GET", "HEAD", "POST"])
def sign_booking(request, booking):
    """A senior manager signs the decision, or sends it back with the reason."""
    form = forms.SignForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            decisions.sign(booking, by=request.user, on=timezone.localdate(), **form.values)
            return _done(request, booking, "Your answer is recorded.")
    return _page(request, booking, form, "Sign the decision")


@requires("premises.decide_booking", Booking)
@require_http_methods(["GET", "HEAD", "POST"])
def open_booking(request, booking):
    """Asks what is new, and lets a booking that was approved be checked again."""
    form = forms.WordsForm(request.POST or None, asks="What is new?")
    if form.is_valid():
        with refusals_on(form):
            words, on = form.cleaned_data["words"], timezone.localdate()
            decisions.open_again(booking, by=request.user, on=on, reason=words)
            return _done(request, booking, "The booking is checked again.")
    intro = "What was decided does not stand any more until it is decided anew."
    return _page(request, booking, form, "Check this booking again", intro=intro)


@requires("premises.check_booking", Booking)
@require_http_methods(["GET", "HEAD", "POST"])
def appeal_booking(request, booking):
    """A form for what the hirer says against the decision."""
    form = forms.AppealForm(request.POST or None, initial={"received_on": timezone.localdate()})
    if form.is_valid():
        with refusals_on(form):
            decisions.appeal(booking, by=request.user, on=timezone.localdate(), **form.cleaned_data)
            return _done(request, booking, "The appeal is recorded.")
    intro = "Somebody who neither took nor signed the decision hears it."
    return _page(request, booking, form, "Write down an appeal", intro=intro)


@requires("premises.hear_appeal", Booking)
@require_http_methods(["GET", "HEAD", "POST"])
def hear_appeal(request, booking):
    """A form for what an appeal comes to; that decision then stands."""
    form = forms.OutcomeForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            about = dict(form.cleaned_data)
            about["words"] = about.pop("reason")
            decisions.hear(booking, by=request.user, on=timezone.localdate(), **about)
            return _done(request, booking, "The appeal is decided.")
    return _page(request, booking, form, "Decide the appeal", button="Record the decision")


@requires("premises.hold_booking", Booking)
@require_http_methods(["GET", "HEAD", "POST"])
def hold_booking(request, booking):
    """Asks why particulars are kept beyond their time, or need be no longer."""
    title = (
        "End the hold: details are removed on their date"
        if booking.is_held
        else "Keep the particulars longer"
    )
    form = forms.WordsForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            words, on = form.cleaned_data["words"], timezone.localdate()
            bookings.hold(
                booking, by=request.user, on=on, is_held=not booking.is_held, reason=words
            )
            return _done(request, booking, "It is recorded.")
    intro = "For example, because of a complaint, a claim or an inquiry."
    return _page(request, booking, form, title, intro=intro)


# Letters


@requires("premises.check_booking", Booking)
@require_http_methods(["GET", "HEAD", "POST"])
def write_letter(request, booking):
    """Asks which template first, then shows the letter filled in, to be changed and sent."""
    chosen = forms.TemplateChoice(request.GET or None, kinds=advice.letter_kinds(booking))
    if not chosen.is_valid():
        context = {"form": chosen, "booking": booking}
        return render(request, "premises/choose_template.html", context)
    return _write(request, booking, chosen.cleaned_data["template"])


def _write(request, booking, template):
    form = forms.LetterForm(request.POST or None, initial=beginning(template, booking))
    if form.is_valid():
        with refusals_on(form):
            about = form.cleaned_data | {"template": template, "on": timezone.localdate()}
            letters.write(booking, by=request.user, **about)
            return _done(request, booking, "The letter is kept with the booking.")
    return _page(request, booking, form, "Write a letter", button="Keep and send")


@requires("premises.check_booking", Letter)
@require_safe
def download_letter(request, letter):
    """The letter as PDF, to be printed."""
    request.passage.verb = Verb.PRINTED
    return as_pdf(letter)


@public
@require_safe
def own_letter(request, token):
    """A letter for whoever holds its private link."""
    if is_asked_too_often("letter", network_of(request)):
        return kept_by_nobody(render(request, "429.html", status=429))
    letter = letters.letter_with(token, on=timezone.localdate())
    request.passage.reference = f"premises.letter:{letter.pk}"
    return kept_by_nobody(render(request, "premises/own_letter.html", {"letter": letter}))


# Asking without an account


@public
@require_http_methods(["GET", "HEAD", "POST"])
def ask_to_book(request):
    """The form for a hirer without an account: nothing is kept but what is sent."""
    form = forms.PublicBookingForm(request.POST or None)
    if not form.is_valid():
        return _asking(request, form)
    if is_asked_too_often("booking", network_of(request)):
        form.add_error(None, _TOO_OFTEN)
        return _asking(request, form, status=429)
    return _taken_in(request, form)


def _taken_in(request, form):
    with refusals_on(form):
        route, on = Booking.Route.PUBLIC, timezone.localdate()
        made = bookings.take_in(form.instance, by=None, on=on, route=route, sent_as=form.sent_as)
        request.session["asked"] = made.reference
        return redirect("premises:asked")
    return _asking(request, form)


def _asking(request, form, *, status=200):
    context = {"form": form, "rule": rule_on(timezone.localdate())}
    return kept_by_nobody(render(request, "premises/ask_to_book.html", context, status=status))


@public
@require_safe
def asked(request):
    """The receipt: a reference and what happens now, nothing of what was typed."""
    context = {"reference": request.session.get("asked", ""), "ask_url": reverse("premises:ask")}
    return kept_by_nobody(render(request, "premises/asked.html", context))
