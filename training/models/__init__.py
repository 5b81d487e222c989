"""Who must be trained, who has been, and how the portal came to know."""

from .audits import AuditInvite, AuditQuestion, AuditReturn, AuditRound
from .courses import Course, Level, Rule, Unit
from .extracts import StagedRow, TrainingImport
from .matrix import MatrixRow
from .register import Completion, Posting
from .settings import Setting, SettingExclusion, SettingKind, SettingTraining

__all__ = [
    "AuditInvite",
    "AuditQuestion",
    "AuditReturn",
    "AuditRound",
    "Completion",
    "Course",
    "Level",
    "MatrixRow",
    "Posting",
    "Rule",
    "Setting",
    "SettingExclusion",
    "SettingKind",
    "SettingTraining",
    "StagedRow",
    "TrainingImport",
    "Unit",
]
