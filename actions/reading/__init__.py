"""A council's own plan, in Word, Excel or CSV, read into sections, objectives and actions.

Nothing is dropped: what finds no place is in `Reading.unplaced`, with where it stands.
"""

from .read import read
from .register import read_register
from .result import Reading
from .safety import LARGEST_FILE, IsARegister, Unreadable, checked

__all__ = [
    "LARGEST_FILE",
    "IsARegister",
    "Reading",
    "Unreadable",
    "checked",
    "read",
    "read_register",
]
