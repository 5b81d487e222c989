"""The list behind a figure of a report: what was counted, for whoever may see it."""

from dataclasses import dataclass

from actions.models import Action
from prevent_portal.figures import Figure, catalogue

from .desk import figures_shown

#: Only figures of the plan's actions have a list that belongs to the report.
_ACTIONS = "actions."


@dataclass(frozen=True)
class Behind:
    """A figure as its report says it, what it means, and the actions that were counted."""

    tile: dict
    figure: Figure
    rows: object
    counted: int
    hidden: int

    @property
    def is_other(self):
        """True if the register gives another list today than the one that was counted."""
        return self.counted != self.tile["value"]


def behind(report, name, user):
    """The list behind a figure of the first page; None where the report shows no such figure."""
    tile = next((each for each in figures_shown(report) if each.get("name") == name), None)
    figure = catalogue().get(f"{_ACTIONS}{name}")
    if tile is None or figure is None or report.plan_id is None:
        return None
    counted = figure.rows(report.plan, on=report.on, known_at=report.known_at)
    seen = Action.objects.visible_to(user).filter(pk__in=counted.values("pk"))
    seen = seen.select_related("objective").order_by(
        "objective__theme__position", "objective__position", "position", "pk"
    )
    number = counted.count()
    return Behind(tile, figure, seen, number, number - seen.count())
