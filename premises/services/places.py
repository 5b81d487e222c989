"""Lists of premises taken in, all of it or nothing; names kept on lists with the keys they are found by."""

from django.db import transaction

from prevent_portal.errors import Refused
from prevent_portal.models import Agency
from prevent_portal.services import keep_record
from prevent_portal.tracked import create_tracked, update_tracked

from .. import reading
from ..finding import keys_of_entry
from ..mapping import is_within
from ..models import Boundary, Premises, PremisesKind


def read_premises(text, *, agency, by, on):
    """The rows of a list for an agency, each with its verdict. Raises Refused if it cannot be read."""
    may_mark = by.has_perm("premises.mark_sensitive")
    kinds = PremisesKind.objects.standing().order_by("pk").values_list("name", flat=True)
    there = Premises.objects.filter(agency=agency).order_by("pk").values_list("name", flat=True)
    boundary = Boundary.objects.all().of(agency.pk)

    def is_outside(latitude, longitude):
        return bool(boundary) and not is_within(latitude, longitude, boundary.rings)

    try:
        return reading.rows(
            text,
            kinds=list(kinds),
            there=list(there),
            is_outside=is_outside,
            on=on,
            may_mark=may_mark,
        )
    except reading.Unreadable as error:
        raise Refused(None, str(error), field="text") from None


@transaction.atomic
def import_premises(text, *, agency, by, on):
    """Add the premises of a list that are not there yet; return how many.

    Raises Refused, and adds none, if anything is wrong with any row.
    """
    agency = Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    rows = read_premises(text, agency=agency, by=by, on=on)
    wrong = sum(bool(row.problems) for row in rows)
    if wrong:
        raise Refused(None, f"Nothing was added: {wrong} of {len(rows)} rows must be put right.")
    kinds = {kind.name: kind for kind in PremisesKind.objects.standing().order_by("pk")}
    new = [row for row in rows if row.is_new]
    made = [_premises(row, agency=agency, kind=kinds[row.values["kind"]], on=on) for row in new]
    create_tracked(Premises, made, by=by)
    _put_into_each_other(new, made, agency=agency, by=by)
    return len(made)


def _premises(row, *, agency, kind, on):
    values = {name: value for name, value in row.values.items() if name not in ("kind", "part_of")}
    return Premises(agency=agency, kind=kind, added_on=on, **values)


def _put_into_each_other(rows, made, *, agency, by):
    there = {
        each.name.casefold(): each for each in Premises.objects.filter(agency=agency).order_by("pk")
    }
    spaces = []
    for row, premises in zip(rows, made, strict=True):
        if part_of := row.values.get("part_of"):
            premises.part_of = there[part_of.casefold()]
            spaces.append(premises)
    update_tracked(Premises, spaces, ["part_of"], by=by)


@transaction.atomic
def keep_premises(premises, *, by, version=None, **values):
    """Save premises; what they are part of is their own agency's and no part of them."""
    whole = values.get("part_of")
    agency = values.get("agency") or premises.agency
    if whole is not None and whole.agency_id != agency.pk:
        raise Refused(
            premises, "It can only be part of the same agency's premises.", field="part_of"
        )
    steps = 0
    while whole is not None and steps < 10:
        if premises.pk and whole.pk == premises.pk:
            raise Refused(premises, "It cannot be part of one of its own spaces.", field="part_of")
        whole, steps = whole.part_of, steps + 1
    manager = values.get("manager")
    if manager is not None and manager.agency_id != agency.pk:
        raise Refused(
            premises, "Its manager signs in for the same agency. Name others as the contact there.",
            field="manager",
        )  # fmt: skip
    return keep_record(premises, by=by, version=version, **values)


@transaction.atomic
def keep_boundary(boundary, *, by, version=None, rings=None, **values):
    """Save an outline; without a new file it keeps the rings that it has."""
    if rings is not None:
        boundary.rings = rings
    return keep_record(boundary, by=by, version=version, **values)


@transaction.atomic
def keep_entry(entry, *, by, version=None, **values):
    """Save a name on a list with the keys under which bookings find it."""
    for name, value in values.items():
        setattr(entry, name, value)
    entry.keys = keys_of_entry(entry)
    return keep_record(entry, by=by, version=version, **values)
