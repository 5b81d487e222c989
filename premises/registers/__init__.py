"""The registers of premises, a file for each noun."""

from . import (  # noqa: F401 - declare their registers
    agreements,
    audits,
    beside,
    bookings,
    diligence,
    front,
    it,
    places,
    rules,
)
