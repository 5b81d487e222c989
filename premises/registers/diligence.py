"""Lists of names for due diligence."""

from django.db.models import Count, Q

from prevent_portal.registers import Attention, Column, Step, declare

from ..forms.rules import DiligenceEntryForm, DiligenceListForm
from ..models import DiligenceEntry, DiligenceList
from ..services import places
from .places import GROUP


def _steps(kept, user, on):
    entries = f"{ENTRIES.list_url}?on_list={kept.pk}"
    yield Step("Names on it", entries, is_first=True)
    if kept.is_open and user.has_perm("premises.add_diligenceentry"):
        yield Step("Add a name", f"{ENTRIES.url('add_diligenceentry')}?on_list={kept.pk}")


LISTS = declare(
    DiligenceList,
    noun="due-diligence list",
    plural="Due-diligence lists",
    group=GROUP,
    part="Rules and lists",
    address="lists",
    intro="Lists of names that bookings are compared with. A name is only proposed: a person says if it is the same.",
    columns=(
        Column("List", "name", sort="name"),
        Column("Where it comes from", "source"),
        Column("Proscribed by law", "is_law", kind="yesno", sort="is_law"),
        Column("Names", "name_count", kind="number"),
        Column("To be compared again by", "check_due_on", kind="due", sort="check_due_on"),
    ),
    facts=(
        Column("Where it comes from", "source"),
        Column("Address", "link", kind="link"),
        Column("Proscribed by law", "is_law", kind="yesno"),
        Column("Compared with its source on", "checked_on", kind="day"),
        Column("To be compared again by", "check_due_on", kind="due"),
    ),
    form=DiligenceListForm,
    search=("name", "source"),
    attention=Attention(
        "to be compared with its source",
        lambda rows, on: rows.filter(Q(check_due_on__lte=on) | Q(checked_on__isnull=True)),
    ),
    rows=lambda rows, on: rows.annotate(
        name_count=Count("entries", filter=Q(entries__closed_on__isnull=True))
    ),
    steps=lambda kept, user, on: list(_steps(kept, user, on)),
)

ENTRIES = declare(
    DiligenceEntry,
    noun="name",
    plural="Names on lists",
    group=GROUP,
    part="Rules and lists",
    address="lists/names",
    intro="Names that stand on a list from a day to a day, and the other names they go by.",
    columns=(
        Column("Name", "name", sort="name"),
        Column("List", "on_list.name", sort="on_list__name"),
        Column("From", "from_on", kind="day", sort="from_on"),
        Column("To", "to_on", kind="day", sort="to_on"),
    ),
    facts=(
        Column("List", "on_list", kind="record"),
        Column("Other names and spellings", "other_names", kind="list"),
        Column("On the list from", "from_on", kind="day"),
        Column("To", "to_on", kind="day"),
        Column("Address", "link", kind="link"),
        Column("Notes", "notes", kind="words"),
    ),
    export=(Column("Other names and spellings", "other_names"), Column("Address", "link")),
    form=DiligenceEntryForm,
    search=("name",),
    filters=("on_list",),
    rows=lambda rows, on: rows.select_related("on_list"),
    save=places.keep_entry,
)
