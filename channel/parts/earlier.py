"""Earlier referrals of the same person: confirmed by somebody, or only alike."""

from .. import services
from ..permissions import Can
from . import Part


def part(case, user, on):
    """How often the person was referred; for who coordinates the case, what looks alike."""
    may_judge = user.has_perm(Can.COORDINATE, case)
    judged = case.same_person.all()
    known = {row.earlier_reference for row in judged}
    alike, referred, closed = services.earlier(case, may_judge=may_judge)
    shown = {
        "case": case,
        "referred": referred,
        "closed": closed,
        "same": [row.earlier_reference for row in judged if row.is_same],
        "judged": judged,
        "open": [one for one in alike if one.reference not in known],
        "may_judge": may_judge,
    }
    return Part("Referred before", "channel/case/_earlier.html", shown)
