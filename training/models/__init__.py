"""Who must be trained, who has been, and how the portal came to know."""

from .apart import Absence, Exemption
from .audits import AuditInvite, AuditQuestion, AuditReturn, AuditRound
from .courses import Course, CourseVersion, Level, Rule, Unit
from .extracts import ExtractLayout, ExtractReading, StagedRow, TrainingImport
from .groups import GroupMember, StaffGroup
from .matrix import MatrixRow
from .register import Completion, Posting
from .reminders import Reminder, ReminderRule
from .sessions import (
    Booking,
    BookingLink,
    Evaluation,
    EvaluationScale,
    RegisterMark,
    Session,
    SessionMessage,
)
from .settings import Setting, SettingExclusion, SettingKind, SettingTraining
from .trainers import Accreditation, NetworkEvent, Trainer

__all__ = [
    "Absence",
    "Accreditation",
    "AuditInvite",
    "AuditQuestion",
    "AuditReturn",
    "AuditRound",
    "Booking",
    "BookingLink",
    "Completion",
    "Course",
    "CourseVersion",
    "Evaluation",
    "EvaluationScale",
    "Exemption",
    "ExtractLayout",
    "ExtractReading",
    "GroupMember",
    "Level",
    "MatrixRow",
    "NetworkEvent",
    "Posting",
    "RegisterMark",
    "Reminder",
    "ReminderRule",
    "Rule",
    "Session",
    "SessionMessage",
    "Setting",
    "SettingExclusion",
    "SettingKind",
    "SettingTraining",
    "StaffGroup",
    "StagedRow",
    "Trainer",
    "TrainingImport",
    "Unit",
]
