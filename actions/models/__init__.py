"""The partnership's plans and what each agency has promised."""

from .imports import PlanImport, UnplacedText
from .plan import Action, Objective, Plan, PreviousAction, Theme
from .progress import Evidence, ProgressUpdate, Timescale
from .public import EditionFile, PublicDecision, PublicEdition
from .rolling import RollAnswer, RollForward

__all__ = [
    "Action",
    "EditionFile",
    "Evidence",
    "Objective",
    "Plan",
    "PlanImport",
    "PreviousAction",
    "ProgressUpdate",
    "PublicDecision",
    "PublicEdition",
    "RollAnswer",
    "RollForward",
    "Theme",
    "Timescale",
    "UnplacedText",
]
