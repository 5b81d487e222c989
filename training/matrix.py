"""The strategy matrix as a page, a spreadsheet and a report show it."""

from dataclasses import dataclass

from .models import MatrixRow

#: What is said of each level: the head of a row, and what stands in it.
ASPECTS = (
    ("What people do", "activities"),
    ("What they must know and be able to do", "competency"),
    ("What comes of it", "outcome"),
    ("What they take", "courses"),
)


@dataclass(frozen=True)
class Matrix:
    """The strategy on a day: its levels across, what is said of each of them down."""

    levels: list
    rows: list

    @property
    def lines(self):
        """The rows with the name of the level beside each cell, for a narrow screen."""
        names = [level.name for level in self.levels]
        return [(head, list(zip(names, cells, strict=True))) for head, cells in self.rows]

    def plain_rows(self):
        """The same as rows of text."""
        return [
            [head, *("\n".join(cell) if isinstance(cell, list) else cell for cell in cells)]
            for head, cells in self.rows
        ]


def matrix(*, on):
    """The Matrix that held on a day; courses are lists of their names."""
    held = list(
        MatrixRow.objects.holding(on=on).select_related("level").prefetch_related("courses")
    )
    rows = [(head, [_cell(each, name) for each in held]) for head, name in ASPECTS]
    return Matrix([each.level for each in held], rows)


def _cell(each, name):
    value = getattr(each, name)
    return value if isinstance(value, str) else [course.name for course in value.all()]
