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
class Sight:
    """Who may see a figure whose scope is an agency, or None for all: the permissions they hold.

    `every` is needed for any agency but one's own, and for all together. Without `own` the figure
    is everybody's only.
    """

    every: str
    own: str = ""


@dataclass(frozen=True)
class Figure:
    """A number with a name, what it means in words, and out of what it is counted.

    One with a `sight` may be shown beyond its own app's pages, as evidence for one. One that is
    withheld never is: no edition, report for the public or answer to anybody outside gets it.
    `counts` says what it counts where so few of them might be known by it: people, cases, settings.
    Its `rows` are for those who hold the permission `rows_for`; where a page of its own app lists what
    it counts, `listed_at` gives the address of that, for those who may open it.
    """

    name: str
    title: str
    definition: str
    denominator: str
    compute: Callable
    rows: Callable | None = None
    sight: Sight | None = None
    is_withheld: bool = False
    counts: str = ""
    rows_for: str = ""
    listed_at: Callable | None = None

    def is_seen_by(self, user, agency_id):
        """True if somebody may see the value for an agency, or for all where that is None."""
        if self.is_withheld or self.sight is None:
            return False
        if agency_id is not None and not self.sight.own:
            return False
        if agency_id is not None and not user.has_perm(self.sight.own):
            return False
        is_own = agency_id is not None and agency_id == user.agency_id
        return is_own or user.has_perm(self.sight.every)

    def may_be_seen_by(self, user):
        """True if somebody may see the value for some agency, or for all."""
        return self.is_seen_by(user, user.agency_id) or self.is_seen_by(user, None)

    def at(self, scope, *, on, known_at=None):
        """The value for a scope (a plan, say) on a day, from what had been recorded by `known_at`."""
        return self.compute(scope, on=on, known_at=known_at)


def figure(
    name,
    *,
    title,
    definition,
    denominator="",
    rows=None,
    sight=None,
    is_withheld=False,
    counts="",
    rows_for="",
    listed_at=None,
):
    """Put a function `(scope, *, on, known_at) -> Value` into the catalogue under a name."""

    def register(compute):
        _catalogue[name] = Figure(
            name,
            title,
            definition,
            denominator,
            compute,
            rows,
            sight,
            is_withheld,
            counts,
            rows_for,
            listed_at,
        )
        return compute

    return register


def catalogue():
    """Every figure of every app, by name."""
    autodiscover_modules("figures")
    return dict(_catalogue)
