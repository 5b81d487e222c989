"""The colour and the crest of an agency's papers."""

from io import BytesIO

from django.db import transaction

from prevent_portal import files
from prevent_portal.errors import Refused

from .. import looks
from ..models import AgencyLook


@transaction.atomic
def change_look(agency, *, by, colour, crest_words="", crest=None, without_crest=False):
    """Set the colour and crest of an agency's papers that are laid out from now on.

    `crest` is an open PNG file; without one the crest stays as it is. Raises Refused, with the sentence,
    for a colour that cannot be read on white or a crest that cannot be printed.
    """
    look = AgencyLook.objects.select_for_update().filter(agency=agency).first()
    look = look or AgencyLook(agency=agency)
    look.colour = _fit(look, "colour", looks.colour_of, colour)
    look.crest_words = crest_words
    if without_crest:
        look.crest, look.crest_words = None, ""
    elif crest is not None:
        made = _fit(look, "crest", looks.crest_of, crest.read())
        look.crest = files.keep_made(BytesIO(made), name="crest.png", by=by)
    if look.crest_id and not crest_words.strip() and not without_crest:
        raise Refused(
            look,
            "Say in words what the crest shows, for those who cannot see it.",
            field="crest_words",
        )
    look._history_user = by
    look.save()
    return look


def _fit(look, field, check, value):
    try:
        return check(value)
    except looks.Unfit as unfit:
        raise Refused(look, str(unfit), field=field) from None
