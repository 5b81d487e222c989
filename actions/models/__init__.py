"""The partnership's plans and what each agency has promised."""

from .contacts import RegisterImport, SpocArea, SpocAssignment
from .governance import Body
from .imports import PlanImport, SavedLayout, UnplacedText
from .newer import NewerVersion
from .plan import Action, Objective, Plan, PreviousAction, Theme
from .progress import Evidence, ProgressUpdate, Timescale
from .public import EditionFile, PublicDecision, PublicEdition
from .reading import ImportReading
from .rolling import RollAnswer, RollForward

__all__ = [
    "Action",
    "Body",
    "EditionFile",
    "Evidence",
    "ImportReading",
    "NewerVersion",
    "Objective",
    "Plan",
    "PlanImport",
    "PreviousAction",
    "ProgressUpdate",
    "PublicDecision",
    "PublicEdition",
    "RegisterImport",
    "RollAnswer",
    "RollForward",
    "SavedLayout",
    "SpocArea",
    "SpocAssignment",
    "Theme",
    "Timescale",
    "UnplacedText",
]
