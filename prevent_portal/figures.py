"""One catalogue of figures: pages, reports, evidence and exports all read it; none computes its own."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.module_loading import autodiscover_modules

_catalogue = {}


@dataclass(frozen=True)
class Value:
    """A figure's value, and out of how many."""

    count: int
    out_of: int | None = None

    @property
    def percent(self):
        """Of the denominator, to one place; None where there is nothing to divide by."""
        return round(100 * self.count / self.out_of, 1) if self.out_of else None


@dataclass(frozen=True)
class Figure:
    """A number with a name, what it means in words, and out of what it is counted."""

    name: str
    title: str
    definition: str
    denominator: str
    compute: Callable
    rows: Callable | None = None

    def at(self, scope, *, on, known_at=None):
        """The value for a scope (a plan, say) on a day, from what had been recorded by `known_at`."""
        return self.compute(scope, on=on, known_at=known_at)


def figure(name, *, title, definition, denominator="", rows=None):
    """Put a function `(scope, *, on, known_at) -> Value` into the catalogue under a name."""

    def register(compute):
        _catalogue[name] = Figure(name, title, definition, denominator, compute, rows)
        return compute

    return register


def catalogue():
    """Every figure of every app, by name."""
    autodiscover_modules("figures")
    return dict(_catalogue)
