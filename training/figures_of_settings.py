"""How settings stand under the rules of their kinds on a day: part of the catalogue of figures.

The scope of a figure is a set of settings, as somebody may see them.
"""

from dataclasses import dataclass

from django.db.models import Count, Q

from prevent_portal.figures import Value, figure

from .models import SettingKind

_COUNTING = "settings that were there on the day and not left out"


@dataclass(frozen=True)
class KindLine:
    """One kind of setting: its rule, how many count, how many of these are covered, how many are left out."""

    pk: int
    name: str
    rule: str
    covered: int
    counting: int
    left_out: int

    @property
    def missing(self):
        """Settings that count and are not covered."""
        return self.counting - self.covered

    @property
    def percent(self):
        """Covered, of those that count; None where none counts."""
        return Value(self.covered, self.counting).percent


@figure(
    "settings_covered",
    title="Settings covered",
    definition="Settings in which the rule of their kind was met on the day.",
    denominator=_COUNTING,
    rows=lambda settings, on, known_at=None: _covered(settings, on, known_at),
    rows_for="training.view_setting",
    counts="settings",
)
def covered(settings, *, on, known_at=None):
    """How many settings of a set were covered on a day."""
    found = settings.counting(on=on, known_at=known_at).order_by()
    return Value(_covered(settings, on, known_at).order_by().count(), found.count())


def _covered(settings, on, known_at):
    return settings.counting(on=on, known_at=known_at).filter(is_covered=True)


def _with_trained_lead(settings, on, known_at):
    found = settings.counting(on=on, known_at=known_at)
    return found.filter(kind__needs_lead=True, has_trained_lead=True)


@figure(
    "settings_with_trained_lead",
    title="Settings with a trained lead",
    definition="Settings of a kind that needs it, whose designated lead had been trained by the day and was in date.",
    denominator=f"{_COUNTING}, of kinds that need a trained lead",
    rows=lambda settings, on, known_at=None: _with_trained_lead(settings, on, known_at),
    rows_for="training.view_setting",
    counts="settings",
)
def led(settings, *, on, known_at=None):
    """How many settings of a set had a trained designated lead on a day."""
    found = settings.counting(on=on, known_at=known_at).filter(kind__needs_lead=True).order_by()
    part = _with_trained_lead(settings, on, known_at).order_by()
    return Value(part.count(), found.count())


def not_covered(settings, *, on, known_at=None):
    """Settings that count and were not covered on a day: whom to offer training next."""
    return settings.counting(on=on, known_at=known_at).filter(is_covered=False)


def by_kind(settings, *, on, known_at=None):
    """A line for each kind of setting that was there on a day, in one query."""
    counts = Q(left_out_because="")
    found = settings.there(on=on).with_coverage(on=on, known_at=known_at).order_by()
    rows = found.values("kind").annotate(
        covered=Count("pk", filter=counts & Q(is_covered=True)),
        counting=Count("pk", filter=counts),
        left_out=Count("pk", filter=~counts),
    )
    rules = {kind.pk: kind for kind in SettingKind.objects.order_by("pk")}
    lines = [
        KindLine(
            row["kind"],
            rules[row["kind"]].name,
            rules[row["kind"]].rule,
            row["covered"],
            row["counting"],
            row["left_out"],
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: line.name)


def left_out(settings, *, on, known_at=None):
    """Why settings were left out on a day, and how many for each reason: [(reason, count)]."""
    found = settings.there(on=on).with_coverage(on=on, known_at=known_at).order_by()
    rows = found.exclude(left_out_because="").values_list("left_out_because")
    return sorted(rows.annotate(Count("pk")))
