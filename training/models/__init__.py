"""Who must be trained, who has been, and how the portal came to know."""

from .apart import Absence, Exemption
from .courses import Course, CourseVersion, Level, Rule, Unit
from .extracts import StagedRow, TrainingImport
from .groups import GroupMember, StaffGroup
from .register import Completion, Posting

__all__ = [
    "Absence",
    "Completion",
    "Course",
    "CourseVersion",
    "Exemption",
    "GroupMember",
    "Level",
    "Posting",
    "Rule",
    "StaffGroup",
    "StagedRow",
    "TrainingImport",
    "Unit",
]
