"""A council's own plan, in Word, Excel or CSV, read into sections, objectives and actions.

Nothing is dropped: what finds no place is in `Reading.unplaced`, with where it stands.
"""

from .read import read, read_document
from .register import read_register
from .result import Reading
from .safety import LARGEST_FILE, IsARegister, UnknownLayout, Unreadable, checked

__all__ = [
    "LARGEST_FILE",
    "IsARegister",
    "Reading",
    "UnknownLayout",
    "Unreadable",
    "checked",
    "read",
    "read_document",
    "read_register",
]
