"""What is done with a document besides keeping it: it is reviewed, replaced, downloaded."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from prevent_portal.access import Verb, requires
from prevent_portal.errors import refusals_on

from ..forms.documents import ReviewForm, VersionForm
from ..models import Document, DocumentVersion
from ..services import documents


@requires("actions.review_document", Document)
@require_http_methods(["GET", "HEAD", "POST"])
def review_document(request, document):
    """Say that a document was looked at and still holds."""
    form = ReviewForm(request.POST or None, document=document, on=timezone.localdate())
    if form.is_valid():
        with refusals_on(form):
            documents.review_document(document, by=request.user, **form.cleaned_data)
            messages.success(request, "The review is recorded.")
            return redirect(document)
    return _form(request, document, form, "Reviewed, no change")


@requires("actions.review_document", Document)
@require_http_methods(["GET", "HEAD", "POST"])
def add_documentversion(request, document):
    """Put a newer version in place of the newest; earlier ones can still be downloaded."""
    form = VersionForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_on(form):
            made = documents.add_version(document, by=request.user, **form.cleaned_data)
            messages.success(request, f"Version {made.label} stands. Earlier ones are kept.")
            return redirect(document)
    return _form(request, document, form, "New version")


@requires("actions.view_document", DocumentVersion)
@require_safe
def download_document(request, version):
    """The file of one version, as a download."""
    response = documents.send_version(version)
    request.passage.verb = Verb.DOWNLOADED
    return response


def _form(request, document, form, title):
    page = {"title": title, "caption": document.title, "back_url": document.get_absolute_url()}
    return render(request, "form_page.html", {"form": form} | page)
