"""Cases walked to where a test needs them, by the moves that the procedure allows."""

from channel import services
from channel.models import Term
from channel.states import Status as S

from .panels import DAY

TO_PANEL = (S.SCREENING, S.GATHERING, S.SECTION_36, S.TO_PANEL)


def walk(case, *statuses, by, on=DAY, **facts):
    """Move a case through statuses on one day; return it."""
    for status in statuses:
        given = dict(facts) if status == S.ADOPTED else {}
        case = services.move_case(case, status, by=by, on=on, **given)
    return case


def adopt(case, *, by, on=DAY):
    """A case with support."""
    return walk(
        case,
        *TO_PANEL,
        S.CONSIDERED,
        S.CONSENT_SOUGHT,
        S.ADOPTED,
        by=by,
        on=on,
        consent_on=on,
        adopted_on=on,
    )


def not_adopted(case, *, by, on=DAY):
    """A case to which the panel gives no support."""
    return walk(case, *TO_PANEL, S.CONSIDERED, S.NOT_ADOPTED, by=by, on=on)


def reason(words="Risk much reduced"):
    """One reason for closing."""
    return Term.objects.get(list="closing", words=words)


def closed(case, *, by, on=DAY, **given):
    """Close a case with what a closing needs, or with what is given."""
    told = {"because": reason(), "report": "Speaks of marmalade calmly now.", "told_on": on}
    return services.close_case(case, by=by, **({"on": on} | told | given))
