"""Who must be trained, who has been, and how the portal came to know."""

from .courses import Course, Level, Rule, Unit
from .extracts import StagedRow, TrainingImport
from .register import Completion, Posting
from .sessions import (
    Booking,
    BookingLink,
    Evaluation,
    EvaluationScale,
    RegisterMark,
    Session,
    SessionMessage,
)
from .trainers import Accreditation, NetworkEvent, Trainer

__all__ = [
    "Accreditation",
    "Booking",
    "BookingLink",
    "Completion",
    "Course",
    "Evaluation",
    "EvaluationScale",
    "Level",
    "NetworkEvent",
    "Posting",
    "RegisterMark",
    "Rule",
    "Session",
    "SessionMessage",
    "StagedRow",
    "Trainer",
    "TrainingImport",
    "Unit",
]
