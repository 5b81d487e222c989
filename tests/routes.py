"""Every page in the URLconf."""

from dataclasses import dataclass

from django.urls import URLPattern, get_resolver


@dataclass(frozen=True)
class Route:
    """One address: its name with the app's, what it looks like, its view, and the words it takes."""

    name: str
    address: str
    view: object
    takes: tuple


def routes():
    """Every address of the portal, in the order of the URLconf."""
    return list(_walk(get_resolver().url_patterns))


def _walk(patterns, app="", address="", takes=()):
    for pattern in patterns:
        whole, words = f"{address}{pattern.pattern}", (*takes, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLPattern):
            yield Route(f"{app}{pattern.name}", whole, pattern.callback, words)
        else:
            inner = f"{app}{pattern.namespace}:" if pattern.namespace else app
            yield from _walk(pattern.url_patterns, inner, whole, words)
