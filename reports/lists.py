"""The list behind each figure that a page shows: where it is for whoever may see it, else why there is none."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from actions.models import Action
from prevent_portal.figures import Figure, catalogue

from .scopes import ACTIONS, OF_ONE_BODY, scope_of, whose
from .series import plan_of

COUNTS_ONLY = "Of Channel only numbers are told, never the cases behind them."
NOT_YOURS = "There is a list, for those who may open the register that it is counted from."
NO_ROWS = "There is no list: it is worked out from other figures or from sums."
NO_PLAN = "There is no list: nothing stands here that was counted in a plan."


@dataclass(frozen=True)
class Told:
    """A figure of the catalogue as a paper says it, after the guard."""

    name: str
    value: object
    basis: str
    is_of_all: bool = False


@dataclass(frozen=True)
class Listed:
    """A figure on a page, with the address of the list behind it; without one, `why` says why not."""

    figure: Figure
    told: Told | None
    href: str = ""
    why: str = ""


@dataclass(frozen=True)
class Behind:
    """A figure as its page says it, what it means, and the rows that were counted."""

    told: Told
    figure: Figure
    rows: object
    counted: int
    hidden: int

    @property
    def is_of_actions(self):
        """True if what was counted are actions, which are named with their outcome."""
        return self.rows.model is Action

    @property
    def is_other(self):
        """True if the register gives another list today than the one that was counted."""
        said = str(self.told.value).replace(",", "")
        return said.isdigit() and self.counted != int(said) and not self.is_sum

    @property
    def is_sum(self):
        """True if the figure is no count of its rows, but adds up what they say."""
        return self.figure.name in _SUMS


#: Figures that add up what their rows say.
_SUMS = ("engagement.reach", "money.promised", "money.spent", "sessions_attended")


def told_in(blocks):
    """The figures that blocks of a paper tell, in their order, each once."""
    found = {}
    for block in blocks:
        for each in _tiles(block) if block["type"] == "figures" else _rows(block):
            found.setdefault(each.name, each)
    return list(found.values())


def _tiles(block):
    for tile in block["figures"]:
        if "name" in tile:
            yield Told(f"{ACTIONS}{tile['name']}", tile["value"], tile["basis"])


def _rows(block):
    # of everybody: what stands in a table of agencies is not the paper's own agency's
    is_of_all = block.get("key", "").endswith(".by_agency")
    for group in block.get("groups", ()):
        for row in group["rows"]:
            for mark in row.get("figures", ()):
                cells = row["cells"]
                whole = cells[mark["out_of"]]["text"] if mark["out_of"] is not None else ""
                basis = f"of {whole}" if whole not in ("", "–") else ""
                yield Told(mark["name"], cells[mark["value"]]["text"], basis, is_of_all)


def lists_of(report, told, user, *, may_open=True):
    """For each figure that a report tells, the list behind it as at its day and as known then.

    Whoever writes a section without seeing the report does not open the report's own lists.
    """
    whole = whose(report.plan, report.agency)
    known = catalogue()
    return [
        _listed(
            known[each.name],
            each,
            user,
            scope_of(each.name, agency=None if each.is_of_all else whole, plan=report.plan),
            on=report.on,
            known_at=report.known_at,
            own=lambda each: (
                reverse("reports:figure_list", args=[report.pk, each.name]) if may_open else ""
            ),
        )
        for each in told
        if each.name in known
    ]


def list_of_dashboard(told, user):
    """The list behind a figure of a dashboard, on its day."""
    shown, figure = told.shown, told.figure
    scope = scope_of(figure.name, agency=shown.agency, plan=told.has_values or None)
    address = reverse("reports:dashboard_figure", args=[shown.dashboard.name, figure.name])
    asked = {"on": shown.on.isoformat(), "agency": shown.agency.pk}
    return _listed(
        figure,
        None,
        user,
        scope,
        on=shown.on,
        known_at=None,
        own=lambda each: f"{address}?{urlencode(asked)}",
    )


def _listed(figure, told, user, scope, *, on, known_at, own):
    if figure.is_withheld:
        return Listed(figure, told, why=COUNTS_ONLY)
    if figure.listed_at:
        href = figure.listed_at(user, scope, on=on, known_at=known_at)
        return Listed(figure, told, href, "" if href else NOT_YOURS)
    if figure.rows is None or figure.name in OF_ONE_BODY:
        return Listed(figure, told, why=NO_ROWS)
    if scope is None and figure.name.startswith(ACTIONS):
        return Listed(figure, told, why=NO_PLAN)
    href = own(figure) if user.has_perm(figure.rows_for) else ""
    return Listed(figure, told, href, "" if href else NOT_YOURS)


def with_lists(shown, user):
    """The figures of a dashboard, each told where its list is."""
    for told in shown.figures:
        told.listed = list_of_dashboard(told, user)
    return shown.figures


def behind_report(report, told, name, user):
    """The list behind a figure that a report tells; None where it tells none of that name that has one."""
    found = next((each for each in told if each.name == name), None)
    if found is None or name not in catalogue():
        return None
    agency = whose(report.plan, report.agency)
    scope = scope_of(name, agency=agency, plan=report.plan)
    return _behind(found, catalogue()[name], scope, user, on=report.on, known_at=report.known_at)


def behind_dashboard(shown, name, user):
    """The list behind a figure of a dashboard; None where there is none."""
    told = next((each for each in shown.figures if each.figure.name == name), None)
    if told is None:
        return None
    said = Told(name, told.count, told.whole)
    plan = plan_of(shown.agency, on=shown.on) if name.startswith(ACTIONS) else None
    scope = scope_of(name, agency=shown.agency, plan=plan)
    return _behind(said, told.figure, scope, user, on=shown.on, known_at=None)


def _behind(told, figure, scope, user, *, on, known_at):
    """Raises PermissionDenied for whoever may open none of what was counted."""
    if figure.is_withheld or figure.rows is None or figure.listed_at:
        return None
    if figure.name in OF_ONE_BODY:
        return None
    if scope is None and figure.name.startswith(ACTIONS):
        return None
    if not user.has_perm(figure.rows_for):
        raise PermissionDenied
    counted = figure.rows(scope, on=on, known_at=known_at)
    model = counted.model
    seen = model.objects.visible_to(user).filter(pk__in=counted.order_by().values("pk"))
    if model is Action:
        seen = seen.select_related("objective").order_by(
            "objective__theme__position", "objective__position", "position", "pk"
        )
    else:
        seen = seen.order_by(*model._meta.ordering, "pk")
    number = counted.order_by().count()
    return Behind(told, figure, seen, number, number - seen.count())
