"""The partnership's plans and what each agency has promised."""

from .governance import Body, Membership
from .imports import PlanImport, UnplacedText
from .meetings import AgendaItem, Attendance, Decision, Meeting
from .plan import Action, Objective, Plan, PreviousAction, Theme
from .progress import Evidence, ProgressUpdate, Timescale
from .reviews import PlanReview

__all__ = [
    "Action",
    "AgendaItem",
    "Attendance",
    "Body",
    "Decision",
    "Evidence",
    "Meeting",
    "Membership",
    "Objective",
    "Plan",
    "PlanImport",
    "PlanReview",
    "PreviousAction",
    "ProgressUpdate",
    "Theme",
    "Timescale",
    "UnplacedText",
]
