"""The map of premises: where each stands on the sheet, those that stand close together as one."""

from dataclasses import dataclass

from django.db.models import Avg, Count, F, FloatField, Max, Min, Q, Value
from django.db.models.functions import Cast, Floor

from .mapping import sheet_for
from .models import Boundary
from .states import Level


@dataclass(frozen=True)
class Spot:
    """One place, or several close together: where on the sheet, and what somebody has to see to."""

    x: float
    y: float
    count: int
    late_count: int
    high_count: int
    name: str
    key: int

    @property
    def radius(self):
        """On the sheet; larger for more places."""
        return 8 if self.count == 1 else min(9 + len(str(self.count)) * 3, 18)

    @property
    def words(self):
        """What it is, for somebody who points at it or hears it."""
        said = self.name if self.count == 1 else f"{self.count} places"
        late = f", {self.late_count} late" if self.late_count and self.count > 1 else ""
        late = ", late" if self.late_count and self.count == 1 else late
        return f"{said}{late}"

    @property
    def look(self):
        """The class it is drawn by: late first, then high risk."""
        if self.late_count:
            return "late"
        return "high" if self.high_count else "calm"


def _cell(name, side):
    """Which cell of the sheet a place stands in, one way."""
    return Floor(Cast(F(name), FloatField()) / Value(side, FloatField()))


class Map:
    """The spots and the outline of a set of premises, and how many of these stand nowhere on it."""

    def __init__(self, premises, *, agency_id, on):
        placed = premises.filter(latitude__isnull=False)
        self.boundary = Boundary.objects.all().of(agency_id)
        rings = self.boundary.rings if self.boundary else []
        found = premises.order_by().aggregate(
            west=Min("longitude"),
            south=Min("latitude"),
            east=Max("longitude"),
            north=Max("latitude"),
            placed=Count("latitude"),
            all=Count("pk"),
        )
        self.count, self.unplaced = found["placed"], found["all"] - found["placed"]
        box = tuple(found[side] for side in ("west", "south", "east", "north"))
        self.sheet = sheet_for(rings, box if found["placed"] else None)
        self.outline = self.sheet.path(rings)
        self.spots = self._spots(placed, on) if found["placed"] else []

    def _spots(self, placed, on):
        wide, high = self.sheet.cell_for(self.count)
        rows = placed.order_by().annotate(
            across=_cell("longitude", wide), up=_cell("latitude", high)
        )
        rows = rows.values("across", "up").annotate(
            x=Avg("longitude"),
            y=Avg("latitude"),
            count=Count("pk"),
            late_count=Count("pk", filter=placed.is_late(on=on)),
            high_count=Count("pk", filter=Q(tier=Level.HIGH)),
            called=Min("name"),
            key=Min("pk"),
        )
        return [
            Spot(
                self.sheet.x(row["x"]),
                self.sheet.y(row["y"]),
                row["count"],
                row["late_count"],
                row["high_count"],
                row["called"],
                row["key"],
            )
            for row in rows.order_by("-up", "across")
        ]
