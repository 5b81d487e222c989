"""Reading a file by what people have said of its columns: once for a file, or saved for the next."""

from django.db import IntegrityError, transaction

from prevent_portal.errors import Refused

from ..models import SavedLayout
from ..reading import UnknownLayout, read_document
from ..reading.document import opened
from ..reading.mapping import has_rows, mapping_for, read_by, saved_for, saved_form


def saved_for_agency(agency):
    """The layouts that are tried on a file of an agency (None: those of the lead authority)."""
    return list(SavedLayout.objects.in_use().usable_by(agency))


def read_for(file, *, name, saved, progress=None):
    """Read a file, with the layouts that people have saved; return the reading and the mapping it was read by, or None.

    What a person saved for such headings goes before the layouts that the portal knows. An unknown
    layout is read by a guess, which a person has to look at. Raises Unreadable.
    """
    document = opened(file, name=name, progress=progress)
    if found := saved_for(document, saved):
        layout, mapping = found
        reading = read_by(document, mapping, name=name)
        if reading.actions:
            return reading.as_json(), mapping.as_json() | {"saved_as": layout.name}
    try:
        return read_document(document, name=name).as_json(), None
    except UnknownLayout:
        if not has_rows(document):
            raise
    mapping = mapping_for(document)
    return read_by(document, mapping, name=name).as_json(), mapping.as_json()


@transaction.atomic
def save_layout(mapping, *, name, by):
    """Keep what a mapping says of its headings for the next file with such; return the layout.

    Raises Refused if its tables have no headings to be known by, or the name is taken.
    """
    shapes = saved_form(mapping)
    if not any(any(shape["headings"]) for shape in shapes):
        raise Refused(
            None,
            "A layout is known again by its headings, and these tables have none. Leave the name blank.",
            field="name",
        )
    layout = SavedLayout(name=name.strip(), agency=by.agency, shapes=shapes, by=by)
    layout._history_user = by
    layout.full_clean(exclude=["agency", "by"], validate_constraints=False)
    try:
        with transaction.atomic():
            layout.save()
    except IntegrityError:
        raise Refused(
            None, "Your agency already has a layout of this name. Give it another.", field="name"
        ) from None
    return layout


@transaction.atomic
def retire_layout(layout, *, by, reason):
    """Try a saved layout on no more files; it stays in the record with the reason."""
    layout = SavedLayout.objects.select_for_update(of=("self",)).get(pk=layout.pk)
    if layout.retired_because:
        raise Refused(layout, "This layout is no longer in use already.")
    layout.retired_because = reason.strip()
    layout._history_user = by
    layout.save()
    return layout
