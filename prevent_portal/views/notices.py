"""Pages of messages: what was sent, on which days one is written to, and how chasing goes."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from .. import notices
from ..access import requires, signed_in
from ..export import send_csv
from ..forms.notices import ChasingForm, NoticeFilter, WritingDaysForm
from ..models import AccessRecord, ChasingRule, Notice

NOTICES_A_PAGE = 25


def _listed(request):
    everybody = request.user.has_perm("prevent_portal.view_notice")
    filters = NoticeFilter(request.GET, of_everybody=everybody)
    return filters, filters.narrow(Notice.objects.visible_to(request.user)), everybody


@signed_in
@require_safe
def notice_list(request):
    """The messages sent to oneself; for who oversees the chasing, everybody's."""
    filters, found, everybody = _listed(request)
    rows = found.select_related("to").order_by("-on", "-pk")
    page = Paginator(rows, NOTICES_A_PAGE).get_page(request.GET.get("page"))
    context = {"filters": filters, "page": page, "everybody": everybody}
    context["others"] = notices.other_pages(request.user)
    return render(request, "prevent_portal/notice_list.html", context)


@signed_in
@require_safe
def export_notices(request):
    """The same list, whole, as a CSV file."""
    request.passage.verb = AccessRecord.Verb.EXPORTED
    _, found, _ = _listed(request)
    return send_csv(
        lambda: notices.export_rows(found),
        name=f"messages-{timezone.localdate().isoformat()}",
        head=notices.EXPORT_HEAD,
        by=request.user,
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def writing_days(request):
    """The days of the week on which the portal writes to whoever asks."""
    form = WritingDaysForm(request.POST or None, initial={"days": request.user.write_on})
    if form.is_valid():
        notices.choose_days(request.user, by=request.user, **form.cleaned_data)
        messages.success(request, "Your days have been saved.")
        return redirect("notice_list")
    return render(request, "prevent_portal/writing_days.html", {"form": form})


@requires("prevent_portal.set_chasing")
@require_http_methods(["GET", "HEAD", "POST"])
def chasing(request):
    """How long before it is due work is announced, and when its lateness goes to a manager."""
    rule = notices.rule_on(timezone.localdate())
    rules = ChasingRule.objects.visible_to(request.user).select_related("set_by")[:NOTICES_A_PAGE]
    form = ChasingForm(request.POST or None, initial=notices.as_initial(rule))
    if form.is_valid():
        notices.set_chasing(by=request.user, **form.cleaned_data)
        messages.success(request, "The numbers have been saved.")
        return redirect("chasing")
    return render(
        request, "prevent_portal/chasing.html", {"form": form, "rule": rule, "rules": rules}
    )
