"""A council's own plan, in Word, Excel or CSV, read into sections, objectives and actions.

Nothing is dropped: what finds no place is in `Reading.unplaced`, with where it stands.
"""

from .read import read, read_document
from .result import Reading
from .safety import LARGEST_FILE, UnknownLayout, Unreadable

__all__ = ["LARGEST_FILE", "Reading", "UnknownLayout", "Unreadable", "read", "read_document"]
