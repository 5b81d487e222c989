"""Columns: what a list, a page or a spreadsheet shows of a record, said once."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.utils import timezone

from .access import Verb
from .export import FORMS, send_list


@dataclass(frozen=True)
class Column:
    """What a list or a page shows of a record under a heading.

    `of` is an attribute or a path of them ("body.name"; what can be called is), or a function of the
    record. `kind` is how it is drawn: text, words (long text), day, due (a day by which), number, code,
    status (its word as a tag; `code` gives the colour), link (an address), person or list.
    """

    head: str
    of: str | Callable
    kind: str = "text"
    sort: str = ""
    code: str = ""

    def value(self, record):
        """What stands in the cell; None where there is nothing."""
        return _reach(record, self.of)

    def cell(self, record):
        """What a template needs to draw it."""
        return {
            "head": self.head,
            "kind": self.kind,
            "value": self.value(record),
            "code": _reach(record, self.code) if self.code else "",
        }

    def plain(self, record):
        """What stands in a spreadsheet."""
        value = self.value(record)
        if isinstance(value, (list, tuple)):
            return "; ".join(str(each) for each in value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        return str(value) if isinstance(value, models.Model) else value


def _reach(record, way):
    if callable(way):
        return way(record)
    for step in way.split("."):
        record = getattr(record, step, None)
        if callable(record):
            record = record()
    return record


def as_download(request, rows, columns, *, name):
    """A list as a download where its address asks for ?format=csv or xlsx; else None."""
    if request.GET.get("format") not in FORMS:
        return None
    request.passage.verb = Verb.EXPORTED
    return send_list(
        lambda: (
            [column.plain(row) for column in columns] for row in rows.iterator(chunk_size=1000)
        ),
        form=request.GET["format"],
        name=f"{name}-{timezone.localdate().isoformat()}",
        head=[column.head for column in columns],
        by=request.user,
    )
