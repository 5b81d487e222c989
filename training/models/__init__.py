"""Who must be trained, who has been, and how the portal came to know."""

from .courses import Course, Level, Rule, Unit
from .extracts import ExtractLayout, ExtractReading, StagedRow, TrainingImport
from .register import Completion, Posting

__all__ = [
    "Completion",
    "Course",
    "ExtractLayout",
    "ExtractReading",
    "Level",
    "Posting",
    "Rule",
    "StagedRow",
    "TrainingImport",
    "Unit",
]
