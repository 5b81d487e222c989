"""Whom staff call, and who is on a distribution list."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prevent_portal.access import Verb, requires, signed_in
from prevent_portal.errors import refusals_on
from prevent_portal.export import send_list

from ..forms.directory import EntryForm, ListReviewForm, ReasonForm
from ..models import ContactPoint, DistributionEntry, DistributionList
from ..services import directory, spocs


@signed_in
@require_safe
def contacts(request):
    """What to do now and whom to call, for everybody who signs in; it prints on a page."""
    points = ContactPoint.objects.visible_to(request.user)
    context = {
        "groups": directory.for_staff(points),
        "areas": spocs.held_now(on=timezone.localdate()),
        "sees_register": request.user.has_perm("actions.view_spoc_register"),
        "keeps_contacts": request.user.has_perm("actions.add_contactpoint"),
    }
    return render(request, "actions/contacts.html", context)


@requires("actions.change_contactpoint", ContactPoint)
@require_POST
def check_contact(request, point):
    """Record that a number or address was tried and is right."""
    directory.confirm_contact(point, by=request.user, on=timezone.localdate())
    messages.success(request, f"{point.name} is checked as of today.")
    return redirect(point)


# Distribution lists


@requires("actions.change_distributionlist", DistributionList)
@require_http_methods(["GET", "HEAD", "POST"])
def add_entry(request, to):
    """Put somebody into a list."""
    form = EntryForm(request.POST or None, user=request.user, on=timezone.localdate())
    if form.is_valid():
        with refusals_on(form):
            directory.add_entry(to, by=request.user, on=form.on, **form.values)
            messages.success(request, "They are in the list.")
            return redirect(to)
    intro = "Choose one: somebody who signs in, the contact for an area, or another address."
    return _form(request, to, form, "Add to the list", intro=intro)


@requires("actions.change_distributionlist", DistributionEntry)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_entry(request, entry):
    """Take somebody out of a list and say why."""
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            on = timezone.localdate()
            directory.remove_entry(entry, by=request.user, on=on, **form.cleaned_data)
            messages.success(request, "Taken out. The record of the list keeps who it was.")
            return redirect(entry)
    return _form(request, entry.list, form, f"Take out {entry}", button="Take out")


@requires("actions.change_distributionlist", DistributionList)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_list(request, of):
    """Record that a list was looked through, and by when it is to be looked through again."""
    form = ListReviewForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            directory.confirm_list(of, by=request.user, **form.cleaned_data)
            messages.success(request, "The list is looked through.")
            return redirect(of)
    return _form(request, of, form, "Looked through")


@requires("actions.view_distributionlist", DistributionList)
@require_safe
def export_addresses(request, of):
    """Whom the list reaches today, as CSV or Excel."""
    request.passage.verb = Verb.EXPORTED
    on = timezone.localdate()
    return send_list(
        lambda: directory.address_rows(of, on=on),
        form=request.GET.get("format", "csv"),
        name=f"list-{of.pk}-{on.isoformat()}",
        head=directory.ADDRESS_HEAD,
        by=request.user,
    )


def _form(request, thing, form, title, **page):
    page |= {"title": title, "caption": thing.name, "back_url": thing.get_absolute_url()}
    return render(request, "form_page.html", {"form": form} | page)
