"""The partnership's plans and what each agency has promised."""

from .contacts import RegisterImport, SpocArea, SpocAssignment
from .directory import ContactPoint, DistributionEntry, DistributionList, MemberLead
from .documents import Document, DocumentReview, DocumentVersion
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
    "ContactPoint",
    "DistributionEntry",
    "DistributionList",
    "Document",
    "DocumentReview",
    "DocumentVersion",
    "EditionFile",
    "Evidence",
    "ImportReading",
    "MemberLead",
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
