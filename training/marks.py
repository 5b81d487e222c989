"""A tick on a register as it comes in, from a page or from a phone."""

import datetime
import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """One tick as it comes in: of a booking, or of whoever `words` (a staff number or a name) are.

    The key comes from the device, so that a mark that arrives twice counts once.
    """

    key: uuid.UUID
    is_here: bool
    at: datetime.datetime
    booking: int | None = None
    words: str = ""
    agency: str = ""
