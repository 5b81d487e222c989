"""All actions across the plans one may see, on a page and as a spreadsheet."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prevent_portal.access import requires
from prevent_portal.export import send_list
from prevent_portal.models import AccessRecord

from ..listing import EXPORT_HEAD, all_page, export_rows
from ..services import many


@requires("actions.view_action")
@require_safe
def action_list(request):
    """The actions of every open plan, the most pressing first."""
    found = all_page(request.GET, user=request.user, on=timezone.localdate())
    found |= {"may_tick": request.user.has_perm("actions.change_action"), "plan": None}
    found["seen"] = many.seen_now() if found["may_tick"] else ""
    return render(request, "actions/action_list.html", found)


@requires("actions.view_action")
@require_safe
def export_actions(request):
    """The same list, whole, as ?format=csv or xlsx."""
    request.passage.verb = AccessRecord.Verb.EXPORTED
    on, user, data = timezone.localdate(), request.user, request.GET
    return send_list(
        lambda: export_rows(data, user=user, on=on),
        form=data.get("format", "csv"),
        name=f"actions-{on.isoformat()}",
        head=EXPORT_HEAD,
        by=user,
    )
