"""Contacts by area: the register as at a day, its gaps, and how posts change hands."""

from django.contrib import messages
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from prevent_portal.access import Verb, requires
from prevent_portal.errors import refusals_on
from prevent_portal.export import send_list
from prevent_portal.versions import ChangedMeanwhile, version_of

from ..forms.directory import AreaForm, AssignmentForm, EndForm, ReasonForm, SpocFilter
from ..models import ContactPoint, SpocArea, SpocAssignment
from ..services import directory, spocs


@requires("actions.view_spoc_register")
@require_safe
def spoc_register(request):
    """Every area, who holds it and who stands in, as at a day, with what is missing."""
    filters = SpocFilter(request.GET, user=request.user, today=timezone.localdate())
    areas = SpocArea.objects.visible_to(request.user)
    context = {
        "filters": filters,
        "on": filters.day,
        "found": spocs.register(areas, **filters.asked),
        "may_add": request.user.has_perm("actions.import_spoc_register"),
    }
    return render(request, "actions/spoc_register.html", context)


@requires("actions.view_spoc_register")
@require_safe
def export_spocs(request):
    """The same register as CSV or Excel: whole, or in the columns of a council's own list."""
    request.passage.verb = Verb.EXPORTED
    filters = SpocFilter(request.GET, user=request.user, today=timezone.localdate())
    areas = SpocArea.objects.visible_to(request.user)
    head, rows = spocs.layout(request.GET.get("columns", ""))
    return send_list(
        lambda: rows(spocs.register(areas, **filters.asked)),
        form=request.GET.get("format", "csv"),
        name=f"contacts-{filters.day.isoformat()}",
        head=head,
        by=request.user,
    )


@requires("actions.view_spoc_register")
@require_safe
def contact_gaps(request):
    """Everything in who is who that is missing today or will be soon, on one page."""
    on = timezone.localdate()
    areas = spocs.register(SpocArea.objects.visible_to(request.user), on=on)
    context = {
        "areas": [each for each in areas if each.gaps],
        "agencies": spocs.agencies_without_lead(on=on),
        "authorities": spocs.authorities_without_member(on=on),
        "missing": directory.contacts_missing(ContactPoint.objects.visible_to(request.user)),
    }
    return render(request, "actions/contact_gaps.html", context)


# Areas


@requires("actions.view_spoc_register", SpocArea)
@require_safe
def spocarea_detail(request, area):
    """An area: who holds it now, and who held it before."""
    may_keep = area.closed_on is None and request.user.has_perm(
        "actions.change_spoc_register", area
    )
    context = {
        "area": area,
        "now": spocs.position(area, on=timezone.localdate()),
        "past": spocs.history_of(area),
        "may_keep": may_keep,
        "may_close": may_keep and request.user.has_perm("actions.import_spoc_register"),
    }
    return render(request, "actions/spocarea_detail.html", context)


@requires("actions.import_spoc_register")
@require_http_methods(["GET", "HEAD", "POST"])
def add_spocarea(request):
    """A new area of the register."""
    form = AreaForm(request.POST or None, **_for(request))
    return _kept(request, form, spocs.save_area, "Add an area", "actions:spoc_register")


@requires("actions.import_spoc_register", SpocArea)
@require_http_methods(["GET", "HEAD", "POST"])
def change_spocarea(request, area):
    """What an area is called and whose it is."""
    form = AreaForm(request.POST or None, **_for(request), instance=area, version=version_of(area))
    return _kept(request, form, spocs.save_area, "Change the area", area)


@requires("actions.import_spoc_register", SpocArea)
@require_http_methods(["GET", "HEAD", "POST"])
def close_spocarea(request, area):
    """Take an area out of the register, with a reason; what it held stays in its history."""
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            spocs.close_area(area, by=request.user, on=timezone.localdate(), **form.cleaned_data)
            messages.success(request, "The area is closed.")
            return redirect(area)
    return _form(request, form, f"Close {area}", area, button="Close", is_warning=True)


# Posts


@requires("actions.change_spoc_register", SpocArea)
@require_http_methods(["GET", "HEAD", "POST"])
def add_assignment(request, area):
    """A post of an area, held or empty."""
    post = SpocAssignment(area=area)
    form = AssignmentForm(request.POST or None, **_for(request), instance=post)
    return _kept(request, form, spocs.keep_assignment, "Add a post", area)


@requires("actions.change_spoc_register", SpocAssignment)
@require_http_methods(["GET", "HEAD", "POST"])
def change_assignment(request, post):
    """What a post is, and who holds it from when to when."""
    form = AssignmentForm(
        request.POST or None, **_for(request), instance=post, version=version_of(post)
    )
    return _kept(request, form, spocs.keep_assignment, "Change the post", post.area)


@requires("actions.change_spoc_register", SpocAssignment)
@require_http_methods(["GET", "HEAD", "POST"])
def end_assignment(request, post):
    """The last day of a post, and why it ends."""
    form = EndForm(request.POST or None, initial={"held_to": timezone.localdate()})
    if form.is_valid():
        with refusals_on(form):
            spocs.end_assignment(post, by=request.user, **form.cleaned_data)
            messages.success(request, "The post has a last day.")
            return redirect(post)
    return _form(request, form, f"End: {post}", post, button="End")


def _for(request):
    return {"user": request.user, "on": timezone.localdate()}


def _kept(request, form, save, title, back):
    """Save a filled form and show its area; else show the form, with what was wrong."""
    if form.is_valid():
        with refusals_on(form):
            try:
                kept = save(form.instance, by=request.user, **form.values)
                messages.success(request, f"{str(kept)[:100]} is saved.")
                return redirect(kept)
            except ChangedMeanwhile as meanwhile:
                form.take_in(meanwhile.changes, version_of(meanwhile.thing))
                form.add_error(None, meanwhile.sentence)
    page = {"title": title, "caption": "Contacts by area", "back_url": resolve_url(back)}
    return render(request, "registers/form.html", {"form": form} | page)


def _form(request, form, title, back, **page):
    page |= {"title": title, "caption": "Contacts by area", "back_url": resolve_url(back)}
    return render(request, "form_page.html", {"form": form} | page)
