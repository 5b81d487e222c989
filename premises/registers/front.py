"""The parts of premises below its front page."""

from prevent_portal.registers import parts

from ..kept import COUNTED
from .places import GROUP

#: The parts in the order in which they stand on the front page.
PARTS = [
    "Bookings",
    "Places",
    "Agreements",
    "Audits",
    "Computers and networks",
    "Schools",
    "People",
    "Reviews",
    "Rules and lists",
]


def below(user, on):
    """What somebody may open below the front page of premises, by its parts."""
    return parts(GROUP, PARTS, user, on, area=COUNTED)
