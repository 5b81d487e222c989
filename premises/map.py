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

    def __init__(self, boundary, counted):
        all_count, self.count, box, spots = counted
        self.boundary, rings = boundary, rings_of(boundary)
        self.unplaced = all_count - self.count
        self.sheet = sheet_for(rings, box)
        self.outline = self.sheet.path(rings)
        self.spots = [Spot(*spot) for spot in spots]


def boundary_of(agency_id):
    """The boundary that an agency's map is drawn with: its own, else the partnership's, else none."""
    return Boundary.objects.all().of(agency_id)


def rings_of(boundary):
    """The outline that a map is drawn with; none without a boundary."""
    return boundary.rings if boundary else []


def counted(premises, boundary, on):
    """How many premises there are and are placed, the box about them, and the spots that they come to."""
    sides = {
        "west": Min("longitude"),
        "south": Min("latitude"),
        "east": Max("longitude"),
        "north": Max("latitude"),
    }
    premises = premises.order_by()
    found = premises.aggregate(placed=Count("latitude"), all=Count("pk"), **sides)
    if not found["placed"]:
        return [found["all"], 0, None, []]
    box = [float(found[side]) for side in sides]
    placed = premises.filter(latitude__isnull=False)
    sheet = sheet_for(rings_of(boundary), box)
    spots = _spots(placed, sheet, found["placed"], on)
    return [found["all"], found["placed"], box, spots]


def _spots(placed, sheet, count, on):
    wide, high = sheet.cell_for(count)
    rows = placed.annotate(across=_cell("longitude", wide), up=_cell("latitude", high))
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
        [
            sheet.x(row["x"]),
            sheet.y(row["y"]),
            *(row[name] for name in ("count", "late_count", "high_count", "called", "key")),
        ]
        for row in rows.order_by("-up", "across")
    ]
