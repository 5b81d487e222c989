"""How settings are covered on a day, as a page and a spreadsheet show it."""

from prevent_portal.columns import Column
from prevent_portal.figures import Value

from . import figures_of_settings as figures
from .forms.settings import CoverageFilter
from .models import Setting

#: The list for mop-up: settings that count and are not covered.
MOP_UP = (
    Column("Setting", "name"),
    Column("Kind", "kind.name"),
    Column("Agency", "agency.name"),
    Column("Area", "area"),
    Column("What is missing", "lacks", kind="list"),
    Column("Designated lead", "lead_name"),
    Column("Contact", "contact_name"),
    Column("Email address", "contact_email"),
    Column("Telephone", "contact_phone"),
    Column("Declined to take part", "has_declined"),
    Column("Last return", "last_return_on"),
)


class Coverage:
    """One day's coverage for one reader: the sentence, the kinds, who is left out, whom to offer training."""

    def __init__(self, data, *, user, today):
        self.filters = CoverageFilter(data, user=user, today=today)
        self.on = self.filters.day
        settings = Setting.objects.visible_to(user).filter(**self.filters.narrowed)
        self.kinds = figures.by_kind(settings, on=self.on)
        self.left_out = figures.left_out(settings, on=self.on)
        self.mop_up = figures.not_covered(settings, on=self.on).select_related("kind", "agency")
        self.led = figures.led(settings, on=self.on)

    @property
    def covered(self):
        """Covered, of those that count: the sum of the kinds."""
        return Value(
            sum(line.covered for line in self.kinds), sum(line.counting for line in self.kinds)
        )

    @property
    def left_out_count(self):
        """How many settings do not count, for whatever reason."""
        return sum(count for _, count in self.left_out)
