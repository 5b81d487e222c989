"""Lists of settings taken in, all of it or nothing."""

from django.db import transaction

from prevent_portal.errors import Refused
from prevent_portal.models import Agency
from prevent_portal.tracked import create_tracked

from ..models import Setting, SettingKind
from ..reading import settings as reading


def read_settings(text, *, agency):
    """The rows of a list for an agency, each with its verdict. Raises Refused if it cannot be read."""
    kinds = SettingKind.objects.standing().order_by("pk").values_list("name", flat=True)
    there = Setting.objects.filter(agency=agency).order_by("pk").values_list("name", flat=True)
    try:
        return reading.rows(text, kinds=list(kinds), there=list(there))
    except reading.Unreadable as error:
        raise Refused(None, str(error), field="text") from None


@transaction.atomic
def import_settings(text, *, agency, by):
    """Add the settings of a list that are not there yet; return how many.

    Raises Refused, and adds none, if anything is wrong with any row.
    """
    agency = Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    rows = read_settings(text, agency=agency)
    wrong = sum(bool(row.problems) for row in rows)
    if wrong:
        raise Refused(None, f"Nothing was added: {wrong} of {len(rows)} rows must be put right.")
    kinds = {kind.name: kind for kind in SettingKind.objects.standing().order_by("pk")}
    new = [
        Setting(
            agency=agency,
            name=row.name,
            kind=kinds[row.kind],
            contact_email=row.contact_email,
            lead_name=row.lead_name,
            area=row.area,
        )
        for row in rows
        if row.is_new
    ]
    create_tracked(Setting, new, by=by)
    return len(new)
