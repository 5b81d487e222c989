"""The partnership's plans and what each agency has promised."""

from .governance import Body
from .contacts import RegisterImport, SpocArea, SpocAssignment
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
    "RegisterImport",
    "SpocArea",
    "SpocAssignment",
    "Theme",
    "Timescale",
    "UnplacedText",
]
