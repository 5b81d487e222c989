"""Audits in the room: answered on a phone, with photographs, and finished."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prevent_portal import files
from prevent_portal.access import Verb, requires
from prevent_portal.errors import refusals_on

from ..forms.audits import AnswersForm, FinishForm, PhotoForm, SentPhotoForm
from ..models import AuditPhoto, Checklist, PremisesAudit
from ..services import audits


def _form(request, audit):
    items = list(audit.checklist.items.standing().order_by("position", "pk"))
    return AnswersForm(request.POST or None, items=items, answers=audits.newest_answers(audit))


@requires("premises.change_premisesaudit", PremisesAudit)
@require_http_methods(["GET", "HEAD", "POST"])
def take_audit(request, audit):
    """The questions of an audit, each with yes, no or does not apply, as one form."""
    form = _form(request, audit)
    if form.is_valid():
        with refusals_on(form):
            audits.answer(audit, form.given, by=request.user)
            messages.success(request, "Your answers are saved.")
            return redirect("premises:take_audit", audit.pk)
    photos = audit.photos.order_by("pk").values_list("words", flat=True)
    context = {"audit": audit, "form": form, "photos": photos, "photo_form": PhotoForm()}
    return render(request, "premises/take_audit.html", context)


@requires("premises.change_premisesaudit", PremisesAudit)
@require_POST
def send_answers(request, audit):
    """Takes answers that a phone kept, and says which it has, or why it took none."""
    form = _form(request, audit)
    if form.is_valid():
        with refusals_on(form):
            given = form.given
            audits.answer(audit, given, by=request.user)
            request.passage.verb = Verb.CHANGED
            return JsonResponse({"saved": [each["key"].hex for each in given]})
    return JsonResponse({"refused": " ".join(form.non_field_errors())})


@requires("premises.change_premisesaudit", PremisesAudit)
@require_http_methods(["GET", "HEAD", "POST"])
def add_photo(request, audit):
    """A form for a photograph."""
    form = PhotoForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_on(form):
            audits.add_photo(audit, by=request.user, **form.cleaned_data)
            messages.success(request, "The photograph is kept.")
            return redirect("premises:take_audit", audit.pk)
    return _back_to_it(request, audit, {"form": form, "title": "Add a photograph"})


@requires("premises.change_premisesaudit", PremisesAudit)
@require_POST
def send_photo(request, audit):
    """Takes a photograph that a phone kept, once, and says that it has it, or why it took none."""
    form = SentPhotoForm(request.POST, request.FILES or None)
    if form.is_valid():
        with refusals_on(form):
            kept = audits.add_photo(audit, by=request.user, **form.cleaned_data)
            request.passage.verb = Verb.CHANGED
            return JsonResponse({"saved": [kept.key.hex]})
    sentences = [error for errors in form.errors.values() for error in errors]
    return JsonResponse({"refused": " ".join(sentences)})


def _back_to_it(request, audit, page):
    page |= {"caption": str(audit), "back_url": reverse("premises:take_audit", args=[audit.pk])}
    return render(request, "form_page.html", page)


@requires("premises.view_premisesaudit", AuditPhoto)
@require_safe
def audit_photo(request, photo):
    """A photograph of an audit, as a download."""
    request.passage.verb = Verb.DOWNLOADED
    return files.send(photo.file)


@requires("premises.change_premisesaudit", PremisesAudit)
@require_http_methods(["GET", "HEAD", "POST"])
def finish_audit(request, audit):
    """Finishes an audit: its score and its findings are made."""
    form = FinishForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            audits.finish(audit, by=request.user, **form.cleaned_data)
            messages.success(request, "The audit is finished.")
            return redirect(audit)
    intro = "Each no becomes a finding. The answers then stay as they are."
    page = {"form": form, "title": "Finish the audit?", "intro": intro, "button": "Finish"}
    return _back_to_it(request, audit, page)


@requires("premises.change_checklist", Checklist)
@require_POST
def new_version(request, checklist):
    """Makes the next version of a checklist, with the same questions."""
    made = audits.new_version(checklist, by=request.user, on=timezone.localdate())
    messages.success(
        request, "The new version is made. Change its questions before an audit begins."
    )
    return redirect(made)
