"""Pages with which an administrator adds, changes and deactivates people."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import services
from ..access import requires
from ..columns import Column, as_download
from ..errors import refusals_on
from ..forms.factor import ResetFactorForm
from ..forms.people import DeactivateForm, UserFilter, UserForm
from ..models import User

PEOPLE_A_PAGE = 25
COLUMNS = (
    Column("Name", "name"),
    Column("Email address", "email"),
    Column("Job title", "job_title"),
    Column("Agency", "agency.name"),
    Column("Roles", "get_role_names"),
    Column("Can sign in", "is_active"),
)


@requires("prevent_portal.view_user")
@require_safe
def user_list(request):
    """Everybody who signs in, and who may no longer."""
    filters = UserFilter(request.GET)
    people = filters.narrow(User.objects.visible_to(request.user))
    if download := as_download(request, people, COLUMNS, name="people"):
        return download
    page = Paginator(people, PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "prevent_portal/user_list.html", {"page": page, "filters": filters})


@requires("prevent_portal.view_user", User)
@require_safe
def user_detail(request, person):
    """One person: where they work, what they may do, whether they can sign in."""
    return render(request, "prevent_portal/user_detail.html", {"person": person})


@requires("prevent_portal.add_user")
@require_http_methods(["GET", "HEAD", "POST"])
def add_user(request):
    """Add somebody; they get a link by email."""
    form = UserForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            person = services.add_user(by=request.user, **form.cleaned_data)
            messages.success(request, f"{person.name} has been added and gets a link by email.")
            return redirect(person)
    return render(request, "prevent_portal/add_user.html", {"form": form})


@requires("prevent_portal.change_user", User)
@require_http_methods(["GET", "HEAD", "POST"])
def change_user(request, person):
    """Change somebody's name, address, agency or roles."""
    form = UserForm(request.POST or None, instance=person)
    if form.is_valid():
        with refusals_on(form):
            services.change_user(person, by=request.user, **form.cleaned_data)
            messages.success(request, "Your changes have been saved.")
            return redirect(person)
    return render(request, "prevent_portal/change_user.html", {"form": form, "person": person})


@requires("prevent_portal.deactivate_user", User)
@require_http_methods(["GET", "HEAD", "POST"])
def deactivate_user(request, person):
    """Close somebody's sign-in, with the reason."""
    form = DeactivateForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            services.deactivate_user(person, by=request.user, **form.cleaned_data)
            messages.success(request, f"{person.name} can no longer sign in.")
            return redirect(person)
    return render(request, "prevent_portal/deactivate_user.html", {"form": form, "person": person})


@requires("prevent_portal.deactivate_user", User)
@require_http_methods(["GET", "HEAD", "POST"])
def reset_factor(request, person):
    """Take away the second factor of somebody who lost it, with the reason."""
    form = ResetFactorForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            services.reset_factor(person, by=request.user, **form.cleaned_data)
            messages.success(request, f"{person.name} can set up a new second factor.")
            return redirect(person)
    return render(request, "prevent_portal/reset_factor.html", {"form": form, "person": person})


@requires("prevent_portal.deactivate_user", User)
@require_POST
def reactivate_user(request, person):
    """Open somebody's sign-in again."""
    services.reactivate_user(person, by=request.user)
    messages.success(request, f"{person.name} can sign in again and gets a link by email.")
    return redirect(person)


@requires("prevent_portal.add_user", User)
@require_POST
def invite_user(request, person):
    """Send the link to set a password once more."""
    services.invite_user(person, by=request.user)
    messages.success(request, f"A new link is on its way to {person.email}.")
    return redirect(person)
