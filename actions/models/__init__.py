"""The partnership's plans and what each agency has promised."""

from .governance import Body
from .imports import PlanImport, UnplacedText
from .plan import Action, Objective, Plan, PreviousAction, Theme
from .progress import Evidence, ProgressUpdate, Timescale

__all__ = [
    "Action",
    "Body",
    "Evidence",
    "Objective",
    "Plan",
    "PlanImport",
    "PreviousAction",
    "ProgressUpdate",
    "Theme",
    "Timescale",
    "UnplacedText",
]
