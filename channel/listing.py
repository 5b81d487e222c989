"""The cases that are open to somebody: narrowed, counted and ordered, by reference and never by name."""

from dataclasses import dataclass

from django import forms
from django.db.models import Count, F, Q

from prevent_portal.columns import Column
from prevent_portal.forms import FilterForm

from .models import Case, Clock, Panel
from .states import AFTER, ENDED, Status

OPEN, AFTERWARDS, ENDED_ONES, ALL = "", "after", "ended", "all"
_WHICH = {
    OPEN: ("To do, reviews after closing too", lambda rows: rows.open().exclude(due_on=None)),
    AFTERWARDS: ("Closed, reviews to come", lambda rows: rows.filter(status__in=AFTER)),
    ENDED_ONES: ("Ended", lambda rows: rows.filter(status__in=ENDED)),
    ALL: ("All", lambda rows: rows),
}
#: What the list is sorted by, as the address says it.
SORTS = {
    "due": "due_on",
    "reference": "reference",
    "status": "status",
    "step": "due_step",
    "received": "received_on",
}
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
        self.tally = self._count()
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = (
                f"“{field.label}” in the address is not one of the choices."
            )
        self.full_clean()

    def _count(self):
        """Ask once how many cases each choice holds, and offer those that hold any."""
        late = Count("pk", filter=Q(due_on__lt=self.on))
        rows = list(
            self.rows.order_by()
            .values_list("status", "due_step", "panel")
            .annotate(total=Count("pk"), late=late)
        )
        tally = Tally(sum(row[3] for row in rows), sum(row[4] for row in rows))
        panels = dict(Panel.objects.values_list("pk", "name"))
        self._offer("status", 0, rows, dict(Status.choices))
        self._offer("step", 1, rows, dict(Clock.Step.choices))
        self._offer("panel", 2, rows, panels)
        if len(self.fields["panel"].choices) < 3 and "panel" not in self.data:
            del self.fields["panel"]
        self.fields["late"].choices = [("yes", f"Late only ({tally.late})")]
        return tally

    def _offer(self, name, place, rows, words):
        totals = {}
        for row in rows:
            totals[row[place]] = totals.get(row[place], 0) + row[3]
        chosen = self.data.get(name, "")
        self.fields[name].choices = [("", "Any")] + [
            (str(key), f"{label} ({totals.get(key, 0)})")
            for key, label in words.items()
            if key in totals or str(key) == chosen
        ]

    @property
    def is_used(self):
        """True if anything is chosen that narrows the list."""
        return any(self.cleaned_data.values())

    @property
    def is_narrowed(self):
        """True if fewer cases may be shown than were counted."""
        return any(value for name, value in self.cleaned_data.items() if name != "which")

    @property
    def passed_over(self):
        """A sentence for each part of the address that could not be understood."""
        return [error for errors in self.errors.values() for error in errors]

    def narrowed(self, sort=""):
        """The cases asked for, in the order asked for: by lateness unless the address says otherwise."""
        rows, chosen = self.rows, self.cleaned_data
        if chosen.get("q"):
            rows = rows.filter(reference__icontains="".join(chosen["q"].split()))
        if chosen.get("late"):
            rows = rows.filter(due_on__lt=self.on)
        for name, field in (("status", "status"), ("step", "due_step"), ("panel", "panel")):
            if chosen.get(name):
                rows = rows.filter(**{field: chosen[name]})
        back, key = sort.startswith("-"), SORTS.get(sort.removeprefix("-"), "due_on")
        order = F(key).desc(nulls_last=True) if back else F(key).asc(nulls_last=True)
        return rows.select_related("panel").order_by(order, "pk")
