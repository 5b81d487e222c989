"""Pages of a session: booking, moving, its register, certificates, evaluations; and one's own by a link."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prevent_portal.access import Verb, public, requires, signed_in
from prevent_portal.errors import Refused, refusals_on
from prevent_portal.export import send_list
from prevent_portal.forms import PortalForm
from prevent_portal.private import kept_by_nobody

from .. import certificates as papers
from .. import session_pages as pages
from ..forms.sessions import (
    AnswerForm,
    EvaluationFilter,
    FindForm,
    GuestForm,
    MarksForm,
    MoveForm,
    RegisterForm,
    WhoForm,
)
from ..models import Booking, Session, Trainer
from ..services import attendance, bookings, evaluations, links, sessions


@requires("training.book_session", Session)
@require_http_methods(["GET", "HEAD", "POST"])
def book_session(request, session):
    """Looks for people, and books one of them or a guest."""
    form = GuestForm(request.POST if "guest_name" in request.POST else None)
    who = _chosen(request, form)
    if who:
        with refusals_on(form):
            booking = bookings.book(session, by=request.user, on=timezone.localdate(), **who)
            messages.success(request, pages.told(booking))
            return redirect("training:book_session", session.pk)
    context = pages.booking_page(session, FindForm(request.GET), request.user)
    return render(request, "training/book_session.html", context | {"form": form})


def _chosen(request, form):
    """Who is to be booked: the person whose button was pressed, or the guest whose form is filled."""
    if "person" in request.POST:
        pk = request.POST["person"]
        people = bookings.people_open_to(request.user)
        return {"person": get_object_or_404(people, pk=int(pk) if pk.isdecimal() else 0)}
    return form.cleaned_data if form.is_valid() else None


@requires("training.book_session", Booking)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel_booking(request, booking):
    """Asks, and gives the place up."""
    if request.method == "POST":
        bookings.cancel_booking(booking, by=request.user)
        messages.success(request, f"{booking.name} is not on the session any more.")
        return redirect(booking.session)
    page = {"form": PortalForm(), "title": "Cancel this booking?", "caption": booking.name}
    page |= {"intro": "Whoever waits longest gets the place. Both are told by email."}
    page |= {"button": "Cancel the booking", "is_warning": True}
    return render(request, "form_page.html", page | {"back_url": booking.get_absolute_url()})


@requires("training.keep_register", Booking)
@require_http_methods(["GET", "HEAD", "POST"])
def say_who(request, booking):
    """A form for the staff number of somebody who came as a guest."""
    form = WhoForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            attendance.say_who(booking, by=request.user, **form.cleaned_data)
            messages.success(request, "It is known now who this is.")
            return redirect(booking.session)
    page = {"form": form, "title": "Say who this is", "caption": booking.guest_name}
    page |= {"intro": "Their place in the register of training then shows that they came."}
    return render(request, "form_page.html", page | {"back_url": booking.get_absolute_url()})


@requires("training.book_session", Booking)
@require_POST
def make_link(request, booking):
    """Makes a private address of a booking and shows it this once."""
    address = links.make_link(booking)
    request.passage.verb = Verb.CHANGED
    return render(request, "training/booking_link.html", {"booking": booking, "address": address})


@requires("training.change_session", Session)
@require_http_methods(["GET", "HEAD", "POST"])
def move_session(request, session):
    """A form for another time or place."""
    form = MoveForm(request.POST or None, session=session)
    if form.is_valid():
        with refusals_on(form):
            sessions.move_session(session, by=request.user, **form.values)
            messages.success(request, "The session is moved. Everybody on it is told by email.")
            return redirect(session)
    page = {
        "form": form,
        "title": "Move the session",
        "caption": session.title,
        "button": "Move it",
    }
    page |= {"intro": "Everybody who is booked or waits is told of the new time and place."}
    return render(request, "form_page.html", page | {"back_url": session.get_absolute_url()})


# The register


@signed_in
@require_safe
def own_sessions(request):
    """The sessions that somebody gives, each with its register."""
    context = pages.own_sessions(request.user, on=timezone.localdate())
    return render(request, "training/own_sessions.html", context)


@requires("training.keep_register", Session)
@require_http_methods(["GET", "HEAD", "POST"])
def take_register(request, session):
    """Everybody on the session with a tick each, as one form; somebody else can be added."""
    on, rows = timezone.localdate(), pages.on_the_list(session)
    form = RegisterForm(request.POST or None, bookings=rows)
    if form.is_valid():
        with refusals_on(form):
            taken = attendance.take(session, form.marks, by=request.user, on=on)
            messages.success(request, pages.said(taken))
            return redirect("training:take_register", session.pk)
    context = {"session": session, "form": form, "bookings": rows, "is_early": session.on > on}
    return render(request, "training/take_register.html", context)


@requires("training.keep_register", Session)
@require_POST
def send_marks(request, session):
    """Takes ticks that a phone kept, and answers with the register as it stands, or why it took none."""
    form = MarksForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            marks = form.cleaned_data["marks"]
            attendance.take(session, marks, by=request.user, on=timezone.localdate())
            request.passage.verb = Verb.CHANGED
            saved = [str(mark.key) for mark in marks]
            return JsonResponse({"saved": saved, "list": pages.as_ticked(session)})
    return JsonResponse({"refused": " ".join(_sentences(form))})


def _sentences(form):
    return [sentence for errors in form.errors.values() for sentence in errors]


@requires("training.keep_register", Session)
@require_http_methods(["GET", "HEAD", "POST"])
def close_register(request, session):
    """Says what closing comes to, and closes the register."""
    if request.method == "POST":
        attendance.close_register(session, by=request.user, on=timezone.localdate())
        messages.success(request, "The register is closed. It can still be corrected.")
        sees_it = request.user.has_perm("training.view_session", session)
        return redirect(session if sees_it else "training:own_sessions")
    page = {"form": PortalForm(), "title": "Close the register?", "caption": session.title}
    page |= {"intro": pages.closing_words(session), "button": "Close the register"}
    page |= {"back_url": reverse("training:take_register", args=[session.pk])}
    return render(request, "form_page.html", page)


# Certificates


@requires("training.view_person", Session)
@require_safe
def certificates(request, session):
    """One PDF with a certificate for everybody of one's own sight who came."""
    rows = Booking.objects.visible_to(request.user).filter(session=session)
    return _certificates(request, session, pages.came(rows), papers.file_name(session))


@requires("training.view_person", Booking)
@require_safe
def certificate(request, booking):
    """The certificate of one person who came, as a PDF."""
    session, name = booking.session, papers.file_name(booking.session, booking)
    rows = Booking.objects.visible_to(request.user).filter(pk=booking.pk)
    return _certificates(request, session, pages.came(rows), name)


def _certificates(request, session, rows, name):
    if not rows:
        raise Refused(session, "There is a certificate only for people who came.")
    request.passage.verb = Verb.PRINTED
    return _pdf(papers.certificates(session, rows), name)


def _pdf(content, name):
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


# Evaluations


@requires("training.view_session")
@require_safe
def evaluation_summary(request):
    """What sessions of a period changed, put together."""
    filters = EvaluationFilter(request.GET, user=request.user)
    rows = Session.objects.visible_to(request.user)
    context = pages.evaluation_page(filters, rows, on=timezone.localdate())
    return render(request, "training/evaluation_summary.html", context | {"filters": filters})


@public
@require_http_methods(["GET", "HEAD", "POST"])
def own_booking(request, token):
    """One's own booking, by a private address: when and where, and what is asked; reading changes nothing."""
    booking = links.booking_of(token)
    request.passage.reference = f"training.booking:{booking.pk}"
    moment = evaluations.asked_for(booking, at=timezone.now())
    form = AnswerForm(request.POST or None, scale=booking.session.scale) if moment else None
    if request.method == "POST" and _is_answered(request, booking, moment, form):
        return redirect("training:own_booking", token)
    page = pages.own_page(booking, moment, form)
    return kept_by_nobody(render(request, "training/own_booking.html", page))


def _is_answered(request, booking, moment, form):
    """True once the answers are kept, or were before; False while the form is to be put right."""
    if moment is None or request.POST.get("moment") != moment:
        messages.error(request, "These answers have been given already. Nothing was changed.")
        return True
    if not form.is_valid():
        return False
    with refusals_on(form):
        evaluations.answer(booking, moment=moment, at=timezone.now(), **form.values)
        messages.success(request, "Thank you. Your answers are kept without your name beside them.")
        return True
    return False


# Trainers


@requires("training.change_trainer")
@require_safe
def export_bulletin(request):
    """The email addresses of the trainers who get the bulletin, as a CSV or Excel file."""
    request.passage.verb = Verb.EXPORTED
    rows = Trainer.objects.visible_to(request.user).standing().filter(is_on_bulletin=True)
    return send_list(
        lambda: rows.order_by("name", "pk").values_list("name", "email", "agency__name"),
        form=request.GET.get("format", "csv"),
        name=f"trainers-bulletin-{timezone.localdate().isoformat()}",
        head=("Name", "Email address", "Agency"),
        by=request.user,
    )
