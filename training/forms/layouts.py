"""What is asked of somebody about an extract whose columns cannot be told: what each of them holds."""

from django import forms
from django.utils.text import Truncator

from prevent_portal.forms import PortalForm
from prevent_portal.forms.base import wording

from ..reading import heads

#: Values of a column that are shown, and characters of each.
SAMPLES, LONGEST = 3, 40
#: What is said of a column that holds it, in the order in which it is offered.
_OFFERED = [each for each in heads.WORDS if each not in ("course:", "person")]


class ColumnsForm(PortalForm):
    """What each column of an extract holds."""

    marks_optional = False

    def __init__(self, data=None, *, of_import, samples, courses, **kwargs):
        super().__init__(data, **kwargs)
        self.of_import, self.count = of_import, len(of_import.head)
        choices = [
            ("", "Nothing that the portal uses"),
            *((each, heads.WORDS[each].capitalize()) for each in _OFFERED),
            *((f"course:{code}", f"Days of: {name}") for code, name in courses),
        ]
        for place, words in enumerate(of_import.head):
            field = forms.ChoiceField(
                label=f"Column {place + 1}: {Truncator(words.strip() or 'no heading').chars(80)}",
                choices=choices,
                required=False,
                help_text=_shown(samples, place),
            )
            field.error_messages |= wording(field)
            self.fields[self._name(place)] = field
            known = of_import.meanings[place] if place < len(of_import.meanings) else ""
            self.initial[self._name(place)] = known

    @property
    def columns(self):
        """The question for each column that has a heading or holds something."""
        return [
            self[self._name(place)]
            for place in range(self.count)
            if self.of_import.head[place].strip() or self.fields[self._name(place)].help_text
        ]

    @property
    def missing(self):
        """What the columns still lack, as they are chosen now, in words."""
        chosen = [self[self._name(place)].value() or "" for place in range(self.count)]
        return [heads.WORDS[each] for each in heads.missing_from(chosen)]

    @property
    def meanings(self):
        """What was said of each column, in order."""
        return [self.cleaned_data[self._name(place)] for place in range(self.count)]

    def _name(self, place):
        return f"column_{place + 1}"


def _shown(samples, place):
    values = dict.fromkeys(
        row[place].strip() for row in samples if place < len(row) and row[place].strip()
    )
    shown = [Truncator(value).chars(LONGEST) for value in list(values)[:SAMPLES]]
    return f"For example: {' | '.join(shown)}" if shown else ""
