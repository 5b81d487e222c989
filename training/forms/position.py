"""What the pages of the position may be asked: as at which day, of which agency, by which rule, by what."""

from django import forms
from django.db.models import Q

from actions.forms.overview import DayInAddress
from prevent_portal.forms import DateField, FilterForm
from prevent_portal.models import Agency

from ..models import Course, Rule, Unit
from ..position import GROUPS, MEASURES, end_of, rules_in_force

#: What only means something within one agency.
_OF_ONE = ("unit", "team", "directorate")
#: How many months a trend may have, and has where nobody says.
MOST_MONTHS, MONTHS = 120, 24


class DayFilter(FilterForm):
    """The day, what was known of it, and the agency; what cannot be understood is passed over, and said."""

    on = DateField(label="As at", thing="The day", not_future=True, widget=DayInAddress)
    agency = forms.ModelChoiceField(Agency.objects.none(), empty_label="Every agency")
    known = DateField(
        label="As it was known on", thing="The day of knowing", not_future=True, widget=DayInAddress
    )

    def __init__(self, data, *, user, today):
        super().__init__(data.copy())
        self.user, self.today = user, today
        if not any(key == "on" or key.startswith("on_") for key in self.data):
            self.data["on"] = today.isoformat()
        if user.has_perm("training.view_every_position"):
            self.fields["agency"].queryset = Agency.objects.order_by("name")
            self.fields["agency"].error_messages["invalid_choice"] = "There is no such agency."
        else:
            del self.fields["agency"]
        self.set_choices()
        self.full_clean()
        if "agency" in self.fields:
            self._offer_agencies()

    def set_choices(self):
        """Give the other fields what may be chosen."""

    def _offer_agencies(self):
        """Those that have anybody in the register, and the one that was asked for."""
        field, asked = self.fields["agency"], self.agency_asked
        kept = Q(pk__in=Unit.objects.values("agency")) | Q(pk=asked.pk if asked else None)
        offered = field.queryset.filter(kept).values_list("pk", "name")
        field.choices = [("", field.empty_label), *offered]

    def agency_of(self, found):
        """The agency whose people are counted, of what was found in the address; None for all."""
        return found.get("agency") if "agency" in self.fields else self.user.agency

    @property
    def agency_asked(self):
        """The agency whose people are counted; None for all."""
        return self.agency_of(self.cleaned_data)

    @property
    def day(self):
        """The day that is shown: today where the address names none."""
        return self.cleaned_data.get("on") or self.today

    @property
    def known_on(self):
        """The day by whose end something had to be known to count; None for what is known now."""
        return self.cleaned_data.get("known")

    @property
    def known_at(self):
        """The end of that day."""
        return end_of(self.known_on) if self.known_on else None

    @property
    def passed_over(self):
        """A sentence for each part of the address that could not be understood."""
        return [error for errors in self.errors.values() for error in errors]

    @property
    def address(self):
        """What an address says to ask the same again: its parts by name."""
        said = {"on": self.day.isoformat()}
        if self.known_on:
            said["known"] = self.known_on.isoformat()
        if "agency" in self.fields and self.agency_asked:
            said["agency"] = self.agency_asked.pk
        return said


class RuleFilter(DayFilter):
    """The same, and by which rule."""

    rule = forms.ModelChoiceField(Rule.objects.none(), empty_label="The headline rule")

    def set_choices(self):
        """Everybody's rules and those of one's own agency, or of all; closed ones for earlier days."""
        super().set_choices()
        rules = Rule.objects.order_by("closed_on", "name", "pk")
        if "agency" not in self.fields:
            rules = rules.filter(Q(agency__isnull=True) | Q(agency=self.user.agency_id))
        self.fields["rule"].queryset = rules
        self.fields["rule"].error_messages["invalid_choice"] = "There is no such rule."

    def clean(self):
        """A rule counts on the days on which it is in force, and for those whose rule it is."""
        found = super().clean()
        rule, on = found.get("rule"), found.get("on") or self.today
        if rule and not rules_in_force(self.agency_of(found), on=on).filter(pk=rule.pk).exists():
            self.add_error("rule", f"“{rule}” was not in force there on that day.")
        return found

    @property
    def rule_asked(self):
        """The rule that was chosen; None for the headline."""
        return self.cleaned_data.get("rule")

    @property
    def address(self):
        """The same with the rule."""
        return super().address | ({"rule": self.rule_asked.pk} if self.rule_asked else {})


class PositionFilter(RuleFilter):
    """The same, by what people are grouped, and which new starters are looked at."""

    by = forms.ChoiceField(label="Grouped by")
    joined_from = DateField(label="New starters from", thing="The first day", widget=DayInAddress)
    joined_to = DateField(label="New starters to", thing="The last day", widget=DayInAddress)

    #: Shown at once; the others under "More".
    first_fields = ("on", "agency", "rule", "by")

    def set_choices(self):
        """Groups by their heads."""
        super().set_choices()
        named = [(name, group.head) for name, group in GROUPS.items()]
        self.fields["by"].choices = [("", "What fits"), *named]
        self.fields["by"].error_messages["invalid_choice"] = (
            "“Grouped by” is not one of the choices."
        )

    def clean(self):
        """Units and directorates are those of one agency; a period has an order."""
        found = super().clean()
        by, first, last = (found.get(name) for name in ("by", "joined_from", "joined_to"))
        if by in _OF_ONE and self.agency_of(found) is None:
            words = GROUPS[by].head.lower()
            self.add_error("by", f"Choose an agency to see it by {words}.")
        if first and last and first > last:
            self.add_error("joined_to", "The last day of new starters is before the first.")
        return found

    @property
    def shown_first(self):
        """The fields that are shown at once."""
        return [self[name] for name in self.first_fields if name in self.fields]

    @property
    def shown_more(self):
        """The fields that are needed now and then."""
        return [self[name] for name in ("known", "joined_from", "joined_to")]

    @property
    def is_more_used(self):
        """True if one of those says something."""
        return any(self.cleaned_data.get(n) for n in ("known", "joined_from", "joined_to"))

    @property
    def group(self):
        """What people are grouped by: the units of one agency, else the agencies."""
        return self.cleaned_data.get("by") or ("unit" if self.agency_asked else "agency")

    @property
    def group_words(self):
        """The same, as the head of a column."""
        return GROUPS[self.group].head

    def joined(self, usual):
        """The period of new starters: what was asked, else the usual first and last day."""
        asked = (self.cleaned_data.get(name) for name in ("joined_from", "joined_to"))
        return tuple(day or default for day, default in zip(asked, usual, strict=True))

    @property
    def address(self):
        """The same with the grouping and the period."""
        days = {n: self.cleaned_data.get(n) for n in ("joined_from", "joined_to")}
        return (
            super().address
            | {"by": self.group}
            | {name: day.isoformat() for name, day in days.items() if day}
        )


class TrendFilter(RuleFilter):
    """The same, and over how many months."""

    months = forms.IntegerField(
        min_value=2,
        max_value=MOST_MONTHS,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )

    def set_choices(self):
        """The number of months that is shown where nobody says."""
        super().set_choices()
        self.data.setdefault("months", str(MONTHS))

    @property
    def months_asked(self):
        """How many months."""
        return self.cleaned_data.get("months") or MONTHS


class PeopleFilter(PositionFilter):
    """Whose names: of which figure, which group, and which words are looked for."""

    figure = forms.ChoiceField()
    group_key = forms.CharField(max_length=500)
    course = forms.ModelChoiceField(Course.objects.all())
    q = forms.CharField(
        label="Name or staff number",
        max_length=100,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )

    def set_choices(self):
        """Every figure that has people behind it."""
        super().set_choices()
        self.fields["figure"].choices = [(name, each.people) for name, each in MEASURES.items()]
        self.fields["figure"].error_messages["invalid_choice"] = "There is no such figure."
        self.fields["course"].error_messages["invalid_choice"] = "There is no such course."

    def clean(self):
        """Units, agencies and levels have numbers."""
        found = super().clean()
        by = found.get("by") or ("unit" if self.agency_of(found) else "agency")
        key = found.get("group_key") or ""
        if GROUPS[by].names and key and not (key.isascii() and key.isdigit() and len(key) < 19):
            self.add_error("group_key", "There is no such group.")
        return found

    @property
    def figure_asked(self):
        """The name of the figure: everybody in post where the address names none."""
        return self.cleaned_data.get("figure") or "in_post"

    @property
    def key(self):
        """The group whose people are asked for; None for all groups."""
        is_said = "group_key" in self.data and "group_key" not in self.errors
        return self.cleaned_data.get("group_key", "") if is_said else None

    @property
    def address(self):
        """Everything that an address says, but for the words that are looked for."""
        said = super().address | {"figure": self.figure_asked}
        if self.key is not None:
            said["group_key"] = self.key
        if course := self.cleaned_data.get("course"):
            said["course"] = course.pk
        return said
