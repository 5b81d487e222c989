"""What the home page asks each app: what needs me, what has changed, what I wait for.

An app may offer a module `home` with any of the functions `needs(user, on)`, `news(user, since)`,
`waiting(user, on)` and `overview(user, on)`; the first three return Rows, the last a list of
templates with their context for those whose home is a summary. `shown_in(user, actions)` says which
papers hold some of the actions, as pairs of an action's key and a Row.
"""

import datetime
from dataclasses import dataclass, field
from importlib import import_module

from django.conf import settings
from django.utils.module_loading import module_has_submodule


@dataclass(frozen=True)
class Row:
    """One line of somebody's work: words, where it leads, about what, and by when."""

    text: str
    href: str
    about: str = ""
    due_on: datetime.date | None = None
    at: datetime.datetime | None = None


@dataclass(frozen=True)
class Panel:
    """A part of the home page that an app draws itself."""

    template: str
    context: dict = field(default_factory=dict)


def gather(question, user, *args):
    """What all apps answer to one of the questions, in one list."""
    return [
        answer
        for module in _modules()
        if hasattr(module, question)
        for answer in getattr(module, question)(user, *args)
    ]


def _modules():
    return [
        import_module(f"{name}.home")
        for name in settings.FIRST_PARTY_APPS
        if name != "prevent_portal" and module_has_submodule(import_module(name), "home")
    ]
