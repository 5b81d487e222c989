"""What the home page asks each app: what needs me, what has changed, what I wait for.

An app may offer a module `home` with any of the functions `needs(user, on)`, `news(user, since)`,
`waiting(user, on)` and `overview(user, on)`; the first three return Rows, the last a list of
templates with their context for those whose home is a summary. `kinds(user, on)` returns Kinds of
work that are asked for together with those of the actions. `shown_in(user, actions)` says which
papers hold some of the actions, as pairs of an action's key and a Row.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module

from django.conf import settings
from django.db.models import DateField, F, IntegerField, QuerySet, TextField, Value, Window
from django.db.models.functions import Cast, RowNumber
from django.utils.module_loading import module_has_submodule
from django.utils.text import Truncator

#: Rows of one kind on a home page; the lists hold the rest.
MOST = 20


@dataclass(frozen=True)
class Row:
    """One line of somebody's work: words, where it leads, about what, and by when."""

    text: str
    href: str
    about: str = ""
    due_on: datetime.date | None = None
    at: datetime.datetime | None = None


@dataclass(frozen=True)
class Panel:
    """A part of the home page that an app draws itself."""

    template: str
    context: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Kind:
    """Rows of one kind, to be asked for together with others.

    `words`, `about` and `due_on` are what the database knows of each; `says` has a place for the
    words. `order` names the first rows, of which MOST are shown.
    """

    rows: QuerySet
    href: Callable
    words: object
    order: tuple
    says: str = "{}"
    about: object = Value("")
    due_on: object = Value(None)

    def asked(self, place):
        """What the database is asked: the first rows, and where they stand among the others."""
        nth = Window(RowNumber(), order_by=[*self.order, "pk"])
        rows = self.rows.order_by().annotate(
            row_place=Value(place, output_field=IntegerField()),
            row_nth=nth,
            row_words=Cast(_named(self.words), TextField()),
            row_about=Cast(_named(self.about), TextField()),
            row_due_on=Cast(_named(self.due_on), DateField()),
        )
        names = ("row_place", "row_nth", "pk", "row_words", "row_about", "row_due_on")
        return rows.order_by("row_nth").values_list(*names)[:MOST]

    def row(self, key, words, about, due_on):
        """The line that the page shows."""
        text = self.says.format(Truncator(words).chars(120))
        return Row(text, self.href(key), about=about, due_on=due_on)


def ask(kinds):
    """The rows of all kinds, in their order: asked for in one query."""
    kinds = list(kinds)
    asked = [kind.asked(place) for place, kind in enumerate(kinds)]
    asked = [rows for rows in asked if not rows.query.is_empty()]
    if len(asked) > 1:
        asked = [asked[0].union(*asked[1:], all=True).order_by("row_place", "row_nth")]
    return [kinds[place].row(*about) for found in asked for place, _, *about in found]


def _named(value):
    return F(value) if isinstance(value, str) else value


def gather(question, user, *args):
    """What all apps answer to one of the questions, in one list."""
    return [
        answer
        for module in _modules()
        if hasattr(module, question)
        for answer in getattr(module, question)(user, *args)
    ]


def _modules():
    return [
        import_module(f"{name}.home")
        for name in settings.FIRST_PARTY_APPS
        if name != "prevent_portal" and module_has_submodule(import_module(name), "home")
    ]
