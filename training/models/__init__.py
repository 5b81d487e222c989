"""Who must be trained, who has been, and how the portal came to know."""

from .apart import Absence, Exemption
from .audits import AuditInvite, AuditQuestion, AuditReturn, AuditRound
from .courses import Course, CourseVersion, Level, Rule, Unit
from .extracts import StagedRow, TrainingImport
from .groups import GroupMember, StaffGroup
from .matrix import MatrixRow
from .register import Completion, Posting
from .settings import Setting, SettingExclusion, SettingKind, SettingTraining

__all__ = [
    "Absence",
    "AuditInvite",
    "AuditQuestion",
    "AuditReturn",
    "AuditRound",
    "Completion",
    "Course",
    "CourseVersion",
    "Exemption",
    "GroupMember",
    "Level",
    "MatrixRow",
    "Posting",
    "Rule",
    "Setting",
    "SettingExclusion",
    "SettingKind",
    "SettingTraining",
    "StaffGroup",
    "StagedRow",
    "TrainingImport",
    "Unit",
]
