"""The partnership's plans and what each agency has promised."""

from .imports import PlanImport, SavedLayout, UnplacedText
from .plan import Action, Objective, Plan, PreviousAction, Theme
from .progress import Evidence, ProgressUpdate, Timescale

__all__ = [
    "Action",
    "Evidence",
    "Objective",
    "Plan",
    "PlanImport",
    "PreviousAction",
    "ProgressUpdate",
    "SavedLayout",
    "Theme",
    "Timescale",
    "UnplacedText",
]
