"""The partnership's plans and what each agency has promised."""

from .contacts import RegisterImport, SpocArea, SpocAssignment
from .governance import Body
from .imports import PlanImport, UnplacedText
from .newer import NewerVersion
from .plan import Action, Objective, Plan, PreviousAction, Theme
from .progress import Evidence, ProgressUpdate, Timescale
from .reading import ImportReading

__all__ = [
    "Action",
    "Body",
from .public import EditionFile, PublicDecision, PublicEdition
from .rolling import RollAnswer, RollForward

__all__ = [
    "Action",
    "EditionFile",
    "Evidence",
    "ImportReading",
    "NewerVersion",
    "Objective",
    "Plan",
    "PlanImport",
    "PreviousAction",
    "ProgressUpdate",
    "RegisterImport",
    "SpocArea",
    "SpocAssignment",
    "PublicDecision",
    "PublicEdition",
    "RollAnswer",
    "RollForward",
    "Theme",
    "Timescale",
    "UnplacedText",
]
