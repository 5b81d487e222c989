"""Who must be trained, who has been, and how the portal came to know."""

from .courses import Course, Level, Rule, Unit
from .extracts import StagedRow, TrainingImport
from .register import Completion, Posting
from .reminders import Reminder, ReminderRule

__all__ = [
    "Completion",
    "Course",
    "Level",
    "Posting",
    "Reminder",
    "ReminderRule",
    "Rule",
    "StagedRow",
    "TrainingImport",
    "Unit",
]
