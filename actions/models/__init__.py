"""The partnership's plans and what each agency has promised."""

from .contacts import RegisterImport, SpocArea, SpocAssignment
from .directory import ContactPoint, DistributionEntry, DistributionList, MemberLead
from .documents import Document, DocumentReview, DocumentVersion
from .governance import Body
from .imports import PlanImport, UnplacedText
from .plan import Action, Objective, Plan, PreviousAction, Theme
from .progress import Evidence, ProgressUpdate, Timescale

__all__ = [
    "Action",
    "Body",
    "ContactPoint",
    "DistributionEntry",
    "DistributionList",
    "Document",
    "DocumentReview",
    "DocumentVersion",
    "Evidence",
    "MemberLead",
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
