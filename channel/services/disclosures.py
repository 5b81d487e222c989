"""Who was told what about a case is written down, once."""

from django.db import transaction

from prevent_portal.errors import Refused

from ..models import CaseEvent, Disclosure
from .cases import locked, record


@transaction.atomic
def record_disclosure(case, *, by, on, told, what, why, basis, attested):
    """Write down that somebody was told something, why, and on what legal basis.

    Raises Refused unless it is attested that nothing of CTSA 2015 s38(5) was in it.
    """
    case = locked(case)
    if not attested:
        raise Refused(
            case,
            "Confirm that nothing held by, from or about an intelligence service was disclosed "
            "(Counter-Terrorism and Security Act 2015, section 38(5)).",
            field="attested",
        )
    for field, words, asked in (
        ("told", told, "Say who was told."),
        ("what", what, "Say what they were told."),
        ("why", why, "Say why."),
    ):
        if not words.strip():
            raise Refused(case, asked, field=field)
    disclosure = Disclosure.objects.create(
        case=case, by=by, on=on, told=told, what=what, why=why, basis=basis
    )
    record(case, CaseEvent.Kind.INFORMED, by=by, on=on, words=f"{told}: {what}")
    return disclosure
