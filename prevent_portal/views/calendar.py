"""The forward calendar, and the private address at which calendar programmes fetch it."""

from calendar import Calendar
from itertools import groupby

from dateutil.relativedelta import relativedelta
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import feeds
from ..access import Verb, public, signed_in
from ..calendar import entries
from ..forms import PortalForm
from ..forms.calendar import CalendarFilter, month_of
from ..models import CalendarAddress
from ..private import kept_by_nobody

#: Entries of a month that one page shows; filters bring up the rest.
MOST = 200


@signed_in
@require_safe
def calendar(request):
    """What is due in a month, as a list by day or as a table of weeks."""
    first = month_of(request.GET.get("month"), on=timezone.localdate())
    last = first + relativedelta(months=1, days=-1)
    form = CalendarFilter(request.GET, entries=entries(request.user, first, last))
    found = form.narrowed()
    days = {day: list(rows) for day, rows in groupby(found[:MOST], key=lambda entry: entry.on)}
    context = {"filters": form, "found": found, "days": days, "month": first}
    context |= {"left_out": max(0, len(found) - MOST), **_ways(request, first)}
    context["weeks"] = _weeks(first, days) if request.GET.get("view") == "month" else None
    return render(request, "prevent_portal/calendar.html", context)


def _weeks(first, days):
    """The weeks of a month from Monday on: each day with its entries, None outside the month."""
    return [
        [(day, days.get(day, [])) if day.month == first.month else None for day in week]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]


def _ways(request, first):
    """Addresses of the months before and after, and of the other view, with the same filters."""

    def address(**changes):
        query = request.GET.copy()
        for name, value in changes.items():
            query[name] = value
        return f"?{query.urlencode()}"

    before, after = first - relativedelta(months=1), first + relativedelta(months=1)
    return {
        "earlier": (before, address(month=f"{before:%Y-%m}")),
        "later": (after, address(month=f"{after:%Y-%m}")),
        "as_list": address(view="list"),
        "as_month": address(view="month"),
    }


@signed_in
@require_safe
def calendar_address(request):
    """Whether one has a calendar address, and what to do with it; it is not shown again."""
    mine = CalendarAddress.objects.visible_to(request.user).in_use().first()
    return render(request, "prevent_portal/calendar_address.html", {"mine": mine})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def make_calendar_address(request):
    """Makes a calendar address, in place of one there is, and shows it this once."""
    if request.method != "POST":
        return _confirm(request, "Make a calendar address?", "An address you have stops working.")
    token = feeds.make_address(by=request.user)
    address = feeds.whole(reverse("calendar_feed", args=[token]))
    return render(request, "prevent_portal/calendar_address_made.html", {"address": address})


@signed_in
@require_POST
def revoke_calendar_address(request):
    """Stops one's calendar address from working."""
    feeds.revoke_address(by=request.user)
    messages.success(request, "Your calendar address no longer works.")
    return redirect("calendar_address")


@public
@require_safe
def calendar_feed(request, token):
    """The calendar as a file, for whoever holds the address and may still sign in."""
    address = feeds.address_of(token)
    _note(request.passage, address)
    if feeds.is_asked_too_often(address):
        return HttpResponse("Asked too often. Try again in an hour.\n", status=429)
    file = feeds.feed(address, on=timezone.localdate())
    response = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="prevent-portal.ics"'
    return kept_by_nobody(response)


def _note(passage, address):
    """Tell the access log whose calendar is fetched."""
    passage.user, passage.verb = address.user, Verb.EXPORTED
    passage.reference = f"prevent_portal.calendaraddress:{address.pk}"


def _confirm(request, title, intro):
    page = {"form": PortalForm(), "title": title, "intro": intro, "button": "Make it"}
    return render(request, "form_page.html", page | {"back_url": reverse("calendar_address")})
