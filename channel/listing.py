"""The cases that are open to somebody: narrowed, counted and ordered, by reference and never by name."""

from dataclasses import dataclass

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Aggregate, Count, DateField, F, Func, Q, TextField, Value, Window

from prevent_portal.columns import Column
from prevent_portal.forms import FilterForm

from .models import Case, Clock, Panel
from .models.together import objects_of, read_within
from .states import AFTER, ENDED, Status

OPEN, AFTERWARDS, ENDED_ONES, ALL = "", "after", "ended", "all"
_WHICH = {
    OPEN: ("To do, reviews after closing too", lambda rows: rows.open().exclude(due_on=None)),
    AFTERWARDS: ("Closed, reviews to come", lambda rows: rows.filter(status__in=AFTER)),
    ENDED_ONES: ("Ended", lambda rows: rows.filter(status__in=ENDED)),
    ALL: ("All", lambda rows: rows),
}
#: What the list shows of a case, or narrows it by.
SHOWN = (
    "reference",
    "panel",
    "status",
    "due_on",
    "due_step",
    "received_on",
    "police_told_at",
    "not_shared_on",
)
#: Cases on a page of the list.
PAGE = 25
#: What the list is sorted by, as the address says it.
SORTS = {
    "due": "due_on",
    "reference": "reference",
    "status": "status",
    "step": "due_step",
    "received": "received_on",
}
#: What is chosen among the values of one column.
_KEYS = {"status": "status", "step": "due_step", "panel": "panel_id"}
#: What a download holds: no name.
COLUMNS = (
    Column("Case", "reference"),
    Column("Panel", "panel.name"),
    Column("Where it stands", "get_status_display"),
    Column("Next step", "get_due_step_display"),
    Column("Due", "due_on", kind="day"),
    Column("Received", "received_on", kind="day"),
    Column("Referred to panel", "section_36_on", kind="day"),
    Column("Adopted", "adopted_on", kind="day"),
    Column("Closed", "closed_on", kind="day"),
)


class _Rows(Aggregate):
    """What the list shows of each case, in no order: rows of JSON, as PostgreSQL writes them quickest."""

    function = "json_agg"
    output_field = TextField()  # the database's driver reads them

    @classmethod
    def of(cls, names, **options):
        """Of columns by name."""
        pairs = (part for name in names for part in (Value(name), F(name)))
        return cls(Func(*pairs, function="json_build_object"), **options)


class _FirstDue(Func):
    """The day by which thirty cases of a panel are due that one runs; of who runs none, no end."""

    template = "(SELECT channel_first_due())"
    output_field = DateField()


@dataclass(frozen=True)
class Tally:
    """How many cases there are, and how many of them are late."""

    total: int
    late: int


class CaseFilter(FilterForm):
    """What the list is narrowed to, with how many cases each choice holds."""

    q = forms.CharField(label="Reference", max_length=20)
    late = forms.MultipleChoiceField(
        label="Lateness", widget=forms.CheckboxSelectMultiple({"class": "govuk-checkboxes--small"})
    )
    status = forms.ChoiceField(label="Where it stands")
    step = forms.ChoiceField(label="Next step")
    panel = forms.ChoiceField(label="Panel")
    which = forms.ChoiceField(
        label="Open or ended", choices=[(key, words) for key, (words, _) in _WHICH.items()]
    )

    def __init__(self, data, *, user, on):
        super().__init__(data)
        self.on = on
        which = data.get("which", OPEN)
        self.rows = _WHICH.get(which, _WHICH[OPEN])[1](Case.objects.visible_to(user))
        self.words = {
            "status": dict(Status.choices),
            "step": dict(Clock.Step.choices),
            "panel": {str(key): name for key, name in Panel.objects.values_list("pk", "name")},
        }
        for name, words in self.words.items():
            self.fields[name].choices = [("", "Any"), *words.items()]
        self.fields["late"].choices = [("yes", "Late only")]
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = (
                f"“{field.label}” in the address is not one of the choices."
            )
        self.full_clean()

    def page(self, number, sort=""):
        """A page of the cases asked for; what each choice holds is counted in the same statement."""
        number = int(number[:9]) if (number or "").isdecimal() else 1
        found = self._gathered(number, sort) or self._read(number, sort)
        pages = Paginator(found["rows"], PAGE)
        pages.count = self._count(found)
        there = pages.get_page(number).number
        if there != number:
            found["rows"] = found["last"][: pages.count - (there - 1) * PAGE][::-1]
        self.tally = self._offer_counted(found["tally"])
        return Page(found["rows"], there, pages)

    def _read(self, number, sort):
        """What each choice holds, the rows of a page, and the last ones, in case there are not so many pages."""
        shown = _sorted(self._narrow(Case.objects.only(*SHOWN)), sort)
        if self.cleaned_data.get("q"):
            shown = shown.annotate(found=Window(Count("pk")))
        first = (max(number, 1) - 1) * PAGE
        asked = {
            "tally": self._tally(Case.objects),
            "rows": shown[first : first + PAGE],
        }
        if number != 1:
            asked["last"] = shown.reverse()[:PAGE]
        return read_within(self.rows.only(*SHOWN), asked)

    def _gathered(self, number, sort):
        """The same of the first page of all: its rows are gathered as the cases are counted, which costs least.

        None of another page, and where too few of those that are due by the first days are open to the reader.
        """
        if number != 1 or sort not in ("", "due") or self.is_used:
            return None
        is_first = Q(due_on__lte=_FirstDue())
        shown = (Case._meta.get_field(name).column for name in ("id", *SHOWN))
        kinds = list(self._tally(self.rows).annotate(first=_Rows.of(shown, filter=is_first)))
        rows = objects_of(Case, [row for kind in kinds for row in kind.pop("first") or ()])
        if len(rows) < min(PAGE, sum(kind["total"] for kind in kinds)):
            return None
        return {
            "tally": kinds,
            "rows": sorted(rows, key=lambda case: (case.due_on, case.pk))[:PAGE],
        }

    def _tally(self, rows):
        late = Count("pk", filter=Q(due_on__lt=self.on))
        kinds = rows.order_by().values("status", "due_step", "panel_id")
        return kinds.annotate(total=Count("pk"), late=late)

    def _count(self, found):
        """How many cases are shown on all pages: of a search the rows say it, otherwise the tally."""
        if self.cleaned_data.get("q"):
            rows = found["rows"] or found.get("last")
            return rows[0].found if rows else 0
        chosen, counted = self.cleaned_data, "late" if self.cleaned_data.get("late") else "total"
        return sum(
            row[counted]
            for row in found["tally"]
            if all(
                not chosen.get(name) or chosen[name] == str(row[key]) for name, key in _KEYS.items()
            )
        )

    def _offer_counted(self, kinds):
        """Offer the choices that hold any case, with how many; return how many there are of all."""
        for name, key in _KEYS.items():
            self._offer(name, key, kinds)
        if len(self.fields["panel"].choices) < 3 and "panel" not in self.data:
            del self.fields["panel"]
        tally = Tally(sum(row["total"] for row in kinds), sum(row["late"] for row in kinds))
        self.fields["late"].choices = [("yes", f"Late only ({tally.late})")]
        return tally

    def _offer(self, name, key, kinds):
        totals = {}
        for row in kinds:
            totals[str(row[key])] = totals.get(str(row[key]), 0) + row["total"]
        chosen = self.data.get(name, "")
        self.fields[name].choices = [("", "Any")] + [
            (each, f"{label} ({totals.get(each, 0)})")
            for each, label in self.words[name].items()
            if each in totals or each == chosen
        ]

    @property
    def is_used(self):
        """True if anything is chosen that narrows the list."""
        return any(self.cleaned_data.values())

    @property
    def passed_over(self):
        """A sentence for each part of the address that could not be understood."""
        return [error for errors in self.errors.values() for error in errors]

    def narrowed(self, sort=""):
        """The cases asked for, in the order asked for: by lateness unless the address says otherwise."""
        return _sorted(self._narrow(self.rows), sort).select_related("panel")

    def _narrow(self, rows):
        chosen = self.cleaned_data
        if chosen.get("q"):
            rows = rows.filter(reference__icontains="".join(chosen["q"].split()))
        if chosen.get("late"):
            rows = rows.filter(due_on__lt=self.on)
        for name, key in _KEYS.items():
            if chosen.get(name):
                rows = rows.filter(**{key: chosen[name]})
        return rows


def _sorted(rows, sort):
    back, key = sort.startswith("-"), SORTS.get(sort.removeprefix("-"), "due_on")
    order = F(key).desc(nulls_last=True) if back else F(key).asc(nulls_last=True)
    return rows.order_by(order, "pk")
