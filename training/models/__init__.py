"""Who must be trained, who has been, and how the portal came to know."""

from .courses import Course, Level, Rule, Unit
from .extracts import StagedRow, TrainingImport
from .kept import KeptAnswer, RegisterChange
from .register import Completion, Posting

__all__ = [
    "Completion",
    "Course",
    "KeptAnswer",
    "Level",
    "Posting",
    "RegisterChange",
    "Rule",
    "StagedRow",
    "TrainingImport",
    "Unit",
]
