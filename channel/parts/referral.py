"""Why we are here: what was said when the person was referred."""

from . import Part


def part(case, user, on):
    """The concerns, who raised them, and when."""
    return Part("Why we are here", "channel/case/_referral.html", {"referral": case.referral})
