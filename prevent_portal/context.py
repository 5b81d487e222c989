"""What every page knows: the portal's name, where one may go, and whether this is a demonstration."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from . import factor

#: Words, page, and the permission that the page asks for (None: anybody signed in).
NAVIGATION = [
    ("Home", "home", None),
    ("Overview", "actions:overview", "actions.view_overview"),
    ("Plans", "actions:plan_list", "actions.view_plan"),
    ("Actions", "actions:action_list", "actions.view_action"),
    ("Partnership", "partnership", "actions.view_body"),
    ("Training", "training:position", "training.view_position"),
    ("Channel", "channel:front", None),
    ("Premises", "premises:front", "premises.view_measures"),
    ("Calendar", "calendar", "actions.view_body"),
    ("Reports", "reports:report_list", "reports.view_report"),
    ("People", "user_list", "prevent_portal.view_user"),
    ("Agencies", "agency_list", "prevent_portal.view_agency"),
    ("Access log", "access_log", "prevent_portal.view_accessrecord"),
]


def portal(request):
    """Names and navigation for the page frame."""
    user = getattr(request, "user", None)
    return {
        "portal_name": settings.PORTAL_NAME,
        "is_demo": settings.IS_DEMO,
        "today": timezone.localdate(),
        "lock_screen": factor.screen(request),
        "navigation": _navigation(request, user) if user and user.is_authenticated else [],
    }


def _navigation(request, user):
    entries = [
        {"text": text, "href": reverse(page)}
        for text, page, permission in NAVIGATION
        if permission is None or user.has_perm(permission)
    ]
    # Where one is: the longest entry that the address begins with; home only by itself.
    here = max(
        (
            e["href"]
            for e in entries
            if request.path == e["href"] or _holds(e["href"], request.path)
        ),
        key=len,
        default="",
    )
    return [
        entry | {"current": request.path == entry["href"], "active": here == entry["href"]}
        for entry in entries
    ]


def _holds(href, path):
    return href != "/" and path.startswith(href)
