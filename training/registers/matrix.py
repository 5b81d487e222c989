"""The parts of the training strategy, a level at a time."""

from prevent_portal.registers import Column, declare, link

from ..forms.matrix import MatrixRowForm
from ..models import MatrixRow
from ..services.matrix import keep_matrix_row, reopen_matrix_row
from .courses import GROUP

link(
    GROUP,
    "Training strategy by level of role",
    page="training:matrix",
    permission="training.view_matrixrow",
    part="Strategy",
    is_first=True,
)

MATRIX_ROWS = declare(
    MatrixRow,
    noun="part of the strategy",
    plural="Parts of the training strategy",
    group=GROUP,
    part="Strategy",
    address="strategy/parts",
    intro="For each level of role what people do, must be able to do, reach and take, from a day to a day.",
    empty="Nothing has been written for any level yet.",
    columns=(
        Column("Part", str),
        Column("Level", "level.name", sort="level__position"),
        Column("Holds from", "from_on", kind="day", sort="from_on"),
        Column("Holds to", "to_on", kind="day", sort="to_on"),
    ),
    facts=(
        Column("Level", "level.name"),
        Column("What people do", "activities", kind="words"),
        Column("What they must know and be able to do", "competency", kind="words"),
        Column("What comes of it", "outcome", kind="words"),
        Column("What they take", lambda row: list(row.courses.all()), kind="list"),
        Column("Holds from", "from_on", kind="day"),
        Column("Holds to", "to_on", kind="day"),
    ),
    export=(
        Column("What people do", "activities"),
        Column("What they must know and be able to do", "competency"),
        Column("What comes of it", "outcome"),
        Column("What they take", lambda row: [str(course) for course in row.courses.all()]),
    ),
    form=MatrixRowForm,
    search=("level__name", "activities", "competency", "outcome"),
    filters=("level",),
    rows=lambda rows, on: rows.select_related("level").prefetch_related("courses"),
    save=keep_matrix_row,
    reopen=reopen_matrix_row,
)
