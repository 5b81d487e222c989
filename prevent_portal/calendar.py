"""What is due and when, across apps: the pages of the calendar and the feeds ask each app.

An app may offer a module `calendar` with a function `entries(user, start, end)` that returns Entry
rows from the day `start` to the day `end`, both included, of what the user may see.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.utils.module_loading import module_has_submodule


@dataclass(frozen=True)
class Entry:
    """One thing on one day.

    `words` are for a page of the portal. `reference` stands alone in a feed that leaves the portal,
    so it holds no name and no content: "Action 1.2 due". `key` tells one entry from all others, for
    good: "action-12-due".
    """

    key: str
    on: datetime.date
    kind: str
    reference: str
    words: str
    href: str
    at: datetime.time | None = None
    agency: str = ""
    is_late: bool = False


def entries(user, start, end) -> Iterable[Entry]:
    """What every app has for somebody between two days, by day and time."""
    found = [entry for module in _modules() for entry in module.entries(user, start=start, end=end)]
    return sorted(found, key=lambda e: (e.on, e.at or datetime.time.min, e.kind, e.words, e.key))


def _modules():
    return [
        import_module(f"{name}.calendar")
        for name in settings.FIRST_PARTY_APPS
        if name != "prevent_portal" and module_has_submodule(import_module(name), "calendar")
    ]
