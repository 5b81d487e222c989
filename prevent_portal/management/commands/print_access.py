"""`print_access`: who may do what, and where, as the portal itself has it."""

import re

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_backends
from django.urls import URLPattern, get_resolver

from prevent_portal.access import PUBLIC, SIGNED_IN
from prevent_portal.management.printing import PrintingCommand, table
from prevent_portal.roles import GRANTS, Role
from prevent_portal.tracked import TrackedQuerySet

INTRODUCTION = """\
# Who may do what

Printed by `manage.py print_access` from the tables that the portal runs on; `make fix` prints it anew.
Whether somebody may do a thing is always one question: does one of their roles grant it (first table),
is the record one they can see (second table), and does the record itself not narrow it (third table)?
"""


class Command(PrintingCommand):
    """Print `docs/access.md`."""

    help = "Prints who may do what: roles, records, pages."
    page = "docs/access.md"

    def lines(self):
        """Roles, then records, then pages."""
        yield INTRODUCTION
        yield "## What each role may do"
        yield ""
        yield from table(
            ["permission", "roles"],
            [
                [f"`{permission}`", ", ".join(role.label for role in Role if role in roles)]
                for permission, roles in GRANTS.items()
            ],
        )
        yield ""
        yield from _by_name()
        yield "## Which records they see"
        yield ""
        yield from table(["record", "who sees it"], _sights())
        yield ""
        yield "## What a record narrows"
        yield ""
        yield from table(["record", "rule"], _narrowings())
        yield ""
        yield "## What each page asks for"
        yield ""
        yield from table(["page", "address", "asks for"], sorted(_pages()))


def _by_name():
    """What is granted by name, record by record, from the backends that have a table of it."""
    for backend in get_backends():
        if hasattr(backend, "grants_of"):
            yield f"## {backend.heading}"
            yield ""
            yield from table(
                ["seat", "permissions"],
                [
                    [seat.label, ", ".join(f"`{permission}`" for permission in permissions)]
                    for seat, permissions in backend.grants_of.items()
                ],
            )
            yield ""


def _plain(pattern):
    """An address without the marks of a regular expression."""
    return re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", pattern).strip("^$")


def _models():
    for app in settings.FIRST_PARTY_APPS:
        yield from apps.get_app_config(app).get_models()


def _said(function):
    return " ".join(function.__doc__.split("\n\n")[0].split())


def _sights():
    for model in _models():
        rule = getattr(model.objects._queryset_class, "visible_to", None)
        if rule and rule is not TrackedQuerySet.visible_to:
            yield [f"`{model._meta.label}`", _said(rule)]


def _narrowings():
    for model in _models():
        if hasattr(model, "permits"):
            yield [f"`{model._meta.label}`", _said(model.permits)]


def _pages(patterns=None, app="", address="/"):
    for pattern in patterns or get_resolver().url_patterns:
        whole = address + _plain(str(pattern.pattern))
        if isinstance(pattern, URLPattern):
            asks = pattern.callback.access
            words = {PUBLIC: "nothing", SIGNED_IN: "being signed in"}.get(asks, f"`{asks}`")
            yield [f"`{app}{pattern.name}`", f"`{whole}`", words]
        else:
            inner = f"{app}{pattern.namespace}:" if pattern.namespace else app
            yield from _pages(pattern.url_patterns, inner, whole)
