"""Staff groups, by rule or by list."""

from prevent_portal.home import Panel
from prevent_portal.models import Person
from prevent_portal.registers import Column, Step, declare

from ..belonging import count_of
from ..forms.groups import StaffGroupForm
from ..models import StaffGroup

GROUP = "Training"


def _kinds(thing):
    return [Person.Kind(kind).label for kind in thing.kinds] or ["Every kind"]


def _parts(group, user, on):
    """How many belong to it today: of every agency for those who see all, else of one's own."""
    agency = None if user.has_perm("training.view_every_position") else user.agency
    count = count_of(group, on=on, agency=agency)
    yield Panel("training/group_count.html", {"group": group, "count": count, "of": agency})


def _steps(group, user, on):
    if user.has_perm("training.view_person", group):
        if group.is_list:
            yield Step("Members", STAFF_GROUPS.url("group_members", group.pk), is_first=True)
        yield Step("People in it", f"{STAFF_GROUPS.url('person_list')}?group={group.pk}")


STAFF_GROUPS = declare(
    StaffGroup,
    noun="staff group",
    plural="Staff groups",
    group=GROUP,
    part="People",
    address="groups",
    intro="Groups of people whom rules are for: everybody in certain posts, or a list of people.",
    columns=(
        Column("Staff group", "name", sort="name"),
        Column("Whose", lambda group: group.agency or "Every agency", sort="agency__name"),
        Column("Who belongs to it", "get_made_display", sort="made"),
    ),
    facts=(
        Column("Whose", lambda group: group.agency or "Every agency"),
        Column("Who belongs to it", "get_made_display"),
        Column("Kinds of people", _kinds, kind="list"),
        Column(
            "Role levels", lambda group: list(group.levels.all()) or ["Every level"], kind="list"
        ),
        Column(
            "Business units", lambda group: list(group.units.all()) or ["Every unit"], kind="list"
        ),
        Column(
            "Only those who work with children or vulnerable adults", "only_at_risk", kind="yesno"
        ),
    ),
    form=StaffGroupForm,
    search=("name", "agency__name"),
    filters=("made", "agency"),
    rows=lambda rows, on: rows.select_related("agency"),
    parts=_parts,
    steps=_steps,
)
