"""Who is on the list of a staff group."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from prevent_portal.access import requires
from prevent_portal.errors import refusals_on

from ..forms.groups import MembersForm
from ..forms.people import LastDayForm
from ..models import GroupMember, StaffGroup
from ..services import groups

MEMBERS_A_PAGE = 50


@requires("training.view_person", StaffGroup)
@require_http_methods(["GET", "HEAD", "POST"])
def group_members(request, group):
    """Who is and was on the list, and a form to put people on it."""
    form = MembersForm(request.POST or None, initial={"from_on": timezone.localdate()})
    if form.is_valid():
        with refusals_on(form):
            count = groups.add_members(group, by=request.user, **form.cleaned_data)
            messages.success(request, f"Put on the list: {count}.")
            return redirect("training:group_members", group.pk)
    rows = GroupMember.objects.visible_to(request.user).of(group)
    page = Paginator(rows, MEMBERS_A_PAGE).get_page(request.GET.get("page"))
    return _shown(request, group=group, form=form, page=page)


@requires("training.change_person", GroupMember)
@require_http_methods(["GET", "HEAD", "POST"])
def end_membership(request, member):
    """A form for the last day of somebody on the list."""
    back = reverse("training:group_members", args=[member.group_id])
    form = LastDayForm(request.POST or None, initial={"on": timezone.localdate()})
    if form.is_valid():
        with refusals_on(form):
            groups.end_membership(member, by=request.user, **form.cleaned_data)
            return redirect(back)
    page = {"title": "Take off the list", "caption": member.person.name, "back_url": back}
    return render(request, "form_page.html", {"form": form} | page)


def _shown(request, **context):
    return render(request, "training/group_members.html", context)
