"""What a list of actions may be narrowed to, how many each choice would show, and in which order.

Everything chosen stands in the address. What cannot be understood there is passed over, and said.
"""

import re
from functools import reduce

from django import forms
from django.core.exceptions import EmptyResultSet, ValidationError
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    TextField,
    Value,
    When,
)

from prevent_portal.forms import FilterForm
from prevent_portal.forms.registers import SmallBoxes
from prevent_portal.models import Agency

from .models import Action, Plan
from .models.plan import is_overdue, lacks_date, lacks_evidence, lacks_outcome, lacks_owner

#: What may be missing or late: code, words, and what makes it so on a day.
GAPS = {
    "late": ("Late", is_overdue),
    "no-owner": ("No owner", lambda on: lacks_owner()),
    "no-date": ("No date", lambda on: lacks_date()),
    "no-outcome": ("No outcome", lambda on: lacks_outcome()),
    "no-evidence": ("Complete without evidence", lambda on: lacks_evidence()),
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


def _column(code):
    return f"is_{code.replace('-', '_')}"


_GAPS_OF_EACH = ", ".join(f"('{code}', {_column(code)})" for code in GAPS)
#: What is counted of the actions in scope, each choice under all filters but its own.
_OF_ANY = {
    "total": "SELECT 'total', '', '', count(*) FROM scope WHERE {}",
    "status": "SELECT 'status', status, '', count(*) FROM scope WHERE {} GROUP BY status",
    "gap": f"""SELECT 'gap', code, '', count(*)
        FROM scope CROSS JOIN LATERAL (VALUES {_GAPS_OF_EACH}) AS each (code, holds)
        WHERE holds AND {{}} GROUP BY code""",  # noqa: S608 - names of ours
    "lead": """SELECT 'person', lead::text, lead_name, count(*) FROM scope
        WHERE lead IS NOT NULL AND {0} GROUP BY lead, lead_name
        UNION ALL SELECT 'post', post, '', count(*)
        FROM (SELECT DISTINCT action, unnest(posts) AS post FROM scope WHERE {0}) AS each
        GROUP BY post""",
}
_BY_AGENCY = """SELECT 'agency', agency.id::text, agency.name, count(*) FROM ({}
        SELECT action, named.agency_id AS agency FROM scope
        JOIN actions_action_agencies named ON named.action_id = action WHERE {{0}}
    ) AS each JOIN prevent_portal_agency agency ON agency.id = each.agency GROUP BY agency.id"""
_OF_A_PLAN = {
    "agency": _BY_AGENCY.format(""),
    "theme": "SELECT 'theme', theme::text, theme_title, count(*) FROM scope WHERE {} GROUP BY 2, 3",
    "objective": """SELECT 'objective', objective::text, status, count(*) FROM scope
        GROUP BY objective, status""",
    "late": "SELECT 'late', '', '', count(*) FROM scope WHERE is_late",
}
_OF_ALL = {
    "agency": _BY_AGENCY.format("SELECT action, owner AS agency FROM scope WHERE {0} UNION"),
    "whose": "SELECT 'whose', 'mine', '', count(*) FROM scope WHERE is_mine AND {}",
    "plan": "SELECT 'plan', plan::text, plan_title, count(*) FROM scope WHERE {} GROUP BY 2, 3",
}


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
        return self.in_order(self.narrowed())

    def in_order(self, actions):
        """Actions in the order that was asked for."""
        within = PLAN_ORDER[1:] if self.plan else PLAN_ORDER
        return actions.order_by(*ORDERS[self.order], *within)

    def narrowed(self):
        """The actions that all filters let through."""
        return self.rows.filter(*self._chosen().values())

    def _chosen(self):
        """What each filter that is used asks of an action."""
        return {
            name: getattr(self, f"_by_{name}")(values)
            for name, values in self.cleaned_data.items()
            if values
        }

    def _by_q(self, words):
        return reduce(Q.__and__, map(_says, words.split()[:MOST_WORDS]), Q())

    def _by_status(self, statuses):
        return Q(status__in=statuses)

    def _by_gap(self, gaps):
        return reduce(Q.__or__, (GAPS[gap][1](self.on) for gap in gaps))

    def _by_plan(self, plans):
        return Q(objective__theme__plan__in=[int(plan) for plan in plans])

    def _by_theme(self, themes):
        return Q(objective__theme__in=[int(theme) for theme in themes])

    def _by_lead(self, leads):
        people = [int(lead[7:]) for lead in leads if lead.startswith("person:")]
        posts = [lead[5:] for lead in leads if lead.startswith("post:")]
        return Q(lead__in=people) | Q(leads__overlap=posts) | Q(objective__leads__overlap=posts)

    def _by_agency(self, agencies):
        keys = [int(agency) for agency in agencies]
        takes_part = Action.agencies.through.objects.filter(action=OuterRef("pk"), agency__in=keys)
        owns = Q() if self.plan else Q(objective__theme__plan__agency__in=keys)
        return Exists(takes_part) | owns

    def _by_whose(self, values):
        return Q(lead=self.user)

    # How many each choice would show: one query for all of them

    def _count(self):
        tallies = self._tally()
        self.by_objective = {}
        for (objective, status), number in tallies.get("objective", {}).items():
            self.by_objective.setdefault(int(objective), {})[status] = number
        self.total = tallies.get("total", {}).get("", (0, ""))[0]
        self.late = tallies.get("late", {}).get("", (0, ""))[0]
        self._offer("status", tallies.get("status", {}))
        self._offer("gap", tallies.get("gap", {}))
        self._offer_found("lead", tallies.get("lead", {}))
        self._offer_found("agency", tallies.get("agency", {}))
        if self.plan:
            self._offer_found("theme", tallies.get("theme", {}), keep_order=True)
        else:
            self._offer("whose", tallies.get("whose", {}))
            self._offer_found("plan", tallies.get("plan", {}))
            if "theme" in self.fields:
                self._offer_found("theme", tallies.get("theme", {}))

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

    def _tally(self):
        """{facet: {key: (number, words)}}; people and posts are both leads."""
        tallies = {}
        for facet, key, label, number in self._counted():
            if facet == "objective":
                tallies.setdefault(facet, {})[key, label] = number
            elif facet in ("person", "post"):
                tallies.setdefault("lead", {})[f"{facet}:{key}"] = (number, label or key)
            else:
                tallies.setdefault(facet, {})[key] = (number, label)
        return tallies

    def _counted(self):
        """Each action read once, with what each filter says of it, and counted for every choice."""
        chosen = self._chosen()
        columns = {
            "action": F("pk"),
            "status": F("status"),
            "lead": F("lead"),
            "lead_name": F("lead__name"),
            "posts": _join("leads", "objective__leads"),
            "owner": F("objective__theme__plan__agency"),
            "objective": F("objective"),
            "theme": F("objective__theme"),
            "theme_title": F("objective__theme__title"),
            "plan": F("objective__theme__plan"),
            "plan_title": F("objective__theme__plan__title"),
            "is_mine": _holds(Q(lead=self.user)),
            **{_column(code): _holds(of(self.on)) for code, (_, of) in GAPS.items()},
            **{f"by_{name}": _holds(wanted) for name, wanted in chosen.items()},
        }
        rows = self.rows.order_by().annotate(
            **{f"of_{name}": each for name, each in columns.items()}
        )
        try:
            scope, about = rows.values_list(
                *(f"of_{name}" for name in columns)
            ).query.sql_with_params()
        except EmptyResultSet:
            return []
        facets = _OF_ANY | (_OF_A_PLAN if self.plan else _OF_ALL)
        parts = [
            each.format(_all(f"by_{of}" for of in chosen if of != name))
            for name, each in facets.items()
        ]
        if not self.plan and "theme" in chosen:
            parts.append(_OF_A_PLAN["theme"].format(_all(f"by_{of}" for of in chosen)))
        statement = f"WITH scope ({', '.join(columns)}) AS MATERIALIZED ({scope}) "
        with connection.cursor() as cursor:
            cursor.execute(statement + " UNION ALL ".join(parts), about)
            return cursor.fetchall()


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


def _holds(wanted):
    return ExpressionWrapper(wanted, output_field=BooleanField())


def _all(flags):
    return " AND ".join(flags) or "true"


def _says(word):
    """A word that is looked for, in whatever an action is known by."""
    return (
        Q(text__icontains=word)
        | Q(objective__text__icontains=word)
        | Q(objective__ref__iexact=word)
        | Q(ref__iexact=word)
        | Q(timescale_raw__icontains=word)
        | Q(lead__name__icontains=word)
        | Q(leads_text__icontains=word)
    )
