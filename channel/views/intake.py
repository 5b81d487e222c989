"""What is done with a referral once it is here: shared, answered, added to, corrected, found again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prevent_portal import files
from prevent_portal.access import Verb, requires, signed_in
from prevent_portal.errors import Refused, refusals_on
from prevent_portal.versions import ChangedMeanwhile, version_of

from .. import services
from ..forms import (
    AttachForm,
    FeedbackForm,
    NotSharingForm,
    PersonForm,
    SearchForm,
    SharingForm,
    TakeOutForm,
)
from ..models import Attachment, Case
from ..permissions import Can

_BOTH = ["GET", "HEAD", "POST"]


@requires(Can.COORDINATE, Case)
@require_http_methods(_BOTH)
def share_with_police(request, case):
    """Record that the police Prevent team was told."""
    form = SharingForm(request.POST or None, initial=_now())
    if form.is_valid():
        with refusals_on(form):
            words = form.cleaned_data["words"]
            services.share_with_police(case, by=request.user, on=_today(), at=form.at, words=words)
            return redirect(case)
    return _form(request, case, form, "Shared with the police Prevent team", intro=_SHARED)


_SHARED = (
    "Every concern goes to the police Prevent team, whatever the threshold. This records that it did: "
    "the case stays where it stands."
)


@requires(Can.COORDINATE, Case)
@require_http_methods(_BOTH)
def decide_not_to_share(request, case):
    """Record that the police Prevent team is not told, and why."""
    form = NotSharingForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            services.decide_not_to_share(case, by=request.user, on=_today(), **form.cleaned_data)
            return redirect(case)
    return _form(
        request,
        case,
        form,
        "Not shared with the police",
        intro=_NOT_SHARED,
        button="Record that it is not shared",
    )


_NOT_SHARED = (
    "Every concern goes to the police Prevent team, whatever the threshold. If this one does not, say "
    "why: then nobody is reminded of it any more. It can still be shared later."
)


@requires(Can.COORDINATE, Case)
@require_http_methods(_BOTH)
def give_feedback(request, case):
    """Record what the referrer was told."""
    form = FeedbackForm(request.POST or None, initial={"told_on": _today()})
    if form.is_valid():
        with refusals_on(form):
            services.give_feedback(case, by=request.user, on=_today(), **form.cleaned_data)
            return redirect(case)
    return _form(request, case, form, "Feedback to the referrer")


@requires(Can.CONTRIBUTE, Case)
@require_http_methods(_BOTH)
def correct_person(request, case):
    """Correct what is known of the person; what somebody else corrected meanwhile is shown."""
    subject = case.subject
    version = version_of(subject)
    form = PersonForm(request.POST or None, instance=subject, version=version, on=case.received_on)
    if form.is_valid() and _corrected(request, case, form):
        return redirect(case)
    return _form(request, case, form, "Correct these details")


def _corrected(request, case, form):
    """The person as corrected; None if a rule said no, which the form then says."""
    with refusals_on(form):
        try:
            return services.correct_person(
                case.subject, by=request.user, on=_today(), **form.values
            )
        except ChangedMeanwhile as meanwhile:
            form.take_in(meanwhile.changes, version_of(meanwhile.thing))
            raise
    return None


@requires(Can.CONTRIBUTE, Case)
@require_http_methods(_BOTH)
def attach_file(request, case):
    """Add a file to the case."""
    form = AttachForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_on(form):
            file = form.cleaned_data["file"]
            services.attach(case, file, name=file.name, by=request.user, on=_today())
            return redirect(case)
    return _form(request, case, form, "Add a file", button="Add the file")


@requires(Can.VIEW, Attachment)
@require_safe
def download_attachment(request, attachment):
    """A file of a case, under its reference: browsers do not keep it."""
    content = services.content_of(attachment)
    request.passage.verb = Verb.DOWNLOADED
    response = HttpResponse(content, content_type=files.KINDS[attachment.ending])
    name = f"OFFICIAL-SENSITIVE {attachment}.{attachment.ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@requires(Can.COORDINATE, Attachment)
@require_http_methods(_BOTH)
def take_out_attachment(request, attachment):
    """Destroy the content of a file that must not be here."""
    form = TakeOutForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            because = form.cleaned_data["because"]
            services.take_out(attachment, by=request.user, on=_today(), because=because)
            return redirect(attachment)
    words = {"button": "Destroy the content", "is_warning": True}
    return _form(request, attachment.case, form, f"Take out file {attachment}", **words)


@requires(Can.COORDINATE, Case)
@require_POST
def judge_same(request, case, reference):
    """Say whether an earlier referral is of the same person."""
    answer = {"yes": True, "no": False}.get(request.POST.get("is_same"))
    if answer is None:
        raise Refused(case, "Say whether it is the same person or not.")
    services.judge_same(case, earlier=reference, is_same=answer, by=request.user, on=_today())
    messages.success(request, f"Your answer about {reference} is recorded.")
    return redirect(case)


@signed_in
@require_http_methods(_BOTH)
def search_cases(request):
    """Look for a person by name, for who coordinates a panel. The words go nowhere but to this page."""
    if not services.coordinates(request.user):
        raise PermissionDenied
    form, found = SearchForm(request.POST or None), None
    if form.is_valid():
        request.passage.verb = Verb.SEARCHED
        found = services.search(by=request.user, **form.cleaned_data)
    cases = Case.objects.visible_to(request.user).filter(pk__in=[one.pk for one in found or ()])
    context = {"form": form, "found": found, "open": {case.pk: case for case in cases}}
    return render(request, "channel/search_cases.html", context)


def _today():
    return timezone.localdate()


def _now():
    now = timezone.localtime()
    return {"day": now.date(), "time": f"{now:%H:%M}"}


def _form(request, case, form, title, **more):
    context = {
        "form": form,
        "title": title,
        "caption": case.reference,
        "back_url": case.get_absolute_url(),
    }
    template = "channel/kept_form.html" if hasattr(form, "meanwhile") else "channel/form.html"
    return render(request, template, context | more)
