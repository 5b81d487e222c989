"""What a list of actions may be narrowed to, how many each choice would show, and in which order.

Everything chosen stands in the address. What cannot be understood there is passed over, and said.
"""

import re
from functools import reduce

from django import forms
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast

from prevent_portal.forms import FilterForm
from prevent_portal.forms.registers import SmallBoxes
from prevent_portal.models import Agency

from .models import Action, Plan

#: What may be missing or late: code, words, and which actions it is.
GAPS = {
    "late": ("Late", lambda rows, on: rows.overdue(on=on)),
    "no-owner": ("No owner", lambda rows, on: rows.without_owner()),
    "no-date": ("No date", lambda rows, on: rows.without_date()),
    "no-outcome": ("No outcome", lambda rows, on: rows.without_outcome()),
    "no-evidence": ("Complete without evidence", lambda rows, on: rows.without_evidence()),
}

_STAGES = Case(
    *(When(status=status, then=place) for place, status in enumerate(Action.Status)),
    output_field=IntegerField(),
)
#: Orders a list may have, by the word in the address. Each ends in the order of the plan.
ORDERS = {
    "plan": (),
    "due": (F("due_on").asc(nulls_last=True),),
    "-due": (F("due_on").desc(nulls_last=True),),
    "status": (_STAGES.asc(),),
    "-status": (_STAGES.desc(),),
    "updated": (F("last_update_on").asc(nulls_first=True),),
    "-updated": (F("last_update_on").desc(nulls_last=True),),
}
PLAN_ORDER = (
    "objective__theme__plan",
    "objective__theme__position",
    "objective__position",
    "position",
    "pk",
)
#: Words are looked for one by one; more than this is a text, not a search.
MOST_WORDS = 8
#: Choices shown of a filter with many; the rest are found by searching for their words.
MOST_CHOICES = 15
LONGEST_CHOICE = 120

_SEARCH = {
    "max_length": "The search is too long: use 200 characters or fewer.",
    "null_characters_not_allowed": "The search held a character that cannot be stored.",
}
_TEXT = TextField()
_NOTHING = Value("", output_field=_TEXT)


class CountedBoxes(SmallBoxes):
    """Tick boxes, each with how many rows it would show."""

    counts = {}

    def create_option(self, name, value, label, *args, **kwargs):
        """Put the count behind the words of a choice."""
        counted = f"{label} ({self.counts.get(str(value), 0)})"
        return super().create_option(name, value, counted, *args, **kwargs)


class Chosen(forms.MultipleChoiceField):
    """Several choices of a filter whose values are known by their shape; the words come later."""

    widget = CountedBoxes

    def __init__(self, *, shape=None, **kwargs):
        self.shape = re.compile(shape) if shape else None
        super().__init__(**kwargs)

    def valid_value(self, value):
        """True if the value could be one of the choices."""
        return bool(self.shape.fullmatch(value)) if self.shape else super().valid_value(value)

    def validate(self, value):
        """Refuse what cannot be a choice, without repeating it."""
        if not all(self.valid_value(one) for one in value):
            raise ValidationError(f"“{self.label}” in the address is not one of the choices.")


class ActionFilter(FilterForm):
    """The filters of a list of actions."""

    q = forms.CharField(label="Words", max_length=200, error_messages=_SEARCH)
    status = Chosen(label="Status", choices=Action.Status)
    gap = Chosen(label="Needs attention", choices=[(code, gap[0]) for code, gap in GAPS.items()])
    plan = Chosen(label="Plan", shape=r"[0-9]{1,9}")
    theme = Chosen(label="Theme", shape=r"[0-9]{1,9}")
    lead = Chosen(label="Lead", shape=r"(?s)person:[0-9]{1,9}|post:[^\0]{1,300}")
    agency = Chosen(label="Agency", shape=r"[0-9]{1,9}")
    whose = Chosen(label="Whose", choices=[("mine", "Actions I lead")])

    def __init__(self, data, rows, *, user, on, plan=None, counted=True):
        super().__init__(data)
        self.rows, self.user, self.on, self.plan = rows, user, on, plan
        for name in ("whose", "plan") if plan else () if self.data.get("theme") else ("theme",):
            del self.fields[name]
        self.full_clean()
        if counted:
            self._count()

    @property
    def is_used(self):
        """True if anything is chosen that narrows the list."""
        return any(self.cleaned_data.values())

    @property
    def passed_over(self):
        """A sentence for each part of the address that could not be understood."""
        sentences = [error for errors in self.errors.values() for error in errors]
        if self.data.get("sort", self.order) != self.order:
            sentences.append("The order in the address is not one that the list has.")
        return sentences

    @property
    def order(self):
        """The word for the order of the list; the plan's own where none is asked for."""
        asked = self.data.get("sort", "")
        return asked if asked in ORDERS else ("plan" if self.plan else "due")

    @property
    def order_links(self):
        """The orders that a list offers: words, the word for the address, and whether it is so now."""
        offered = {"plan": "As in the plan", "due": "Due first", "status": "By status"}
        offered |= {"updated": "Longest without an update"}
        return [(words, order, order == self.order) for order, words in offered.items()]

    def ordered(self):
        """The actions that were asked for, in the order that was asked for."""
        within = PLAN_ORDER[1:] if self.plan else PLAN_ORDER
        return self.narrowed().order_by(*ORDERS[self.order], *within)

    def narrowed(self, *, but=None):
        """The actions that all filters let through, but for the one that is named."""
        rows = self.rows
        for name, values in self.cleaned_data.items():
            if values and name != but:
                rows = getattr(self, f"_by_{name}")(rows, values)
        return rows

    def _by_q(self, rows, words):
        for word in words.split()[:MOST_WORDS]:
            rows = rows.filter(
                Q(text__icontains=word)
                | Q(objective__text__icontains=word)
                | Q(objective__ref__iexact=word)
                | Q(ref__iexact=word)
                | Q(timescale_raw__icontains=word)
                | Q(lead__name__icontains=word)
                | Q(leads_text__icontains=word)
            )
        return rows

    def _by_status(self, rows, statuses):
        return rows.filter(status__in=statuses)

    def _by_gap(self, rows, gaps):
        found = (GAPS[gap][1](Action.objects.all(), self.on).order_by() for gap in gaps)
        return rows.filter(reduce(Q.__or__, (Q(pk__in=gap.values("pk")) for gap in found)))

    def _by_plan(self, rows, plans):
        return rows.filter(objective__theme__plan__in=[int(plan) for plan in plans])

    def _by_theme(self, rows, themes):
        return rows.filter(objective__theme__in=[int(theme) for theme in themes])

    def _by_lead(self, rows, leads):
        people = [int(lead[7:]) for lead in leads if lead.startswith("person:")]
        posts = [lead[5:] for lead in leads if lead.startswith("post:")]
        return rows.filter(
            Q(lead__in=people) | Q(leads__overlap=posts) | Q(objective__leads__overlap=posts)
        )

    def _by_agency(self, rows, agencies):
        keys = [int(agency) for agency in agencies]
        takes_part = Action.agencies.through.objects.filter(action=OuterRef("pk"), agency__in=keys)
        owns = Q() if self.plan else Q(objective__theme__plan__agency__in=keys)
        return rows.filter(Exists(takes_part) | owns) if owns else rows.filter(Exists(takes_part))

    def _by_whose(self, rows, values):
        return rows.filter(lead=self.user)

    # How many each choice would show: one query for all of them

    def _count(self):
        tallies = _tally(self._facets())
        self.by_objective, statuses = {}, {}
        for (objective, status), number in tallies.get("objective", {}).items():
            self.by_objective.setdefault(int(objective), {})[status] = number
            statuses[status] = (statuses.get(status, (0, ""))[0] + number, "")
        if self._is_whole:
            tallies["status"] = statuses
            tallies["total"] = {"": (sum(number for number, _ in statuses.values()), "")}
            tallies["late"] = {"": tallies.get("gap", {}).get("late", (0, ""))}
        self.total = tallies.get("total", {}).get("", (0, ""))[0]
        self.late = tallies.get("late", {}).get("", (0, ""))[0]
        self._offer("status", tallies.get("status", {}))
        self._offer("gap", tallies.get("gap", {}))
        self._offer_found("lead", tallies.get("lead", {}))
        if self.plan:
            self._offer_found("agency", tallies.get("agency", {}))
            self._offer_found("theme", tallies.get("theme", {}), keep_order=True)
        else:
            self._offer("whose", tallies.get("whose", {}))
            self._offer_found("plan", tallies.get("plan", {}))
            if "theme" in self.fields:
                self._offer_found("theme", tallies.get("theme", {}))
            counts = tallies.get("agency", {})
            names = dict(Agency.objects.filter(pk__in=counts).values_list("pk", "name"))
            named = {key: (n, names.get(int(key), "")) for key, (n, _) in counts.items()}
            self._offer_found("agency", named)

    def _offer(self, name, tallies):
        self.fields[name].widget.counts = {key: number for key, (number, _) in tallies.items()}

    def _offer_found(self, name, tallies, *, keep_order=False):
        chosen = self.cleaned_data.get(name, [])
        most_first = list(tallies.items())
        if not keep_order:
            most_first.sort(key=lambda item: (-item[1][0], item[1][1].lower()))
        short = [item for item in most_first if item[0] in chosen or len(item[0]) < LONGEST_CHOICE]
        offered = short[:MOST_CHOICES] + [i for i in short[MOST_CHOICES:] if i[0] in chosen]
        known = {key for key, _ in offered}
        choices = [(key, words) for key, (_, words) in offered]
        choices += [(key, "not in this list") for key in chosen if key not in known]
        self.fields[name].choices = choices
        self.fields[name].left_out = len(most_first) - len(offered)
        self._offer(name, tallies)

    @property
    def _is_whole(self):
        """True of a whole plan: what its objectives hold is then the sum of all there is."""
        return bool(self.plan) and not self.is_used

    def _facets(self):
        leads = self.narrowed(but="lead")
        posts = leads.annotate(words=_unnest(_join("leads", "objective__leads")))
        gaps = self.narrowed(but="gap")
        if not self._is_whole:
            yield _facet(self.narrowed(), "total")
            yield _facet(self.narrowed(but="status"), "status", F("status"))
        for code, (_, of) in GAPS.items():
            yield _facet(of(gaps, self.on), "gap", Value(code, output_field=_TEXT))
        yield _facet(leads.filter(lead__isnull=False), "person", F("lead"), F("lead__name"))
        yield _facet(posts, "post", F("words"))
        rows = self.narrowed(but="agency")
        if self.plan:
            named = rows.filter(agencies__isnull=False)
            yield _facet(named, "agency", F("agencies"), F("agencies__name"))
            theme = F("objective__theme")
            yield _facet(self.narrowed(but="theme"), "theme", theme)
            yield _facet(self.rows, "objective", F("objective"), F("status"))
            if not self._is_whole:
                yield _facet(self.rows.overdue(on=self.on), "late")
        else:
            own = _unnest(_join_agencies(), BigIntegerField())
            yield _facet(rows.annotate(whose=own), "agency", F("whose"))
            mine = self.narrowed(but="whose").filter(lead=self.user)
            yield _facet(mine, "whose", Value("mine", output_field=_TEXT))
            plan = F("objective__theme__plan")
            title = F("objective__theme__plan__title")
            yield _facet(self.narrowed(but="plan"), "plan", plan, title)
            if chosen := self.cleaned_data.get("theme"):
                own = self._by_theme(self.narrowed(but="theme"), chosen)
                yield _facet(own, "theme", F("objective__theme"), F("objective__theme__title"))


class PlanFilter(FilterForm):
    """The filters of the list of plans."""

    q = forms.CharField(label="Words", max_length=200, error_messages=_SEARCH)
    kind = forms.MultipleChoiceField(label="Kind", choices=Plan.Kind, widget=SmallBoxes)
    status = forms.MultipleChoiceField(label="Status", choices=Plan.Status, widget=SmallBoxes)
    agency = forms.ModelChoiceField(Agency.objects.none(), label="Agency", empty_label="Any")

    def __init__(self, data, rows):
        super().__init__(data)
        self.rows = rows
        self.fields["agency"].queryset = Agency.objects.filter(plans__in=rows).distinct()
        for name in ("kind", "status"):
            words = f"“{self.fields[name].label}” in the address is not one of the choices."
            self.fields[name].error_messages["invalid_choice"] = words
        words = "“Agency” in the address is not one of the choices."
        self.fields["agency"].error_messages["invalid_choice"] = words
        self.full_clean()

    @property
    def is_used(self):
        """True if anything is chosen that narrows the list."""
        return any(self.cleaned_data.values())

    @property
    def passed_over(self):
        """A sentence for each part of the address that could not be understood."""
        return [error for errors in self.errors.values() for error in errors]

    def narrowed(self):
        """The plans that were asked for."""
        chosen, rows = self.cleaned_data, self.rows
        for word in chosen.get("q", "").split()[:MOST_WORDS]:
            rows = rows.filter(Q(title__icontains=word) | Q(agency__name__icontains=word))
        if chosen.get("kind"):
            rows = rows.filter(kind__in=chosen["kind"])
        if chosen.get("status"):
            rows = rows.filter(status__in=chosen["status"])
        return rows.filter(agency=chosen["agency"]) if chosen.get("agency") else rows


def name_themes(form, themes):
    """Give the theme filter of a plan its words: every theme, in the plan's order."""
    if len(themes) < 2 and "theme" not in form.errors and not form.cleaned_data.get("theme"):
        del form.fields["theme"]
        return
    field = form.fields["theme"]
    unknown = [pair for pair in field.choices if pair[1] == "not in this list"]
    own = [(str(theme.pk), str(theme)[:LONGEST_CHOICE]) for theme in themes]
    field.choices = own + [pair for pair in unknown if pair[0] not in dict(own)]


class KnownPages(Paginator):
    """Pages of a list whose length is known already."""

    count = None

    def __init__(self, rows, per_page, *, count):
        super().__init__(rows, per_page)
        self.count = count


def searched(rows):
    """Actions with the words of their leads as one text, for searching."""
    return rows.annotate(
        leads_text=Func(
            _join("leads", "objective__leads"),
            Value(" "),
            function="array_to_string",
            output_field=_TEXT,
        )
    )


def plan_rows(plan):
    """The actions of one plan, ready to be narrowed."""
    return searched(Action.objects.filter(objective__theme__plan=plan))


def all_rows(user):
    """The actions of every plan that is not closed, as far as the person sees them."""
    rows = Action.objects.visible_to(user)
    return searched(rows.exclude(objective__theme__plan__status=Plan.Status.CLOSED))


def _join(one, other):
    return Func(F(one), F(other), function="array_cat", output_field=_TEXT)


def _join_agencies():
    named = Action.agencies.through.objects.filter(action=OuterRef("pk")).values("agency")
    return Func(
        ArraySubquery(named),
        F("objective__theme__plan__agency"),
        function="array_append",
        output_field=_TEXT,
    )


def _unnest(array, output_field=_TEXT):
    return Func(array, function="unnest", output_field=output_field)


def _facet(rows, kind, key=_NOTHING, label=_NOTHING):
    columns = {
        "facet": Value(kind, output_field=_TEXT),
        "key": Cast(key, _TEXT) if isinstance(key, F) else key,
        "label": Cast(label, _TEXT) if isinstance(label, F) else label,
    }
    grouped = rows.order_by().annotate(**columns).values_list(*columns)
    return grouped.annotate(number=Count("pk", distinct=True))


def _tally(facets):
    """One query: {facet: {key: (number, words)}}; people and posts are both leads."""
    first, *rest = facets
    tallies = {}
    for facet, key, label, number in first.union(*rest, all=True):
        if facet == "objective":
            tallies.setdefault(facet, {})[key, label] = number
        elif facet in ("person", "post"):
            words = label or key
            tallies.setdefault("lead", {})[f"{facet}:{key}"] = (number, words)
        else:
            tallies.setdefault(facet, {})[key] = (number, label)
    return tallies
