"""Keeping a kind's sections: added, renamed, moved, dropped and taken back. Papers that exist stay."""

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from prevent_portal.errors import Refused
from prevent_portal.versions import refuse_if_changed

from ..models import ReportTemplate, TemplateSection
from .making import save

#: Characters of a section's key, which is made of its first title and stays.
_KEY = 36


@transaction.atomic
def keep_section(section, *, by, version=None, **values):
    """Add a section at the end of its kind, or keep what was changed about one."""
    _hold(section.template)
    if section.pk:
        section = TemplateSection.objects.select_for_update(of=("self",)).get(pk=section.pk)
        refuse_if_changed(section, version, values)
    for name, value in values.items():
        setattr(section, name, value)
    if not section.pk:
        section.key, section.position = _new_key(section), _next(section.template)
    save(section, by)
    return section


@transaction.atomic
def move_section(section, *, by, up):
    """Change places with the section before or after it; the first and the last stay where they are."""
    rows = list(_hold(section.template).sections.in_use().select_for_update())
    keys = [row.pk for row in rows]
    if section.pk not in keys:
        raise Refused(section, "This section is dropped. Take it back before you move it.")
    here = keys.index(section.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for position, row in enumerate(rows, start=1):
        if row.position != position:
            row.position = position
            save(row, by)


@transaction.atomic
def drop_section(section, *, by, on):
    """Leave a section out of papers made from now on; those that have it keep it."""
    kind = _hold(section.template)
    rows = list(kind.sections.in_use())
    if section.pk not in {row.pk for row in rows}:
        raise Refused(section, "This section is dropped already.")
    if len(rows) == 1:
        raise Refused(section, "This is its only section. Add another before you drop it.")
    section.dropped_on = on
    save(section, by)


@transaction.atomic
def take_back(section, *, by):
    """Put a dropped section back, at the end."""
    kind = _hold(section.template)
    if kind.sections.in_use().filter(pk=section.pk).exists():
        raise Refused(section, "This section is in use already.")
    section.dropped_on, section.position = None, _next(kind)
    save(section, by)


def _hold(kind):
    return ReportTemplate.objects.select_for_update().get(pk=kind.pk)


def _next(kind):
    return (kind.sections.aggregate(last=Max("position"))["last"] or 0) + 1


def _new_key(section):
    """A short name that no section of the kind has had, made of the title."""
    taken = set(section.template.sections.values_list("key", flat=True))
    stem = slugify(section.title)[:_KEY].strip("-") or "section"
    names = (f"{stem}-{number}" if number > 1 else stem for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)
