"""The map's arithmetic: an outline from GeoJSON, what lies within it, and places on a sheet. No rows, no request."""

import math
from dataclasses import dataclass

#: Of an outline: rings, and points of all rings together, after which it is thinned.
MOST_RINGS, MOST_POINTS = 200, 1500
#: Of the sheet that the map is drawn on: its width, its margin, and the least and greatest height.
WIDTH, MARGIN, HEIGHTS = 800, 24, (300, 1000)
#: Places that stand nearer to each other than this, on the sheet, are drawn as one: further, where there are many.
CELL = 28
#: Marks that a sheet holds, about: more could not be told apart, and make the page large.
MOST_SPOTS = 150
#: Degrees of longitude and latitude that a map without places and outline shows: Great Britain.
_NOTHING = (-6.0, 50.0, 1.8, 58.6)


class NoOutline(ValueError):  # noqa: N818 - it reads as the sentence it carries
    """What was uploaded is no outline; its words say why."""


def rings_of(data):
    """The rings of a GeoJSON polygon, many polygons, feature or collection: [[(longitude, latitude), …], …].

    Raises NoOutline with a sentence.
    """
    found = [_ring(ring) for ring in _rings(data, depth=0)]
    if not found:
        raise NoOutline("The file holds no polygon. Export the boundary as GeoJSON with polygons.")
    found.sort(key=len, reverse=True)
    return _thinned(found[:MOST_RINGS])


def _rings(data, depth):
    if not isinstance(data, dict) or depth > 3:
        raise NoOutline("The file is no GeoJSON. Export the boundary as GeoJSON in degrees.")
    kind, inner = data.get("type"), data.get("coordinates")
    try:
        if kind == "FeatureCollection":
            return [ring for each in data["features"] for ring in _rings(each, depth + 1)]
        if kind == "Feature":
            return _rings(data["geometry"], depth + 1)
        if kind == "GeometryCollection":
            return [ring for each in data["geometries"] for ring in _rings(each, depth + 1)]
    except (KeyError, TypeError):
        raise NoOutline("The file is no whole GeoJSON. Export the boundary again.") from None
    if kind == "Polygon" and isinstance(inner, list):
        return inner
    if kind == "MultiPolygon" and isinstance(inner, list):
        return [ring for polygon in inner if isinstance(polygon, list) for ring in polygon]
    return []


def _ring(points):
    try:
        found = [(round(float(point[0]), 5), round(float(point[1]), 5)) for point in points]
    except (TypeError, ValueError, IndexError, KeyError):
        raise NoOutline("A corner of the outline is no pair of numbers.") from None
    if len(found) < 4:
        raise NoOutline("A ring of the outline has fewer than four corners.")
    if not all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in found):
        raise NoOutline(
            "The corners are not in degrees. Export the boundary in longitude and latitude (WGS 84)."
        )
    return found


def _thinned(rings):
    count = sum(map(len, rings))
    step = max(1, math.ceil(count / MOST_POINTS))
    thin = [[*ring[:-1:step], ring[-1]] for ring in rings]
    return [ring for ring in thin if len(ring) >= 4]


def is_within(latitude, longitude, rings):
    """True if a place lies within an outline, holes left out (each ring crossed an odd number of times)."""
    x, y, inside = float(longitude), float(latitude), False
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


@dataclass(frozen=True)
class Sheet:
    """Where degrees stand on the sheet: north up, a degree of longitude as wide as it is there."""

    west: float
    south: float
    scale: float
    squeeze: float
    height: int

    @property
    def width(self):
        """How wide the sheet is."""
        return WIDTH

    def cell_for(self, count):
        """How many degrees of longitude and of latitude the side of a cell is, for so many places."""
        side = CELL
        if count > MOST_SPOTS:
            inner = (WIDTH - 2 * MARGIN) * (self.height - 2 * MARGIN)
            side = max(CELL, math.sqrt(inner / MOST_SPOTS))
        return side / (self.scale * self.squeeze), side / self.scale

    def x(self, longitude):
        """From the left edge."""
        return round(MARGIN + (float(longitude) - self.west) * self.squeeze * self.scale, 1)

    def y(self, latitude):
        """From the top edge."""
        return round(self.height - MARGIN - (float(latitude) - self.south) * self.scale, 1)

    def path(self, rings):
        """The outline as the `d` of an SVG path."""
        return " ".join(
            f"M{' L'.join(f'{self.x(x)} {self.y(y)}' for x, y in ring)} Z" for ring in rings
        )


def sheet_for(rings, extent=None):
    """A sheet that shows an outline and places: `extent` is (west, south, east, north) of these, or None."""
    corners = [point for ring in rings for point in ring]
    boxes = [extent] if extent else []
    if corners:
        longitudes, latitudes = zip(*corners, strict=True)
        boxes.append((min(longitudes), min(latitudes), max(longitudes), max(latitudes)))
    boxes = [tuple(map(float, box)) for box in boxes] or [_NOTHING]
    west, south = min(box[0] for box in boxes), min(box[1] for box in boxes)
    east, north = max(box[2] for box in boxes), max(box[3] for box in boxes)
    squeeze = math.cos(math.radians((south + north) / 2))
    wide, high = max((east - west) * squeeze, 0.01), max(north - south, 0.01)
    scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHTS[1] - 2 * MARGIN) / high)
    height = min(max(round(high * scale) + 2 * MARGIN, HEIGHTS[0]), HEIGHTS[1])
    return Sheet(west, south, scale, squeeze, height)
