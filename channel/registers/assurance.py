"""What the figures are held against, and what the yearly statement answers."""

from prevent_portal.registers import Column, declare, link

from ..forms.assurance import ExtentForm, NationalSeriesForm, StandardForm
from ..measures import Measure
from ..models import AssuranceExtent, AssuranceStandard, NationalSeries

GROUP = "Channel"

NATIONAL = declare(
    NationalSeries,
    noun="national number",
    plural="National numbers",
    group=GROUP,
    address="national",
    intro="Numbers published for the country, which the panel's own statistics stand beside.",
    columns=(
        Column("Measure", "get_measure_display", sort="measure"),
        Column("Part", "part", sort="part"),
        Column("Year beginning", "year", sort="year"),
        Column("Value", "value", kind="number", sort="value"),
        Column("Percentage", "is_percent", kind="yesno"),
        Column("Source", "source"),
    ),
    form=NationalSeriesForm,
    search=("part", "source"),
    filters=("measure",),
)

STANDARDS = declare(
    AssuranceStandard,
    noun="assurance standard",
    plural="Assurance standards",
    group=GROUP,
    address="standards",
    intro="What the yearly assurance statement of a panel answers, by area of control.",
    columns=(
        Column("Place", "place", kind="number", sort="place"),
        Column("Area of control", "area", sort="area"),
        Column("Standard", "words", kind="words"),
        Column("In force from", "from_on", kind="day", sort="from_on"),
    ),
    facts=(
        Column("Area of control", "area"),
        Column("Standard", "words", kind="words"),
        Column("In force from", "from_on", kind="day"),
        Column(
            "Shown by",
            lambda standard: [Measure(name).label for name in standard.evidence],
            kind="list",
        ),
    ),
    form=StandardForm,
    search=("area", "words"),
)

EXTENTS = declare(
    AssuranceExtent,
    noun="step of the assurance scale",
    plural="Assurance scale",
    group=GROUP,
    address="scale",
    intro="How far a standard is met, from the worst to the best.",
    columns=(
        Column("Place", "place", kind="number", sort="place"),
        Column("Words", "words", sort="words"),
        Column("Asks for a comment", "needs_comment", kind="yesno"),
    ),
    form=ExtentForm,
    search=("words",),
)

link(
    GROUP,
    "Statistics of the panels",
    page="channel:statistics",
    permission="channel.view_statistics",
)
