"""Forms that all registers share: the filters of a list, and a record's own form."""

from functools import reduce
from operator import or_

from django import forms
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst

from ..models import Agency, User
from ..roles import Role
from .base import FilterForm
from .chosen import Fitting, filter_field, offer
from .kept import KeptForm

#: Words of a search that are looked for; those after are passed over.
MOST_WORDS = 8
#: Choices that a filter shows as tick boxes; of more, one is chosen from a list.
MOST_BOXES = 8
_OPEN, _CLOSED, _ALL = "open", "closed", "all"


class SmallBoxes(forms.CheckboxSelectMultiple):
    """Tick boxes small enough to stand beside a list."""

    def __init__(self, attrs=None, **kwargs):
        super().__init__({"class": "govuk-checkboxes--small"} | (attrs or {}), **kwargs)


class RegisterFilter(FilterForm):
    """What a list of records is narrowed to: words, whether open, what needs somebody, and more."""

    q = forms.CharField(label="Words", max_length=200)
    needs = forms.MultipleChoiceField(label="Needs attention", widget=SmallBoxes)
    when = forms.ChoiceField(label="When")
    state = forms.ChoiceField(
        label="Open or closed", choices=[("", "Open"), (_CLOSED, "Closed"), (_ALL, "All")]
    )

    def __init__(self, data, *, register, user, on):
        super().__init__(data)
        self.register, self.on = register, on
        if register.attention:
            self.fields["needs"].choices = [("yes", capfirst(register.attention.words))]
        else:
            del self.fields["needs"]
        if not register.search:
            del self.fields["q"]
        self.fields["when"].choices = [("", "Any time"), *(each[:2] for each in register.when)]
        if not register.when:
            del self.fields["when"]
        for name in register.filters:
            self.fields[name] = _choice_of(register.model._meta.get_field(name), user)
        if register.measures and self.data.get("measure"):
            self._ask_measure()
        self.order_fields(["q", "needs", "when", *register.filters, "state"])
        for field in self.fields.values():
            field.required = False
            field.error_messages["invalid_choice"] = (
                f"“{field.label}” in the address is not one of the choices."
            )
        self.full_clean()
        if self._measure:
            self.on = self.cleaned_data.get("on") or on

    def _ask_measure(self):
        """What a measure counts, on a day and of an agency: asked by its address alone, and kept beside the filters."""
        choices = [
            pair
            for name, title in self.register.measures.choices
            for pair in ((name, title), (f"-{name}", f"Not counted: {title}"))
        ]
        hidden = forms.HiddenInput
        self.fields["measure"] = forms.ChoiceField(label="Measure", choices=choices, widget=hidden)
        self.fields["on"] = forms.DateField(label="As at", widget=hidden)
        rows = Agency.objects.all()
        self.fields["of"] = forms.ModelChoiceField(rows, label="Counted for", widget=hidden)

    @property
    def is_searched(self):
        """True if words are looked for, which may be a name."""
        return bool(self.cleaned_data.get("q")) or any(
            isinstance(value, Fitting) for value in self.cleaned_data.values()
        )

    @property
    def _measure(self):
        """The measure that is asked for; a register's own field may be called so too."""
        return self.register.measures and self.cleaned_data.get("measure")

    @property
    def is_used(self):
        """True if anything is chosen that narrows the list."""
        return any(self.cleaned_data.values())

    @property
    def passed_over(self):
        """A sentence for each part of the address that could not be understood."""
        return [error for errors in self.errors.values() for error in errors]

    def narrowed(self, rows):
        """The records that were asked for."""
        chosen = self.cleaned_data
        for word in chosen.get("q", "").split()[:MOST_WORDS]:
            holds = (Q(**{f"{name}__icontains": word}) for name in self.register.search)
            # by key, for a word may stand in several rows that belong to one record
            found = self.register.model.objects.order_by().filter(reduce(or_, holds))
            rows = rows.filter(pk__in=found.values("pk"))
        if chosen.get("needs"):
            rows = self.register.attention.rows(rows.standing(), self.on)
        for value, _, part in self.register.when:
            if chosen.get("when") == value:
                rows = part(rows, self.on)
        counted = self._measure and {"pk__in": self._counted(self._measure)}
        rows = rows.filter(**counted) if counted else self._open_or_closed(rows)
        for name in self.register.filters:
            value = chosen.get(name)
            if isinstance(value, Fitting):
                rows = rows.filter(**{f"{name}__in": value.rows.values("pk")})
            elif value:
                rows = rows.filter(**{f"{name}__in" if isinstance(value, list) else name: value})
        return rows

    def _counted(self, measure):
        name, agency = measure.removeprefix("-"), self.cleaned_data.get("of")
        return self.register.measures.keys(
            name, agency and agency.pk, on=self.on, is_counted=name == measure
        )

    def _open_or_closed(self, rows):
        """Open ones alone unless more is asked for; a state of the records' own says of itself what it is."""
        state = self.cleaned_data.get("state") or (_OPEN if "state" not in self.errors else _ALL)
        if "state" in self.register.filters and state != _OPEN:
            return rows
        return rows if state == _ALL else rows.filter(closed_on__isnull=state == _OPEN)


def _choice_of(field, user):
    """A filter's field for a field of the model: tick boxes for choices, a list for links."""
    label = str(field.verbose_name).capitalize()
    if field.choices and len(field.choices) > MOST_BOXES:
        return forms.ChoiceField(label=label, choices=[("", "Any"), *field.choices])
    if field.choices:
        return forms.MultipleChoiceField(label=label, choices=field.choices, widget=SmallBoxes)
    if isinstance(field, models.BooleanField):
        return forms.MultipleChoiceField(
            label=label, choices=[("True", "Yes"), ("False", "No")], widget=SmallBoxes
        )
    model = field.related_model
    rows = model.objects.visible_to(user) if model is not User else User.objects.all()
    used = field.model.objects.visible_to(user).order_by().values(field.name)
    if chosen_by := getattr(model, "chosen_by", None):
        return filter_field(rows, used, by=chosen_by, label=label)
    return forms.ModelChoiceField(rows.filter(pk__in=used), label=label, empty_label="Any")


def _word_the_blank(field):
    """Nothing chosen is no choice among radios, and a sentence in a list."""
    given = [(key, words) for key, words in field.choices if key not in ("", None)]
    if isinstance(field.widget, forms.RadioSelect):
        field.choices = given if field.required else [*given, ("", "Not given")]
    elif len(given) < len(list(field.choices)):
        field.choices = [("", "Choose from the list"), *given]


class RecordForm(KeptForm):
    """A record's form: whoever keeps only their own agency's records is not asked whose it is.

    Links to people offer those who can sign in; links to agencies those that stand.
    """

    def __init__(self, data=None, files=None, *, user, on, **kwargs):
        super().__init__(data, files=files, **kwargs)
        self.user, self.on = user, on
        if "agency" in self.fields and not user.has_role(Role.PREVENT_LEAD):
            del self.fields["agency"]
            if not self.instance.pk:
                self.instance.agency = user.agency
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                self._offer(name, field)
            elif isinstance(field, forms.ChoiceField) and not isinstance(
                field, forms.MultipleChoiceField
            ):
                _word_the_blank(field)

    def _chosen(self, name, field):
        """What the record already names, which is offered even where it is closed by now."""
        if not isinstance(field, forms.ModelMultipleChoiceField):
            return Q(pk=getattr(self.instance, f"{name}_id", None))
        links = getattr(self.instance, name).values("pk") if self.instance.pk else []
        return Q(pk__in=links)

    def _offer(self, name, field):
        model, chosen = field.queryset.model, self._chosen(name, field)
        if model is User:
            field.queryset = (
                User.objects.filter(Q(is_active=True) | chosen)
                .select_related("agency")
                .order_by("name", "pk")
            )
            field.label_from_instance = lambda person: f"{person.name}, {person.agency}"
        elif model is Agency:
            field.queryset = Agency.objects.filter(Q(closed_on__isnull=True) | chosen)
        elif hasattr(field.queryset, "standing"):
            rows = field.queryset.visible_to(self.user).filter(Q(closed_on__isnull=True) | chosen)
            is_one = type(field) is forms.ModelChoiceField and type(field.widget) is forms.Select
            if is_one and (chosen_by := getattr(model, "chosen_by", None)):
                offer(self, name, rows, by=chosen_by)
            else:
                field.queryset = rows
