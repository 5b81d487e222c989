"""Letters to who runs a place: written to many, sent again, and the page on which they are answered."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from prevent_portal.access import Verb, network_of, public, requires
from prevent_portal.errors import Refused, refusals_on
from prevent_portal.forms import PortalForm
from prevent_portal.private import kept_by_nobody

from ..forms.beside import AnswerLetterForm, WriteToForm
from ..models import ManagerLetter
from ..rates import is_asked_too_often
from ..services import manager_letters

_WRITE = {
    "title": "Write to those who run places",
    "intro": "Each place with an email address is sent a private link to its own letter, and needs no account.",
    "button": "Send the letters",
}
_AGAIN = {
    "title": "Send this letter again?",
    "intro": "A new link goes to the email address that the place has now. The link before stops working.",
    "button": "Send it again",
}


@requires("premises.add_managerletter")
@require_http_methods(["GET", "HEAD", "POST"])
def write_to_managers(request):
    """Asks which places are written to and what, and sends each its link."""
    form = WriteToForm(request.POST or None, user=request.user)
    if form.is_valid():
        with refusals_on(form):
            on = timezone.localdate()
            count = manager_letters.write_to(form.premises, by=request.user, on=on, **form.values)
            messages.success(request, _said(count, form.premises.filter(contact_email="").count()))
            return redirect("premises:managerletter_list")
    back = reverse("premises:managerletter_list")
    return render(request, "form_page.html", _WRITE | {"form": form, "back_url": back})


def _said(count, left_out):
    words = f"{count} letter is on the way." if count == 1 else f"{count} letters are on the way."
    if not left_out:
        return words
    are = "place has" if left_out == 1 else "places have"
    return f"{words} {left_out} {are} no email address: write to them otherwise."


@requires("premises.change_managerletter", ManagerLetter)
@require_http_methods(["GET", "HEAD", "POST"])
def send_letter_again(request, letter):
    """Asks whether to send a letter anew, and does."""
    form = PortalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            manager_letters.send_again(letter, by=request.user)
            messages.success(request, "A new link is on the way. The one before no longer works.")
            return redirect(letter)
    page = {"form": form, "caption": str(letter), "back_url": letter.get_absolute_url()}
    return render(request, "form_page.html", _AGAIN | page)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def answer_letter(request, token):
    """A letter, and the form to answer it, for whoever holds the link: opening it changes nothing."""
    if is_asked_too_often("answer", network_of(request)):
        return kept_by_nobody(render(request, "429.html", status=429))
    link = manager_letters.link_with(token, on=timezone.localdate())
    if link is None:
        return _no_longer(request)
    request.passage.reference = f"premises.managerletter:{link.letter_id}"
    form = AnswerLetterForm(request.POST or None, letter=link.letter)
    return _received(request, link, form) if form.is_valid() else _asked(request, link, form)


def _asked(request, link, form):
    context = {"link": link, "letter": link.letter, "form": form}
    return kept_by_nobody(render(request, "premises/answer_letter.html", context))


def _received(request, link, form):
    try:
        letter = manager_letters.receive(link, on=timezone.localdate(), **form.values)
    except Refused:
        return _no_longer(request)
    request.passage.verb = Verb.CHANGED
    context = {"letter": letter, "told": manager_letters.told(letter)}
    return kept_by_nobody(render(request, "premises/letter_answered.html", context))


def _no_longer(request):
    """One and the same page whatever is the matter with a link, so that nothing can be guessed."""
    return kept_by_nobody(render(request, "no_such_link.html", status=404))
